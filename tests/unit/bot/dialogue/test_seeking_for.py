"""A talk about somebody else: the profile is of that one, and it is always clear of whom."""

from knowledge.facts import Facts
from tests.unit.bot.dialogue.conversation import Talk

MOTHER = "мне 38, работаю в школе, живу в Кургане, сыну 15, ищу ему лагерь"


def _facts(talk: Talk) -> Facts:
    assert talk.state.person is not None
    return talk.state.person.facts


async def test_a_mother_who_looks_for_her_son_gets_his_profile() -> None:
    talk = await Talk().agree()

    said = await talk.write(MOTHER)

    assert "ищем для сына" in said
    assert _facts(talk) == Facts(
        age=15, region="Курганская область", municipality="Курган", seeking_for="son"
    )


async def test_what_is_said_of_oneself_meanwhile_is_not_kept() -> None:
    talk = await Talk().agree()
    await talk.write(MOTHER)

    said = await talk.write("мне 38")

    assert "Сейчас ищем для сына" in said
    assert _facts(talk).age == 15


async def test_more_of_the_son_is_added() -> None:
    talk = await Talk().agree()
    await talk.write(MOTHER)

    await talk.write("ему уже 16, он учится в колледже")

    assert (_facts(talk).age, _facts(talk).statuses["college"]) == (16, True)


async def test_for_oneself_again_leaves_nothing_of_the_son() -> None:
    talk = await Talk().agree()
    await talk.write(MOTHER)

    said = await talk.write("для себя")

    assert "ищем для тебя" in said
    assert _facts(talk) == Facts(region="Курганская область", municipality="Курган")


async def test_a_child_of_ten_for_whom_a_parent_looks_ends_no_consent() -> None:
    talk = await Talk().agree()

    await talk.write("дочке 10 лет, куда её отдать, любит рисовать")

    assert _facts(talk).seeking_for == "daughter"
    assert talk.state.consents[-1].given


async def test_the_questions_are_answered_of_the_daughter() -> None:
    talk = await Talk().agree()
    await talk.write("для дочки")

    await talk.act("ask:age")
    await talk.write("12")
    await talk.act("ask:study")
    await talk.write("в школе")

    assert (_facts(talk).age, _facts(talk).statuses["school"]) == (12, True)
    assert _facts(talk).seeking_for == "daughter"
