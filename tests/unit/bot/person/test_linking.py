"""Joining profiles: what was learned last counts, whatever the order of joining."""

from datetime import UTC, date, datetime, timedelta
from itertools import permutations
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue.state import FactOrigin, KeptPath, Person, SavedMeasure, ShownStep, StepMark
from bot.person.linking import conflicts, join
from bot.person.profile import STUDY, learn
from knowledge.facts import Facts

TODAY = date(2026, 11, 21)
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
NEWS = st.sampled_from(
    [
        Facts(age=16),
        Facts(age=17),
        Facts(birth_year=2009),
        Facts(region="Курганская область"),
        Facts(region="Курганская область", municipality="Шадринск"),
        Facts(region="Тюменская область", municipality="Тюмень"),
        Facts(statuses={word: word == "school" for word in STUDY}),
        Facts(statuses={word: word == "college" for word in STUDY}),
        Facts(capabilities={"student_status": True}, statuses={"school": False}),
        Facts(statuses={"employed": True, "unemployed": False}),
        Facts(statuses={"unemployed": True, "employed": False}),
        Facts(needs=("money",)),
        Facts(needs=("mentor", "team")),
        Facts(goal="кофейня"),
        Facts(confirmed={"доход ниже прожиточного минимума": True}),
        Facts(citizenship_ru=True),
    ]
)


@st.composite
def three(draw: st.DrawFn) -> list[Person]:
    """Three profiles that grew by themselves, nothing in two of them at the same instant."""
    minutes = iter(draw(st.permutations(range(30))))
    people = []
    for _ in range(3):
        person = Person()
        times = sorted(next(minutes) for _ in range(draw(st.integers(0, 6))))
        for minute in times:
            person = learn(person, draw(NEWS), "said", NOON + timedelta(minutes=minute))
        saved = draw(st.lists(st.sampled_from("abcd"), unique=True))
        kept = tuple(SavedMeasure(id=id_, at=NOON + timedelta(minutes=next(minutes))) for id_ in saved)
        people.append(person.model_copy(update={"saved": kept}))
    return people


def kept(person: Person) -> tuple[dict[str, Any], dict[str, FactOrigin], tuple[SavedMeasure, ...]]:
    return person.facts.model_dump(), dict(person.origins), person.saved


@given(three())
def test_the_order_in_which_three_are_joined_does_not_matter(people: list[Person]) -> None:
    results = [kept(join(join(one, two), other)) for one, two, other in permutations(people)]
    results += [kept(join(one, join(two, other))) for one, two, other in permutations(people)]

    assert all(result == results[0] for result in results)


@given(three())
def test_joining_invents_and_loses_nothing(people: list[Person]) -> None:
    one, two, _ = people

    both = join(one, two)

    for key, origin in both.origins.items():
        assert origin in (one.origins.get(key), two.origins.get(key))
    assert {saved.id for saved in both.saved} == {saved.id for saved in (*one.saved, *two.saved)}
    assert kept(join(one, one))[:2] == kept(join(one, Person()))[:2]


def said(at: int, facts: Facts) -> Person:
    return learn(Person(), facts, "said", NOON + timedelta(days=at))


def test_the_newest_fact_wins() -> None:
    older, newer = said(0, Facts(age=16, goal="кофейня")), said(1, Facts(age=17))

    assert join(older, newer).facts == join(newer, older).facts == Facts(age=17, goal="кофейня")


def test_a_new_town_never_stands_in_an_old_region() -> None:
    older = said(0, Facts(region="Курганская область", municipality="Шадринск"))
    newer = said(1, Facts(region="Тюменская область"))

    assert join(older, newer).facts == Facts(region="Тюменская область")


def test_a_measure_in_both_lists_is_kept_since_the_earlier_day() -> None:
    one = Person(saved=(SavedMeasure(id="artek", at=NOON),))
    two = Person(saved=(SavedMeasure(id="artek", at=NOON - timedelta(days=3)),))

    assert join(one, two).saved == two.saved


def test_a_difference_is_told_with_the_newer_value_first_and_ages_as_of_today() -> None:
    older = said(-800, Facts(age=13))
    newer = said(0, Facts(age=17))

    (found,) = conflicts(newer, older, TODAY)

    assert (found.thing, found.taken, found.other) == ("age", Facts(age=17), Facts(age=15))


def test_an_age_that_has_grown_is_no_difference() -> None:
    assert conflicts(said(-366, Facts(age=16)), said(0, Facts(age=17)), TODAY) == ()
    assert conflicts(said(0, Facts(birth_year=2009)), said(0, Facts(age=17)), TODAY) == ()


def test_what_was_only_concluded_is_no_difference() -> None:
    guessed = learn(Person(), Facts(citizenship_ru=True), "inferred", NOON)

    assert conflicts(guessed, said(1, Facts(citizenship_ru=False)), TODAY) == ()
    assert (
        len(conflicts(said(0, Facts(citizenship_ru=True)), said(1, Facts(citizenship_ru=False)), TODAY)) == 1
    )


def test_of_two_paths_the_newest_word_on_each_measure_counts_whatever_the_order() -> None:
    early, late = (datetime(2026, 11, day, tzinfo=UTC) for day in (1, 2))
    one = Person(
        path=KeptPath(
            marks=(StepMark(id="a", what="waiting", at=early), StepMark(id="b", what="done", at=early)),
            shown=(ShownStep(id="a"),),
            shown_at=early,
            share="of one",
        )
    )
    two = Person(
        path=KeptPath(
            marks=(StepMark(id="a", what="lost", at=late),), shown=(ShownStep(id="c"),), shown_at=late
        )
    )

    both = join(one, two).path

    assert join(two, one).path == both
    assert {mark.id: mark.what for mark in both.marks} == {"a": "lost", "b": "done"}
    assert both.shown == (ShownStep(id="c"),)
    assert both.share == "of one"
