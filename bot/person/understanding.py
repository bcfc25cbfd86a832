"""What a message says: the intent, for whom is looked, and the facts with the words they came from, by rules.

A language model joins later behind the same protocol, `Understands`: `sure` and `certain` say where it may.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final, Protocol

from bot.dialogue.crisis import crisis_in
from bot.person.reading.abilities import abilities
from bot.person.reading.age import age
from bot.person.reading.answers import answers
from bot.person.reading.certainty import is_certain, is_sure
from bot.person.reading.found import Found
from bot.person.reading.home import home
from bot.person.reading.hours import hours
from bot.person.reading.intent import FACTLESS, WITHOUT_WANTS, Intent, intent
from bot.person.reading.leaves import facts_of
from bot.person.reading.news import belongs_to_sought
from bot.person.reading.others import apply_as, citizenship
from bot.person.reading.retold import is_of_another, retold, their_home
from bot.person.reading.scan import Scan, scan
from bot.person.reading.sought import ASKED, Sought, sought
from bot.person.reading.stage import stage
from bot.person.reading.statuses import statuses
from bot.person.reading.wants import needs, topics
from knowledge.facts import Facts, SeekingFor
from knowledge.language.words import normalise
from knowledge.regions import Regions

QUESTIONS: Final = (
    "age",
    "place",
    "occupation",
    "applicant",
    "situation",
    "needs",
    "topics",
    "stage",
    "hours",
    "citizenship",
    "condition",
    ASKED,
)
"""Names of the questions in whose light an answer is read."""
NOTHING: Final = Facts()
_PERSONAL: Final = ("age", "birth_year", "birth_date", "statuses", "capabilities")


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words that a fact came from: `text[start:end]` of the understanding.

    `certain`: a model may not say otherwise. `is_theirs`: told of the one for whom is looked.
    """

    fact: str
    words: str
    start: int
    end: int
    certain: bool = True
    is_theirs: bool = False


@dataclass(frozen=True, slots=True)
class Understanding:
    """What one message says.

    `text` is the message in one spelling. `sure`: the intent is said outright; else a model may know better.
    `facts` are the writer's; `about` those of the one for whom is looked, empty when that is the writer.
    `news` is what belongs into the profile, which is always of the one for whom is looked.
    """

    text: str
    intent: Intent
    facts: Facts
    evidence: tuple[Evidence, ...] = ()
    sure: bool = True
    seeking_for: SeekingFor = "self"
    about: Facts = NOTHING
    news: Facts = NOTHING


class Understands(Protocol):
    """Reads a message in the light of the question that was asked and of what is known.

    Never raises for what people write; an implementation that asks a model answers in time or by rules.
    """

    async def understand(
        self, text: str, asked: str | None = None, known: Facts | None = None
    ) -> Understanding: ...


@dataclass(frozen=True, slots=True)
class _Reading:
    """Facts of the writer (`kept`) and of the one for whom is looked; `told`: what says who that is."""

    said: Scan
    meant: Intent
    kept: tuple[Found, ...]
    theirs: tuple[Found, ...]
    whom: SeekingFor
    told: Sought | None


class Rules:
    """Understanding by rules. `home_region`: the one preferred for place names held by several."""

    def __init__(self, regions: Regions, home_region: str) -> None:
        self._regions, self._home_region = regions, home_region

    def understand(self, text: str, asked: str | None = None, known: Facts | None = None) -> Understanding:
        """Read one message; `known`: the profile, which may be of somebody else than the writer."""
        danger = crisis_in(text)
        if danger is not None and danger != "soft":
            return Understanding(normalise(text), "crisis", Facts())
        read = self._reading(text, asked, known)
        writers = _of_writer(read)
        return writers if read.whom == "self" else _with_sought(writers, read)

    def _reading(self, text: str, asked: str | None, known: Facts | None) -> _Reading:
        before = (known.seeking_for if known else None) or "self"
        said = scan(text, asked, is_spoken_of=before != "self")
        found = self._found(said)
        told = _told(sought(said, found), known)
        whom = told.whom if told else before
        theirs = self._theirs(said) if whom != "self" else []
        meant = intent(said, [*found, *theirs])
        return _Reading(
            said=said,
            meant=meant,
            kept=tuple(one for one in found if _is_kept(one, meant)),
            theirs=tuple(one for one in theirs if _is_kept(one, meant)),
            whom=whom,
            told=told,
        )

    def _theirs(self, said: Scan) -> list[Found]:
        """What is told of somebody else than the writer."""
        again = retold(said)
        told = [one for part in self._of_person(again) for one in part if is_of_another(said, one)]
        return [*told, *their_home(said, self._regions, self._home_region)]

    def _found(self, said: Scan) -> list[Found]:
        parts = (
            *self._of_person(said),
            home(said, self._regions, self._home_region),
            needs(said),
            topics(said),
            apply_as(said),
        )
        return [one for part in parts for one in part]

    def _of_person(self, said: Scan) -> tuple[Iterable[Found], ...]:
        return (
            age(said),
            answers(said),
            statuses(said),
            abilities(said),
            stage(said),
            hours(said),
            citizenship(said),
        )


class ByRules:
    """The rules as the talk's way to understand, when no model is there."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules

    async def understand(
        self, text: str, asked: str | None = None, known: Facts | None = None
    ) -> Understanding:
        return self._rules.understand(text, asked, known)


def _of_writer(read: _Reading) -> Understanding:
    """The understanding of a message whose writer looks for himself."""
    told = read.told
    whom = [Found(ASKED, told.whom, told.first, told.last, told.certain)] if told else []
    facts = facts_of(read.kept)
    return Understanding(
        text=read.said.said.text,
        intent=read.meant,
        facts=facts,
        evidence=tuple(_evidence(read.said, one, read.kept) for one in (*whom, *read.kept)),
        sure=is_sure(read.said, read.meant, read.kept),
        news=_named(facts, "self") if told else facts,
    )


def _with_sought(writers: Understanding, read: _Reading) -> Understanding:
    """The understanding with what is told of the one for whom is looked, whose the profile is."""
    is_told = read.told is not None
    shared = [one for one in read.kept if belongs_to_sought(read.said, one, read.whom, is_told=is_told)]
    theirs = (replace(_evidence(read.said, one, read.theirs), is_theirs=True) for one in read.theirs)
    return replace(
        writers,
        seeking_for=read.whom,
        about=facts_of(read.theirs),
        news=_named(facts_of([*shared, *read.theirs]), read.whom, is_told=is_told),
        evidence=(*writers.evidence, *theirs),
    )


def _told(said: Sought | None, known: Facts | None) -> Sought | None:
    """A faint sign does not put another in the place of somebody of whom we know."""
    is_new = known is None or not known.model_fields_set.intersection(_PERSONAL)
    return said if said and (said.certain or is_new) else None


def _named(facts: Facts, whom: SeekingFor, *, is_told: bool = True) -> Facts:
    """The facts with whose they are; nothing at all stays nothing."""
    is_anything = is_told or bool(facts.model_fields_set)
    return facts.model_copy(update={"seeking_for": whom}) if is_anything else facts


def _is_kept(one: Found, meant: Intent) -> bool:
    if meant in FACTLESS:
        return one.key.startswith(("age", "birth")) and meant == "greeting"
    if meant == "ask_question" and one.key.startswith("apply_as."):
        return False
    return meant not in WITHOUT_WANTS or not one.key.startswith(("needs.", "topics."))


def _evidence(said: Scan, one: Found, among: Iterable[Found]) -> Evidence:
    words = said.said.words[one.first : one.last]
    start, end = (words[0].start, words[-1].end) if words else (0, 0)
    return Evidence(one.key, said.said.text[start:end], start, end, is_certain(said, one, among))
