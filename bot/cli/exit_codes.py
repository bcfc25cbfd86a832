"""Known errors become one line on stderr and an exit code; only these two mean something to scripts."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import typer

from bot.errors import AlreadyRunning, BotError

WRONG_INPUT: Final = 2
ALREADY_RUNNING: Final = 3


@contextmanager
def one_line_errors() -> Iterator[None]:
    """Wrap what a command does."""
    try:
        yield
    except AlreadyRunning as error:
        _leave(error, ALREADY_RUNNING)
    except BotError as error:
        _leave(error, WRONG_INPUT)


def _leave(error: Exception, code: int) -> None:
    sys.stderr.write(f"{error}\n")
    raise typer.Exit(code) from None
