"""`consultant backup` and `consultant restore`."""

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.exit_codes import one_line_errors


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command(name="backup")(backup)
    app.command(name="restore")(restore)


def backup() -> None:
    """Write the database and its secret into DATA_DIR/backups, also while the consultant runs."""
    from bot.backup import back_up
    from bot.settings import read_settings
    from knowledge.clock import SystemClock

    with one_line_errors():
        typer.echo(back_up(read_settings(), SystemClock().now()))


def restore(
    file: Annotated[Path, typer.Argument(help="A backup that `consultant backup` has written.")],
) -> None:
    """Put a backup in the place of the database of a stopped consultant. Who was erased stays erased."""
    from bot.backup import restore as put_back
    from bot.settings import read_settings
    from knowledge.clock import SystemClock

    with one_line_errors():
        erased = put_back(read_settings(), file, SystemClock().now())
    typer.echo(f"restored from {file}; {erased} people who had asked to be erased are erased again")
