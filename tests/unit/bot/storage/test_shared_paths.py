"""The page with a path: found by its code as long as there is one, and gone with the profile."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.dialogue.state import Consent, KeptPath, Person, ShownStep, State, StepMark
from bot.storage.shared_paths import SharedPaths
from bot.storage.tables import kept_paths
from knowledge.facts import Facts
from tests.talks import NOON, open_talks
from tests.unit.bot.storage.test_people import becomes, turn

CODE = "abcdefghijklmnopqrstuv"
CONSENT = Consent(kind="processing", given=True, version="2026-11", text_hash="ab" * 32, at=NOON)
PATH = KeptPath(
    marks=(StepMark(id="artek", what="waiting", at=NOON, start=24310, finish=24312),),
    shown=(ShownStep(id="artek", start=24310, finish=24312), ShownStep(id="grant")),
    shown_at=NOON + timedelta(minutes=1),
    share=CODE,
)
ANNA = State(consents=(CONSENT,), person=Person(facts=Facts(age=17), path=PATH))


async def test_a_path_comes_back_as_it_was_and_its_code_finds_it(tmp_path: Path) -> None:
    async with open_talks(tmp_path, becomes(ANNA)) as talks:
        assert await turn(talks) == ANNA
        assert await SharedPaths(talks.database).find(CODE) == PATH
        assert await SharedPaths(talks.database).find("another") is None


@pytest.mark.parametrize(
    "after",
    [
        pytest.param(ANNA.model_copy(update={"person": Person(facts=Facts(age=17))}), id="no path any more"),
        pytest.param(
            ANNA.model_copy(
                update={"person": Person(path=PATH.model_copy(update={"share": None}))},
            ),
            id="the page is closed",
        ),
        pytest.param(State(person=None), id="consent withdrawn"),
        pytest.param(State(forget=True), id="everything deleted"),
    ],
)
async def test_the_page_goes_with_what_it_showed(after: State, tmp_path: Path) -> None:
    async with open_talks(tmp_path, becomes(ANNA, after)) as talks:
        await turn(talks)
        await turn(talks)

        assert await SharedPaths(talks.database).find(CODE) is None


async def test_a_path_that_an_older_version_wrote_begins_anew(tmp_path: Path) -> None:
    async with open_talks(tmp_path, becomes(ANNA)) as talks:
        await turn(talks)
        async with talks.database.write() as connection:
            await connection.execute(kept_paths.update().values(path='{"steps": 7}'))

        state = await turn(talks)

        assert state.person == Person(facts=Facts(age=17))
