"""The command `consultant`."""

import importlib
from typing import Final

import typer

COMMANDS: Final[tuple[str, ...]] = (
    "run",
    "chat",
    "doctor",
    "backup",
    "eligible",
    "plan",
    "search",
    "understand",
    "redact",
    "catalogue",
    "staff",
    "ratings",
)
"""Modules of `bot.cli`; each has `register(app)` and imports what is heavy inside its commands."""


def main() -> None:
    """Build the command line and run it."""
    app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
    app.callback()(_consultant)  # without it typer drops the name of an only command
    for name in COMMANDS:
        importlib.import_module(f"bot.cli.{name}").register(app)
    app()


def _consultant() -> None:
    """An AI consultant on support measures for young people."""


if __name__ == "__main__":
    main()
