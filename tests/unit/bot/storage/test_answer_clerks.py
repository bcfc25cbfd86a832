"""Questions that nothing answers reach staff once, without a name; ratings of answers are counted."""

from pathlib import Path

from bot.dialogue.answer_orders import AskStaff, RateAnswer
from bot.dialogue.state import Order
from bot.mailbox.turns import Desk, Turn, store_turns
from bot.storage.answer_clerks import MOST_OPEN, answer_clerks
from bot.storage.erase import Eraser
from bot.storage.tables import answer_ratings, staff_items
from tests.unit.bot.staff.office import KEY, OWNER, STRANGER, Office, open_office

WORDS = "как получить патент"


async def carry_out(office: Office, *orders: Order) -> None:
    """A turn of a stranger that orders this, stored as the mailbox stores it."""
    id_ = await office.record(STRANGER)
    before = (await office.states.load([STRANGER]))[STRANGER]
    after = before.state.model_copy(update={"orders": orders})
    turn = Turn(
        id=id_, address=STRANGER, before=before, after=after, replies=[], at=office.now, person_id=None
    )
    async with office.database.write() as connection:
        await store_turns(connection, [turn], Desk(Eraser(KEY), clerks=answer_clerks()))


async def test_staff_read_the_question_and_close_it(tmp_path: Path) -> None:
    async with open_office(tmp_path) as office:
        owner = office.person(OWNER)
        await carry_out(office, AskStaff(words=WORDS))

        listed = await owner.write("/inbox")
        told = await owner.press("1")
        await owner.press("Закрыть")

        assert "Вопросы без ответа: 1" in listed
        assert WORDS in listed
        assert f"> {WORDS}" in told
        assert "спокойно" in await owner.write("/inbox")
        assert "закрыт вопрос без ответа" in await owner.write("/log")


async def test_nothing_tells_who_asked(tmp_path: Path) -> None:
    async with open_office(tmp_path) as office:
        await carry_out(office, AskStaff(words=WORDS))

        (row,) = await office.rows(staff_items)

        assert (row.kind, row.about, row.text, row.channel, row.account) == (
            "question",
            "",
            WORDS,
            None,
            None,
        )


async def test_the_same_question_waits_once_and_comes_again_when_it_was_closed(tmp_path: Path) -> None:
    async with open_office(tmp_path) as office:
        await carry_out(office, AskStaff(words=WORDS), AskStaff(words=WORDS))
        await carry_out(office, AskStaff(words=WORDS))
        once = len(await office.rows(staff_items))
        (item,) = await office.book.items(0, 5)
        await office.person(OWNER).act(f"staff-close:{item.reference}")

        await carry_out(office, AskStaff(words=WORDS))

        assert once == 1
        assert len(await office.rows(staff_items)) == 2


async def test_a_flood_of_questions_buries_nothing(tmp_path: Path) -> None:
    async with open_office(tmp_path) as office:
        await carry_out(office, *(AskStaff(words=f"вопрос {number}") for number in range(MOST_OPEN + 20)))

        assert len(await office.rows(staff_items)) == MOST_OPEN


async def test_ratings_are_counted_by_answer_version_and_kind(tmp_path: Path) -> None:
    async with open_office(tmp_path) as office:
        for useful in (True, True, False):
            await carry_out(office, RateAnswer(subject="article:x", version="1", useful=useful))
        await carry_out(office, RateAnswer(subject="article:x", version="2", useful=True))

        rows = {(row.version, row.useful): row.count for row in await office.rows(answer_ratings)}

        assert rows == {("1", True): 2, ("1", False): 1, ("2", True): 1}
