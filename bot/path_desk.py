"""Paths and questions as the talk asks for them: planned in a thread, one at a time, each only once."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

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

INTERIM_LIMIT: Final = 0.2
"""Deterministic time of the solver for a path that only tells what to ask."""
REMEMBERED: Final = 128
"""Interim paths kept at hand: a question tries several answers, and the next one begins with one of them."""


class PathDesk:
    """Implements `bot.dialogue.ports.Planner`."""

    def __init__(self, *, knowledge: Knowledge, organisation: Organisation) -> None:
        self._knowledge, self._organisation = knowledge, organisation
        self._one_at_a_time = asyncio.Semaphore(1)
        self._published: Sequence[SupportMeasure] = ()
        self._dated: tuple[SupportMeasure, ...] = ()
        self._drafts: OrderedDict[tuple[str, date], Draft] = OrderedDict()

    async def next_question(self, known: Known, today: date) -> Next:
        """What to ask; no question when the path is certain."""
        async with self._one_at_a_time:
            return await asyncio.to_thread(self._next, known, today)

    async def path(self, facts: Facts, today: date) -> Path:
        """The best path for what is known."""
        async with self._one_at_a_time:
            return await asyncio.to_thread(lambda: plan(self._request(facts, today)))

    def _next(self, known: Known, today: date) -> Next:
        self._refresh()
        world = World(
            measures={measure.id: measure for measure in self._dated},
            regions=self._knowledge.regions,
            texts=condition_texts(),
            today=today,
            plan=lambda facts: self._draft(facts, today),
        )
        return next_question(known, world)

    def _draft(self, facts: Facts, today: date) -> Draft:
        key = facts.model_dump_json(exclude_defaults=True), today
        if key not in self._drafts:
            request = replace(self._request(facts, today), limit=INTERIM_LIMIT)
            chosen = solve(field_of(request).problem, request.limit).chosen
            self._drafts[key] = {id_: None if place is None else place.start for id_, place in chosen.items()}
        self._drafts.move_to_end(key)
        if len(self._drafts) > REMEMBERED:
            self._drafts.popitem(last=False)
        return self._drafts[key]

    def _request(self, facts: Facts, today: date) -> PlanRequest:
        self._refresh()
        months = self._organisation.stale_after_months
        return PlanRequest(facts, today, self._dated, self._knowledge.regions, stale_after_months=months)

    def _refresh(self) -> None:
        """A newer catalogue, with the dates that the organisation announced itself; old drafts go."""
        published = self._knowledge.measures()
        if published is self._published:
            return
        own = self._organisation.own_windows
        self._dated = tuple(one.model_copy(update={"window": window_of(one, own)}) for one in published)
        self._published = published
        self._drafts.clear()
