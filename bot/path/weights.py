"""The weights of the objective: this page and docs/path.md hold the whole formula."""

from collections.abc import Mapping
from typing import Final

HORIZON_MONTHS: Final = 18
HOURS_A_MONTH: Final = 20
"""What a person gives when nothing was said."""
MOST_HOURS_A_MONTH: Final = 40
"""A step that needs more a month takes longer."""
MOST_STEPS: Final = 7
RESULT_WEEKS: Final = 8
"""Counted for a measure whose own is not known."""

# Fit: each part is a share from 0 to 1, and each weighs more than all that follow it.
NEEDS: Final = 800
TOPICS: Final = 400
STAGE: Final = 200
WORDS: Final = 100

UNLOCKER: Final = -10
"""The fit of a step that only unlocks another: of two ways the one with fewer such steps is taken."""
OFF_TOPIC: Final = -50
"""The fit of a step that fills a stated need in topics that are none of the person's: it comes in only for a
need that nothing else covers, or to unlock."""
UNCERTAIN: Final = -100
"""What it costs that a step is unlocked by nothing but a contest, which one may lose."""
LOCAL_FORM: Final = 1
"""A local form of a measure fits by so much better than the general one, and the other way round when the
local page is older by `OLDER_YEARS`."""
OLDER_YEARS: Final = 2

TOPICS_OF_NEEDS: Final[Mapping[str, tuple[str, ...]]] = {
    "housing": ("housing",),
    "job": ("employment", "career"),
    "travel": ("tourism",),
}
"""Topics that go without saying for who states the need."""

CONTESTS: Final = frozenset({"contest", "grant"})
"""Kinds that one may lose: the result counts from the closing day, and what they give is not certain."""
NO_INCOME: Final = frozenset({"loan", "subsidy"})
"""Kinds whose sum is not the person's: a debt, or money of an employer."""

DECADE: Final = 100
"""Points of benefit for each tenfold of a thousand roubles: 10 000 is about 100, a million 300."""
CONFIDENCE_PERCENT: Final[Mapping[str, int]] = {"high": 100, "medium": 80, "low": 0}
FRESH_MONTHS: Final = 12
AGED_PERCENT: Final = 80
"""Of a sum that is older than `FRESH_MONTHS`, or of unknown age; a stale one counts nothing."""
MONTHS_PAID: Final = 12
"""A monthly payment counts for at most so many months."""
