"""Where the questions of a path stand: what was asked, what is passed over, what waits for an answer."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, Self

from pydantic import JsonValue

from bot.dialogue.turn import Turn
from bot.person.questions.answering import Known
from bot.person.questions.units import Question

SCENE: Final = "path"
LONGEST_TRAIL: Final = 6
MOST_STAMPS: Final = 1000


@dataclass(frozen=True, slots=True)
class Progress:
    """`asked`: the newest questions, the one that waits last. `stamp` tells its buttons from older ones."""

    passed: frozenset[str] = frozenset()
    last: str | None = None
    asked: tuple[Question, ...] = ()
    stamp: int = 0
    has_shown_one: bool = False
    """Was a measure named that fits already?"""

    def with_asked(self, question: Question) -> Self:
        """The progress after one more question."""
        before = self.asked[:-1] if self.asked[-1:] == (question,) else self.asked
        trail = (*before, question)[-LONGEST_TRAIL:]
        return replace(self, asked=trail, stamp=(self.stamp + 1) % MOST_STAMPS)

    def with_known(self, known: Known) -> Self:
        """The progress after an answer."""
        return replace(self, passed=known.passed, last=known.last)


@dataclass(frozen=True, slots=True)
class Waiting:
    """The question on the screen, what is picked so far (places in the list of choices) and its page."""

    question: Question
    picked: frozenset[int] = frozenset()
    page: int = 0
    left: int = 0
    then: str = ""
    """The action that follows the answer, where a single thing is changed; else the questions go on."""
    misses: int = 0
    """How many replies did not answer it."""


def progress(turn: Turn) -> Progress:
    """What the talk remembers; nothing when it cannot be read."""
    match turn.recall(SCENE):
        case {"passed": list(passed), "asked": list(asked), "stamp": int(stamp), **more}:
            last, shown = more.get("last"), more.get("shown")
            questions = tuple(question for one in asked if (question := _question(one)))
            known = frozenset(key for key in passed if isinstance(key, str))
            return Progress(known, last if isinstance(last, str) else None, questions, stamp, shown is True)
        case _:
            return Progress()


def remember(turn: Turn, now: Progress) -> Turn:
    """The turn that remembers the progress."""
    kept: dict[str, Any] = {
        "passed": sorted(now.passed),
        "last": now.last,
        "asked": [_packed(question) for question in now.asked],
        "stamp": now.stamp,
        "shown": now.has_shown_one,
    }
    return turn.remember(SCENE, kept)


def known(turn: Turn) -> Known:
    """What questions are chosen by."""
    now = progress(turn)
    return Known(turn.facts, now.passed, now.last)


def waiting(turn: Turn) -> Waiting | None:
    """The question that waited when the message came; None when none did."""
    if turn.waited != SCENE:
        return None
    question = _question(turn.waiting.get("question"))
    page, left = turn.waiting.get("page"), turn.waiting.get("left")
    if question is None or not isinstance(page, int) or not isinstance(left, int):
        return None
    then, misses = turn.waiting.get("then"), turn.waiting.get("misses")
    return Waiting(
        question,
        _places(turn.waiting),
        page,
        left,
        then if isinstance(then, str) else "",
        misses if isinstance(misses, int) else 0,
    )


def wait_for(turn: Turn, now: Waiting) -> Turn:
    """The turn whose next words answer this question."""
    picked: list[JsonValue] = [*sorted(now.picked)]
    return turn.wait(
        SCENE,
        question=_packed(now.question),
        picked=picked,
        page=now.page,
        left=now.left,
        then=now.then,
        misses=now.misses,
    )


def _places(data: Mapping[str, JsonValue]) -> frozenset[int]:
    picked = data.get("picked")
    return (
        frozenset(place for place in picked if isinstance(place, int))
        if isinstance(picked, list)
        else frozenset()
    )


def _packed(question: Question) -> dict[str, JsonValue]:
    return {"unit": question.unit, "items": [*question.items], "also": [*question.also]}


def _question(packed: object) -> Question | None:
    match packed:
        case {"unit": str(unit), "items": list(items), "also": list(also)}:
            words, others = (
                tuple(one for one in several if isinstance(one, str)) for several in (items, also)
            )
            return Question(unit, words, others)
        case _:
            return None
