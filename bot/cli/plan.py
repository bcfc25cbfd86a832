"""`consultant plan`: the best combination of measures for a person, in order, with dates and reasons."""

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
    Path | None, typer.Option("--batch", help="A file with one JSON profile a line; prints one path a line.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")]
Today = Annotated[str | None, typer.Option("--today", help="Plan on this day, YYYY-MM-DD.")]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(name="plan")(plan)


def plan(
    profile: ProfileFile = None, batch: BatchFile = None, as_json: AsJson = False, today: Today = None
) -> None:
    """Plan the best path through the catalogue for a person."""
    from bot.cli.profiles import WrongProfile
    from bot.errors import SettingsError

    if (profile is None) == (batch is None):
        _refuse("give one of --profile FILE and --batch FILE")
    try:
        _answer(profile, batch, as_json=as_json, today=_day(today))
    except (WrongProfile, SettingsError) as error:
        _refuse(str(error))


def _answer(profile: Path | None, batch: Path | None, *, as_json: bool, today: date | None) -> None:
    from time import perf_counter

    from bot.cli.catalogue_source import measures_now
    from bot.cli.path_output import path_json, print_path
    from bot.cli.planning import Planning, organisation_now
    from bot.cli.profiles import Profiles
    from bot.path.solving import load
    from bot.texts import russian
    from knowledge.clock import SystemClock
    from knowledge.conditions import condition_texts
    from knowledge.regions import regions

    measures = measures_now()
    profiles = Profiles(measures, condition_texts(), regions(), SystemClock())
    people = _people(profiles, profile, batch, today)
    planning, titles = (
        Planning(measures, regions(), organisation_now()),
        {one.id: one.title for one in measures},
    )
    load()
    for facts, day in people:
        for doubt in profiles.doubts(facts, day):
            typer.echo(f"note: {doubt}", err=True)
        started = perf_counter()
        path = planning.path(facts, day)
        milliseconds = round((perf_counter() - started) * 1000)
        if as_json or batch:
            typer.echo(path_json(path, milliseconds, titles, russian()))
        else:
            print_path(path, titles, day, russian())


def _people(
    profiles: Profiles, profile: Path | None, batch: Path | None, today: date | None
) -> Iterable[tuple[Facts, date]]:
    """Everybody with the day to plan on, checked before the first answer is printed."""
    if batch is not None:
        return profiles.read_lines(batch, today)
    return [profiles.read(profile, today)] if profile is not None else []


def _day(text: str | None) -> date | None:
    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError:
        _refuse(f"--today: {text!r} is not a day, YYYY-MM-DD")


def _refuse(problem: str) -> NoReturn:
    typer.echo(problem, err=True)
    raise typer.Exit(2)
