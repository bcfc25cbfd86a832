"""Whose a value is: what an operator brought in is not taken back by the files that ship."""

import shutil
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

import migrations
from knowledge.catalogue import Catalogue
from knowledge.clock import FixedClock
from knowledge.database import Database, sqlite_url
from knowledge.measure import SupportMeasure
from knowledge.measure_fields import fields_of, measure_of
from knowledge.measure_file import JsonValue, dump_measure, to_data
from knowledge.shipped import bring_in_shipped, shipped_measures
from knowledge.tables import catalogue_state

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
GRANT, LOAN, COURSE = (measure for measure in shipped_measures()[:3])
SHIPPED = [GRANT, LOAN]
ANNA = "Анна"


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("migrated") / "catalogue.db"
    migrations.upgrade(sqlite_url(file))
    return file


@pytest.fixture
async def database(migrated: Path, tmp_path: Path) -> AsyncIterator[Database]:
    database = Database(sqlite_url(Path(shutil.copy(migrated, tmp_path))))
    yield database
    await database.close()


@pytest.fixture
async def catalogue(database: Database) -> Catalogue:
    """With two shipped measures."""
    catalogue = Catalogue(database, FixedClock(NOW))
    await catalogue.import_shipped(SHIPPED)
    return catalogue


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The files of two measures."""
    folder = tmp_path / "shipped"
    folder.mkdir()
    for measure in SHIPPED:
        write(folder, measure)
    return folder


def write(folder: Path, measure: SupportMeasure) -> None:
    (folder / f"{measure.id}.yaml").write_text(dump_measure(measure), encoding="utf-8")


def changed(measure: SupportMeasure, **values: JsonValue) -> SupportMeasure:
    return measure_of({**fields_of(measure), **values})


async def published(catalogue: Catalogue) -> list[str]:
    return [measure.id for measure in await catalogue.measures()]


async def state(database: Database) -> dict[str, object]:
    async with database.read() as connection:
        return dict((await connection.execute(select(catalogue_state))).mappings().one())


async def test_a_start_does_not_take_back_what_an_operator_changed(catalogue: Catalogue) -> None:
    await catalogue.import_own([changed(GRANT, summary="По-нашему.")], SHIPPED)

    same = await catalogue.import_shipped(SHIPPED)
    again = await catalogue.import_shipped(SHIPPED)

    record = await catalogue.record(GRANT.id)
    assert record.data["summary"] == "По-нашему."
    assert record.owners == {"summary": "imported"}
    assert same.proposed == [(GRANT.id, "summary")]
    assert again.is_empty


async def test_the_other_fields_of_a_measure_that_an_operator_changed_follow_newer_files(
    catalogue: Catalogue,
) -> None:
    await catalogue.import_own([changed(GRANT, summary="По-нашему.")], SHIPPED)

    await catalogue.import_shipped([changed(GRANT, summary="По-новому.", effort_hours=9), LOAN])

    record = await catalogue.record(GRANT.id)
    assert (record.data["summary"], record.data["effort_hours"]) == ("По-нашему.", 9)
    assert [(one.field, one.value) for one in await catalogue.proposals()] == [("summary", "По-новому.")]


async def test_a_measure_that_an_operator_added_is_not_archived_by_a_start(catalogue: Catalogue) -> None:
    await catalogue.import_own([COURSE], SHIPPED)

    report = await catalogue.import_shipped(SHIPPED)

    assert report.is_empty
    assert COURSE.id in await published(catalogue)


async def test_of_what_left_the_shipped_files_only_what_was_all_shipped_is_archived(
    catalogue: Catalogue,
) -> None:
    await catalogue.import_shipped([GRANT, LOAN, COURSE])
    await catalogue.import_own([changed(LOAN, summary="По-нашему.")], [GRANT, LOAN, COURSE])

    report = await catalogue.import_shipped([GRANT])

    assert report.archived == [COURSE.id]
    assert report.proposed == [(LOAN.id, "status")]


async def test_importing_one_s_own_files_twice_changes_nothing(
    catalogue: Catalogue, database: Database
) -> None:
    own = [changed(GRANT, summary="По-нашему."), COURSE]
    await catalogue.import_own(own, SHIPPED)
    await catalogue.import_shipped(SHIPPED)
    before = await catalogue.version()

    report = await catalogue.import_own(own, SHIPPED)

    assert report.is_empty
    assert await catalogue.version() == before
    assert (await catalogue.import_shipped(SHIPPED)).is_empty


async def test_one_s_own_newer_files_replace_one_s_older_ones(catalogue: Catalogue) -> None:
    await catalogue.import_own([changed(GRANT, summary="По-нашему.")], SHIPPED)

    report = await catalogue.import_own([changed(GRANT, summary="Ещё лучше.")], SHIPPED)

    assert report.changed == [GRANT.id]
    assert (await catalogue.record(GRANT.id)).data["summary"] == "Ещё лучше."


async def test_a_value_brought_back_to_what_ships_follows_the_shipped_files_again(
    catalogue: Catalogue,
) -> None:
    await catalogue.import_own([changed(GRANT, summary="По-нашему.")], SHIPPED)
    await catalogue.import_shipped(SHIPPED)

    await catalogue.import_own([GRANT], SHIPPED)
    await catalogue.import_shipped([changed(GRANT, summary="По-новому."), LOAN])

    record = await catalogue.record(GRANT.id)
    assert record.data["summary"] == "По-новому."
    assert record.owners == {}
    assert await catalogue.proposals() == ()


async def test_a_folder_of_what_ships_makes_nothing_the_operator_s_own(database: Database) -> None:
    catalogue = Catalogue(database, FixedClock(NOW))

    await catalogue.import_own([GRANT, changed(LOAN, summary="По-нашему.")], SHIPPED)

    assert (await catalogue.record(GRANT.id)).owners == {}
    assert (await catalogue.record(LOAN.id)).owners == {"summary": "imported"}
    assert (await catalogue.import_shipped(SHIPPED)).added == []


async def test_a_value_of_staff_stays_and_the_operator_s_is_proposed(catalogue: Catalogue) -> None:
    await catalogue.revise(GRANT.id, {"summary": "Так точнее."}, ANNA)

    report = await catalogue.import_own([changed(GRANT, summary="По-нашему.")], SHIPPED)
    (proposal,) = await catalogue.proposals()
    accepted = await catalogue.accept(proposal.id, ANNA)

    assert report.proposed == [(GRANT.id, "summary")]
    assert accepted.owners == {"summary": "imported"}


async def test_an_accepted_shipped_value_is_shipped_again(catalogue: Catalogue) -> None:
    await catalogue.import_own([changed(GRANT, summary="По-нашему.")], SHIPPED)
    await catalogue.import_shipped(SHIPPED)
    (proposal,) = await catalogue.proposals()

    accepted = await catalogue.accept(proposal.id, ANNA)

    assert accepted.owners == {}
    assert accepted.data == to_data(GRANT)


async def test_what_an_operator_s_whole_catalogue_leaves_out_stays_out(catalogue: Catalogue) -> None:
    report = await catalogue.import_own([GRANT], SHIPPED, whole=True)
    again = await catalogue.import_shipped(SHIPPED)

    assert report.archived == [LOAN.id]
    assert again.is_empty
    assert await published(catalogue) == [GRANT.id]
    assert (await catalogue.import_own([LOAN], SHIPPED)).restored == [LOAN.id]
    assert (await catalogue.record(LOAN.id)).owners == {}


async def test_history_and_undo_tell_an_operator_s_import(catalogue: Catalogue) -> None:
    await catalogue.import_own([changed(GRANT, summary="По-нашему.")], SHIPPED)

    history = await catalogue.history(GRANT.id)
    undone = await catalogue.undo(GRANT.id, 1, ANNA)

    assert [(one.set_by, one.author) for one in history] == [("shipped", "files"), ("imported", "files")]
    assert history[1].changes["summary"] == (GRANT.summary, "По-нашему.")
    assert (undone.data["summary"], undone.owners) == (GRANT.summary, {"summary": "staff"})


async def test_shipped_files_are_read_once_and_again_after_a_change_of_either_side(
    database: Database, folder: Path
) -> None:
    catalogue = Catalogue(database, FixedClock(NOW))

    first = await bring_in_shipped(catalogue, folder)
    second = await bring_in_shipped(catalogue, folder)
    await catalogue.revise(GRANT.id, {"summary": "Так точнее."}, ANNA)
    after_staff = await bring_in_shipped(catalogue, folder)
    write(folder, changed(LOAN, summary="По-новому."))
    after_files = await bring_in_shipped(catalogue, folder)

    assert first is not None
    assert first.added == [GRANT.id, LOAN.id]
    assert second is None
    assert after_staff is not None
    assert after_staff.proposed == [(GRANT.id, "summary")]
    assert after_files is not None
    assert after_files.changed == [LOAN.id]
    assert await bring_in_shipped(catalogue, folder) is None


async def test_a_shipped_file_that_went_is_noticed(database: Database, folder: Path) -> None:
    catalogue = Catalogue(database, FixedClock(NOW))
    await bring_in_shipped(catalogue, folder)
    (folder / f"{LOAN.id}.yaml").unlink()

    report = await bring_in_shipped(catalogue, folder)

    assert report is not None
    assert report.archived == [LOAN.id]


async def test_an_import_of_the_same_files_writes_nothing(database: Database, folder: Path) -> None:
    catalogue = Catalogue(database, FixedClock(NOW))
    await bring_in_shipped(catalogue, folder)
    before = await state(database)

    await catalogue.import_shipped(SHIPPED, digest=str(before["shipped_digest"]))

    assert await state(database) == before


async def test_a_shipped_value_is_proposed_once_whoever_brings_it(catalogue: Catalogue) -> None:
    await catalogue.revise(GRANT.id, {"summary": "Так точнее."}, ANNA)

    await catalogue.import_own([GRANT], SHIPPED)
    await catalogue.import_shipped(SHIPPED)
    await catalogue.import_own([GRANT], SHIPPED)

    assert [(one.set_by, one.value) for one in await catalogue.proposals()] == [("shipped", GRANT.summary)]


async def test_a_newer_shipped_value_replaces_its_older_proposal_whoever_brings_it(
    catalogue: Catalogue,
) -> None:
    newer = changed(GRANT, summary="По-новому.")
    await catalogue.revise(GRANT.id, {"summary": "Так точнее."}, ANNA)
    await catalogue.import_own([GRANT], SHIPPED)

    report = await catalogue.import_own([newer], [newer, LOAN])

    assert report.withdrawn == report.proposed == [(GRANT.id, "summary")]
    assert [one.value for one in await catalogue.proposals()] == ["По-новому."]
