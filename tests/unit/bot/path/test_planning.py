"""Paths through small made-up catalogues: one sentence of docs/path.md each."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.path.months import month_name
from bot.path.path import Path, Step
from bot.path.planner import PlanRequest, plan
from knowledge.facts import Facts
from knowledge.measure import SupportMeasure
from knowledge.regions import regions
from tests.unit.bot.path import oracle
from tests.unit.bot.path.catalogue import measure, window
from tests.unit.bot.path.reading import read

MARCH, NOVEMBER = date(2026, 3, 5), date(2026, 11, 21)


def planned(measures: list[SupportMeasure], today: date = NOVEMBER, **said: Any) -> Path:
    facts = Facts.model_validate({"needs": ["money"], **said})
    return plan(PlanRequest(facts, today, measures, regions()))


def ids(path: Path) -> list[str]:
    return [step.id for step in path.steps]


def months(step: Step) -> tuple[str | None, str | None]:
    return (
        None if step.start is None else month_name(step.start),
        None if step.finish is None else month_name(step.finish),
    )


def only(path: Path) -> Step:
    (step,) = path.steps
    return step


def test_what_is_always_open_starts_in_this_month() -> None:
    step = only(planned([measure("a")]))

    assert months(step) == ("2026-11", "2026-11")
    assert (step.expected, step.apply_by) == (False, None)


def test_usual_months_are_expected_and_may_lie_beyond_new_year() -> None:
    step = only(planned([measure("a", window=window(12, 1, 2), result_weeks=4)], date(2026, 3, 5)))

    assert months(step) == ("2026-12", "2026-12")
    assert (step.expected, step.apply_by) == (True, None)


def test_an_announced_round_beats_the_usual_months_and_names_its_last_day() -> None:
    announced = measure("a", window=window(3, 4, 5, opens="2026-04-10", closes="2026-05-20"))

    step = only(planned([announced], MARCH))

    assert months(step)[0] == "2026-04"
    assert (step.expected, step.apply_by) == (False, date(2026, 5, 20))


def test_a_contest_that_closes_too_soon_for_an_honest_entry_waits_for_the_next_season() -> None:
    contest = measure(
        "a", kind="contest", window=window(2, 3, opens="2026-02-12", closes="2026-03-10"), effort_hours=30
    )

    assert months(only(planned([contest], MARCH)))[0] == "2027-02"
    assert months(only(planned([contest.model_copy(update={"effort_hours": 12})], MARCH)))[0] == "2026-03"


def test_a_round_that_closed_this_month_opens_again_only_next_season() -> None:
    closed = measure("a", window=window(10, 11, 12, opens="2026-10-01", closes="2026-11-10"))

    assert months(only(planned([closed])))[0] == "2027-10"


def test_an_unknown_window_gives_a_step_without_a_date_that_unlocks_nothing() -> None:
    course = measure("course", window=window(), gives=["business_plan"])
    grant = measure("grant", requires=["business_plan"])

    path = planned([course, grant], capabilities={"business_plan": False})

    assert ids(path) == ["course"]
    assert months(path.steps[0]) == (None, None)
    assert [note.code for note in path.steps[0].check] == ["dates"]


def test_a_step_without_a_date_may_wait_for_one_with_a_date() -> None:
    course = measure("course", needs=["knowledge"], gives=["business_plan"])
    grant = measure("grant", window=window(), requires=["business_plan"])

    path = planned([course, grant], capabilities={"business_plan": False})

    assert ids(path) == ["course", "grant"]
    assert path.steps[0].unlocks == ("grant",)


def test_the_result_of_a_contest_counts_from_its_closing_day() -> None:
    contest = measure("a", kind="contest", window=window(11, 12, 1), result_weeks=8)
    payment = measure("b", kind="payment", window=window(11, 12, 1), result_weeks=8)

    path = planned([contest, payment])

    assert {step.id: months(step) for step in path.steps} == {
        "a": ("2026-11", "2027-03"),
        "b": ("2026-11", "2027-01"),
    }


def test_a_course_gives_the_project_passport_that_a_grant_requires() -> None:
    course = measure("course", needs=["knowledge"], gives=["project_passport"], result_weeks=6)
    grant = measure("grant", requires=["project_passport"], window=window(12, 1, 2))

    path = planned([course, grant], capabilities={"project_passport": False})

    assert [(step.id, *months(step)) for step in path.steps] == [
        ("course", "2026-11", "2027-01"),
        ("grant", "2027-02", "2027-02"),
    ]
    assert (path.steps[0].covers, path.steps[0].unlocks) == ((), ("grant",))


def test_a_step_that_fills_no_need_never_stands_alone() -> None:
    path = planned([measure("course", needs=["knowledge"], gives=["project_passport"])])

    assert path.steps == ()


def test_an_applicant_form_is_obtained_like_a_capability() -> None:
    registration = measure("registration", needs=["legal"], gives=["sole_proprietor_status"])
    grant = measure("grant", audience={"applicant": ["sole_proprietor", "company"]})

    path = planned([registration, grant], capabilities={"sole_proprietor": False, "company": False})

    assert ids(path) == ["registration", "grant"]


def test_nobody_founds_a_business_for_a_second_contest_but_does_for_the_only_way() -> None:
    registration = measure("registration", needs=["legal"], gives=["sole_proprietor_status"])
    contest = measure("contest", audience={"applicant": ["sole_proprietor"]})
    known = [registration, contest, measure("open")]
    said: dict[str, Any] = {"capabilities": {"sole_proprietor": False}}

    assert ids(planned(known, topics=["social"], **said)) == ["open"]
    assert ids(planned(known[:2], topics=["social"], **said)) == ["registration", "contest"]


def test_what_is_unlocked_only_by_a_contest_depends_on_the_selection() -> None:
    contest = measure("contest", kind="contest", gives=["project_passport"])
    grant = measure("grant", needs=["mentor"], requires=["project_passport"])

    path = planned([contest, grant], needs=["money", "mentor"], capabilities={"project_passport": False})

    assert [(note.code, dict(note.arguments)) for note in path.steps[1].check] == [
        ("selection", {"measures": ("contest",)})
    ]


def test_a_sure_way_is_taken_rather_than_a_contest() -> None:
    contest = measure("contest", kind="contest", needs=["knowledge"], gives=["project_passport"])
    course = measure("course", needs=["knowledge"], gives=["project_passport"], effort_hours=20)
    grant = measure("grant", requires=["project_passport"])

    path = planned([contest, course, grant], capabilities={"project_passport": False})

    assert ids(path) == ["course", "grant"]


@pytest.mark.parametrize("doubt", [{"confidence": "low"}, {"checked_on": "2022"}], ids=["doubtful", "stale"])
def test_doubtful_and_stale_data_unlock_nothing(doubt: dict[str, Any]) -> None:
    course = measure("course", needs=["knowledge"], gives=["project_passport"], **doubt)
    grant = measure("grant", requires=["project_passport"])

    path = planned([course, grant], capabilities={"project_passport": False})

    assert path.steps == ()
    assert [(one.id, one.how) for one in path.almost] == [("grant", ("course",))]


def test_what_a_step_of_the_path_gives_is_not_told_as_missing() -> None:
    course = measure("course", needs=["knowledge"], gives=["project_passport"])
    grant = measure("grant", requires=["project_passport"], effort_hours=900)

    path = planned([course, grant], needs=["money", "knowledge"], capabilities={"project_passport": False})

    assert ids(path) == ["course"]
    assert path.almost == ()


@pytest.mark.parametrize(
    ("region", "shown"),
    [(None, ["everywhere", "home"]), ("Новгородская область", ["away", "everywhere"])],
)
def test_a_shown_path_is_of_the_home_region_where_no_other_was_told(
    region: str | None, shown: list[str]
) -> None:
    known = [
        measure("everywhere"),
        measure("home", audience={"regions": ["Курганская область"]}),
        measure("away", audience={"regions": ["Новгородская область"]}),
    ]
    request = PlanRequest(
        Facts(needs=("money",), region=region),
        date(2026, 11, 21),
        known,
        regions(),
        home_region="Курганская область",
    )

    assert sorted(ids(plan(request))) == shown


def test_doubtful_data_do_not_come_first_and_their_sums_are_in_no_total() -> None:
    sum_ = {"amount_min": None, "amount_max": 100_000, "period": "once"}
    doubtful = measure("doubtful", confidence="low", benefit=sum_, needs=["money", "mentor"])
    sure = measure("sure", benefit=sum_, window=window(2))

    path = planned([doubtful, sure], needs=["money", "mentor"])

    assert ids(path) == ["sure", "doubtful"]
    assert path.steps[1].start is not None
    assert path.steps[1].start >= (path.steps[0].start or 0)
    assert path.total_rub == 100_000
    assert ids(planned([doubtful])) == ["doubtful"]


def test_a_birthday_opens_a_measure() -> None:
    adult = measure("a", audience={"age_min": 18, "age_max": None})

    step = only(planned([adult], birth_date="2009-02-20"))

    assert months(step)[0] == "2027-02"


def test_a_birthday_closes_a_measure_and_sets_the_last_day() -> None:
    young = measure("a", audience={"age_min": None, "age_max": 17})

    step = only(planned([young], birth_date="2008-11-28"))
    late = planned([measure("a", audience={"age_max": 17}, window=window(12))], birth_date="2008-11-28")

    assert (months(step)[0], step.apply_by) == ("2026-11", date(2026, 11, 27))
    assert late.steps == ()


def test_an_age_that_was_told_grows_with_the_full_years_waited() -> None:
    adult = measure("a", audience={"age_min": 18, "age_max": None}, needs=["mentor"])
    child = measure("b", audience={"age_min": None, "age_max": 17}, window=window(3))

    path = planned([adult, child], age=17, needs=["money", "mentor"])

    assert {step.id: months(step)[0] for step in path.steps} == {"a": "2027-11", "b": "2027-03"}
    assert "birthday" in {note.code for step in path.steps if step.id == "b" for note in step.check}


def test_what_the_person_has_gives_what_it_gives_and_shuts_what_it_excludes() -> None:
    course = measure("course", gives=["project_passport"], excludes=["other"])
    other = measure("other", excludes=["course"])
    grant = measure("grant", requires=["project_passport"])

    path = planned([course, other, grant], has=["course"], capabilities={"project_passport": False})

    assert ids(path) == ["grant"]


def test_exclusive_measures_are_not_combined() -> None:
    path = planned([measure("a", excludes=["b"]), measure("b", excludes=["a"]), measure("c")])

    assert len(ids(path)) == 2
    assert "c" in ids(path)


@pytest.mark.parametrize(
    ("checked", "taken"), [("2025", "local"), ("2024", "general")], ids=["fresh", "older"]
)
def test_the_local_form_of_a_measure_is_taken_unless_its_page_is_much_older(checked: str, taken: str) -> None:
    general = measure("general", benefit={"amount_max": 900_000, "period": "once"}, checked_on="2026")
    local = measure("local", variant_of="general", level="regional", checked_on=checked)

    path = planned([general, local])

    assert ids(path) == [taken]
    assert path.steps[0].alternatives == ("local" if taken == "general" else "general",)


def test_effort_is_spread_and_every_month_stays_within_the_hours() -> None:
    path = planned(
        [measure(id_, effort_hours=12) for id_ in ("a", "b", "c")], topics=["social"], hours_per_month=15
    )

    assert sorted(months(step)[0] or "" for step in path.steps) == ["2026-11", "2026-12", "2027-01"]


def test_a_step_takes_at_most_forty_hours_a_month_else_its_end_moves() -> None:
    path = planned([measure("a", effort_hours=100)], hours_per_month=60)
    busy = planned([measure("a", effort_hours=100)], hours_per_month=30)

    assert months(only(path)) == ("2026-11", "2027-01")
    assert busy.steps == ()


def test_a_step_that_would_end_after_the_horizon_is_left_out() -> None:
    assert planned([measure("a", result_weeks=100)]).steps == ()


def test_what_is_not_known_counts_for_the_person_and_is_to_be_checked() -> None:
    student = measure("a", audience={"statuses": ["university"], "conditions": ["учишься очно"]})
    request = PlanRequest(Facts(needs=("money",)), NOVEMBER, [student], regions())

    hopeful = plan(request)
    strict = plan(PlanRequest(request.facts, NOVEMBER, [student], regions(), unknown_is_yes=False))

    assert [reason.condition for reason in hopeful.steps[0].unknown] == ["statuses", "учишься очно"]
    assert strict.steps == ()


def test_what_is_made_for_another_field_does_not_come_in_even_for_a_need_that_nothing_else_fills() -> None:
    ours, other = measure("ours"), measure("other", topics=["sport"])
    lonely = measure("lonely", topics=["sport"], needs=["mentor"])

    path = planned([ours, other, lonely], topics=["social"], needs=["money", "mentor"])

    assert ids(path) == ["ours"]


@pytest.mark.parametrize(
    ("topics", "comes"),
    [
        pytest.param(["agriculture", "entrepreneurship"], False, id="first of two is another"),
        pytest.param(["entrepreneurship", "agriculture"], True, id="first of two is mine"),
        pytest.param(["agriculture", "tourism", "science", "entrepreneurship"], False, id="one of four"),
        pytest.param(
            ["agriculture", "tourism", "science", "it", "sport", "entrepreneurship"], True, id="one of six"
        ),
        pytest.param(["culture"], True, id="kin of mine"),
        pytest.param(["culture", "media"], False, id="kin of mine beside another"),
    ],
)
def test_the_fewer_topics_a_measure_names_the_more_of_it_must_be_ours(topics: list[str], comes: bool) -> None:
    path = planned([measure("a", topics=topics)], topics=["entrepreneurship", "creativity"])

    assert bool(path.steps) is comes


def test_what_is_due_by_the_situation_in_life_comes_whatever_the_field() -> None:
    benefit = measure("benefit", kind="payment", topics=["family"], audience={"statuses": ["parent"]})

    path = planned([benefit], topics=["it"], statuses={"parent": True})

    assert ids(path) == ["benefit"]


def test_a_discount_is_no_answer_to_who_needs_money() -> None:
    ticket = measure("ticket", kind="travel", needs=["money", "travel"])

    assert planned([ticket]).steps == ()
    assert planned([ticket], needs=["money", "travel"]).steps[0].covers == ("travel",)


def test_without_topics_the_words_decide_what_is_of_another_field() -> None:
    known = [measure("pottery"), measure("cattle", topics=["agriculture"])]
    facts = Facts(needs=("money",))

    path = plan(PlanRequest(facts, NOVEMBER, known, regions(), closeness={"pottery": 1.0, "cattle": 0.3}))

    assert ids(path) == ["pottery"]


def test_a_second_and_a_third_step_for_one_need_come_only_when_they_fit_well_and_never_a_fourth() -> None:
    ours = [measure(f"m{number}", topics=["social"]) for number in range(5)]
    later = [measure(f"m{number}", topics=["social"], stages=["running"]) for number in range(5)]
    doubtful = [measure(f"m{number}", topics=["social"], confidence="low") for number in range(5)]

    assert len(planned(ours, topics=["social"]).steps) == 3
    assert len(planned(later, topics=["social"], stage="prototype").steps) == 2
    assert len(planned(doubtful, topics=["social", "it"]).steps) == 1


def test_a_forum_far_away_gives_way_to_one_that_is_near() -> None:
    far = measure("a", provider="правительство Камчатского края")
    near = measure("b", provider="правительство Курганской области")

    path = planned([far, near], topics=["social"], region="Курганская область")

    assert ids(path) == ["b"]
    assert [(rival.id, rival.why.code) for rival in path.steps[0].rivals] == [("a", "far")]


def test_nothing_that_fits_is_an_empty_path_with_what_would_change_it() -> None:
    grant = measure("grant", requires=["project_passport"])

    path = planned(
        [grant, measure("far", audience={"regions": ["Камчатский край"]})],
        region="Курганская область",
        capabilities={"project_passport": False},
    )

    assert (path.steps, path.is_proven, path.gap) == ((), True, 0.0)
    assert [(one.id, one.missing.condition, one.how) for one in path.almost] == [
        ("grant", "project_passport", ())
    ]


def test_measures_that_were_refused_stay_away() -> None:
    facts = Facts(needs=("money",))

    path = plan(
        PlanRequest(facts, NOVEMBER, [measure("a"), measure("b")], regions(), refused=frozenset({"a"}))
    )

    assert ids(path) == ["b"]


def test_registering_as_self_employed_waits_for_what_it_would_shut() -> None:
    shut = measure("shut", audience={"conditions": ["ты не на налоге для самозанятых"]}, window=window(1))
    opens = measure("opens", needs=["legal"], gives=["self_employed_status"])
    loan = measure("loan", needs=["mentor"], audience={"applicant": ["self_employed"]})

    path = planned([shut, opens, loan], needs=["money", "mentor"], capabilities={"self_employed": False})

    assert ids(path) == ["shut", "opens", "loan"] or ids(path) == ["opens", "shut", "loan"]
    start = {step.id: step.start or 0 for step in path.steps}
    finish = {step.id: step.finish or 0 for step in path.steps}
    assert finish["opens"] > start["shut"]


def test_the_order_in_which_measures_come_does_not_matter() -> None:
    measures = [measure(f"m{number}", effort_hours=number) for number in range(9)]

    assert planned(measures) == planned(measures[::-1])


CAPABILITIES = st.sampled_from([[], [], ["project_passport"], ["team"]])
WINDOWS = st.sampled_from(
    [
        None,
        window(),
        window(12, 1),
        window(3, 4, 9),
        window(3, 4, opens="2026-03-02", closes="2026-03-20"),
        window(10, 11, 12, opens="2026-12-03"),
        window(11, closes="2026-11-10"),
    ]
)


@st.composite
def measures(draw: st.DrawFn, id_: str) -> SupportMeasure:
    opens = draw(WINDOWS)
    low, high = draw(st.sampled_from([(None, None), (18, None), (None, 17), (14, 35)]))
    amount = draw(st.sampled_from([None, 20_000, 1_000_000]))
    benefit = {"amount_max": amount, "period": draw(st.sampled_from(["once", "month"])) if amount else None}
    return measure(
        id_,
        kind=draw(st.sampled_from(["training", "contest", "grant", "loan", "payment"])),
        needs=draw(st.sampled_from([["money"], ["money", "mentor"], ["space"]])),
        topics=draw(st.sampled_from([["social"], ["sport"], ["social", "sport"]])),
        stages=draw(st.sampled_from([[], ["idea"], ["running"]])),
        effort_hours=draw(st.sampled_from([0, 5, 15, 50])),
        result_weeks=draw(st.sampled_from([None, 0, 3, 8, 30])),
        requires=draw(CAPABILITIES),
        gives=draw(CAPABILITIES),
        audience={
            "age_min": low,
            "age_max": high,
            "applicant": draw(st.sampled_from([["person"], ["team"]])),
            "statuses": draw(st.sampled_from([[], ["parent"]])),
        },
        benefit=benefit,
        confidence=draw(st.sampled_from(["high", "medium", "low"])),
        checked_on=draw(st.sampled_from(["2026", "2025", "2023", None])),
        level=draw(st.sampled_from(["federal", "regional"])),
        **({"window": opens} if opens else {}),
    )


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_no_path_is_better_by_a_second_reading_of_the_measures(data: st.DataObject) -> None:
    known = [data.draw(measures(f"m{number}")) for number in range(data.draw(st.integers(1, 3)))]
    today = data.draw(st.sampled_from([MARCH, NOVEMBER]))
    facts = Facts.model_validate(
        {
            "birth_date": data.draw(st.sampled_from(["2008-11-30", "2009-01-15", "1990-04-01"])),
            "needs": data.draw(st.sampled_from([["money"], ["money", "mentor"]])),
            "topics": data.draw(st.sampled_from([[], ["social"]])),
            "stage": data.draw(st.sampled_from([None, "idea"])),
            "hours_per_month": data.draw(st.sampled_from([None, 10])),
            "capabilities": {"project_passport": False, "team": data.draw(st.booleans())},
            "has": data.draw(st.sampled_from([[], ["m0"]])),
        }
    )

    path = plan(PlanRequest(facts, today, known, regions()))

    assert path.is_proven
    assert path.objective == oracle.best(read(known, facts, today))
