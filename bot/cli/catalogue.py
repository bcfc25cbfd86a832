"""`consultant catalogue`: check the files, bring them in and out, look at a measure and its history."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from bot.cli import catalogue_staff
from bot.cli.catalogue_use import refuse, with_catalogue

if TYPE_CHECKING:
    from datetime import date

    from knowledge.catalogue import Catalogue
    from knowledge.catalogue_check import CheckResult
    from knowledge.catalogue_records import ImportReport
    from knowledge.checking.fault import Fault

Folder = Annotated[Path | None, typer.Argument(help="A folder of measures; the shipped one by default.")]
Target = Annotated[Path, typer.Argument(help="An empty folder, or one that held an export before.")]
MeasureId = Annotated[str, typer.Argument(metavar="ID", help="The id of a measure.")]
Whole = Annotated[
    bool, typer.Option("--whole", help="FOLDER is the whole catalogue: archive what it does not hold.")
]
EASTERNMOST: Final = "Asia/Kamchatka"
"""Where a day of the country comes first: whoever writes it down is never ahead of it."""
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")]


def register(app: typer.Typer) -> None:
    """Add the command with its own commands."""
    catalogue = typer.Typer(no_args_is_help=True, help="Look after the catalogue of support measures.")
    catalogue.command("check")(check)
    catalogue.command("import")(import_)
    catalogue.command("export")(export)
    catalogue.command("show")(show)
    catalogue.command("history")(history)
    catalogue_staff.register(catalogue)
    app.add_typer(catalogue, name="catalogue")


def check(folder: Folder = None) -> None:
    """Name file, line and field of every fault in a folder of measures; exit code 1 if there are any.

    With the shipped folder the shipped articles are checked, too.
    """
    from bot.cli.catalogue_output import counted

    result = _checked(_folder(folder))
    articles, of_articles = _checked_articles(result.ids) if folder is None else (0, [])
    faults = [*result.faults, *of_articles]
    for fault in faults:
        typer.echo(str(fault))
    if faults:
        files = counted(result.files + articles, "file")
        typer.echo(f"{counted(len(faults), 'fault')} in {files}", err=True)
        raise typer.Exit(1)
    checked = [counted(result.files, "measure"), *([counted(articles, "article")] if articles else [])]
    typer.echo(f"{', '.join(checked)}, no faults")


def import_(folder: Folder = None, whole: Whole = False, as_json: AsJson = False) -> None:
    """Bring a folder into the database; what staff set stays, and what differs becomes a proposal.

    What a folder of your own changes or adds is yours: newer shipped files will not take it back.
    """
    from bot.cli.catalogue_output import report_json, report_line
    from knowledge.shipped import FOLDER, bring_in_shipped, read_measures, shipped_measures

    source = _folder(folder)
    result = _checked(source)
    for fault in result.faults:
        typer.echo(str(fault), err=True)
    if not result.is_importable:
        raise typer.Exit(1)
    measures = read_measures(source)

    async def bring_in(catalogue: Catalogue) -> ImportReport:
        if source.samefile(FOLDER):
            return await catalogue.import_shipped(measures)
        if whole or await catalogue.knows_shipped():
            await bring_in_shipped(catalogue)  # what the next start would add or change counts as present
        return await catalogue.import_own(measures, shipped_measures(), whole=whole)

    report = with_catalogue(bring_in, fill=False)
    typer.echo(report_json(report) if as_json else report_line(report, len(measures)))


def export(folder: Target) -> None:
    """Write every published measure into a folder, one file each."""
    from bot.cli.catalogue_files import ForeignFiles, write_measures
    from bot.cli.catalogue_output import counted

    measures = with_catalogue(lambda catalogue: catalogue.measures())
    try:
        write_measures(folder, measures)
    except (ForeignFiles, OSError) as error:
        refuse(str(error))
    typer.echo(f"{counted(len(measures), 'measure')} in {folder}")


def show(id: MeasureId, as_json: AsJson = False) -> None:  # noqa: A002 - the catalogue's word
    """Show a measure as it stands: its values, who set them, what is proposed."""
    from bot.cli.catalogue_output import record_json, record_text

    async def read(catalogue: Catalogue) -> str:
        record = await catalogue.record(id)
        open_ones = [proposal for proposal in await catalogue.proposals() if proposal.measure_id == id]
        return record_json(record) if as_json else record_text(record, open_ones)

    typer.echo(with_catalogue(read))


def history(id: MeasureId, as_json: AsJson = False) -> None:  # noqa: A002 - the catalogue's word
    """Show every change of a measure: the day, who, the field, the old and the new value."""
    from bot.cli.catalogue_output import history_json, history_text

    versions = with_catalogue(lambda catalogue: catalogue.history(id))
    typer.echo(history_json(versions) if as_json else history_text(versions))


def _folder(folder: Path | None) -> Path:
    from knowledge.shipped import FOLDER

    chosen = folder or FOLDER
    if not chosen.is_dir():
        refuse(f"{chosen} is not a folder")
    return chosen


def _checked(folder: Path) -> CheckResult:
    from knowledge.catalogue_check import check_folder

    result = check_folder(folder, _today())
    if not result.files:
        refuse(f"{folder} holds no measures")
    return result


def _checked_articles(measures: frozenset[str]) -> tuple[int, list[Fault]]:
    """How many articles ship, and what is wrong with them."""
    from knowledge.articles.checking import article_faults
    from knowledge.articles.shelf import FOLDER, files_of

    return len(files_of(FOLDER)), article_faults(FOLDER, measures, _today())


def _today() -> date:
    from knowledge.clock import SystemClock, local_day

    return local_day(SystemClock(), EASTERNMOST)
