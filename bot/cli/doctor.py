"""`consultant doctor`: what is well, what is not, what to do."""

import json
from typing import Annotated, Final

import typer

from bot.cli.exit_codes import one_line_errors

MARKS: Final = {"ok": "✓", "note": "!", "wrong": "✗"}


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(name="doctor")(doctor)


def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="Print the findings as JSON.")] = False,
) -> None:
    """Check settings, database, index, tokens, model; say what to do. Ends with 1 if something is wrong."""
    from bot.doctor import examine
    from bot.settings import read_settings

    with one_line_errors():
        findings = examine(read_settings())
    if as_json:
        rows = [{"state": f.state, "about": f.about, "says": f.says, "advice": f.advice} for f in findings]
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        for finding in findings:
            typer.echo(f"{MARKS[finding.state]} {finding.about}: {finding.says}")
            if finding.advice:
                typer.echo(f"    {finding.advice}")
    raise typer.Exit(1 if any(finding.state == "wrong" for finding in findings) else 0)
