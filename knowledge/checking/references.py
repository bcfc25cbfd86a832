"""Faults between files: ids, exclusions, variants, places, the texts of conditions."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Final

import yaml
from pydantic import BaseModel, ConfigDict

from knowledge.checking.fault import Fault
from knowledge.checking.measure_page import Page
from knowledge.condition_texts import condition_texts
from knowledge.measure import EVERYWHERE
from knowledge.regions import Regions

VARIANTS: Final = Path(__file__).parents[1] / "variants.yaml"


class _Variants(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    both_usable: frozenset[str]


@cache
def both_usable() -> frozenset[str]:
    """Ids of measures that may be used together with their variants."""
    return _Variants.model_validate(yaml.safe_load(VARIANTS.read_text(encoding="utf-8"))).both_usable


def reference_faults(pages: Sequence[Page], unreadable: frozenset[str], regions: Regions) -> Iterator[Fault]:
    """Everything in which the files do not agree with each other or with the gazetteer.

    `unreadable` are ids whose files cannot be parsed: naming one is no fault.
    """
    by_id: dict[str, Page] = {}
    for page in pages:
        if page.id in by_id:
            yield page.fault(("id",), f"the id {page.id!r} is taken by {by_id[page.id].file.name}")
        by_id.setdefault(page.id, page)
    for page in pages:
        yield from _exclusions(page, by_id, unreadable)
        if page.text("variant_of") not in unreadable:
            yield from _variant(page, by_id)
        yield from _places(page, regions)
        yield from _conditions(page)


def _exclusions(page: Page, by_id: Mapping[str, Page], unreadable: frozenset[str]) -> Iterator[Fault]:
    for index, other in page.texts("excludes").items():
        if other in unreadable:
            continue
        if other == page.id:
            yield page.misfit(("excludes", index), "a measure cannot exclude itself")
        elif other not in by_id:
            yield page.misfit(("excludes", index), f"there is no measure {other!r}")
        elif page.id not in by_id[other].texts("excludes").values():
            yield page.misfit(("excludes", index), f"{other!r} does not exclude {page.id!r} in return")


def _variant(page: Page, by_id: Mapping[str, Page]) -> Iterator[Fault]:
    base = page.text("variant_of")
    if base is None:
        return
    place = ("variant_of",)
    if base == page.id:
        yield page.misfit(place, "a measure cannot be a variant of itself")
    elif base not in by_id:
        yield page.misfit(place, f"there is no measure {base!r}")
    elif by_id[base].value("variant_of") is not None:
        yield page.misfit(place, f"{base!r} is a variant itself")
    else:
        exclude = base in page.texts("excludes").values()
        if exclude == (base in both_usable()):
            both = "may both be used" if exclude else "must exclude each other"
            yield page.misfit(place, f"{page.id!r} and its base {base!r} {both} ({VARIANTS.name})")


def _places(page: Page, regions: Regions) -> Iterator[Fault]:
    named = page.texts("audience", "regions")
    for index, name in named.items():
        if name != EVERYWHERE and name not in regions.names:
            yield page.misfit(("audience", "regions", index), f"the gazetteer has no region {name!r}")
    known = {town for name in named.values() for town in regions.municipalities(name)}
    for index, town in page.texts("audience", "municipalities").items():
        if town not in known:
            place = ("audience", "municipalities", index)
            yield page.misfit(place, f"the gazetteer has no municipality {town!r} in the region")


def _conditions(page: Page) -> Iterator[Fault]:
    for index, text in page.texts("audience", "conditions").items():
        if text not in condition_texts():
            yield page.misfit(("audience", "conditions", index), f"conditions.yaml does not have {text!r}")
