"""`consultant understand`: a message -> what is meant and which facts it tells."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

if TYPE_CHECKING:
    from bot.cli.understand_requests import Said
    from bot.person.understanding import Evidence, Understanding

Text = Annotated[str | None, typer.Argument(help="What a young person would write.")]
Asked = Annotated[str | None, typer.Option("--asked", help="The question that was just asked, as: age.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of a list.")]
BatchFile = Annotated[
    Path | None,
    typer.Option("--batch", help='A file with one {"text", "asked"} a line; prints one JSON a line.'),
]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(name="understand")(understand)


def understand(
    text: Text = None, asked: Asked = None, as_json: AsJson = False, batch: BatchFile = None
) -> None:
    """Read a message by rules: the intent, the facts, and the words that they came from."""
    from bot.cli.json_lines import WrongRequest
    from bot.errors import SettingsError

    if (text is None) == (batch is None):
        _refuse("give either a text or --batch FILE")
    if batch is not None and asked is not None:
        _refuse("--asked goes with a text; lines of --batch have their own")
    try:
        _answer(text, asked, batch, as_json=as_json)
    except (WrongRequest, SettingsError) as error:
        _refuse(str(error))


def _answer(text: str | None, asked: str | None, batch: Path | None, *, as_json: bool) -> None:
    from bot.cli.understand_requests import doubts, read_said, said

    all_said = read_said(batch) if batch is not None else (said(text or "", asked),)
    for doubt in doubts(all_said):
        typer.echo(f"note: {doubt}", err=True)
    for line in _read(all_said, is_json=as_json or batch is not None):
        typer.echo(line)


def _read(all_said: Iterable[Said], *, is_json: bool) -> Iterable[str]:
    from bot.person.understanding import Rules
    from bot.settings import read_settings
    from knowledge.regions import regions

    rules = Rules(regions(), read_settings().region or regions().regions[0])
    for one in all_said:
        read = rules.understand(one.text, one.asked)
        if is_json:
            yield json.dumps(_as_json(read), ensure_ascii=False)
        else:
            yield f"{read.intent}{'' if read.sure else '?'} (for: {read.seeking_for})"
            yield from map(_line, read.evidence)


def _as_json(read: Understanding) -> dict[str, object]:
    """The writer's facts; of another for whom is looked, too, when there is one."""
    from bot.person.reading.leaves import as_labels

    said: dict[str, object] = {"intent": read.intent, "facts": as_labels(read.facts)}
    if read.seeking_for == "self":
        return said
    return {**said, "seeking_for": read.seeking_for, "about": as_labels(read.about)}


def _line(piece: Evidence) -> str:
    """A fact with its words; `?`: the rules are not certain, `of another`: not of the writer."""
    of_whom = " (of another)" if piece.is_theirs else ""
    return f"  {piece.fact + ('' if piece.certain else '?'):<32} {piece.words}{of_whom}"


def _refuse(problem: str) -> NoReturn:
    typer.echo(problem, err=True)
    raise typer.Exit(2)
