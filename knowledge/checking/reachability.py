"""Can every required capability be had where it is required?

A capability is had if it is a fact of life, or if a measure that works in the same place gives it and what
that measure requires can be had there too.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from knowledge.checking.fault import Fault
from knowledge.checking.measure_page import Page
from knowledge.condition_kinds import FACT_OF, PERSON
from knowledge.places.place import Place
from knowledge.regions import Regions
from knowledge.vocabulary import vocabulary

INSTITUTION: Final = "institution"
"""A school or a library that agrees to apply: found by asking, so nothing has to give it."""
EXAMPLES: Final = 3

Word = tuple[str, int]
"""(field, index) of a required word"""


@dataclass(frozen=True, slots=True)
class _Need:
    """What a measure asks for: all of `requires` and, if there are any, one of `forms`."""

    page: Page
    requires: Mapping[int, str]
    forms: Mapping[int, str]
    gives: frozenset[str]
    places: frozenset[Place]


def reachability_faults(pages: Sequence[Page], regions: Regions) -> Iterator[Fault]:
    """Required capabilities and forms that cannot be had, in the words of the file that requires them."""
    needs = [_need(page, regions) for page in pages]
    given = frozenset[str]().union(*(need.gives for need in needs))
    had = {place: _had(place, needs) for place in {place for need in needs for place in need.places}}
    for need in needs:
        yield from _missing(need, given | _simply_had(), had)


def _need(page: Page, regions: Regions) -> _Need:
    forms = page.texts("audience", "applicant")
    return _Need(
        page=page,
        requires=page.texts("requires"),
        forms={} if PERSON in forms.values() else {i: FACT_OF.get(form, form) for i, form in forms.items()},
        gives=frozenset(page.texts("gives").values()),
        places=frozenset(_places(page, regions)),
    )


def _places(page: Page, regions: Regions) -> Iterator[Place]:
    named = page.texts("audience", "regions").values()
    towns = page.texts("audience", "municipalities").values()
    for region in regions.regions:
        if any(regions.covers(name, region) for name in named):
            yield from ((Place(region, town) for town in towns) if towns else (Place(region),))


def _simply_had() -> frozenset[str]:
    return frozenset({*vocabulary().life_capabilities, INSTITUTION})


def _had(place: Place, needs: Iterable[_Need]) -> frozenset[str]:
    """The capabilities that somebody in a place can come to have."""
    whole = Place(place.region)
    local = [need for need in needs if need.gives and not need.places.isdisjoint((place, whole))]
    had = _simply_had()
    while True:
        usable = [need for need in local if _is_met(need, had)]
        more = had.union(*(need.gives for need in usable))
        if more == had:
            return had
        had = more


def _is_met(need: _Need, had: frozenset[str]) -> bool:
    forms = set(need.forms.values())
    return had.issuperset(need.requires.values()) and (not forms or not had.isdisjoint(forms))


def _missing(need: _Need, known: frozenset[str], had: Mapping[Place, frozenset[str]]) -> Iterator[Fault]:
    for index, word in need.requires.items():
        yield from _unreachable(need, ("requires", index), {word}, known, had)
    if need.forms:
        yield from _unreachable(need, ("audience", "applicant"), set(need.forms.values()), known, had)


def _unreachable(
    need: _Need,
    field: tuple[str | int, ...],
    words: set[str],
    known: frozenset[str],
    had: Mapping[Place, frozenset[str]],
) -> Iterator[Fault]:
    named = " or ".join(repr(word) for word in sorted(words))
    if known.isdisjoint(words):
        yield need.page.misfit(field, f"nothing gives {named}")
        return
    without = sorted(place.region for place in need.places if had[place].isdisjoint(words))
    if without:
        more = f" and {len(without) - EXAMPLES} more" if len(without) > EXAMPLES else ""
        yield need.page.misfit(field, f"{named} cannot be reached in {', '.join(without[:EXAMPLES])}{more}")
