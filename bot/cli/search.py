"""`consultant search`: a request in Russian -> the measures that answer it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

if TYPE_CHECKING:
    from bot.cli.search_requests import Asked
    from knowledge.search.search import Search

Text = Annotated[str | None, typer.Argument(help="What a young person would type.")]
RegionName = Annotated[str | None, typer.Option("--region", help="Where the person lives; else REGION.")]
Limit = Annotated[int, typer.Option("-k", "--limit", min=1, max=100, help="At most so many measures.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of a list.")]
BatchFile = Annotated[
    Path | None,
    typer.Option("--batch", help='A file with one {"text", "region"} a line; prints one list a line.'),
]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(name="search")(search)


def search(
    text: Text = None,
    region: RegionName = None,
    limit: Limit = 10,
    as_json: AsJson = False,
    batch: BatchFile = None,
) -> None:
    """Search the catalogue; an empty list when nothing fits."""
    from bot.cli.search_requests import WrongRequest
    from bot.errors import SettingsError

    if (text is None) == (batch is None):
        _refuse("give either a text or --batch FILE")
    try:
        _answer(text, region, batch, limit=limit, as_json=as_json)
    except (WrongRequest, SettingsError) as error:
        _refuse(str(error))


def _answer(text: str | None, region: str | None, batch: Path | None, *, limit: int, as_json: bool) -> None:
    from bot.cli.catalogue_source import measures_now
    from bot.cli.search_requests import Asked, known_region, read_requests
    from bot.settings import read_settings
    from knowledge.regions import regions
    from knowledge.search.search import Search

    home = known_region(region or read_settings().region or regions().regions[0])
    asked = list(read_requests(batch, home)) if batch else [Asked(text=text or "", region=home)]
    measures = measures_now()
    engine = Search.build(measures, regions())
    titles = {measure.id: measure.title for measure in measures}
    for found in _found(engine, asked, titles, limit):
        typer.echo(json.dumps(found, ensure_ascii=False) if as_json or batch else _listed(found))


def _found(
    engine: Search, asked: list[Asked], titles: dict[str, str], limit: int
) -> Iterator[list[dict[str, object]]]:
    for one in asked:
        hits = engine.find(one.text, region=one.region, limit=limit)
        yield [
            {"id": hit.id, "title": titles[hit.id], "score": hit.score, "why": list(hit.why)} for hit in hits
        ]


def _listed(found: list[dict[str, object]]) -> str:
    lines = [f"{hit['score']:>7}  {hit['title']}  ({hit['id']})" for hit in found]
    return "\n".join(lines) or "-"


def _refuse(problem: str) -> NoReturn:
    typer.echo(problem, err=True)
    raise typer.Exit(2)
