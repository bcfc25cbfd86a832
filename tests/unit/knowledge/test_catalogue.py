import json
import shutil
from collections.abc import AsyncIterator, Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

import migrations
from knowledge.catalogue import Catalogue
from knowledge.catalogue_records import Author, CatalogueError, InvalidRevision, UnknownRecord
from knowledge.clock import FixedClock
from knowledge.database import Database, sqlite_url
from knowledge.measure import SupportMeasure
from knowledge.measure_fields import fields_of, measure_of
from knowledge.measure_file import JsonValue, to_data
from knowledge.shipped import shipped_measures
from knowledge.tables import measure_versions

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
GRANT, LOAN = "rosmolodezh-granty", "fond-nashe-budushchee-zaem"
ANNA = "Анна"


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOW)


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
def catalogue(database: Database, clock: FixedClock) -> Catalogue:
    return Catalogue(database, clock)


def shipped(*ids: str, **changes: Any) -> list[SupportMeasure]:
    """The named shipped measures; `benefit__amount_max=5` changes that field of each."""
    named = {field.replace("__", "."): value for field, value in changes.items()}
    return [
        measure_of({**fields_of(measure), **named}) for measure in shipped_measures() if measure.id in ids
    ]


async def count_versions(database: Database) -> int:
    async with database.read() as connection:
        return await connection.scalar(select(func.count()).select_from(measure_versions)) or 0


def ids(measures: Iterable[SupportMeasure]) -> list[str]:
    return [measure.id for measure in measures]


async def test_what_is_imported_comes_out_the_same(catalogue: Catalogue) -> None:
    await catalogue.import_shipped(shipped_measures())

    assert await catalogue.measures() == shipped_measures()


async def test_a_second_import_changes_nothing(catalogue: Catalogue, database: Database) -> None:
    await catalogue.import_shipped(shipped_measures())
    before = await catalogue.version(), await count_versions(database)

    report = await catalogue.import_shipped(shipped_measures())

    assert report.is_empty
    assert (await catalogue.version(), await count_versions(database)) == before == (1, 247)


async def test_an_import_of_nothing_is_refused(catalogue: Catalogue) -> None:
    with pytest.raises(CatalogueError, match="no measures"):
        await catalogue.import_shipped([])


async def test_a_changed_file_becomes_a_version_that_tells_what_changed(
    catalogue: Catalogue, clock: FixedClock
) -> None:
    await catalogue.import_shipped(shipped(GRANT, LOAN))
    clock.advance(timedelta(days=1))

    report = await catalogue.import_shipped([*shipped(GRANT, summary="Новая фраза."), *shipped(LOAN)])

    history = await catalogue.history(GRANT)
    assert report.changed == [GRANT]
    assert [step.version for step in history] == [1, 2]
    assert (history[1].set_by, history[1].at) == ("shipped", NOW + timedelta(days=1))
    assert history[1].changes == {"summary": (history[0].data["summary"], "Новая фраза.")}
    assert len(await catalogue.history(LOAN)) == 1
    assert await catalogue.version() == 2


async def test_a_staff_value_stays_and_the_file_s_becomes_a_proposal_once(catalogue: Catalogue) -> None:
    await catalogue.import_shipped(shipped(GRANT))
    await catalogue.revise(GRANT, {"summary": "Так точнее."}, ANNA)
    version = await catalogue.version()

    first = await catalogue.import_shipped(shipped(GRANT))
    second = await catalogue.import_shipped(shipped(GRANT))

    (measure,) = await catalogue.measures()
    (proposal,) = await catalogue.proposals()
    assert measure.summary == "Так точнее."
    assert first.proposed == [(GRANT, "summary")]
    assert second.is_empty
    assert (proposal.field, proposal.value) == ("summary", shipped(GRANT)[0].summary)
    assert await catalogue.version() == version


async def test_other_fields_of_a_measure_that_staff_touched_still_follow_the_file(
    catalogue: Catalogue,
) -> None:
    await catalogue.import_shipped(shipped(GRANT))
    await catalogue.revise(GRANT, {"benefit.amount_max": 900_000}, ANNA)

    await catalogue.import_shipped(shipped(GRANT, benefit__note="по данным 2026 года"))

    (measure,) = await catalogue.measures()
    assert measure.benefit.note == "по данным 2026 года"
    assert measure.benefit.amount_max == 900_000


async def test_a_proposal_is_withdrawn_when_the_file_returns_to_the_staff_value(catalogue: Catalogue) -> None:
    await catalogue.import_shipped(shipped(GRANT))
    await catalogue.revise(GRANT, {"summary": "Так точнее."}, ANNA)
    await catalogue.import_shipped(shipped(GRANT))

    report = await catalogue.import_shipped(shipped(GRANT, summary="Так точнее."))

    assert report.withdrawn == [(GRANT, "summary")]
    assert await catalogue.proposals() == ()


async def test_a_new_value_in_the_file_replaces_its_older_proposal(catalogue: Catalogue) -> None:
    await catalogue.import_shipped(shipped(GRANT))
    await catalogue.revise(GRANT, {"summary": "Так точнее."}, ANNA)
    await catalogue.import_shipped(shipped(GRANT))

    await catalogue.import_shipped(shipped(GRANT, summary="Ещё иначе."))

    assert [proposal.value for proposal in await catalogue.proposals()] == ["Ещё иначе."]


async def test_a_rejected_value_is_not_proposed_again(catalogue: Catalogue) -> None:
    await catalogue.import_shipped(shipped(GRANT))
    await catalogue.revise(GRANT, {"summary": "Так точнее."}, ANNA)
    await catalogue.import_shipped(shipped(GRANT))
    (proposal,) = await catalogue.proposals()

    await catalogue.reject(proposal.id, ANNA)
    report = await catalogue.import_shipped(shipped(GRANT))

    assert report.is_empty
    assert await catalogue.proposals() == ()


async def test_an_accepted_value_belongs_to_the_files_again(catalogue: Catalogue) -> None:
    await catalogue.import_shipped(shipped(GRANT))
    await catalogue.revise(GRANT, {"summary": "Так точнее."}, ANNA)
    await catalogue.import_shipped(shipped(GRANT))
    (proposal,) = await catalogue.proposals()

    record = await catalogue.accept(proposal.id, ANNA)

    assert record.owners == {}
    assert await catalogue.measures() == tuple(shipped(GRANT))
    assert [step.author for step in await catalogue.history(GRANT)] == ["files", ANNA, ANNA]


async def test_staff_who_set_the_proposed_value_settle_the_proposal(catalogue: Catalogue) -> None:
    await catalogue.import_shipped(shipped(GRANT))
    number = await catalogue.propose(GRANT, "summary", "Из источника.", Author("robot", "ingest"))

    await catalogue.revise(GRANT, {"summary": "Из источника."}, ANNA)

    accepted = await catalogue.proposals("accepted")
    assert [(proposal.id, proposal.decided_by) for proposal in accepted] == [(number, ANNA)]


async def test_a_newer_proposal_of_the_same_origin_replaces_the_older(catalogue: Catalogue) -> None:
    await catalogue.import_shipped(shipped(GRANT))
    evidence = {"summary": {"quote": "как на сайте", "url": "https://example.ru"}}
    await catalogue.propose(GRANT, "summary", "Раз.", Author("robot", "ingest"))

    await catalogue.propose(GRANT, "summary", "Два.", Author("robot", "ingest", evidence))

    (proposal,) = await catalogue.proposals()
    assert (proposal.value, proposal.evidence) == ("Два.", evidence)


async def test_file_values_that_do_not_go_with_staff_values_are_proposed_together(
    catalogue: Catalogue,
) -> None:
    await catalogue.import_shipped(shipped(GRANT))
    always: dict[str, JsonValue] = {
        "window.always": True,
        "window.months_open": [],
        "window.last_known.opens": None,
        "window.last_known.closes": None,
    }
    await catalogue.revise(GRANT, always, ANNA)

    await catalogue.import_shipped(
        shipped(GRANT, title="Другое название", window__note="Новая заметка.", window__months_open=[5])
    )

    (measure,) = await catalogue.measures()
    proposed = {proposal.field for proposal in await catalogue.proposals()}
    assert measure.title == "Другое название"
    assert measure.window.always
    assert "window.months_open" in proposed


async def test_a_measure_that_left_the_files_is_archived_and_comes_back_with_them(
    catalogue: Catalogue,
) -> None:
    await catalogue.import_shipped(shipped(GRANT, LOAN))

    gone = await catalogue.import_shipped(shipped(GRANT))
    again = await catalogue.import_shipped(shipped(GRANT))
    left = ids(await catalogue.measures())
    back = await catalogue.import_shipped(shipped(GRANT, LOAN))

    assert (gone.archived, left) == ([LOAN], [GRANT])
    assert again.is_empty
    assert back.restored == [LOAN]
    assert ids(await catalogue.measures()) == [LOAN, GRANT]


async def test_a_part_of_the_files_leaves_the_other_measures_and_their_proposals_alone(
    catalogue: Catalogue,
) -> None:
    await catalogue.import_shipped(shipped(GRANT, LOAN))
    await catalogue.revise(LOAN, {"summary": "Так точнее."}, ANNA)
    await catalogue.import_shipped(shipped(GRANT, LOAN))

    report = await catalogue.import_shipped(shipped(GRANT), whole=False)

    assert report.is_empty
    assert [proposal.measure_id for proposal in await catalogue.proposals()] == [LOAN]


async def test_a_measure_with_staff_values_is_not_archived_but_proposed_for_it(catalogue: Catalogue) -> None:
    await catalogue.import_shipped(shipped(GRANT, LOAN))
    await catalogue.revise(LOAN, {"summary": "Так точнее."}, ANNA)

    report = await catalogue.import_shipped(shipped(GRANT))
    again = await catalogue.import_shipped(shipped(GRANT))

    assert report.proposed == [(LOAN, "status")]
    assert again.is_empty
    assert LOAN in ids(await catalogue.measures())


async def test_what_staff_archived_stays_archived(catalogue: Catalogue) -> None:
    await catalogue.import_shipped(shipped(GRANT, LOAN))
    await catalogue.archive(LOAN, ANNA)

    report = await catalogue.import_shipped(shipped(GRANT, LOAN))

    assert report.is_empty
    assert ids(await catalogue.measures()) == [GRANT]
    assert (await catalogue.restore(LOAN, ANNA)).status == "published"


async def test_a_measure_that_staff_added_is_never_archived_by_files(catalogue: Catalogue) -> None:
    await catalogue.import_shipped(shipped(GRANT))
    await catalogue.add(shipped(LOAN)[0], Author(ANNA))

    report = await catalogue.import_shipped(shipped(GRANT))

    assert report.is_empty
    assert LOAN in ids(await catalogue.measures())


async def test_an_id_is_given_once(catalogue: Catalogue) -> None:
    await catalogue.import_shipped(shipped(GRANT))

    with pytest.raises(InvalidRevision, match="already"):
        await catalogue.add(shipped(GRANT)[0], Author(ANNA))


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"audience.age_min": 40, "audience.age_max": 20}, "age_min is greater than age_max"),
        ({"kind": "gift"}, "unknown word 'gift'"),
        ({"benefit.amount": 5}, "no field 'benefit.amount'"),
        ({"id": "another"}, "the id of a measure stays"),
        ({"status": ["archived"]}, "status"),
        ({"window.last_known.closes": "2026-02-30"}, "window.last_known.closes"),
    ],
)
async def test_a_revision_that_makes_a_measure_invalid_is_refused_whole(
    catalogue: Catalogue, changes: dict[str, Any], told: str
) -> None:
    await catalogue.import_shipped(shipped(GRANT))

    with pytest.raises(InvalidRevision, match=told):
        await catalogue.revise(GRANT, {"summary": "Иначе.", **changes}, ANNA)

    assert await catalogue.measures() == tuple(shipped(GRANT))
    assert await catalogue.version() == 1


async def test_a_revision_that_changes_nothing_makes_no_version(catalogue: Catalogue) -> None:
    await catalogue.import_shipped(shipped(GRANT))

    record = await catalogue.revise(GRANT, {"summary": shipped(GRANT)[0].summary}, ANNA)

    assert record.version == 1
    assert await catalogue.version() == 1


async def test_any_version_can_be_brought_back(catalogue: Catalogue) -> None:
    await catalogue.import_shipped(shipped(GRANT))
    await catalogue.revise(GRANT, {"summary": "Раз.", "effort_hours": 1}, ANNA)
    await catalogue.archive(GRANT, ANNA)

    record = await catalogue.undo(GRANT, 1, ANNA)

    assert record.status == "published"
    assert record.data == to_data(shipped(GRANT)[0])
    assert (await catalogue.history(GRANT))[-1].version == 4
    with pytest.raises(UnknownRecord, match="no version 9"):
        await catalogue.undo(GRANT, 9, ANNA)


async def test_evidence_is_kept_with_the_version(catalogue: Catalogue) -> None:
    await catalogue.import_shipped(shipped(GRANT))
    evidence = {"effort_hours": {"quote": "сорок часов", "url": "https://example.ru"}}

    await catalogue.revise(GRANT, {"effort_hours": 41}, "robot", set_by="ingest", evidence=evidence)

    step = (await catalogue.history(GRANT))[-1]
    assert (step.set_by, step.evidence) == ("ingest", evidence)
    assert (await catalogue.record(GRANT)).owners == {"effort_hours": "ingest"}


async def test_what_is_unknown_is_named(catalogue: Catalogue) -> None:
    with pytest.raises(UnknownRecord, match="'no-such'"):
        await catalogue.history("no-such")
    with pytest.raises(UnknownRecord, match="proposal 7"):
        await catalogue.accept(7, ANNA)
    await catalogue.import_shipped(shipped(GRANT))
    with pytest.raises(InvalidRevision, match=r"no field 'benefit\.sum'"):
        await catalogue.propose(GRANT, "benefit.sum", 5, Author("robot", "ingest"))


async def test_an_empty_catalogue_is_empty(catalogue: Catalogue) -> None:
    assert await catalogue.measures() == ()
    assert await catalogue.version() == 0


def test_fields_make_the_measure_again() -> None:
    for measure in shipped_measures():
        fields = json.loads(json.dumps(fields_of(measure)))
        assert measure_of(fields) == measure
