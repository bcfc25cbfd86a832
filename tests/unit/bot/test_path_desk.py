"""Paths and questions for the talk: in a thread, in bounded time."""

import asyncio
from datetime import date
from random import Random

from bot.organisation import shipped_organisation
from bot.path_desk import PathDesk
from bot.person.questions.answering import Known
from knowledge.facts import Facts
from knowledge.shipped import shipped_measures
from tests.unit.bot.dialogue.conversation import Shelf

TODAY = date(2026, 11, 21)
FEW = Shelf(Random(5).sample(shipped_measures(), 40))
ANNA = Facts(needs=("money", "knowledge"), age=17, region="Курганская область", municipality="Шадринск")


def a_desk(**more: float) -> PathDesk:
    return PathDesk(knowledge=FEW, organisation=shipped_organisation(), **more)


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
