"""How the commands of `catalogue` reach the catalogue, and how they refuse: one line, exit code 2."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, NoReturn, TypeVar

import typer

from bot.cli.exit_codes import WRONG_INPUT

if TYPE_CHECKING:
    from knowledge.catalogue import Catalogue

Result = TypeVar("Result")


def with_catalogue(use: Callable[[Catalogue], Awaitable[Result]], *, fill: bool = True) -> Result:
    """Use the catalogue; a new database is made and, unless told not to, filled with what ships."""
    import asyncio

    from sqlalchemy.exc import OperationalError

    from bot.cli.catalogue_database import open_catalogue
    from bot.errors import SettingsError
    from bot.settings import read_settings
    from knowledge.catalogue_records import CatalogueError

    async def run(url: str) -> Result:
        async with open_catalogue(url, fill=fill) as catalogue:
            return await use(catalogue)

    try:
        return asyncio.run(run(read_settings().database_url))
    except (SettingsError, CatalogueError) as error:
        refuse(str(error))
    except OperationalError as error:
        refuse(f"the database cannot be used: {error.orig}")
    except OSError as error:
        refuse(f"the database cannot be used: {error}")


def refuse(problem: str) -> NoReturn:
    """Say what is wrong with the input and leave."""
    typer.echo(problem, err=True)
    raise typer.Exit(WRONG_INPUT)
