"""Paths and questions for the talk: in a thread, in bounded time."""

import asyncio
from datetime import date
from random import Random

from bot.organisation import shipped_organisation
from bot.path_desk import PATIENCE_SECONDS, PathDesk
from bot.person.questions.answering import Known
from knowledge.facts import Facts
from knowledge.shipped import shipped_measures
from tests.unit.bot.dialogue.conversation import Shelf

TODAY = date(2026, 11, 21)
FEW = Shelf(Random(5).sample(shipped_measures(), 40))
ANNA = Facts(needs=("money", "knowledge"), age=17, region="Курганская область", municipality="Шадринск")


def a_desk(patience_seconds: float = PATIENCE_SECONDS) -> PathDesk:
    return PathDesk(knowledge=FEW, organisation=shipped_organisation(), patience_seconds=patience_seconds)


async def test_what_to_ask_is_the_same_each_time() -> None:
    desk = a_desk()

    first, second = await asyncio.gather(*(desk.next_question(Known(ANNA), TODAY) for _ in range(2)))

    assert first.question is not None
    assert first == second == await a_desk().next_question(Known(ANNA), TODAY)


async def test_the_loop_goes_on_while_a_path_is_planned() -> None:
    turns = 0
    async with asyncio.TaskGroup() as group:
        planning = group.create_task(a_desk().path(ANNA, TODAY))
        while not planning.done():
            await asyncio.sleep(0)
            turns += 1

    assert planning.result().steps
    assert turns > 1


async def test_who_has_waited_long_enough_gets_no_further_question() -> None:
    desk = a_desk(patience_seconds=0)

    assert (await desk.next_question(Known(ANNA), TODAY)).question is None
    assert (await desk.path(ANNA, TODAY)).steps


async def test_nobody_of_whom_nothing_is_known_is_shown_a_path_of_other_regions() -> None:
    every = Shelf(shipped_measures())
    desk = PathDesk(knowledge=every, organisation=shipped_organisation())

    path = await desk.path(Facts(), TODAY)

    measures = [every.measure(step.id) for step in path.steps]
    assert measures
    assert all({"*", "Курганская область"}.intersection(one.audience.regions) for one in measures if one)


async def test_nobody_is_sent_to_register_where_they_are_registered() -> None:
    desk = PathDesk(knowledge=Shelf(shipped_measures()), organisation=shipped_organisation())
    facts = Facts(
        age=22,
        region="Курганская область",
        needs=("job", "money", "legal"),
        statuses={"unemployed": True, "self_employed": True},
        capabilities={"job_seeker_registration": True},
    )

    path = await desk.path(facts, TODAY)

    assert {"posobie-po-bezrabotice", "npd-samozanyatost"}.isdisjoint(step.id for step in path.steps)


async def test_a_path_that_is_at_hand_waits_for_nobody_elses_planning() -> None:
    desk = a_desk()
    shown = await desk.path(ANNA, TODAY)
    others = [
        asyncio.ensure_future(desk.path(ANNA.model_copy(update={"age": age}), TODAY)) for age in range(18, 22)
    ]

    assert await desk.path(ANNA, TODAY) is shown
    assert not any(other.done() for other in others)
    await asyncio.gather(*others)
