"""`consultant eligible`: which measures fit a person, and why."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

if TYPE_CHECKING:
    from bot.cli.profiles import Profiles
    from knowledge.facts import Facts

ProfileFile = Annotated[Path | None, typer.Option("--profile", help="A YAML or JSON file with one profile.")]
BatchFile = Annotated[
    Path | None, typer.Option("--batch", help="A file with one JSON profile a line; prints one list a line.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")]
Today = Annotated[str | None, typer.Option("--today", help="Judge on this day, YYYY-MM-DD.")]
Schema = Annotated[bool, typer.Option("--schema", help="Print the JSON Schema of a profile and stop.")]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(name="eligible")(eligible)


def eligible(
    profile: ProfileFile = None,
    batch: BatchFile = None,
    as_json: AsJson = False,
    today: Today = None,
    schema: Schema = False,
) -> None:
    """Judge every measure of the catalogue for a person: yes, no or unknown, with the reasons."""
    from bot.cli.profiles import WrongProfile
    from bot.errors import SettingsError

    if [profile is not None, batch is not None, schema].count(True) != 1:
        _refuse("give one of --profile FILE, --batch FILE and --schema")
    if schema:
        _print_schema()
        return
    try:
        _answer(profile, batch, as_json=as_json, today=_day(today))
    except (WrongProfile, SettingsError) as error:
        _refuse(str(error))


def _answer(profile: Path | None, batch: Path | None, *, as_json: bool, today: date | None) -> None:
    from bot.cli.catalogue_source import measures_now
    from bot.cli.judgement_output import judgements_json, print_table
    from bot.cli.profiles import Profiles
    from bot.texts import russian
    from knowledge.clock import SystemClock
    from knowledge.conditions import Rules, condition_texts
    from knowledge.regions import regions

    measures = measures_now()
    profiles = Profiles(measures, condition_texts(), regions(), SystemClock())
    rules = Rules(measures, regions())
    for facts, day in _people(profiles, profile, batch, today):
        judgements = rules.judgements(facts, day)
        if as_json or batch:
            typer.echo(judgements_json(judgements, russian()))
        else:
            print_table(judgements, {one.id: one.title for one in measures}, day, russian())


def _people(
    profiles: Profiles, profile: Path | None, batch: Path | None, today: date | None
) -> Iterable[tuple[Facts, date]]:
    """Everybody with the day to judge on, checked before the first answer is printed."""
    if batch is not None:
        return profiles.read_lines(batch, today)
    return [profiles.read(profile, today)] if profile is not None else []


def _day(text: str | None) -> date | None:
    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError:
        _refuse(f"--today: {text!r} is not a day, YYYY-MM-DD")


def _print_schema() -> None:
    import json

    from knowledge.facts import Facts

    typer.echo(json.dumps(Facts.model_json_schema(), ensure_ascii=False, indent=2))


def _refuse(problem: str) -> NoReturn:
    typer.echo(problem, err=True)
    raise typer.Exit(2)
