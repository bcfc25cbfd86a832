"""The manner that was found is remembered, and found anew when it stops working or another model comes."""

from dataclasses import replace
from pathlib import Path

from knowledge.language.model.files import MANNER_FILE
from knowledge.language.model.manners import Manner
from knowledge.language.model.outcome import Absent, Answered
from knowledge.language.model.port import TurnTime
from tests.platforms.model import Asked, ModelServer, fails
from tests.unit.knowledge.language.talking import Heard, Talk, brain, question, running, talking, target


def is_probe(asked: Asked) -> bool:
    return "Пойми" not in asked.system


async def test_the_next_start_asks_nothing(tmp_path: Path) -> None:
    async with ModelServer() as server:
        async with talking(server, tmp_path):
            pass
        async with talking(server, tmp_path) as talk:
            found = await talk.model.complete(question(), Heard, turn=TurnTime.begin())

        assert isinstance(found, Answered)
        assert not any(map(is_probe, server.asked))


async def test_another_model_and_a_damaged_file_mean_that_it_is_found_anew(tmp_path: Path) -> None:
    async with ModelServer() as server:
        async with talking(server, tmp_path):
            pass
        other = replace(target(server, tmp_path), model="another")
        async with running(Talk(other)) as model:
            assert await model.looked_over() == "ok"
        assert any(asked.body["model"] == "another" for asked in server.asked)

        (tmp_path / MANNER_FILE).write_bytes(b"\xff")
        async with running(Talk(other)) as model:
            assert await model.looked_over() == "ok"
        assert sum(asked.body["model"] == "another" for asked in server.asked) == 2


async def test_answers_that_are_none_again_and_again_mean_that_it_is_found_anew(tmp_path: Path) -> None:
    async with ModelServer() as server, talking(server, tmp_path) as talk:
        server.modes, server.unknown = ("json_object", "prompt"), "ignores"

        first = [await talk.model.complete(question(), Heard, turn=TurnTime.begin()) for _ in range(2)]
        await talk.model.found()
        found = await talk.model.complete(question(), Heard, turn=TurnTime.begin())

        assert first == [Absent("broken"), Absent("broken")]
        assert isinstance(found, Answered)
        assert talk.model.manner == Manner(mode="json_object")


async def test_a_way_of_asking_that_is_declined_all_of_a_sudden_costs_nobody_an_answer(
    tmp_path: Path,
) -> None:
    async with ModelServer() as server, talking(server, tmp_path) as talk:
        server.modes = ("prompt",)

        found = await talk.model.complete(question(), Heard, turn=TurnTime.begin())

        assert isinstance(found, Answered)
        assert [asked.mode for asked in server.asked] == ["strict", "prompt"]


async def test_a_model_that_is_down_at_the_start_is_found_when_it_is_back(tmp_path: Path) -> None:
    async with ModelServer() as server:
        server.brain = brain
        server.behave(fails(503))
        talk = Talk(target(server, tmp_path))
        async with running(talk) as model:
            assert await model.looked_over() == "unreachable"
            server.honest()
            await model.found()

            assert model.state == "ok"
            assert isinstance(await model.complete(question(), Heard, turn=TurnTime.begin()), Answered)


async def test_a_model_that_can_give_no_value_in_any_manner_is_absent_as_unfit(tmp_path: Path) -> None:
    async with ModelServer() as server:
        server.brain = lambda _asked: {"another": "thing"}
        talk = Talk(target(server, tmp_path))
        async with running(talk) as model:
            assert await model.looked_over() == "unfit"
            assert await model.complete(question(), Heard, turn=TurnTime.begin()) == Absent("unfit")
