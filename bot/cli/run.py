"""`consultant run`: everything in one process."""

import gc
import signal
from datetime import datetime
from typing import Annotated

import typer

from bot.cli.exit_codes import one_line_errors


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(name="run")(run)


def run(
    now: Annotated[
        str | None, typer.Option(hidden=True, help="Freeze the calendar at this moment (ISO, with offset).")
    ] = None,
) -> None:
    """Run the consultant: the site chat and every messenger that has a token."""
    signal.signal(signal.SIGTERM, _leave)
    gc.disable()  # until ready: a tenth of the start goes into looking for garbage that is not there
    from bot.process import run_consultant

    with one_line_errors():
        run_consultant("site", _moment(now))


def _leave(number: int, frame: object) -> None:
    """Told to stop while still starting: nothing is under way, so just go."""
    raise SystemExit(0)


def _moment(text: str | None) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text) if text else None
    except ValueError:
        raise typer.BadParameter("must be a moment such as 2026-11-21T12:00:00+05:00") from None
    if moment and moment.tzinfo is None:
        raise typer.BadParameter("must say its offset, such as 2026-11-21T12:00:00+05:00")
    return moment
