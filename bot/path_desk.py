"""Paths and questions as the talk asks for them: planned in one thread, so one at a time, each only once."""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING, Final, TypeVar

from bot.dialogue.windows import window_of
from bot.path.candidates import field_of
from bot.path.planner import PlanRequest, plan
from bot.path.solving import solve
from bot.person.questions.choosing import Draft, Next, World, next_question
from knowledge.condition_texts import condition_texts

if TYPE_CHECKING:
    from datetime import date

    from bot.dialogue.ports import Knowledge
    from bot.organisation import Organisation
    from bot.path.path import Path
    from bot.person.questions.answering import Known
    from knowledge.facts import Facts
    from knowledge.measure import SupportMeasure

log = logging.getLogger(__name__)
Work = TypeVar("Work")
INTERIM_LIMIT: Final = 0.2
"""Deterministic time of the solver for a path that only tells what to ask."""
TALK_LIMIT: Final = 1.0
"""The same for the path that is shown: a turn ends within seconds also where the processor is slow."""
PATIENCE_SECONDS: Final = 8.0
"""Who has waited so long for a question gets the path as it is, with what is left to check."""
REMEMBERED: Final = 128
"""Interim paths kept at hand: a question tries several answers, and the next one begins with one of them."""


class OutOfPatienceError(Exception):
    """Choosing a question takes too long, on a busy machine."""


class PathDesk:
    """Implements `bot.dialogue.ports.Planner`."""

    def __init__(
        self,
        *,
        knowledge: Knowledge,
        organisation: Organisation,
        patience_seconds: float = PATIENCE_SECONDS,
    ) -> None:
        self._knowledge, self._organisation = knowledge, organisation
        self._patience_seconds = patience_seconds
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="path")
        self._published: Sequence[SupportMeasure] = ()
        self._dated: tuple[SupportMeasure, ...] = ()
        self._drafts: OrderedDict[tuple[str, date], Draft] = OrderedDict()

    async def next_question(self, known: Known, today: date) -> Next:
        """What to ask; no question when the path is certain."""
        return await self._run(partial(self._next, known, today, monotonic() + self._patience_seconds))

    async def path(self, facts: Facts, today: date) -> Path:
        """The best path for what is known."""
        return await self._run(lambda: plan(self._request(facts, today, TALK_LIMIT)))

    async def _run(self, work: Callable[[], Work]) -> Work:
        """In the one thread: what is given up goes on to its end before the next begins."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    def _next(self, known: Known, today: date, until: float) -> Next:
        self._refresh()
        world = World(
            measures={measure.id: measure for measure in self._dated},
            regions=self._knowledge.regions,
            texts=condition_texts(),
            today=today,
            plan=lambda facts: self._draft(facts, today, until),
        )
        try:
            return next_question(known, world)
        except OutOfPatienceError:
            log.warning("question-too-slow")
            return Next(None, None, 0)

    def _draft(self, facts: Facts, today: date, until: float) -> Draft:
        key = facts.model_dump_json(exclude_defaults=True), today
        if key not in self._drafts:
            if monotonic() > until:
                raise OutOfPatienceError
            request = self._request(facts, today, INTERIM_LIMIT)
            chosen = solve(field_of(request).problem, request.limit).chosen
            self._drafts[key] = {id_: None if place is None else place.start for id_, place in chosen.items()}
        self._drafts.move_to_end(key)
        if len(self._drafts) > REMEMBERED:
            self._drafts.popitem(last=False)
        return self._drafts[key]

    def _request(self, facts: Facts, today: date, limit: float) -> PlanRequest:
        self._refresh()
        months = self._organisation.stale_after_months
        request = PlanRequest(facts, today, self._dated, self._knowledge.regions, stale_after_months=months)
        return replace(request, limit=limit)

    def _refresh(self) -> None:
        """A newer catalogue, with the dates that the organisation announced itself; old drafts go."""
        published = self._knowledge.measures()
        if published is self._published:
            return
        own = self._organisation.own_windows
        self._dated = tuple(one.model_copy(update={"window": window_of(one, own)}) for one in published)
        self._published = published
        self._drafts.clear()
