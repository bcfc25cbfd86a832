"""A path as the command `plan` prints it: JSON for programs, a table for people."""

from collections.abc import Mapping
from datetime import date

import orjson

from bot.path.months import month_name
from bot.path.path import Path, Step
from bot.path.words import check_texts, why_texts
from bot.reasons import reason_text
from bot.texts import Texts


def path_json(path: Path, milliseconds: int, titles: Mapping[str, str], texts: Texts) -> bytes:
    """One line of JSON."""
    return orjson.dumps(
        {
            "status": "optimal" if path.is_proven else "feasible",
            "gap": round(path.gap, 6),
            "objective": path.objective,
            "terms": path.scores,
            "steps": [_step(step, titles, texts) for step in path.steps],
            "almost": [
                {"id": one.id, "missing": reason_text(one.missing, texts), "how": one.how}
                for one in path.almost
            ],
            "milliseconds": milliseconds,
        }
    )


def print_path(path: Path, titles: Mapping[str, str], day: date, texts: Texts) -> None:
    """A table of the steps on the terminal, then what is almost within reach."""
    from rich.console import Console
    from rich.table import Table

    console = Console()
    if path.steps:
        table = Table(title=texts("plan-title", day=f"{day:%d.%m.%Y}"), show_lines=True)
        for column in ("when", "measure", "why", "check"):
            table.add_column(texts(f"plan-{column}"))
        for step in path.steps:
            why, check = why_texts(step, titles, texts), check_texts(step, titles, texts)
            table.add_row(_when(step, texts), titles[step.id], "\n".join(why), "\n".join(check))
        console.print(table)
    else:
        console.print(texts("plan-nothing" if path.almost else "plan-nothing-near"))
    for one in path.almost:
        missing = reason_text(one.missing, texts)
        console.print(texts("plan-almost", measure=titles[one.id], missing=missing))


def _when(step: Step, texts: Texts) -> str:
    if step.start is None or step.finish is None:
        return texts("plan-undated")
    key = "plan-expected" if step.expected else "plan-months"
    return texts(key, start=month_name(step.start), finish=month_name(step.finish))


def _step(step: Step, titles: Mapping[str, str], texts: Texts) -> dict[str, object]:
    return {
        "id": step.id,
        "start": None if step.start is None else month_name(step.start),
        "finish": None if step.finish is None else month_name(step.finish),
        "apply_by": step.apply_by,
        "expected": step.expected,
        "why": why_texts(step, titles, texts),
        "covers": step.covers,
        "unlocks": step.unlocks,
        "check": check_texts(step, titles, texts),
        "alternatives": step.alternatives,
    }
