"""Paths and questions as the talk asks for them: planned in one thread, so one at a time, each only once."""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING, Final, TypeVar

from bot.dialogue.path_marks import Marks
from bot.dialogue.windows import window_of
from bot.path.buying import with_money
from bot.path.candidates import field_of
from bot.path.changes import Change, changes
from bot.path.held import held_entries
from bot.path.planner import PlanRequest, plan
from bot.path.request import Span
from bot.path.solving import load, solve
from bot.person.questions.choosing import Draft, Next, World, next_question
from knowledge.condition_texts import condition_texts
from knowledge.situation import situation

if TYPE_CHECKING:
    from datetime import date

    from bot.dialogue.ports import Knowledge
    from bot.organisation import Organisation
    from bot.path.path import Path
    from bot.path.problem import Chosen
    from bot.person.questions.answering import Known
    from knowledge.facts import Facts
    from knowledge.measure import SupportMeasure

log = logging.getLogger(__name__)
Work = TypeVar("Work")
Kept = TypeVar("Kept")
Key = tuple[object, ...]
Before = Mapping[str, int | None]
Near = Callable[[str | None, str | None], Mapping[str, float]]
"""How near measures are to a person's words, in their region: id -> from 0 to 1."""
NO_MARKS: Final = Marks()
INTERIM_LIMIT: Final = 0.2
"""Deterministic time of the solver for a path that only tells what to ask."""
TALK_LIMIT: Final = 1.0
"""The same for the path that is shown: a turn ends within seconds also where the processor is slow."""
PATIENCE_SECONDS: Final = 10.0
"""Who has waited so long for a question gets the path as it is, with what is left to check."""
REMEMBERED: Final = 128
"""Paths kept at hand: a question tries several answers, cards are opened one after the other."""


class OutOfPatienceError(Exception):
    """Choosing a question takes too long, on a busy machine."""


class PathDesk:
    """Implements `bot.dialogue.ports.Planner`."""

    def __init__(
        self,
        *,
        knowledge: Knowledge,
        organisation: Organisation,
        near: Near | None = None,
        home_region: str | None = None,
        patience_seconds: float = PATIENCE_SECONDS,
    ) -> None:
        self._knowledge, self._organisation = knowledge, organisation
        self._near, self._patience_seconds = near, patience_seconds
        self._home_region = home_region or knowledge.regions.regions[0]
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="path")
        self._published: Sequence[SupportMeasure] = ()
        self._dated: tuple[SupportMeasure, ...] = ()
        self._drafts: OrderedDict[Key, Draft] = OrderedDict()
        self._paths: OrderedDict[Key, tuple[PlanRequest, Path]] = OrderedDict()

    async def warm(self) -> None:
        """Import the solver's library ahead of the first question: it takes a second or two."""
        await self._run(load)

    async def next_question(self, known: Known, today: date, marks: Marks = NO_MARKS) -> Next:
        """What to ask; no question when the path is certain."""
        until = monotonic() + self._patience_seconds
        return await self._run(partial(self._next, known, today, marks, until))

    async def path(self, facts: Facts, today: date, marks: Marks = NO_MARKS) -> Path:
        """The best path for what is known. One that is at hand waits for nobody's planning."""
        if self._published is self._knowledge.measures() and (
            kept := self._paths.get(_key(facts, today, marks))
        ):
            return kept[1]
        return (await self._run(partial(self._planned, facts, today, marks)))[1]

    async def changes(
        self, before: Before, facts: Facts, today: date, marks: Marks = NO_MARKS
    ) -> Sequence[Change]:
        """What is different about the path that `path` gives."""
        return await self._run(partial(self._changes, before, facts, today, marks))

    async def _run(self, work: Callable[[], Work]) -> Work:
        """In the one thread: what is given up goes on to its end before the next begins."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    def _planned(self, facts: Facts, today: date, marks: Marks) -> tuple[PlanRequest, Path]:
        """Planned once: who opens one step after the other need not wait again."""
        self._refresh()
        key = _key(facts, today, marks)
        if key not in self._paths:
            self._paths[key] = self._best(facts, today, marks)
        return _newest(self._paths, key)

    def _changes(self, before: Before, facts: Facts, today: date, marks: Marks) -> Sequence[Change]:
        request, path = self._planned(facts, today, marks)
        return changes(before, path, request)

    def _best(self, facts: Facts, today: date, marks: Marks) -> tuple[PlanRequest, Path]:
        """The path; where there is none, one to money for the thing that is needed."""
        request = self._shown(facts, today, marks)
        path = plan(request)
        buying = None if path.steps else with_money(facts)
        return (request, path) if buying is None else self._best(buying, today, marks)

    def _next(self, known: Known, today: date, marks: Marks, until: float) -> Next:
        self._refresh()
        world = World(
            measures={measure.id: measure for measure in self._dated},
            regions=self._knowledge.regions,
            texts=condition_texts(),
            today=today,
            plan=lambda facts: self._draft(facts, today, marks, until),
            settled=frozenset(marks.waiting),
        )
        try:
            return next_question(known, world)
        except OutOfPatienceError:
            log.warning("question-too-slow")
            return Next(None, None, 0)

    def _draft(self, facts: Facts, today: date, marks: Marks, until: float) -> Draft:
        key = _key(facts, today, marks)
        if key not in self._drafts:
            if monotonic() > until:
                raise OutOfPatienceError
            chosen = self._chosen(facts, today, marks)
            self._drafts[key] = {id_: None if place is None else place.start for id_, place in chosen.items()}
        return _newest(self._drafts, key)

    def _chosen(self, facts: Facts, today: date, marks: Marks) -> Chosen:
        """The same for choosing a question."""
        request = self._request(facts, today, marks, INTERIM_LIMIT)
        chosen = solve(field_of(request).problem, request.limit).chosen
        buying = None if chosen.keys() - request.done else with_money(facts)
        return chosen if buying is None else self._chosen(buying, today, marks)

    def _shown(self, facts: Facts, today: date, marks: Marks) -> PlanRequest:
        """Of a path that is shown: of the home region, and without entries that the person has made."""
        person = situation(facts, today, self._knowledge.regions, condition_texts())
        held = held_entries(self._dated, person) - marks.waiting.keys()
        facts = facts.model_copy(update={"has": (*facts.has, *sorted(held - set(facts.has)))})
        return replace(self._request(facts, today, marks, TALK_LIMIT), home_region=self._home_region)

    def _request(self, facts: Facts, today: date, marks: Marks, limit: float) -> PlanRequest:
        return PlanRequest(
            facts,
            today,
            self._dated,
            self._knowledge.regions,
            closeness=self._near(facts.goal, facts.region) if self._near else {},
            refused=marks.out,
            wanted=marks.chosen,
            done=frozenset(marks.done),
            under_way={id_: Span(start, finish) for id_, (start, finish) in marks.waiting.items()},
            stale_after_months=self._organisation.stale_after_months,
            limit=limit,
        )

    def _refresh(self) -> None:
        """A newer catalogue, with the dates that the organisation announced itself; old drafts go."""
        published = self._knowledge.measures()
        if published is self._published:
            return
        own = self._organisation.own_windows
        self._dated = tuple(one.model_copy(update={"window": window_of(one, own)}) for one in published)
        self._drafts.clear()
        self._paths.clear()
        self._published = published  # last: `path` looks at both, outside the thread


def _key(facts: Facts, today: date, marks: Marks) -> Key:
    return facts.model_dump_json(exclude_defaults=True), today, marks.key


def _newest(kept: OrderedDict[Key, Kept], key: Key) -> Kept:
    """What is kept under the key, now the newest; the oldest goes when there are too many."""
    kept.move_to_end(key)
    if len(kept) > REMEMBERED:
        kept.popitem(last=False)
    return kept[key]
