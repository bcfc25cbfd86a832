"""The weights of the objective: this page and docs/path.md hold the whole formula."""

from collections.abc import Mapping
from typing import Final

HORIZON_MONTHS: Final = 18
HOURS_A_MONTH: Final = 20
"""What a person gives when nothing was said."""
MOST_HOURS_A_MONTH: Final = 40
"""A step that needs more a month takes longer."""
MOST_STEPS: Final = 7
HASTE_HOURS: Final = 2
"""A contest that closes so soon that one would have to do more hours a day is left for another time."""
RESULT_WEEKS: Final = 8
"""Counted for a measure whose own is not known."""

# Fit of a step: points for each part, a thousand in all; what is not known gives half of its part.
NEEDS: Final = 200
TOPICS: Final = 300
WORDS: Final = 300
STAGE: Final = 75
SURE: Final = 75
AUDIENCE: Final = 50

DOUBTS: Final[Mapping[str, int]] = {
    "doubtful": -200,  # data of low confidence, or stale
    "far": -250,  # open to everybody, but held in another part of the country
    "undated": -100,  # nobody knows when one can apply
    "distant": -150,  # not before DISTANT_MONTHS from now
    "debt": -150,  # has to be paid back
}
DISTANT_MONTHS: Final = 12
UNLOCKER: Final = -200
"""The fit of a step that only unlocks another: what it opens must be worth it."""
FOUNDING: Final = -500
"""The same when one has to found something for it: one lives with a business longer than with an entry."""
FOUNDED: Final = frozenset({"sole_proprietor_status", "company_status", "ngo_status"})
UNCERTAIN: Final = -150
"""What it costs that a step is unlocked by nothing but a contest, which one may lose."""
LOCAL_FORM: Final = 1
"""A local form of a measure fits, doubts aside, by so much better than the general one, and the other way
round when the local page is older by `OLDER_YEARS`."""
OLDER_YEARS: Final = 2

SEATS: Final = (200, 500, 650)
"""What the first, the second and the third step for one need must be worth; there is no fourth."""

# When is a measure made for another field? The fewer topics it names, the more of it must be the person's.
FIRST_TOPIC: Final = 3
"""The first topic of a measure says what it is about: it counts so many times."""
NARROW_TOPICS: Final = 3
"""So many topics or fewer: two fifths of the measure."""
BROAD_TOPICS: Final = 6
"""From so many topics on, one that is shared will do; between the two a quarter of the measure."""
NEAR_WORDS: Final = 0.5
"""Without topics the words take their place: a measure must be so near to them."""
FAR_WORDS: Final = 0.25
"""Search returns nothing below this share of the best: from here on the points of words grow."""

TOPICS_OF_NEEDS: Final[Mapping[str, tuple[str, ...]]] = {
    "housing": ("housing",),
    "job": ("employment", "career"),
    "legal": ("entrepreneurship", "social"),
    "experience": ("career",),
    "travel": ("tourism",),
}
"""Topics that go without saying for a measure that fills the need; what is only of these counts half."""
KIN: Final = (
    ("social", "volunteering"),
    ("social", "local_community"),
    ("volunteering", "local_community"),
    ("creativity", "culture"),
    ("career", "employment"),
    ("science", "it"),
)
"""Topics that count half for one another."""

CONTESTS: Final = frozenset({"contest", "grant"})
"""Kinds that one may lose: the result counts from the closing day, and what they give is not certain."""
COMPETITIVE: Final = CONTESTS | {"scholarship"}
"""Kinds whose money is a hope: somebody else may get it."""
SURE_KINDS: Final = frozenset({"payment", "housing"})
"""Money or a home that comes to everybody in some situation of life."""
NO_MONEY: Final = frozenset({"travel", "consultation", "space", "volunteering"})
"""Kinds that may save money (a discount, free help) but are no answer to who needs money."""
NO_INCOME: Final = frozenset({"loan", "subsidy"})
"""Kinds whose sum is not the person's: a debt, or money of an employer."""
BY_LIFE: Final = frozenset(
    {
        *("parent", "large_family", "young_family", "orphan", "disabled", "veteran", "svo_family"),
        *("teacher", "doctor"),
    }
)
"""What is meant for these alone, and is neither won nor lent, is due to them whatever their field is."""
ON_THE_SPOT: Final = frozenset({"training", "travel", "housing"})
"""Kinds for which one has to be where they are held."""

DECADE: Final = 100
"""Points of benefit for each tenfold of a thousand roubles: 10 000 is about 100, a million 300."""
CHANCE_PERCENT: Final[Mapping[str, int]] = {"federal": 5, "regional": 15, "organisation": 15, "municipal": 30}
"""How many of a hundred win a contest or a grant, by who gives it; a payment comes to all who fit."""
SCHOLARSHIP_PERCENT: Final = 30
CONFIDENCE_PERCENT: Final[Mapping[str, int]] = {"high": 100, "medium": 80, "low": 0}
FRESH_MONTHS: Final = 12
AGED_PERCENT: Final = 80
"""Of a sum that is older than `FRESH_MONTHS`, or of unknown age; a stale one counts nothing."""
MONTHS_PAID: Final = 12
"""A monthly payment counts for at most so many months."""
MOST_HOPED_RUB: Final = 1_000_000
"""More than that nobody is told to hope for: greater prizes go to companies and teams with a past."""

YOUNG_YEARS: Final = 8
"""A measure for at most so many years of age, or for pupils and students, is made for the person's age."""
YOUTH_UNTIL: Final = 35
