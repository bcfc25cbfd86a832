"""`consultant redact`: a text as a language model may see it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

if TYPE_CHECKING:
    from knowledge.language.redaction import Redacted

Text = Annotated[str | None, typer.Argument(help="What a young person would write.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON with the spans instead of the text alone.")]
BatchFile = Annotated[
    Path | None, typer.Option("--batch", help='A file with one {"text"} a line; prints one JSON a line.')
]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(name="redact")(redact)


def redact(text: Text = None, as_json: AsJson = False, batch: BatchFile = None) -> None:
    """Put placeholders for names, phones, addresses, documents, accounts, links and birth dates."""
    from bot.cli.json_lines import WrongRequest

    if (text is None) == (batch is None):
        _refuse("give either a text or --batch FILE")
    try:
        _answer(text, batch, as_json=as_json)
    except WrongRequest as error:
        _refuse(str(error))


def _answer(text: str | None, batch: Path | None, *, as_json: bool) -> None:
    from bot.cli.redact_requests import read_texts

    texts = read_texts(batch) if batch is not None else (text or "",)
    for line in _redacted(texts, is_json=as_json or batch is not None):
        typer.echo(line)


def _redacted(texts: Iterable[str], *, is_json: bool) -> Iterable[str]:
    from knowledge.language.redaction import redact as redacted

    for text in texts:
        found = redacted(text)
        yield _json(found) if is_json else found.text


def _json(found: Redacted) -> str:
    spans = [{"start": span.start, "end": span.end, "kind": span.kind} for span in found.spans]
    return json.dumps({"text": found.text, "spans": spans}, ensure_ascii=False)


def _refuse(problem: str) -> NoReturn:
    typer.echo(problem, err=True)
    raise typer.Exit(2)
