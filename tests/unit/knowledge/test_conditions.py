"""The rules as a whole: against a second reading of them, and against what must hold for any rules."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.conditions import Rules, Verdict
from knowledge.facts import Facts
from knowledge.regions import regions
from knowledge.shipped import shipped_measures
from tests.unit.knowledge import eligibility_oracle as oracle
from tests.unit.knowledge.worlds import make_world, profile_of

TODAY: Final = date(2026, 11, 21)
TRUTH: Final = {True: Verdict.YES, None: Verdict.UNKNOWN, False: Verdict.NO}
DAYS: Final = (TODAY, date(2026, 12, 31), date(2027, 1, 1), date(2028, 2, 29), date(2027, 2, 28))


@pytest.fixture(scope="module")
def rules() -> Rules:
    return Rules(shipped_measures(), regions())


def random_profiles(seed: int, count: int) -> Iterator[tuple[oracle.Profile, date]]:
    """Parts of random people: from nearly nothing to nearly everything."""
    random = Random(seed)
    for _ in range(count):
        today = random.choice(DAYS)
        world = make_world(random, today)
        share = random.random() ** 2
        told = [path for path in world if random.random() < share]
        yield oracle.Profile(profile_of(world, told)), today


def test_every_verdict_agrees_with_a_second_reading_of_the_rules(rules: Rules) -> None:
    differing = []

    for profile, today in random_profiles(seed=1, count=500):
        verdicts = rules.verdicts(Facts.model_validate(profile), today)
        for measure in oracle.raw_measures():
            expected = TRUTH[oracle.verdict(measure, profile, today)]
            if verdicts[measure["id"]] is not expected:
                differing.append((measure["id"], expected, profile, today))

    assert differing == []


def test_every_reason_agrees_with_a_second_reading_of_the_rules(rules: Rules) -> None:
    differing = []

    for profile, today in random_profiles(seed=2, count=100):
        judgements = rules.judgements(Facts.model_validate(profile), today)
        for measure, judgement in zip(oracle.raw_measures(), judgements, strict=True):
            found = [(reason.condition, reason.verdict) for reason in judgement.reasons]
            expected = [(name, TRUTH[truth]) for name, truth in oracle.rules(measure, profile, today)]
            if found != expected:
                differing.append((measure["id"], expected, found))

    assert differing == []


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 2**32), first=st.floats(0, 0.6), more=st.floats(0, 1), day=st.sampled_from(DAYS))
def test_knowing_more_never_changes_a_decided_verdict(
    rules: Rules, seed: int, first: float, more: float, day: date
) -> None:
    random = Random(seed)
    world = make_world(random, day)
    some = [path for path in world if random.random() < first]
    others = [path for path in world if path in set(some) or random.random() < more]

    before = rules.verdicts(Facts.model_validate(profile_of(world, some)), day)
    after = rules.verdicts(Facts.model_validate(profile_of(world, others)), day)

    assert {id_: after[id_] for id_ in before if before[id_] is not Verdict.UNKNOWN} == {
        id_: verdict for id_, verdict in before.items() if verdict is not Verdict.UNKNOWN
    }


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 2**32), day=st.sampled_from(DAYS))
def test_of_whom_everything_is_known_everything_is_decided(rules: Rules, seed: int, day: date) -> None:
    world = make_world(Random(seed), day)

    verdicts = rules.verdicts(Facts.model_validate(profile_of(world, world)), day)

    assert Verdict.UNKNOWN not in verdicts.values()


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 2**32), share=st.floats(0, 1))
def test_one_measure_is_judged_as_all_are_and_its_reasons_make_its_verdict(
    rules: Rules, seed: int, share: float
) -> None:
    random = Random(seed)
    world = make_world(random, TODAY)
    facts = Facts.model_validate(profile_of(world, [path for path in world if random.random() < share]))

    judgements = rules.judgements(facts, TODAY)

    picked = random.choice(judgements)
    assert rules.judge(picked.id, facts, TODAY) == picked
    assert {one.id: one.verdict for one in judgements} == rules.verdicts(facts, TODAY)
    assert all(one.verdict is min(reason.verdict for reason in one.reasons) for one in judgements)


def test_nobody_is_refused_for_saying_nothing(rules: Rules) -> None:
    verdicts = rules.verdicts(Facts(), TODAY)

    assert Verdict.NO not in verdicts.values()
    assert list(verdicts) == [measure.id for measure in shipped_measures()]


def test_an_unknown_measure_has_no_judgement(rules: Rules) -> None:
    with pytest.raises(KeyError):
        rules.judge("no-such-measure", Facts(), TODAY)


def test_only_what_is_lacking_and_given_by_some_measure_is_obtainable(rules: Rules) -> None:
    random = Random(3)
    given_by_measures = {word for measure in oracle.raw_measures() for word in measure["gives"]}
    forms = {"self_employed", "sole_proprietor", "company", "ngo", "team"}

    for _ in range(100):
        world = make_world(random, TODAY)
        told = [path for path in world if random.random() < 0.5]
        for judgement in rules.judgements(Facts.model_validate(profile_of(world, told)), TODAY):
            measure = next(one for one in oracle.raw_measures() if one["id"] == judgement.id)
            for reason in judgement.reasons:
                can_be_given = reason.condition in given_by_measures or (
                    reason.condition == "applicant" and not forms.isdisjoint(measure["audience"]["applicant"])
                )
                assert reason.obtainable == (reason.verdict is Verdict.NO and can_be_given)


def test_a_birth_date_gives_the_age_on_each_day(rules: Rules) -> None:
    born = date(2008, 11, 23)

    eve = rules.verdicts(Facts(birth_date=born), born.replace(year=2026) - timedelta(days=1))
    birthday = rules.verdicts(Facts(birth_date=born), born.replace(year=2026))

    assert (eve["registraciya-nko"], birthday["registraciya-nko"]) == (Verdict.NO, Verdict.YES)
