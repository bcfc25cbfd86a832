"""Messages are read: intent, facts and the words they came from."""

from typing import Any

import pytest

from benchmarks.understanding import leaves, read, score
from bot.person.reading.leaves import as_labels
from bot.person.understanding import ByRules, Rules, Understands
from knowledge.facts import Facts
from knowledge.regions import regions

RULES = Rules(regions(), "Курганская область")


def _labels(text: str, asked: str | None = None) -> dict[str, Any]:
    return as_labels(RULES.understand(text, asked).facts)


@pytest.mark.parametrize("name", ["dev", "own", "fresh", "second", "fifth", "sixth", "seventh", "eighth"])
def test_the_goals_are_reached_on_every_set(name: str) -> None:
    said = [(one, RULES.understand(one.text, one.asked)) for one in read(name)]

    result = score((one, got.intent, leaves(as_labels(got.facts))) for one, got in said)

    assert result.precision >= 0.93
    assert result.recall >= 0.78
    assert result.intents >= 0.85


@pytest.mark.parametrize(
    ("text", "asked", "facts"),
    [
        ("скоро 18", None, {"age": 17}),
        ("16 но через месяц 17", "age", {"age": 16}),
        ("не 17 а 18", None, {"age": 18}),
        ("от 20 до 22", "age", {}),
        ("12.04.2006", "age", {"birth_year": 2006}),
        ("20", "hours", {"hours_per_month": 20}),
        ("2 раза в неделю по часу", "hours", {"hours_per_month": 8}),
        ("полчаса в день", "hours", {"hours_per_month": 14}),
        ("да", "citizenship", {"citizenship_ru": True}),
        ("украинский паспорт", "citizenship", {"citizenship_ru": False}),
        ("10б", "occupation", {"statuses": {"school": True}}),
        ("хочу открыть ип", None, {}),
        ("если бы я был студентом кгу", None, {}),
        ("брат учится в колледже", None, {}),
    ],
)
def test_facts_are_read_in_the_light_of_the_question(
    text: str, asked: str | None, facts: dict[str, Any]
) -> None:
    assert _labels(text, asked) == facts


@pytest.mark.parametrize(
    ("text", "status", "holds"),
    [
        ("закончила школу", "school", False),
        ("универ бросил", "university", False),
        ("ип закрыла", "sole_proprietor", False),
        ("самозанятости нет", "self_employed", False),
        ("заканчиваю техникум", "college", True),
    ],
)
def test_what_is_over_or_denied_is_false(text: str, status: str, holds: bool) -> None:
    assert _labels(text)["statuses"][status] is holds


@pytest.mark.parametrize(
    ("text", "asked", "intent"),
    [
        ("зачем тебе это знать", "age", "ask_question"),
        ("хз", "needs", "skip"),
        ("назад", "place", "back"),
        ("хватит вопросов, показывай", "hours", "stop_asking"),
        ("какие гранты есть для студентов", None, "search"),
        ("что такое соцконтракт", None, "ask_question"),
        ("хочу поговорить с живым человеком", None, "mentor"),
        ("не хочу жить", None, "crisis"),
        ("удали мои данные", None, "delete_data"),
        ("подала заявку", None, "feedback_done"),
        ("нам отказали", None, "feedback_refused"),
    ],
)
def test_intents_are_told_apart(text: str, asked: str | None, intent: str) -> None:
    assert RULES.understand(text, asked).intent == intent


@pytest.mark.parametrize(
    ("text", "whom"),
    [
        ("мне 17, хочу на форум", "self"),
        ("сыну 15, ищу ему секцию", "son"),
        ("маме 60, чем ей помочь", "her"),
        ("мы с мужем хотим ипотеку", "self"),
    ],
)
def test_for_whom_somebody_looks_is_heard(text: str, whom: str) -> None:
    assert RULES.understand(text).seeking_for == whom


def test_every_fact_comes_with_its_words() -> None:
    read_one = RULES.understand("Привет! Мне 17, живу в Шадринске")

    words = {piece.fact: piece.words for piece in read_one.evidence}

    assert words == {"age": "17", "region": "шадринске", "municipality": "шадринске"}
    assert all(read_one.text[one.start : one.end] == one.words for one in read_one.evidence)


@pytest.mark.parametrize(
    ("text", "asked", "fact", "certain"),
    [
        ("мне 17", None, "age", True),
        ("живу в Шадринске", None, "municipality", True),
        ("учусь в школе", None, "statuses.school", True),
        ("школа", "occupation", "statuses.school", True),
        ("школа №5, хочу туда на концерт, 17 лет, школа", None, "statuses.school", False),
        ("хочу нарисовать комикс про волейбол", None, "topics.sport", False),
        ("волейбол", "topics", "topics.sport", True),
        ("я пенсеонер и самозанятый", None, "statuses.self_employed", True),
        ("я самозонятый", None, "statuses.self_employed", False),
    ],
)
def test_it_is_told_of_each_fact_whether_it_is_certain(
    text: str, asked: str | None, fact: str, certain: bool
) -> None:
    said = {piece.fact: piece.certain for piece in RULES.understand(text, asked).evidence}

    assert said[fact] is certain


@pytest.mark.parametrize(
    ("text", "asked", "sure"),
    [
        ("мне 17, хочу на форум", None, True),
        ("какие гранты есть", None, True),
        ("17", "age", True),
        ("ну такое", "needs", False),
        ("мне 17", None, False),
    ],
)
def test_it_is_told_whether_the_intent_is_sure(text: str, asked: str | None, sure: bool) -> None:
    assert RULES.understand(text, asked).sure is sure


async def test_the_rules_are_one_way_to_understand() -> None:
    reader: Understands = ByRules(RULES)

    assert (await reader.understand("15", "age")).facts == Facts(age=15)


def test_a_crisis_carries_no_facts() -> None:
    assert RULES.understand("мне 15, меня бьёт отчим").facts == Facts()


@pytest.mark.parametrize("text", ["", " ", "🙂", "\u200b", "?" * 4000, "мне " * 1000, "17 " * 1300])
def test_odd_messages_are_read_too(text: str) -> None:
    assert RULES.understand(text).intent in ("offtopic", "build_path")
