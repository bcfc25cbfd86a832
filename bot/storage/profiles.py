"""Store what a turn changed in profiles: facts and saved measures, row by row, and the path."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, delete
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.dialogue.state import KeptPath, Person
from bot.storage.profile_rows import FactRow, fact_rows
from bot.storage.tables import facts, kept_paths, saved_measures
from bot.storage.upsert import execute_many, upsert

_Rows = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class ProfileChange:
    """One person before and after."""

    person_id: str
    before: Person | None
    after: Person | None

    def facts(self) -> tuple[_Rows, _Rows]:
        """Rows to write and keys of rows to drop."""
        old, new = _fact_rows(self.before), _fact_rows(self.after)
        written = [self._fact(row) for key, row in new.items() if old.get(key) != row]
        return written, [{"_person": self.person_id, "_key": key} for key in old.keys() - new.keys()]

    def saved(self) -> tuple[_Rows, _Rows]:
        """Rows to add and keys of rows to drop."""
        old = {one.id for one in self.before.saved} if self.before else set()
        new = {one.id: one.at for one in self.after.saved} if self.after else {}
        added = [
            {"person_id": self.person_id, "measure": id_, "at": at}
            for id_, at in new.items()
            if id_ not in old
        ]
        return added, [{"_person": self.person_id, "_key": id_} for id_ in old - new.keys()]

    def path(self) -> tuple[_Rows, _Rows]:
        """The row to write, or its key to drop."""
        old, new = (one.path if one else KeptPath() for one in (self.before, self.after))
        if new == old:
            return [], []
        if new == KeptPath():
            return [], [{"_person": self.person_id}]
        return [{"person_id": self.person_id, "share": new.share, "path": new.model_dump_json()}], []

    def _fact(self, row: FactRow) -> dict[str, Any]:
        origin = {"how": row.origin.how, "at": row.origin.at} if row.origin else {"how": None, "at": None}
        return {"person_id": self.person_id, "key": row.key, "value": row.value, **origin}


async def store_profiles(connection: AsyncConnection, changes: Sequence[ProfileChange]) -> None:
    """Write the changes of different people, each table in one statement."""
    for table, drop, parts in (
        (facts, _DROP_FACT, [change.facts() for change in changes]),
        (saved_measures, _DROP_SAVED, [change.saved() for change in changes]),
        (kept_paths, _DROP_PATH, [change.path() for change in changes]),
    ):
        columns = [column.name for column in table.columns if not column.primary_key]
        await upsert(connection, table, [row for written, _ in parts for row in written], update=columns)
        await execute_many(connection, drop, [row for _, dropped in parts for row in dropped])


def _fact_rows(person: Person | None) -> dict[str, FactRow]:
    return fact_rows(person.facts, person.origins) if person else {}


_DROP_FACT = delete(facts).where(facts.c.person_id == bindparam("_person"), facts.c.key == bindparam("_key"))
_DROP_SAVED = delete(saved_measures).where(
    saved_measures.c.person_id == bindparam("_person"), saved_measures.c.measure == bindparam("_key")
)
_DROP_PATH = delete(kept_paths).where(kept_paths.c.person_id == bindparam("_person"))
