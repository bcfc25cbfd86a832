"""`make transcripts`: play the talks of scripts/talks against the real process and write docs/transcripts.

The calendar stands still (`consultant run --now`), so a talk reads the same until the product changes;
tests/end_to_end/test_transcripts.py fails when a transcript is stale.
"""

import asyncio
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import aiohttp
import yaml
from pydantic import BaseModel, ConfigDict

from tests.running import Page, running

ROOT: Final = Path(__file__).parents[1]
TALKS: Final = Path(__file__).with_name("talks")
WRITTEN: Final = ROOT / "docs" / "transcripts"
TOKEN: Final = "0123456789abcdef" * 2
NO_CHROMA: Final = "http://127.0.0.1:9"
"""Search by words alone: whether Chroma's neighbours arrive in time depends on the machine."""


class Step(BaseModel):
    """One thing that the person does: words, a button by its label, or a remark for the reader."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    say: str | None = None
    press: str | None = None
    remark: str | None = None


class Talk(BaseModel):
    """A talk to be played: who talks, on which day, and what is said."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str
    about: str
    now: str
    steps: tuple[Step, ...]


def talks() -> Mapping[str, Talk]:
    """Name -> talk."""
    return {
        path.stem: Talk.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
        for path in sorted(TALKS.glob("*.yaml"))
    }


async def play(talk: Talk, folder: Path) -> str:
    """The transcript of a talk with a process of its own, in Markdown."""
    lines = [f"# {talk.title}", "", talk.about, "", "_Made by `make transcripts`; do not edit._", ""]
    async with (
        running(folder, "--now", talk.now, LOG_LEVEL="ERROR", CHROMA_URL=NO_CHROMA) as consultant,
        aiohttp.ClientSession() as session,
    ):
        page = Page(session, token=TOKEN)
        lines += await _turn(page, consultant.base, {"type": "started", "payload": ""})
        for step in talk.steps:
            lines += await _step(page, consultant.base, step)
    return "\n".join(lines).rstrip() + "\n"


async def _step(page: Page, base: str, step: Step) -> list[str]:
    if step.remark:
        return [f"_{step.remark}_", ""]
    if step.say is not None:
        shown = step.say if len(step.say) < 300 else f"{step.say[:120]}… ({len(step.say)} знаков)"
        content = {"type": "text", "text": step.say}
        return [f"**Человек:** {shown}", "", *await _turn(page, base, content)]
    button = _find(page, step.press or "")
    content = {"type": "button", "action": button["action"], "label": button["label"]}
    return [f"**Человек** нажимает [{button['label']}]", "", *await _turn(page, base, content)]


def _find(page: Page, label: str) -> dict[str, Any]:
    """The newest button with this label, as a person looks for it: from below."""
    for _, message in sorted(page.messages.items(), reverse=True):
        for row in message["rows"]:
            for button in row:
                if button["label"] == label and button.get("action"):
                    return dict(button)
    raise LookupError(f"no button {label!r} on the page")


async def _turn(page: Page, base: str, content: Mapping[str, str]) -> list[str]:
    answers = await page.turn(base, content)
    return [line for message in answers for line in _told(message)]


def _told(message: Mapping[str, Any]) -> Iterator[str]:
    yield "**Консультант:**"
    yield ""
    for block in message["blocks"]:
        yield from (f"> {line}  " for line in _lines(block))
        yield ">"
    for row in message["rows"]:
        yield "> " + " ".join(f"`[{button['label']}]`" for button in row) + "  "
    yield ""


def _lines(block: Mapping[str, Any]) -> Iterator[str]:
    for kind, marked in (("paragraph", ""), ("list", "• "), ("quote", "│ ")):
        yield from (marked + _words(line) for line in block.get(kind, ()))


def _words(span: Any) -> str:
    match span:
        case str():
            return span
        case list():
            return "".join(map(_words, span))
        case {"bold": inner}:
            return f"**{_words(inner)}**"
        case {"italic": inner}:
            return f"_{_words(inner)}_"
        case {"link": inner, "to": address}:
            return f"[{_words(inner)}]({address})"
    raise ValueError(f"unknown span {span!r}")


async def _write_all() -> None:
    WRITTEN.mkdir(parents=True, exist_ok=True)
    for name, talk in talks().items():
        with tempfile.TemporaryDirectory() as folder:
            text = await play(talk, Path(folder))
        (WRITTEN / f"{name}.md").write_text(text, encoding="utf-8")
        print(f"docs/transcripts/{name}.md")


if __name__ == "__main__":
    asyncio.run(_write_all())
