"""`make transcripts`: play the talks of scripts/talks against the real process and write docs/transcripts.

The calendar stands still (`consultant run --now`), so a talk reads the same until the product changes;
tests/end_to_end/test_transcripts.py fails when a transcript is stale. A talk may be played on several stages:
the same words on the site, in Telegram and in VK.
"""

import asyncio
import re
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import yaml
from pydantic import BaseModel, ConfigDict

from scripts.stages import Stage, StageName, stage

ROOT: Final = Path(__file__).parents[1]
TALKS: Final = Path(__file__).with_name("talks")
WRITTEN: Final = ROOT / "docs" / "transcripts"
CODE: Final = re.compile(r"/p/[\w-]{22}")
"""The page of a path has another address each time."""


class Step(BaseModel):
    """One thing that the person does: words, a button by its label, or a remark for the reader."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    say: str | None = None
    press: str | None = None
    remark: str | None = None


class Talk(BaseModel):
    """A talk to be played: who talks, where, on which day, and what is said."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str
    about: str
    now: str
    stages: Mapping[str, StageName]
    """Name of the transcript -> where it is played."""
    steps: tuple[Step, ...]


def talks() -> Mapping[str, tuple[Talk, StageName]]:
    """Name of the transcript -> the talk and where it is played."""
    read = [
        Talk.model_validate(yaml.safe_load(path.read_text(encoding="utf-8"))) for path in TALKS.glob("*.yaml")
    ]
    return {name: (talk, where) for talk in read for name, where in sorted(talk.stages.items())}


async def play(talk: Talk, where: StageName, folder: Path) -> str:
    """The transcript of a talk with a process of its own, in Markdown."""
    titles = {"site": "на сайте", "telegram": "в Telegram", "vk": "в VK"}
    lines = [
        f"# {talk.title} {titles[where]}",
        "",
        talk.about,
        "",
        "_Made by `make transcripts`; do not edit._",
        "",
    ]
    async with stage(where, folder, talk.now) as person:
        lines += await person.start()
        for step in talk.steps:
            lines += await _step(person, step)
    return CODE.sub("/p/…", "\n".join(lines)).rstrip() + "\n"


async def _step(person: Stage, step: Step) -> list[str]:
    if step.remark:
        return [f"_{step.remark}_", ""]
    if step.say is not None:
        shown = step.say if len(step.say) < 300 else f"{step.say[:120]}… ({len(step.say)} знаков)"
        return [f"**Человек:** {shown}", "", *await person.say(step.say)]
    label = step.press or ""
    return [f"**Человек** нажимает [{label}]", "", *await person.press(label)]


async def _write(names: list[str]) -> None:
    WRITTEN.mkdir(parents=True, exist_ok=True)
    for name, (talk, where) in talks().items():
        if names and name not in names:
            continue
        with tempfile.TemporaryDirectory() as folder:
            text = await play(talk, where, Path(folder))
        (WRITTEN / f"{name}.md").write_text(text, encoding="utf-8")
        print(f"docs/transcripts/{name}.md")


if __name__ == "__main__":
    asyncio.run(_write(sys.argv[1:]))
