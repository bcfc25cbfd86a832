"""A person at a screen, on either platform: what stands there and waiting for what comes."""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from tests.platforms.shown import Button, Rows, Shown

PATIENCE_SECONDS: Final = 20.0
KEPT_WHEN_LEAN: Final = 10


class NoSuchButtonError(LookupError):
    """No message of the chat shows that button."""


class NoAnswerError(AssertionError):
    """The bot did not say what the test waits for."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something the bot did on this person's screen: said, edited, deleted, notified."""

    kind: str
    message: Shown | None
    text: str = ""


class Screen:
    """One chat with the bot as the person sees it.

    lean: forgets what happened before the person's last action, but for the newest messages (benchmarks).
    """

    def __init__(self, *, lean: bool = False) -> None:
        self._lean = lean
        self._messages: dict[int, Shown] = {}
        self.keyboard: Rows = ()
        self.events: list[Event] = []
        self.version = 0
        self.typing_at: float | None = None
        self._acted_at = 0
        self._changed = asyncio.Event()

    @property
    def messages(self) -> list[Shown]:
        """All messages that stand in the chat now, oldest first, the person's own included."""
        return list(self._messages.values())

    @property
    def said(self) -> list[Shown]:
        """The bot's messages that stand in the chat now."""
        return [message for message in self._messages.values() if not message.mine]

    @property
    def texts(self) -> list[str]:
        """The bot's words that stand in the chat now."""
        return [message.text for message in self.said]

    @property
    def last(self) -> Shown:
        """The bot's newest message."""
        if not self.said:
            raise NoAnswerError("the bot said nothing yet")
        return self.said[-1]

    @property
    def labels(self) -> tuple[str, ...]:
        """The buttons one can press now: under the newest message that has some, then the keyboard."""
        newest = next((message for message in reversed(self.said) if message.rows), None)
        below = tuple(button.label for row in self.keyboard for button in row)
        return (*(newest.labels if newest else ()), *below)

    def message(self, number: int) -> Shown | None:
        """A message of the chat by the platform's number."""
        return self._messages.get(number)

    def put(self, message: Shown) -> None:
        """A message appears."""
        self._messages[message.id] = message
        if message.mine:
            self.refresh()
        else:
            self.happened("said", message)

    def remove(self, number: int) -> None:
        """A message disappears."""
        self.happened("deleted", self._messages.pop(number))

    def happened(self, kind: str, message: Shown | None = None, text: str = "") -> None:
        """The bot did something."""
        self.events.append(Event(kind, message, text))
        self.refresh()

    def refresh(self) -> None:
        """Something is different on the screen; wake those who wait."""
        self.version += 1
        self._changed.set()

    def typing(self, now: float) -> None:
        """The bot shows that it is typing."""
        self.typing_at = now
        self.refresh()

    async def differs(self, version: int, seconds: float) -> bool:
        """Wait until the screen differs from what it was at a version; False after `seconds`."""
        try:
            async with asyncio.timeout(seconds):
                while self.version == version:
                    self._changed.clear()
                    await self._changed.wait()
        except TimeoutError:
            return False
        return True

    def acted(self) -> None:
        """The person did something: answers are counted from here."""
        if self._lean:
            self.events.clear()
            for number in tuple(self._messages)[:-KEPT_WHEN_LEAN]:
                del self._messages[number]
        self._acted_at = len(self.events)

    @property
    def reactions(self) -> list[Event]:
        """What the bot did since the person's last action."""
        return self.events[self._acted_at :]

    @property
    def answers(self) -> list[Shown]:
        """What the bot said or edited since the person's last action, as it stands now."""
        return [one.message for one in self.reactions if one.message and one.kind in ("said", "edited")]

    async def answered(self, count: int = 1, seconds: float = PATIENCE_SECONDS) -> list[Shown]:
        """Wait until the bot said or edited `count` messages since the person's last action.

        Raises:
            NoAnswerError: after `seconds`.
        """
        try:
            async with asyncio.timeout(seconds):
                while len(self.answers) < count:
                    self._changed.clear()
                    await self._changed.wait()
        except TimeoutError:
            raise NoAnswerError(f"{len(self.answers)} answers of {count} after {seconds} s") from None
        return self.answers

    async def sees(self, words: str, seconds: float = PATIENCE_SECONDS) -> Shown:
        """Wait until a message of the bot with these words stands in the chat; the newest one.

        Raises:
            NoAnswerError: after `seconds`.
        """
        try:
            async with asyncio.timeout(seconds):
                while (found := self._with(words)) is None:
                    self._changed.clear()
                    await self._changed.wait()
        except TimeoutError:
            raise NoAnswerError(f"{words!r} is not in {self.texts[-3:]!r}") from None
        return found

    def _with(self, words: str) -> Shown | None:
        return next((message for message in reversed(self.said) if words in message.text), None)

    def find(self, wanted: str | int) -> tuple[Shown | None, Button]:
        """The newest button of that label (or number, on the newest message with buttons).

        Raises:
            NoSuchButtonError: no message shows it.
        """
        places = [(message, message.rows) for message in reversed(self.said) if message.rows]
        if isinstance(wanted, int):
            return self._by_number(places, wanted)
        for exact in (True, False):
            for message, rows in [*places, (None, self.keyboard)]:
                for button in _buttons(rows):
                    if button.label == wanted or (not exact and wanted in button.label):
                        return message, button
        raise NoSuchButtonError(f"{wanted!r} is not among {self.labels!r}")

    def _by_number(self, places: Sequence[tuple[Shown, Rows]], number: int) -> tuple[Shown | None, Button]:
        message, rows = places[0] if places else (None, self.keyboard)
        buttons = list(_buttons(rows))
        if not 0 <= number < len(buttons):
            raise NoSuchButtonError(f"there are {len(buttons)} buttons")
        return message, buttons[number]


def _buttons(rows: Rows) -> Iterable[Button]:
    return (button for row in rows for button in row)
