"""Seats at needs: every step that fills a need sits at one of them, and each further seat costs more.

So a second way to what one needs comes in only when it fits well, a third only when it fits very well.
"""

from collections.abc import Collection, Mapping
from itertools import pairwise

Sitting = Mapping[str, Collection[str]]
"""Step -> needs at which it may sit."""


def cheapest(sitting: Sitting, prices: tuple[int, ...]) -> int | None:
    """The least that all steps can pay for their seats; None when not all find one.

    Cheap seats are taken first: which seats can be filled at once is a matroid, so that is the best.
    """
    if not prices:
        return 0
    seated = [_seated(sitting, each) for each in range(len(prices) + 1)]
    if seated[-1] < len(sitting):
        return None
    return sum(price * (more - fewer) for price, (fewer, more) in zip(prices, pairwise(seated), strict=True))


def _seated(sitting: Sitting, each: int) -> int:
    """How many steps can sit when every need has so many seats: a largest matching, by augmenting paths."""
    at: dict[str, list[str]] = {}

    def sits(step: str, tried: set[str]) -> bool:
        for need in sorted(sitting[step]):
            if need in tried:
                continue
            tried.add(need)
            there = at.setdefault(need, [])
            if len(there) < each:
                there.append(step)
                return True
            for number, other in enumerate(there):
                if sits(other, tried):
                    there[number] = step
                    return True
        return False

    return sum(sits(step, set()) for step in sorted(sitting))
