"""What the terminal shows: messages as rich text, buttons with numbers."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import count
from typing import TYPE_CHECKING, Final, TextIO, assert_never
from unicodedata import category
from urllib.parse import urlsplit

from bot.channels.markup import Block, Bold, Bullets, Italic, Link, Paragraph, Quote, Spans, is_safe, parse
from bot.channels.rendering import gap
from bot.dialogue.messages import Button, Outgoing
from bot.texts import Texts

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

CONTROLS: Final = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
STYLES: Final = {"plain": "cyan", "primary": "bold cyan", "danger": "red"}


class Screen:
    """Prints to a terminal in colour, to anything else as plain lines of any length."""

    def __init__(self, output: TextIO, texts: Texts) -> None:
        from rich.console import Console

        self._console: Console = Console(file=output, highlight=False, markup=False, emoji=False)
        self._texts = texts
        self._output = output

    @property
    def is_terminal(self) -> bool:
        return self._console.is_terminal

    def say(self, text: Text | str, style: str | None = None) -> None:
        """One paragraph."""
        self._console.print(text, style=style, soft_wrap=not self.is_terminal)

    def show(self, message: Outgoing, numbers: Mapping[str, Button]) -> None:
        """A message with its buttons; `numbers` are those that can be pressed, by what presses them."""
        from rich.text import Text

        self.say("")
        self.say(rich_text(parse(message.text), full_addresses=not self.is_terminal))
        keys = {id(button): key for key, button in numbers.items()}
        if message.rows:
            self.say("")
        for row in message.rows:
            chips = [chip for button in row if (chip := _chip(button, keys.get(id(button))))]
            if chips:
                self.say(Text("   ").join([Text(""), *chips]))

    def prompt(self) -> None:
        """The mark after which the person writes."""
        if self.is_terminal:
            self._output.write(f"\n{self._texts('console-prompt')} ")
            self._output.flush()

    def heard(self, line: str) -> None:
        """In a pipe nobody sees what was typed: say it."""
        if not self.is_terminal:
            self.say(f"\n{self._texts('console-prompt')} {line}")


def numbered(rows: Sequence[Sequence[Button]], taken: Collection[str] = ()) -> dict[str, Button]:
    """Each button that can be pressed by the word that presses it.

    A button whose label is a number keeps that number, the others get the free ones.
    """
    buttons = [button for row in rows for button in row if button.action is not None]
    own = {button.label for button in buttons if button.label.isdecimal()} | set(taken)
    free = (str(number) for number in count(1) if str(number) not in own)
    return {button.label if button.label.isdecimal() else next(free): button for button in buttons}


def _chip(button: Button, key: str | None) -> Text | None:
    from rich.text import Text

    label = _without_controls(button.label)
    if key is not None:
        return Text(f"[{key}]" if key == label else f"[{key}] {label}", STYLES[button.style])
    if button.url is not None and is_safe(button.url):
        return Text(f"{label}: {button.url}", "blue")
    return None


def rich_text(blocks: Sequence[Block], *, full_addresses: bool) -> Text:
    """The tree as rich text; a link shows its address, or (a terminal can open it) only where it leads."""
    from rich.text import Text

    text = Text()
    for before, block in zip([None, *blocks], blocks, strict=False):
        text.append(gap(before, block))
        text.append_text(Text("\n").join(_lines(block, full_addresses)))
    return text


def _lines(block: Block, full: bool) -> Iterator[Text]:
    from rich.text import Text

    match block:
        case Paragraph(lines):
            yield from (_line(line, full) for line in lines)
        case Bullets(items):
            yield from (Text("  • ") + _line(item, full) for item in items)
        case Quote(lines):
            yield from (Text("  │ ", "dim") + _line(line, full) for line in lines)
        case _:
            assert_never(block)


def _line(spans: Spans, full: bool, style: str = "") -> Text:
    from rich.text import Text

    text = Text()
    for span in spans:
        match span:
            case str():
                text.append(_without_controls(span), style)
            case Bold(inside):
                text.append_text(_line(inside, full, f"{style} bold"))
            case Italic(inside):
                text.append_text(_line(inside, full, f"{style} italic"))
            case Link(inside, url):
                words = _line(inside, full, f"{style} underline link {url}")
                text.append_text(words).append(_address(words.plain, url, full), "dim")
            case _:
                assert_never(span)
    return text


def _address(words: str, url: str, full: bool) -> str:
    shown = url if full else _host(url)
    return "" if shown in words else f" ({shown})"


def _host(url: str) -> str:
    """Where an address leads, in the letters that people read."""
    host = urlsplit(url).hostname or url
    try:
        return host.encode("ascii").decode("idna")
    except UnicodeError:
        return host


def _without_controls(text: str) -> str:
    """No text may steer the terminal."""
    return "".join(letter for letter in text if category(letter) not in CONTROLS)
