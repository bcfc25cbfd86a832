"""The commands of `catalogue` that change it: set a value, decide on proposals, bring a version back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.catalogue_use import refuse, with_catalogue

if TYPE_CHECKING:
    from knowledge.catalogue_records import Record

MeasureId = Annotated[str, typer.Argument(metavar="ID", help="The id of a measure.")]
Field = Annotated[str, typer.Argument(help="A field: `summary`, `benefit.amount_max`, `status`.")]
Value = Annotated[
    str, typer.Argument(help="The new value as YAML: 500000, null, [money, mentor], some text.")
]
Number = Annotated[int, typer.Argument(help="The number of a proposal.")]
VersionNumber = Annotated[int, typer.Argument(metavar="VERSION", help="The version to go back to.")]
By = Annotated[str, typer.Option("--by", help="Who does it; kept in the history.", show_default=True)]
SOMEBODY = "staff"


def register(catalogue: typer.Typer) -> None:
    """Add the commands."""
    catalogue.command("set")(set_)
    catalogue.command("undo")(undo)
    catalogue.command("proposals")(proposals)
    catalogue.command("accept")(accept)
    catalogue.command("reject")(reject)


def set_(id: MeasureId, field: Field, value: Value, by: By = SOMEBODY) -> None:  # noqa: A002 - the catalogue's word
    """Give a field a value of your own; imports will not change it any more."""
    import yaml

    from knowledge.measure_file import read_yaml

    try:
        parsed = read_yaml(value)
    except yaml.YAMLError:
        refuse(f"{value!r} is not YAML; put text with signs into quotes")
    _tell(with_catalogue(lambda catalogue: catalogue.revise(id, {field: parsed}, by)))


def undo(id: MeasureId, version: VersionNumber, by: By = SOMEBODY) -> None:  # noqa: A002 - as above
    """Bring a measure back to what it was at a version."""
    _tell(with_catalogue(lambda catalogue: catalogue.undo(id, version, by)))


def proposals() -> None:
    """List the proposals that wait for a decision."""
    from bot.cli.catalogue_output import proposals_text

    typer.echo(proposals_text(with_catalogue(lambda catalogue: catalogue.proposals())))


def accept(number: Number, by: By = SOMEBODY) -> None:
    """Give the field the proposed value; it belongs to who proposed it from then on."""
    _tell(with_catalogue(lambda catalogue: catalogue.accept(number, by)))


def reject(number: Number, by: By = SOMEBODY) -> None:
    """Keep the present value; files will not propose the same again."""
    with_catalogue(lambda catalogue: catalogue.reject(number, by))
    typer.echo(f"proposal {number} is rejected")


def _tell(record: Record) -> None:
    typer.echo(f"{record.id} is at version {record.version}, {record.status}")
