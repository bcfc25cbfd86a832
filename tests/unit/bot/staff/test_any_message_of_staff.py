"""Property: whatever a member of the staff sends, the answer stays within its bounds."""

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.dialogue.messages import MAX_ACTION_BYTES, Address, ButtonPressed, Content, Started, TextSaid
from bot.storage.tables import staff
from tests.unit.bot.staff.office import OWNER, STRANGER, open_office, telegram

WORDS = [
    "/staff",
    "/inbox",
    "/log",
    "/log 10",
    "сотрудники",
    "входящие",
    "журнал",
    "да",
    "нет",
    "назад",
    "отмена",
    "Пётр **К**",
    "Дальше",
    "1",
    "2",
    "Закрыть",
    "Да, убрать",
    "/delete",
    "Да, удалить всё",
    "не хочу жить",
]
ACTIONS = [
    "staff",
    "staff:6",
    "staff-who:telegram.2002",
    "staff-remove:telegram.2002",
    "staff-yes:telegram.2002",
    "staff-leave",
    "staff-invite",
    "staff-invite:owner",
    "staff-cancel",
    "staff-item:i1",
    "staff-item:r1",
    "staff-close:i1",
    "staff-retry:i1",
    "staff-join:x",
    "wrong:topblog.sum",
    "inbox",
    "inbox:5",
    "log:10",
    "back",
    "menu",
]
contents: st.SearchStrategy[Content] = st.one_of(
    st.builds(TextSaid, text=st.one_of(st.sampled_from(WORDS), st.text(max_size=80))),
    st.builds(ButtonPressed, action=st.sampled_from(ACTIONS)),
    st.builds(Started, payload=st.sampled_from(["", "i-x", "i-"])),
)
people = st.sampled_from([OWNER, telegram(2002), STRANGER])


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
@given(st.lists(st.tuples(people, contents), min_size=1, max_size=14))
async def test_staff_are_answered_within_bounds_and_always_have_an_owner(
    messages: Sequence[tuple[Address, Content]],
) -> None:
    with TemporaryDirectory() as folder:
        async with open_office(Path(folder)) as office:
            await office.staff(telegram(2002), "editor", "Анна")
            for address, content in messages:
                person = office.person(address)
                await person.receive(content)

                assert person.said
                assert all(reply.text.strip() for reply in person.said)
                for button in person.buttons:
                    assert 0 < len(button.label) <= 40
                    assert len((button.action or "").encode()) <= MAX_ACTION_BYTES
                assert all(sum(len(row) for row in reply.rows) <= 12 for reply in person.said)
            assert await office.person(OWNER).role() == "owner"
            assert {row.account for row in await office.rows(staff)} <= {"2002"}
