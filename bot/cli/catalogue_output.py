"""What the commands of `catalogue` print."""

import json
from collections.abc import Sequence
from typing import Any, Final

from rich.console import Console
from rich.markup import escape
from rich.table import Column, Table

from knowledge.catalogue_records import ImportReport, Proposal, Record, Version
from knowledge.measure_fields import STATUS, fields_of_data
from knowledge.measure_file import JsonValue

SHIPPED: Final = "shipped"
DAY: Final = "%Y-%m-%d"
PARTS: Final = ("added", "changed", "archived", "restored", "proposed", "withdrawn")


def counted(number: int, noun: str) -> str:
    """«1 measure», «247 measures»"""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def report_line(report: ImportReport, measures: int) -> str:
    """«247 measures: 3 changed, 1 proposed»"""
    counts = {part: len(getattr(report, part)) for part in PARTS}
    told = ", ".join(f"{count} {part}" for part, count in counts.items() if count)
    return f"{counted(measures, 'measure')}: {told or 'nothing new'}"


def report_json(report: ImportReport) -> str:
    """The ids of the measures, and the ids and fields of the proposals."""
    return _json({part: getattr(report, part) for part in PARTS})


def record_json(record: Record) -> str:
    """The measure's own keys, and beside them `status`, `version`, `changed_at`, `owners`."""
    beside = {
        "status": record.status,
        "version": record.version,
        "changed_at": record.changed_at.isoformat(),
        "owners": record.owners,
    }
    return _json({**record.data, **beside})


def history_json(versions: Sequence[Version]) -> str:
    """A list of versions, oldest first, without the whole data of each."""
    return _json(
        [
            {
                "version": step.version,
                "at": step.at.isoformat(),
                "author": step.author,
                "set_by": step.set_by,
                "changes": {field: {"old": old, "new": new} for field, (old, new) in step.changes.items()},
                "evidence": step.evidence,
            }
            for step in versions
        ]
    )


def record_text(record: Record, proposals: Sequence[Proposal]) -> str:
    """Every field that says something, with who set it where it was not the file."""
    console = Console()
    with console.capture() as captured:
        _print_record(console, record, proposals)
    return captured.get().rstrip()


def _print_record(console: Console, record: Record, proposals: Sequence[Proposal]) -> None:
    console.print(f"[bold]{escape(str(record.data['title']))}[/bold]")
    console.print(f"{record.id}, {record.status}, version {record.version} of {record.changed_at:{DAY}}")
    table = Table(show_header=False, box=None, pad_edge=False)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for field, value in fields_of_data(record.data).items():
        if value not in (None, [], ""):
            setter = record.owners.get(field, SHIPPED)
            owner = "" if setter == SHIPPED else setter
            table.add_row(f"[dim]{field}[/dim]", escape(told(value)), f"[yellow]{owner}[/yellow]")
    console.print(table)
    if STATUS in record.owners:
        console.print(f"status set by {record.owners[STATUS]}")
    for proposal in proposals:
        text = f"proposal {proposal.id} ({proposal.set_by}): {proposal.field} = {told(proposal.value)}"
        console.print(escape(text), style="yellow")


def history_text(versions: Sequence[Version]) -> str:
    """A row for each changed field."""
    table = Table("version", "day", "who", Column("field", overflow="fold"), "old", "new")
    for step in versions:
        who = escape(f"{step.author} ({step.set_by})")
        row = (str(step.version), f"{step.at:{DAY}}", who)
        for field, (old, new) in step.changes.items():
            table.add_row(*row, field, escape(told(old)), escape(told(new)))
        if not step.changes:
            table.add_row(*row, "", "", "added")
    console = Console()
    with console.capture() as captured:
        console.print(table)
    return captured.get().rstrip()


def proposals_text(proposals: Sequence[Proposal]) -> str:
    """A row for each proposal."""
    table = Table("number", "day", "from", Column("measure", overflow="fold"), "field", "value")
    for proposal in proposals:
        origin = escape(f"{proposal.author} ({proposal.set_by})")
        day = f"{proposal.at:{DAY}}"
        table.add_row(
            str(proposal.id), day, origin, proposal.measure_id, proposal.field, escape(told(proposal.value))
        )
    console = Console()
    with console.capture() as captured:
        console.print(table if proposals else "no open proposals")
    return captured.get().rstrip()


def told(value: JsonValue) -> str:
    """A value for people to read."""
    match value:
        case None:
            return "-"
        case bool():
            return "yes" if value else "no"
        case list():
            return "\n".join(told(item) for item in value) or "-"
        case dict():
            return ", ".join(told(item) for item in value.values() if item is not None)
        case _:
            return str(value)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)
