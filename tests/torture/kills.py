"""The torture: people write, the process dies at some instant, the next one goes on; then all is counted."""

import asyncio
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from tests.platforms.telegram import TelegramServer
from tests.platforms.vk import VkServer
from tests.torture.crowd import Crowd, Person, gather, judge
from tests.torture.forks import Nursery, settings_of

START_SECONDS: Final = 60.0
SETTLE_SECONDS: Final = 120.0
EARLY: Final = 5
"""Every so many lives end somewhere in the start, the others under load."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How much of what. `life`: the longest time from the first poll to the kill."""

    kills: int
    messages: int
    people: int = 50
    life: float = 1.2
    start: float = 2.0
    seed: int = 3


@dataclass(frozen=True, slots=True)
class Result:
    """What came of it."""

    kills: int
    asked: int
    caught: int
    """Messages that were not answered, or answers that were not delivered, at the instants of the kills."""
    wrong: Sequence[str]
    """Chats that do not show exactly their answers in order."""
    rows: Sequence[str]
    """Accounts whose rows in the database are not one answer for each message."""
    telegram_repeats: int
    telegram_worst: int
    vk_repeats: int
    vk_held_back: int
    """Sends of unknown outcome that VK recognised by their random_id."""
    defects: Sequence[str]


async def torture(plan: Plan, folder: Path, children: Nursery) -> Result:
    """Kill and count."""
    async with TelegramServer() as telegram, VkServer() as vk:
        crowd = gather(telegram, vk, plan.people, plan.seed)
        scene = Scene(plan, folder, telegram, vk, crowd, children)
        for number in range(plan.kills):
            await scene.round(number)
        await scene.settle()
        return scene.result()


class Scene:
    """One run under way."""

    def __init__(
        self,
        plan: Plan,
        folder: Path,
        telegram: TelegramServer,
        vk: VkServer,
        crowd: Crowd,
        children: Nursery,
    ) -> None:
        self._plan = plan
        self._folder = folder
        self._telegram = telegram
        self._vk = vk
        self._crowd = crowd
        self._children = children
        self._kills: list[float] = []
        self._caught = 0

    async def round(self, number: int) -> None:
        """One life: people write all through it and beyond its end."""
        share = self._plan.messages // self._plan.kills + (number < self._plan.messages % self._plan.kills)
        polls = self._polls()
        pid = await self._children.start(self._folder, **settings_of(self._telegram, self._vk))
        async with asyncio.TaskGroup() as group:
            if number % EARLY == EARLY - 1:
                group.create_task(self._write(share))
                await asyncio.sleep(self._crowd.chance.uniform(0, self._plan.start))
            else:
                await self._listening(polls)
                group.create_task(self._write(share))
                await asyncio.sleep(self._crowd.chance.uniform(0, self._plan.life))
            await self._children.kill(pid)
            self._kills.append(self._telegram.now())
            self._caught += self._unfinished()

    async def settle(self) -> None:
        """A life that nobody cuts short: everything is answered and delivered in it."""
        pid = await self._children.start(self._folder, **settings_of(self._telegram, self._vk))
        async with asyncio.timeout(SETTLE_SECONDS):
            while self._recorded() < self._crowd.asked or self._unfinished():  # noqa: ASYNC110 - a file has no event
                await asyncio.sleep(0.1)
        await self._children.stop(pid)

    def result(self) -> Result:
        """Count."""
        verdicts = [(person, judge(person, self._kills)) for person in self._crowd.people]
        telegram = [verdict for person, verdict in verdicts if person.channel == "telegram"]
        return Result(
            kills=len(self._kills),
            asked=self._crowd.asked,
            caught=self._caught,
            wrong=[line for _, verdict in verdicts for line in verdict.wrong],
            rows=[line for person in self._crowd.people for line in self._rows(person)],
            telegram_repeats=sum(verdict.repeats for verdict in telegram),
            telegram_worst=max(verdict.worst for verdict in telegram),
            vk_repeats=sum(verdict.repeats for person, verdict in verdicts if person.channel == "vk"),
            vk_held_back=len(self._vk.repeats),
            defects=[*self._telegram.defects, *self._vk.defects],
        )

    async def _write(self, count: int) -> None:
        for _ in range(count):
            self._crowd.somebody_asks()
            await asyncio.sleep(self._crowd.chance.uniform(0, 2 * self._plan.life / count))

    async def _listening(self, before: tuple[int, int]) -> None:
        async with asyncio.timeout(START_SECONDS):
            while any(now == then for now, then in zip(self._polls(), before, strict=True)):  # noqa: ASYNC110 - as above
                await asyncio.sleep(0.01)

    def _polls(self) -> tuple[int, int]:
        return self._telegram.calls.begun["getUpdates"], self._vk.calls.begun["groups.getLongPollServer"]

    def _recorded(self) -> int:
        return int(self._query("SELECT count(*) FROM inbox")[0][0])

    def _unfinished(self) -> int:
        waiting = "SELECT count(*) FROM {} WHERE state = 'waiting'"
        return sum(int(self._query(waiting.format(table))[0][0]) for table in ("inbox", "outbox"))

    def _rows(self, person: Person) -> list[str]:
        """One answered row in, one sent row out, for each message."""
        of = "SELECT state, count(*) FROM {} WHERE channel = ? AND account = ? GROUP BY state"
        who = (person.channel, person.account)
        came, went = (dict(self._query(of.format(table), who)) for table in ("inbox", "outbox"))
        want = len(person.asked)
        is_right = came == ({"answered": want} if want else {}) and went == ({"sent": want} if want else {})
        return [] if is_right else [f"{who}: {want} asked, {came} in, {went} out"]

    def _query(self, sql: str, values: tuple[str, ...] = ()) -> list[Any]:
        file = self._folder / "consultant.db"
        try:
            with sqlite3.connect(f"file:{file}?mode=ro", uri=True, timeout=5) as connection:
                return connection.execute(sql, values).fetchall()
        except sqlite3.OperationalError:  # the first life may have been too short to make the tables
            return [(0,)]
