"""Paths that go on: steps done, under way, asked for or refused, and what to say of it."""

from dataclasses import replace
from datetime import date
from typing import Any

from bot.path.changes import changes
from bot.path.months import month_of
from bot.path.path import Path
from bot.path.planner import PlanRequest, plan
from bot.path.request import Span
from bot.path.why_not import why_not
from bot.path.words import changes_text, rival_text, why_not_text
from bot.texts import russian
from knowledge.facts import Facts
from knowledge.measure import SupportMeasure
from knowledge.regions import regions
from tests.unit.bot.path.catalogue import measure, window

NOVEMBER = date(2026, 11, 21)
NOW = month_of(NOVEMBER)


def request(measures: list[SupportMeasure], **said: Any) -> PlanRequest:
    facts = Facts.model_validate({"needs": ["money", "mentor"], "topics": ["social"], **said})
    return PlanRequest(facts, NOVEMBER, measures, regions())


def ids(path: Path) -> list[str]:
    return [step.id for step in path.steps]


def draft(path: Path) -> dict[str, int | None]:
    return {step.id: step.start for step in path.steps}


def sentence(before: Path, asked: PlanRequest) -> str:
    titles = {one.id: one.title for one in asked.measures}
    return changes_text(changes(draft(before), plan(asked), asked), titles, russian())


COURSE = measure("course", needs=["mentor"], gives=["project_passport"], result_weeks=6)
GRANT = measure("grant", requires=["project_passport"])
FORUM = measure("forum", needs=["mentor"], effort_hours=9, confidence="low")


def test_what_a_done_step_gave_is_had_and_its_need_stays_filled() -> None:
    asked = request([COURSE, GRANT, FORUM], capabilities={"project_passport": False})

    before = plan(asked)
    after = plan(replace(asked, done=frozenset({"course"})))

    assert ids(before) == ["course", "grant"]
    assert ids(after) == ["grant"]
    assert after.steps[0].start == NOW
    assert after.scores["needs"] == 2


def test_a_step_under_way_keeps_its_months_and_opens_what_comes_after_its_result() -> None:
    asked = request([COURSE, GRANT], capabilities={"project_passport": False})
    applied = replace(asked, under_way={"course": Span(NOW - 2, NOW + 3)})

    path = plan(applied)

    assert [(step.id, step.start, step.is_under_way) for step in path.steps] == [
        ("course", NOW - 2, True),
        ("grant", NOW + 4, False),
    ]
    assert path.steps[0].unlocks == ("grant",)


def test_a_result_that_is_overdue_may_come_this_month_and_an_unknown_one_opens_nothing() -> None:
    asked = request([COURSE, GRANT], capabilities={"project_passport": False})

    overdue = plan(replace(asked, under_way={"course": Span(NOW - 5, NOW - 2)}))
    unknown = plan(replace(asked, under_way={"course": Span(NOW - 5, None)}))

    assert {step.id: step.start for step in overdue.steps}["grant"] == NOW + 1
    assert ids(unknown) == ["course"]


def test_more_steps_under_way_than_a_need_has_seats_all_stay() -> None:
    known = [measure(f"m{number}", excludes=[f"m{(number + 1) % 5}"]) for number in range(5)]

    path = plan(replace(request(known), under_way={one.id: Span(NOW, NOW + 1) for one in known}))

    assert len(path.steps) == 5


def test_what_is_asked_for_takes_the_place_of_what_it_excludes() -> None:
    better = measure("better", excludes=["other"])
    other = measure("other", excludes=["better"], confidence="low")
    asked = request([better, other])

    before, after = plan(asked), plan(replace(asked, wanted=frozenset({"other"})))

    assert (ids(before), ids(after)) == (["better"], ["other"])
    assert [(one.id, one.why.code) for one in before.steps[0].rivals] == [("other", "doubtful")]


def test_what_is_asked_for_comes_in_from_another_field_too_but_not_against_the_rules() -> None:
    far, shut = measure("far", topics=["sport"], needs=["space"]), measure("shut", audience={"age_max": 12})

    path = plan(replace(request([far, shut], age=20), wanted=frozenset({"far", "shut"})))

    assert ids(path) == ["far"]


def test_every_absence_has_its_reason() -> None:
    locked = measure("locked", requires=["business_plan"])
    known = [
        COURSE,
        GRANT,
        locked,
        measure("child", audience={"age_max": 12}),
        measure("far", audience={"regions": ["Камчатский край"]}),
        measure("sport", topics=["sport"]),
        measure("space", needs=["space"]),
        measure("over", window=window(closes="2026-10-01")),
        measure("long", result_weeks=100),
        measure("twin", excludes=["grant"], requires=["project_passport"], confidence="low"),
        measure("have"),
        measure("lost", excludes=["have"]),
        measure("refused"),
        measure("done", needs=["space"]),
    ]
    facts = {"age": 20, "region": "Курганская область", "has": ["have"]}
    capabilities = {"project_passport": False, "business_plan": False}
    asked = replace(
        request(known, capabilities=capabilities, **facts),
        refused=frozenset({"refused"}),
        done=frozenset({"done"}),
    )
    path = plan(asked)

    codes = {one.id: why_not(asked, path, one.id).code for one in known}

    assert codes == {
        "course": "in-path",
        "grant": "in-path",
        "locked": "locked",
        "child": "unfit",
        "far": "unfit",
        "sport": "field",
        "space": "no-need",
        "over": "enough",
        "long": "closed",
        "twin": "instead",
        "have": "have",
        "lost": "shut",
        "refused": "refused",
        "done": "done",
    }
    assert why_not(asked, path, "nobody").code == "gone"
    titles = {one.id: one.title for one in known}
    assert why_not_text(why_not(asked, path, "twin"), titles, russian()) == "не сочетается с «grant»"
    assert "бизнес-план" in why_not_text(why_not(asked, path, "locked"), titles, russian())


def test_when_the_best_are_in_the_path_there_are_enough_for_the_need() -> None:
    known = [measure(f"m{number}", effort_hours=number) for number in range(6)]
    asked = request(known)
    path = plan(asked)

    absent = next(one.id for one in known if one.id not in ids(path))
    why = why_not(asked, path, absent)

    assert (why.code, dict(why.arguments)) == ("enough", {"needs": ("money",)})
    assert why_not_text(why, {}, russian()) == "деньги: в пути уже есть шаги лучше"


def test_one_sentence_tells_what_changed_and_nothing_is_said_of_what_did_not() -> None:
    asked = request([COURSE, GRANT, FORUM], capabilities={"project_passport": False})
    before = plan(asked)

    assert sentence(before, asked) == ""
    assert sentence(before, replace(asked, done=frozenset({"course"}))).startswith("Что изменилось: «grant»")
    refused = sentence(before, replace(asked, refused=frozenset({"course"})))
    assert "убрали «course» (не подошло)" in refused
    assert "убрали «grant» (пока нет: нужно готовое описание проекта" in refused


def test_what_came_and_what_moved_is_told() -> None:
    early, late = measure("a", window=window(12)), measure("a", window=window(2))
    asked = request([late, measure("b", needs=["mentor"])])

    told = sentence(plan(request([early])), asked)

    assert told == "Что изменилось: добавили «b»; «a» теперь на февраль."


def test_a_rival_has_a_reason_in_words() -> None:
    known = [measure("ours"), measure("early", window=window(3)), *(measure(f"m{n}") for n in range(3))]
    path = plan(request(known, needs=["money"]))

    said = {rival.id: rival_text(rival, {}, russian()) for step in path.steps for rival in step.rivals}

    assert said["early"] == "там начинать позже"
