"""Search over the shipped catalogue."""

import re
from collections.abc import Mapping

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.measure import SupportMeasure
from knowledge.regions import regions
from knowledge.search.search import Search
from knowledge.shipped import shipped_measures
from knowledge.verdict import Verdict

KURGAN = "Курганская область"


def ids(
    search: Search, text: str, region: str = KURGAN, verdicts: Mapping[str, int] | None = None
) -> list[str]:
    return [hit.id for hit in search.find(text, region=region, verdicts=verdicts)]


@pytest.mark.parametrize("measure", shipped_measures(), ids=lambda measure: str(measure.id))
def test_a_measure_is_found_by_its_title(search: Search, measure: SupportMeasure) -> None:
    place = measure.audience.regions[0]
    region = (
        KURGAN if place == "*" else next(name for name in regions().regions if regions().covers(place, name))
    )

    assert measure.id in ids(search, measure.title, region)[:3]


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("степуха сиротам", "gos-socialnaya-stipendiya"),
        ("где бабла взять на свой проект", "rosmolodezh-granty"),
        ("пушкинка", "pushkinskaya-karta"),
        ("kak otkryt ip", "registraciya-ip"),
        ("jnrhsnm bg", "registraciya-ip"),
        ("стройатряд летом", "studencheskie-otryady"),
    ],
)
def test_people_are_understood_as_they_speak(search: Search, text: str, measure: str) -> None:
    assert measure in ids(search, text)[:3]


@pytest.mark.parametrize(
    "text", ["", "   ", "²", "?!", "🙂", "рецепт борща", "штраф гибдд", "поменять паспорт"]
)
def test_nothing_is_said_where_the_catalogue_has_no_answer(search: Search, text: str) -> None:
    assert ids(search, text) == []


def test_measures_of_other_regions_stay_out(search: Search) -> None:
    found = ids(search, "субсидии нко", "Новгородская область")

    assert "novgorod-nko-subsidies" in found
    assert not [id_ for id_ in found if re.match("kurgan|kaliningrad|kamchatka|sverdlovsk", id_)]


def test_a_macro_region_holds_its_regions(search: Search) -> None:
    assert "fareast-cheap-flights" in ids(search, "льготные авиабилеты", "Камчатский край")
    assert "fareast-cheap-flights" not in ids(search, "льготные авиабилеты", KURGAN)


def test_a_region_named_in_the_request_counts_too(search: Search) -> None:
    assert "kamchatka-zemsky-teacher" in ids(search, "земский учитель на камчатке")


def test_without_a_region_everything_may_be_found(search: Search) -> None:
    assert "kaliningrad-school-budget" in [hit.id for hit in search.find("мой город школьники")]


def test_what_cannot_fit_comes_last_and_what_fits_moves_up(search: Search) -> None:
    first, second, *_ = ids(search, "грант на ферму")

    known = ids(search, "грант на ферму", verdicts={first: Verdict.NO, second: Verdict.YES})

    assert known[0] == second
    assert known[-1] == first or first not in known


def test_a_teenager_sees_work_for_teenagers_first(search: Search) -> None:
    assert ids(search, "мне 15, работа на лето")[0] in {"vremennaya-rabota-14-18", "kurgan-labor-teams-14-17"}


def test_a_hit_says_which_words_matched(search: Search) -> None:
    assert "ипотека" in search.find("сельская ипотека", region=KURGAN)[0].why


def test_the_answer_is_as_long_as_asked_and_always_the_same(search: Search) -> None:
    assert len(search.find("грант", region=KURGAN, limit=3)) == 3
    assert ids(search, "деньги на проект") == ids(search, "деньги на проект")


def test_a_measure_without_phrases_of_its_own_is_found() -> None:
    base = shipped_measures()[0]
    new = base.model_copy(update={"id": "novaya", "title": "Грант пчеловодам", "summary": "Деньги на ульи."})
    search = Search.build([*shipped_measures()[1:], new], regions())

    assert ids(search, "грант пчеловоду на ульи")[0] == "novaya"


def test_an_empty_catalogue_answers_nothing() -> None:
    assert Search.build([], regions()).find("грант", region=KURGAN) == []


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(text=st.text(max_size=300))
def test_no_text_breaks_search(search: Search, text: str) -> None:
    found = search.find(text, region=KURGAN)

    assert len({hit.id for hit in found}) == len(found) <= 10


def test_a_hostile_length_is_answered() -> None:
    search = Search.build(shipped_measures()[:20], regions())

    assert len(search.find("грант на проект " * 5_000, region=KURGAN)) <= 10
