"""What a message says: the intent, and the facts with the words they came from, by rules.

A language model joins later behind the same protocol, `Understands`.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, Protocol

from bot.dialogue.crisis import crisis_in
from bot.person.reading.abilities import abilities
from bot.person.reading.age import age
from bot.person.reading.answers import answers
from bot.person.reading.consequences import with_consequences
from bot.person.reading.found import Found
from bot.person.reading.home import home
from bot.person.reading.hours import hours
from bot.person.reading.intent import FACTLESS, WITHOUT_WANTS, Intent, intent
from bot.person.reading.others import apply_as, citizenship
from bot.person.reading.scan import Scan, scan
from bot.person.reading.stage import stage
from bot.person.reading.statuses import statuses
from bot.person.reading.wants import needs, topics
from knowledge.facts import Facts
from knowledge.language.words import normalise
from knowledge.regions import Regions

Seeker = Literal["self", "child", "another"]
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
)
"""Names of the questions in whose light an answer is read."""
_LISTS: Final = ("needs", "topics", "apply_as")
_MAPPINGS: Final = ("statuses", "capabilities")
SURE, LIKELY, UNSURE = 0.9, 0.7, 0.3


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words that a fact came from: `text[start:end]` of the understanding."""

    fact: str
    words: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Understanding:
    """What one message says.

    `text` is the message in one spelling; `facts` are the writer's, `seeker` is for whom they look;
    `certainty` from 0 to 1 is that of the intent.
    """

    text: str
    intent: Intent
    facts: Facts
    evidence: tuple[Evidence, ...]
    seeker: Seeker
    certainty: float


class Understands(Protocol):
    """Reads a message in the light of the question that was asked and of what is known."""

    def understand(
        self, text: str, asked: str | None = None, known: Facts | None = None
    ) -> Understanding: ...


class Rules:
    """Understanding by rules. `home_region`: the one preferred for place names held by several."""

    def __init__(self, regions: Regions, home_region: str) -> None:
        self._regions, self._home_region = regions, home_region

    def understand(self, text: str, asked: str | None = None, known: Facts | None = None) -> Understanding:
        """Read one message; what is known does not change the reading yet."""
        danger = crisis_in(text)
        if danger is not None and danger != "soft":
            return Understanding(normalise(text), "crisis", Facts(), (), "self", SURE)
        said = scan(text, asked)
        found = self._found(said)
        meant = intent(said, found)
        kept = [one for one in found if _is_kept(one, meant)]
        return Understanding(
            text=said.said.text,
            intent=meant,
            facts=facts_of(kept),
            evidence=tuple(_evidence(said, one) for one in kept),
            seeker=_seeker(said),
            certainty=_certainty(said, meant, kept),
        )

    def _found(self, said: Scan) -> list[Found]:
        parts: tuple[Iterable[Found], ...] = (
            age(said),
            home(said, self._regions, self._home_region),
            answers(said),
            statuses(said),
            abilities(said),
            needs(said),
            topics(said),
            stage(said),
            hours(said),
            citizenship(said),
            apply_as(said),
        )
        return [one for part in parts for one in part]


def facts_of(found: Iterable[Found]) -> Facts:
    """The facts with what follows from them; of two statements the last word counts."""
    said: dict[str, bool | int | str] = {}
    for one in sorted(found, key=lambda one: one.first):
        said[one.key] = one.value
    return Facts.model_validate(_nested(with_consequences(said)))


def as_labels(facts: Facts) -> dict[str, Any]:
    """The facts as the labelled files write them: a day of birth is a year of birth."""
    data = facts.model_dump(exclude_unset=True, mode="json")
    if facts.birth_date is not None:
        data.pop("birth_date")
        data["birth_year"] = facts.birth_date.year
    return data


def _nested(leaves: Mapping[str, bool | int | str]) -> dict[str, Any]:
    nested: dict[str, Any] = {}
    for key, value in leaves.items():
        group, _, word = key.partition(".")
        if group in _LISTS and value:
            nested.setdefault(group, []).append(word)
        elif group in _MAPPINGS:
            nested.setdefault(group, {})[word] = value
        elif not word:
            nested[group] = value
    return nested


def _is_kept(one: Found, meant: Intent) -> bool:
    if meant in FACTLESS:
        return one.key.startswith(("age", "birth")) and meant == "greeting"
    return meant not in WITHOUT_WANTS or not one.key.startswith(("needs.", "topics."))


def _evidence(said: Scan, one: Found) -> Evidence:
    words = said.said.words[one.first : one.last]
    start, end = (words[0].start, words[-1].end) if words else (0, 0)
    return Evidence(one.key, said.said.text[start:end], start, end)


def _certainty(said: Scan, meant: Intent, found: Collection[Found]) -> float:
    """How sure the intent is: by a phrase of its own, by facts alone, or for want of anything else."""
    if said.has(f"intents.{meant}"):
        return SURE
    return LIKELY if found else UNSURE


def _seeker(said: Scan) -> Seeker:
    if said.has("people.child_sought"):
        return "child"
    return "another" if said.has("people.another_sought") else "self"
