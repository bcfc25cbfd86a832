"""What is asked, in which order, and what is never asked."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from bot.person.questions.answering import Known, answered, chosen, passing, unassuming
from bot.person.questions.certain import certain
from bot.person.questions.choosing import Draft, Next, World, next_question
from bot.person.questions.units import MOST_CHOICES, Question, units
from knowledge.condition_texts import condition_texts
from knowledge.conditions import Rules, Verdict
from knowledge.facts import Facts
from knowledge.measure import SupportMeasure
from knowledge.regions import regions
from knowledge.shipped import shipped_measures
from knowledge.vocabulary import vocabulary

TODAY = date(2026, 11, 21)
ALL = {measure.id: measure for measure in shipped_measures()}
ASKED = Facts(
    needs=("money",), age=19, region="Курганская область", topics=("it",), stage="idea", hours_per_month=20
)


def a_world(*known: SupportMeasure) -> World:
    """A world of these measures in which the path is everything that may fit."""
    measures = {measure.id: measure for measure in known}
    rules = Rules(measures.values(), regions())

    def plan(facts: Facts) -> Draft:
        verdicts: Mapping[str, Verdict] = rules.verdicts(facts, TODAY)
        return {id_: 0 for id_, verdict in verdicts.items() if verdict is not Verdict.NO}

    return World(measures, regions(), condition_texts(), TODAY, plan)


def a_measure(**audience: object) -> SupportMeasure:
    """A measure for everybody but for these rules."""
    anybody = {"regions": ("*",), "age_min": None, "age_max": None, "municipalities": (), "statuses": ()}
    rules = {**anybody, "applicant": (), "citizenship_ru": None, "conditions": (), **audience}
    real = ALL["rosmolodezh-granty"]
    return real.model_copy(update={"requires": (), "audience": real.audience.model_copy(update=rules)})


def ask(known: Known, world: World) -> Next:
    return next_question(known, world)


def asked(known: Known, world: World) -> Question:
    question = ask(known, world).question
    assert question is not None
    return question


def test_needs_age_and_place_come_first() -> None:
    world, known, units_asked = a_world(), Known(Facts()), []
    for _ in range(3):
        question = asked(known, world)
        units_asked.append(question.unit)
        known = passing(known, question)

    assert units_asked == ["needs", "age", "place"]
    assert ask(known, world).question is None


def test_what_was_said_is_not_asked() -> None:
    assert asked(Known(Facts(needs=("job",), birth_year=2008)), a_world()).unit == "place"


def test_nothing_is_asked_when_everything_in_the_path_is_certain() -> None:
    to_do = ask(Known(ASKED), a_world())

    assert to_do == Next(None, {}, 0)


def test_what_only_an_office_can_tell_is_never_asked() -> None:
    text = next(text for text, entry in condition_texts().items() if entry.mode == "check")
    measure = a_measure(conditions=(text,))

    assert ask(Known(ASKED), a_world(measure)).question is None


def test_a_checklist_holds_at_most_a_page_of_choices() -> None:
    question = asked(Known(ASKED), a_world(*ALL.values()))

    assert len(question.items) <= MOST_CHOICES


def test_who_cannot_tell_is_never_asked_the_same_again() -> None:
    world, known, seen = a_world(*ALL.values()), Known(ASKED), set[str]()
    while (question := ask(known, world).question) is not None:
        assert seen.isdisjoint(question.items)
        seen.update(question.items)
        known = passing(known, question)

    assert seen


def test_what_was_not_known_stays_in_the_path() -> None:
    world, known = a_world(*ALL.values()), Known(ASKED)
    before = ask(known, world).draft
    while (question := ask(known, world).question) is not None:
        known = passing(known, question)

    assert ask(known, world).draft == before


def test_sensitive_things_stand_last_in_a_list() -> None:
    needy, loan = a_measure(statuses=("orphan",)), a_measure(statuses=("school",), applicant=("ngo",))
    world = a_world(needy, loan.model_copy(update={"id": "another"}))
    known = passing(Known(ASKED), Question("occupation", units().groups["occupation"]))

    assert asked(known, world) == Question("situation", ("ngo_status", "orphan"))


def test_citizenship_is_asked_by_itself_and_after_lists() -> None:
    world, known, seen = a_world(*ALL.values()), Known(ASKED), []
    while (question := ask(known, world).question) is not None:
        seen.append(question)
        known = answered(known, question, chosen(question, question.items, known.facts))

    assert [one.items for one in seen if "citizenship_ru" in one.items] == [("citizenship_ru",)]


def test_what_is_sensitive_is_asked_only_when_it_decides() -> None:
    world = a_world(a_measure(statuses=("orphan",), regions=("Республика Бурятия",)))

    assert ask(Known(ASKED), world).question is None


def test_what_most_people_say_no_to_comes_before_the_rest_of_its_measure() -> None:
    world, known, seen = a_world(a_measure(applicant=("company",), citizenship_ru=True)), Known(ASKED), []
    while (question := ask(known, world).question) is not None:
        seen.append(question)
        known = answered(known, question, chosen(question, (), known.facts))

    assert seen == [Question("checklist", ("company_status",))]


def test_a_condition_that_waits_for_several_units_is_asked_in_one_message() -> None:
    world = a_world(a_measure(statuses=("school", "orphan")))

    assert asked(Known(ASKED), world) == Question("situation", ("school", "orphan"))


def test_an_answer_settles_everything_that_was_offered() -> None:
    question = Question("occupation", units().groups["occupation"])

    facts = chosen(question, ["school"], Facts())

    assert facts.statuses == {word: word == "school" for word in facts.statuses}
    assert facts.capabilities == {"self_employed_status": False, "sole_proprietor_status": False}


def test_stage_and_hours_are_answered_in_one_message() -> None:
    question = Question("project", (*vocabulary().stages, "none", "5", "10"))

    facts = chosen(question, ["prototype", "10"], Facts())
    known = answered(Known(Facts()), question, facts)

    assert (facts.stage, facts.hours_per_month) == ("prototype", 10)
    assert facts.capabilities == {"prototype": True, "running_project": False}
    assert {"stage", "hours"} <= known.passed


def test_all_needs_have_a_place_among_the_choices() -> None:
    assert set(units().needs) == set(vocabulary().needs)


def test_what_is_rare_and_was_never_asked_is_not_assumed() -> None:
    known = Known(ASKED.model_copy(update={"statuses": {"parent": True}}), frozenset({"orphan"}))

    facts = unassuming(known)

    assert facts.statuses["veteran"] is False
    assert facts.statuses["parent"] is True
    assert "orphan" not in facts.statuses


def test_one_message_in_words_asks_for_what_is_told_in_one_breath() -> None:
    first = asked(Known(Facts()), a_world())
    second = asked(Known(Facts(needs=("money",), topics=("it",))), a_world())

    assert (first.asks, second.asks) == ("needs-topics", "age-place-occupation")


def test_what_an_answer_in_words_left_out_is_asked_again_alone() -> None:
    question = asked(Known(Facts(needs=("money",))), a_world())

    known = answered(Known(Facts(needs=("money",))), question, Facts(needs=("money",), region="Москва"))

    assert asked(known, a_world()).asks == "age-occupation"


def test_a_long_list_is_filled_with_what_comes_next_and_no_measure_is_asked_of_twice() -> None:
    question = asked(Known(ASKED), a_world(a_measure(statuses=("teacher",))))

    assert question.unit == "checklist"
    assert set(question.items) == set(units().life)


def test_who_has_applied_is_not_asked_whether_it_fits() -> None:
    measure = a_measure(statuses=("teacher",))
    world = replace(a_world(measure), settled=frozenset({measure.id}))

    assert ask(Known(ASKED), world).question is None


def test_nobody_of_fifteen_is_asked_for_the_work_of_grown_ups() -> None:
    known = Known(ASKED.model_copy(update={"age": 15}))

    question = asked(known, a_world(a_measure(statuses=("teacher", "large_family"))))

    assert not {"teacher", "doctor", "scientist"}.intersection(question.items)


def test_a_minor_is_not_asked_for_what_only_grown_ups_have() -> None:
    minor = Known(ASKED.model_copy(update={"age": 16, "statuses": {"athlete": False}}))
    measures = (
        a_measure(applicant=("company",)),
        a_measure(statuses=("parent", "young_family")).model_copy(update={"id": "family"}),
    )

    assert ask(minor, a_world(*measures)).question is None
    said = replace(minor, facts=minor.facts.model_copy(update={"statuses": {"parent": True}}))
    assert certain(said.facts, TODAY).statuses["parent"] is True


def test_who_cannot_tell_what_they_do_is_not_asked_for_studies_either() -> None:
    world = a_world(a_measure(statuses=("college", "university", "postgraduate")))
    known = passing(Known(ASKED), Question("occupation", units().groups["occupation"]))

    assert ask(known, world).question is None


def test_a_pupil_is_not_asked_about_professions_and_no_more_than_needed_about_family() -> None:
    pupil = Known(ASKED.model_copy(update={"age": 17, "statuses": {"school": True}}))

    question = asked(pupil, a_world(a_measure(statuses=("teacher", "large_family"))))

    assert question.items == ("large_family",)
