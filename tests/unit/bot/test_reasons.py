"""Reasons in Russian."""

import re
from datetime import date
from random import Random
from typing import Any, Final

import pytest

from bot.reasons import reason_text, verdict_text
from bot.texts import read_locale, russian
from knowledge.conditions import Rules, Verdict
from knowledge.facts import Facts
from knowledge.measure import SupportMeasure
from knowledge.regions import regions
from knowledge.shipped import shipped_measures
from knowledge.vocabulary import vocabulary
from tests.unit.knowledge.worlds import make_world, profile_of

TODAY: Final = date(2026, 11, 21)


@pytest.fixture(scope="module")
def rules() -> Rules:
    return Rules(shipped_measures(), regions())


def texts_of(rules: Rules, measure: str, **profile: Any) -> list[str]:
    judgement = rules.judge(measure, Facts.model_validate(profile), TODAY)
    return [reason_text(reason, russian()) for reason in judgement.reasons]


@pytest.mark.parametrize(
    ("measure", "profile", "text"),
    [
        ("student-goda", {"age": 17}, "подходит по возрасту: от 16 до 25 лет, тебе 17"),
        ("subsidirovannye-aviabilety", {"age": 17}, "подходит по возрасту: до 22 лет, тебе 17"),
        ("subsidirovannye-aviabilety", {"age": 23}, "не подходит по возрасту: до 22 лет, тебе 23"),
        ("registraciya-nko", {"age": 17}, "пока рано: от 18 лет, тебе 17"),
        ("registraciya-nko", {"birth_year": 2008}, "проверь возраст: от 18 лет, тебе 17 или 18"),
        ("fareast-muravyov-amursky", {}, "проверь возраст: от 21 до 35 лет"),
        ("topblog", {}, "подходит по месту: действует по всей России"),
        ("kurgan-copp", {"region": "Курганская область"}, "подходит по месту: Курганская область"),
        ("kurgan-copp", {}, "проверь, где живёшь: нужен регион Курганская область"),
        (
            "kurgan-copp",
            {"region": "Камчатский край"},
            "не подходит по месту: только для региона Курганская область",
        ),
        ("kurgan-kvantorium", {"municipality": "Шадринск"}, "подходит по месту: Шадринск"),
        (
            "kurgan-kvantorium",
            {"municipality": "Целинный муниципальный округ"},
            "не подходит по месту: только для этих мест: Курган, Шадринск",
        ),
        ("premiya-rsv", {"citizenship_ru": False}, "не подходит: нужно гражданство России"),
        ("student-goda", {"statuses": {"college": True}}, "подходит: учишься в колледже"),
        ("student-goda", {}, "проверь: учишься в колледже или вузе"),
        (
            "student-goda",
            {"capabilities": {"student_status": False}},
            "не подходит: есть условие «учишься в колледже или вузе»",
        ),
        ("gosstart-stazhirovki", {}, "проверь, верно ли хотя бы одно: учишься в вузе; работаешь"),
        ("gosstart-stazhirovki", {"statuses": {"university": False}}, "проверь: работаешь"),
        (
            "zashchitniki-otechestva",
            {"statuses": {"veteran": False, "svo_family": False}},
            "не подходит: нужно хотя бы одно: за плечами СВО или другие боевые действия; "
            "твой близкий — участник СВО",
        ),
        (
            "sverdlovsk-governor-stipend",
            {"capabilities": {"student_status": True}},
            "подходит: учишься в колледже, вузе или аспирантуре (ординатуре)",
        ),
        ("dobro-centry", {}, "подходит: заявку можно подать от своего имени"),
        (
            "nalogovye-kanikuly-ip",
            {"capabilities": {"sole_proprietor": False}},
            "пока нет: нужна регистрация ИП",
        ),
        ("status-socialnogo-predpriyatiya", {}, "проверь: нужна регистрация ИП или своя компания"),
        (
            "status-socialnogo-predpriyatiya",
            {"capabilities": {"company": True}},
            "подходит: есть своя компания",
        ),
        ("soc-kontrakt-biznes", {}, "проверь: доход ниже прожиточного минимума на человека в семье"),
        ("soc-kontrakt-biznes", {"capabilities": {"business_plan": False}}, "пока нет: нужен бизнес-план"),
        ("soc-kontrakt-biznes", {"capabilities": {"business_plan": True}}, "подходит: есть бизнес-план"),
        ("pgas", {}, "проверь: учишься очно"),
        ("pgas", {"confirmed": {"учишься очно": True}}, "подходит: учишься очно"),
        ("pgas", {"confirmed": {"учишься очно": False}}, "не подходит: есть условие «учишься очно»"),
    ],
)
def test_a_reason_reads_as_people_speak(
    rules: Rules, measure: str, profile: dict[str, Any], text: str
) -> None:
    assert text in texts_of(rules, measure, **profile)


@pytest.mark.parametrize(
    ("age_min", "age_max", "bounds"),
    [
        (1, None, "от 1 года"),
        (None, 21, "до 21 года"),
        (11, 31, "от 11 до 31 года"),
        (5, 22, "от 5 до 22 лет"),
    ],
)
def test_years_agree_with_their_number(age_min: int | None, age_max: int | None, bounds: str) -> None:
    measure = aged(age_min, age_max)

    reasons = Rules([measure], regions()).judge(measure.id, Facts(), TODAY).reasons

    assert reason_text(reasons[0], russian()) == f"проверь возраст: {bounds}"


def aged(age_min: int | None, age_max: int | None) -> SupportMeasure:
    measure = shipped_measures()[0]
    audience = measure.audience.model_copy(update={"age_min": age_min, "age_max": age_max})
    return measure.model_copy(update={"audience": audience})


def test_every_reason_of_every_measure_can_be_said_to_anybody(rules: Rules) -> None:
    random = Random(5)
    said = set()

    for _ in range(150):
        world = make_world(random, TODAY)
        told = [path for path in world if random.random() < 0.5]
        for judgement in rules.judgements(Facts.model_validate(profile_of(world, told)), TODAY):
            said |= {reason_text(reason, russian()) for reason in judgement.reasons}

    faulty = [text for text in said if re.search(r"\{|\}|\$|  |[a-z]{3}_|:\s*$|; *$|\.$", text)]
    assert faulty == []
    assert all(text[0].islower() for text in said)


@pytest.mark.parametrize("word", sorted(vocabulary().all_capabilities))
def test_every_capability_has_words_for_having_and_for_lacking_it(word: str) -> None:
    assert f"reason-has-{word}" in russian()
    assert f"reason-needs-{word}" in russian()


@pytest.mark.parametrize("word", sorted(vocabulary().statuses))
def test_every_status_has_words(word: str) -> None:
    assert f"reason-status-{word}" in russian() or f"reason-status-place-{word}" in russian()


@pytest.mark.parametrize("word", sorted(set(vocabulary().applicant) - {"person"}))
def test_every_form_has_words(word: str) -> None:
    assert f"reason-form-{word}" in russian()


def test_a_verdict_has_a_word_or_three() -> None:
    words = [verdict_text(verdict, russian()) for verdict in (Verdict.YES, Verdict.UNKNOWN, Verdict.NO)]

    assert words == ["подходит", "проверь", "пока не подходит"]


def test_the_texts_of_reasons_hold_no_other_words_than_needed() -> None:
    source = read_locale("ru")["ru-reasons.ftl"]
    keys = set(re.findall(r"^([a-z][\w-]*) =", source, flags=re.MULTILINE))
    families = ("verdict-", "reason-", "eligible-")

    assert all(key.startswith(families) for key in keys)
    words = {*vocabulary().all_capabilities, *vocabulary().statuses, *vocabulary().applicant}
    of_words = re.compile(r"reason-(?:has|needs|form|status-place|status)-(\w+)$")
    unknown = {match[1] for key in keys if (match := of_words.match(key))} - words - {"study"}
    assert unknown == set()
