"""How much of a measure is about the person's topics, and how much of what the person named it holds."""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from typing import Final

from bot.path import weights

SAME: Final = 2
KIN: Final = 1
_KIN: Final = frozenset(weights.KIN) | {(other, one) for one, other in weights.KIN}


@dataclass(frozen=True, slots=True)
class Share:
    """So much of so much, without fractions."""

    part: int
    whole: int

    def of(self, points: int) -> int:
        """The share of some points, rounded down."""
        return points * self.part // self.whole

    def is_at_least(self, part: int, whole: int) -> bool:
        """Is it at least another share?"""
        return self.part * whole >= part * self.whole


def part_of_measure(mine: Set[str], topics: Sequence[str], half: Set[str] = frozenset()) -> Share:
    """How much of a measure is about one's topics; its first topic counts thrice, kin topics half.

    `half`: further topics that count half.
    """
    heavy = [(topic, 1 if number else weights.FIRST_TOPIC) for number, topic in enumerate(topics)]
    return Share(
        sum(weight * max(_near(topic, mine), KIN * (topic in half)) for topic, weight in heavy),
        SAME * sum(weight for _, weight in heavy),
    )


def part_of_wishes(mine: Set[str], topics: Sequence[str]) -> Share:
    """How much of what one named a measure holds."""
    return Share(sum(_near(topic, frozenset(topics)) for topic in mine), SAME * len(mine))


def is_of_another_field(mine: Set[str], topics: Sequence[str]) -> bool:
    """Is it made for something else? The fewer topics a measure names, the more of it must be one's own."""
    if not topics:
        return False
    share = part_of_measure(mine, topics)
    if len(topics) >= weights.BROAD_TOPICS:
        return share.part == 0
    return not (share.is_at_least(2, 5) if len(topics) <= weights.NARROW_TOPICS else share.is_at_least(1, 4))


def _near(topic: str, others: Set[str]) -> int:
    if topic in others:
        return SAME
    return KIN if any((topic, other) in _KIN for other in others) else 0
