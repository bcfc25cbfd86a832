"""Judgements as the command `eligible` prints them: JSON for programs, a table for people."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

import orjson

from bot.reasons import reason_text, verdict_text
from bot.texts import Texts
from knowledge.conditions import Judgement, Reason, Verdict

STYLES: Final = {Verdict.YES: "green", Verdict.UNKNOWN: "yellow", Verdict.NO: "dim"}


def judgements_json(judgements: Sequence[Judgement], texts: Texts) -> bytes:
    """One line of JSON: a list with an object for each measure."""
    return orjson.dumps(
        [
            {
                "id": judgement.id,
                "verdict": judgement.verdict.word,
                "reasons": [_reason(reason, texts) for reason in judgement.reasons],
            }
            for judgement in judgements
        ]
    )


def print_table(judgements: Sequence[Judgement], titles: Mapping[str, str], day: date, texts: Texts) -> None:
    """A table on the terminal: what fits first, then what must be checked, then what does not fit."""
    from rich.console import Console
    from rich.table import Table

    table = Table(title=texts("eligible-title", day=f"{day:%d.%m.%Y}"), show_lines=True)
    for column in ("measure", "verdict", "reasons"):
        table.add_column(texts(f"eligible-{column}"))
    for one in sorted(judgements, key=lambda judgement: -judgement.verdict):
        reasons = "\n".join(_told(reason, texts) for reason in deciding(one))
        style = STYLES[one.verdict]
        table.add_row(
            f"{titles[one.id]}\n[dim]{one.id}", verdict_text(one.verdict, texts), reasons, style=style
        )
    console = Console()
    console.print(table)
    console.print(_summary(judgements, texts))


def deciding(judgement: Judgement) -> tuple[Reason, ...]:
    """The reasons that make the verdict what it is: those with the same value."""
    return tuple(reason for reason in judgement.reasons if reason.verdict is judgement.verdict)


def _reason(reason: Reason, texts: Texts) -> dict[str, str | bool]:
    return {
        "condition": reason.condition,
        "verdict": reason.verdict.word,
        "text": reason_text(reason, texts),
        "obtainable": reason.obtainable,
    }


def _told(reason: Reason, texts: Texts) -> str:
    text = reason_text(reason, texts)
    return texts("eligible-obtainable", reason=text) if reason.obtainable else text


def _summary(judgements: Sequence[Judgement], texts: Texts) -> str:
    counts = Counter(judgement.verdict for judgement in judgements)
    return texts("eligible-summary", **{verdict.word: counts[verdict] for verdict in Verdict})
