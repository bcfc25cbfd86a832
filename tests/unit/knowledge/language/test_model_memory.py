"""The same question twice is one call, where the prompt allows it; what was used is written down."""

from pathlib import Path

from knowledge.language.model.files import read_used
from knowledge.language.model.outcome import Absent, Answered, Usage
from knowledge.language.model.port import TurnTime
from tests.platforms.model import ModelServer, fails
from tests.unit.knowledge.language.talking import DAY, Heard, question, talking


async def test_a_remembered_prompt_is_asked_once_for_the_same_words(tmp_path: Path) -> None:
    async with ModelServer() as server, talking(server, tmp_path) as talk:
        for text in ("грант", "грант", "кружок"):
            found = await talk.model.complete(
                question(text, is_remembered=True), Heard, turn=TurnTime.begin()
            )
            assert isinstance(found, Answered)

        assert len(server.asked) == 2
        again = await talk.model.complete(question("грант", is_remembered=True), Heard, turn=TurnTime.begin())
        assert isinstance(again, Answered)
        assert again.usage == Usage()


async def test_what_a_person_wrote_an_absence_and_what_the_check_finds_wrong_are_asked_anew(
    tmp_path: Path,
) -> None:
    async with ModelServer() as server, talking(server, tmp_path) as talk:
        for _ in range(2):
            await talk.model.complete(question(), Heard, turn=TurnTime.begin())
        assert len(server.asked) == 2

        kept = question("грант", is_remembered=True)
        server.behave(fails(500), times=2)
        first = await talk.model.complete(kept, Heard, turn=TurnTime.begin())
        second = await talk.model.complete(kept, Heard, turn=TurnTime.begin())
        third = await talk.model.complete(kept, Heard, turn=TurnTime.begin(), check=lambda _: "не то")

        assert first == Absent("unreachable")
        assert isinstance(second, Answered)
        assert third == Absent("rejected")


async def test_what_was_used_is_on_the_disk_when_the_client_has_stopped(tmp_path: Path) -> None:
    async with ModelServer() as server, talking(server, tmp_path) as talk:
        await talk.model.complete(question(), Heard, turn=TurnTime.begin())

    used = read_used(tmp_path)[DAY]
    assert used["understand"].calls == 1
    assert used["probe"].tokens > 0
