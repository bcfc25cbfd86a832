"""`consultant ratings`: which answers people call useful, and which miss."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.exit_codes import one_line_errors

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.storage.ratings import Rating

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("ratings")(ratings)


def ratings(as_json: AsJson = False) -> None:
    """Count «useful» and «not it» for every version of every answer, what misses most often first."""
    import asyncio
    import json
    from dataclasses import asdict

    with one_line_errors():
        found = asyncio.run(_read())
    if as_json:
        typer.echo(json.dumps([asdict(one) for one in found], ensure_ascii=False))
    for one in () if as_json else found:
        typer.echo(f"{one.subject} ({one.version}): {one.useful} useful, {one.useless} not")
    if not found and not as_json:
        typer.echo("nobody has rated an answer yet")


async def _read() -> Sequence[Rating]:
    import asyncio

    from sqlalchemy.exc import SQLAlchemyError

    import migrations
    from bot.errors import SettingsError
    from bot.settings import read_settings
    from bot.storage.ratings import read_ratings
    from knowledge.database import Database

    url = read_settings().database_url
    database = Database(url)
    try:
        await asyncio.to_thread(migrations.upgrade, url)
        return await read_ratings(database)
    except (SQLAlchemyError, OSError) as error:
        problem = "cannot be used; `consultant doctor` tells more"
        raise SettingsError("DATABASE_URL", problem) from error
    finally:
        await database.close()
