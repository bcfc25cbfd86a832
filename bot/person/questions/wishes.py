"""What has a default and is asked while some answer would change the path: topics, stage, hours."""

from collections import Counter
from collections.abc import Iterator

from bot.person.questions.answering import Known
from bot.person.questions.mattering import matters
from bot.person.questions.units import NO_PROJECT, PROJECT, TOPICS, Question, units
from bot.person.questions.world import Draft, World
from knowledge.vocabulary import vocabulary


def wishes(known: Known, world: World, draft: Draft) -> Iterator[Question]:
    """The topics; then how far the project is and what time there is, in one message when both matter."""
    if not known.facts.topics and TOPICS not in known.passed:
        yield from _if_it_matters(Question(TOPICS, _topics(known, world)), known, world, draft)
    rows = {
        "stage": (*vocabulary().stages, NO_PROJECT) if known.facts.stage is None else (),
        "hours": tuple(map(str, units().hours)) if known.facts.hours_per_month is None else (),
    }
    asked = [Question(unit, items) for unit, items in rows.items() if items and unit not in known.passed]
    if any(matters(question, known, world, draft) for question in asked):
        together = Question(PROJECT, tuple(item for question in asked for item in question.items))
        yield together if len(asked) > 1 else asked[0]


def _if_it_matters(question: Question, known: Known, world: World, draft: Draft) -> Iterator[Question]:
    if matters(question, known, world, draft):
        yield question


def _topics(known: Known, world: World) -> tuple[str, ...]:
    """All topics, those first that most of the measures for the stated needs have."""
    needs = set(known.facts.needs)
    count = Counter(
        topic
        for measure in world.measures.values()
        if not needs or needs.intersection(measure.needs)
        for topic in measure.topics
    )
    return tuple(sorted(vocabulary().topics, key=lambda topic: -count[topic]))
