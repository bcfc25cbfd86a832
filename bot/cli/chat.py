"""`consultant chat`: the talk in this terminal."""

import typer

from bot.cli.exit_codes import one_line_errors


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(name="chat")(chat)


def chat() -> None:
    """Talk to the consultant in this terminal."""
    from bot.process import run_consultant

    with one_line_errors():
        run_consultant("terminal")
