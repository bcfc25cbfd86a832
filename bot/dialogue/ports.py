"""What the engine asks of the outside: the catalogue, judged and searched. `bot.knowledge_desk` answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from knowledge.conditions import Judgement, Verdict
    from knowledge.facts import Facts
    from knowledge.measure import SupportMeasure
    from knowledge.regions import Regions


@dataclass(frozen=True, slots=True)
class Found:
    """One measure that search found; the order of a list is the order to show."""

    measure: SupportMeasure
    score: float
    why: tuple[str, ...] = ()


class Knowledge(Protocol):
    """The published catalogue as it stands now; may be swapped between turns, never inside one call."""

    @property
    def regions(self) -> Regions:
        """The gazetteer."""
        ...

    def measures(self) -> Sequence[SupportMeasure]:
        """All published measures, in id order."""
        ...

    def measure(self, id: str) -> SupportMeasure | None:  # noqa: A002 - the word of the catalogue
        """A published measure; None when there is none (any more)."""
        ...

    def verdicts(self, facts: Facts, today: date) -> Mapping[str, Verdict]:
        """Id -> verdict for every published measure."""
        ...

    def judge(self, id: str, facts: Facts, today: date) -> Judgement:  # noqa: A002 - as above
        """The verdict on one published measure with its reasons.

        Raises: KeyError when there is no such measure (`measure` answers None for it).
        """
        ...

    async def search(self, text: str, facts: Facts, today: date, limit: int) -> Sequence[Found]:
        """What fits the words, ranked with what is known of the person (what cannot fit comes last).

        When `facts.region` is None the region of the deployment (REGION) counts for ranking only.
        """
        ...
