"""Nobody waits longer than promised, whatever the model does."""

import asyncio
from pathlib import Path

from knowledge.language.model.openai_model import AT_ONCE
from knowledge.language.model.outcome import Absent, Answered
from knowledge.language.model.port import TurnTime
from tests.platforms.model import ModelServer, breaks_json, dawdles, drips, too_many
from tests.unit.knowledge.language.talking import Heard, question, talking


def now() -> float:
    return asyncio.get_running_loop().time()


async def test_a_slow_model_and_one_that_drips_are_left_when_the_prompts_seconds_are_over(
    tmp_path: Path,
) -> None:
    async with ModelServer() as server, talking(server, tmp_path) as talk:
        for behaviour in (dawdles(30), drips(0.05)):
            server.behave(behaviour)
            began = now()

            found = await talk.model.complete(question(seconds=0.4), Heard, turn=TurnTime.begin())

            assert found == Absent("slow")
            assert now() - began < 10


async def test_a_turn_that_has_little_time_left_gets_no_more(tmp_path: Path) -> None:
    async with ModelServer() as server, talking(server, tmp_path) as talk:
        server.behave(dawdles(30))
        began = now()

        found = await talk.model.complete(question(seconds=6), Heard, turn=TurnTime.begin(0.3))

        assert found == Absent("slow")
        assert now() - began < 10


async def test_there_is_no_second_attempt_without_time_for_it(tmp_path: Path) -> None:
    async with ModelServer() as server, talking(server, tmp_path) as talk:
        server.behave(breaks_json(), times=1)

        found = await talk.model.complete(question(seconds=1.4), Heard, turn=TurnTime.begin())

        assert found == Absent("broken")
        assert len(server.asked) == 1


async def test_a_provider_that_wants_a_long_pause_is_not_waited_for_and_left_alone(tmp_path: Path) -> None:
    async with ModelServer() as server, talking(server, tmp_path) as talk:
        server.behave(too_many(30))
        began = now()

        first = await talk.model.complete(question(), Heard, turn=TurnTime.begin())
        second = await talk.model.complete(question(), Heard, turn=TurnTime.begin())

        assert (first, second) == (Absent("limited"), Absent("resting"))
        assert len(server.asked) == 1
        assert now() - began < 10


async def test_no_more_calls_than_places_are_under_way_and_who_never_gets_one_is_told_busy(
    tmp_path: Path,
) -> None:
    async with ModelServer() as server, talking(server, tmp_path) as talk:
        server.behave(dawdles(1.0))

        patience = [9.0] * AT_ONCE + [0.3] * AT_ONCE
        asked = [
            talk.model.complete(question(seconds=seconds), Heard, turn=TurnTime.begin())
            for seconds in patience
        ]
        found = await asyncio.gather(*asked)

        assert server.most_at_once == len(server.asked) == AT_ONCE
        assert all(isinstance(one, Answered) for one in found[:AT_ONCE])
        assert found[AT_ONCE:] == [Absent("busy")] * AT_ONCE


async def test_a_cancelled_call_gives_its_place_back_and_what_it_may_have_cost_is_counted(
    tmp_path: Path,
) -> None:
    async with ModelServer() as server, talking(server, tmp_path) as talk:
        for _ in range(2 * AT_ONCE):
            server.behave(dawdles(30), times=1)
            task = asyncio.ensure_future(
                talk.model.complete(question(max_tokens=50), Heard, turn=TurnTime.begin(), person="p1")
            )
            await server.next_call()
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

        found = await talk.model.complete(question(), Heard, turn=TurnTime.begin(), person="p1")

        assert isinstance(found, Answered)
        assert talk.model.state == "ok"
        assert [call.outcome for call in talk.calls] == ["cancelled"] * 2 * AT_ONCE + ["answered"]
        assert all(call.usage.tokens_out == 50 for call in talk.calls[:-1])


async def test_after_five_failures_the_model_is_left_alone_and_everybody_is_answered_at_once(
    tmp_path: Path,
) -> None:
    async with ModelServer() as server, talking(server, tmp_path) as talk:
        server.behave(too_many(0.0))

        found = [await talk.model.complete(question(), Heard, turn=TurnTime.begin()) for _ in range(6)]

        assert len(server.asked) == 5
        assert talk.model.state == "resting"
        assert found[-1] == Absent("resting")
