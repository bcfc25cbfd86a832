"""Citizenship, and in whose name somebody would apply."""

from collections.abc import Iterator
from typing import Final

from bot.person.reading.found import Found
from bot.person.reading.patterns import Hit
from bot.person.reading.scan import Scan
from bot.person.reading.tables import among

FORMS: Final = ("person", "team", "self_employed", "sole_proprietor", "ngo", "company", "institution")
_MEANS: Final = {
    "team": "team",
    "ngo": "ngo_status",
    "company": "company_status",
    "self_employed": "self_employed_status",
    "sole_proprietor": "sole_proprietor_status",
}
"""A form that somebody has for sure when it is the only one named."""
_SHORT: Final = 3


def citizenship(scan: Scan) -> Iterator[Found]:
    """From words of citizenship or passport; a bare country only after the question."""
    own = [hit for hit in scan.hits("others.citizen_sure") if not scan.of_another(hit.first)]
    foreign = [hit for hit in scan.hits("others.citizen_not") if _is_told(scan, hit)]
    for hit in (own or foreign)[:1]:
        yield Found("citizenship_ru", bool(own), hit.first, hit.last)


def _is_told(scan: Scan, hit: Hit) -> bool:
    is_bare = hit.last - hit.first == 1 and not among(scan.said.form(hit.first), "residence")
    return not scan.of_another(hit.first) and (not is_bare or scan.asked == "citizenship")


def apply_as(scan: Scan) -> Iterator[Found]:
    """The forms that somebody names after the question who applies, or with «подаю от»."""
    if scan.has("intents.whys"):
        return
    said = {form: _hits(scan, form) for form in FORMS}
    if scan.asked != "applicant":
        said = {form: [hit for hit in hits if _is_applying(scan, hit)] for form, hits in said.items()}
    named = [form for form in FORMS if said[form]]
    if len(named) > 1 and "person" in named and not scan.has("others.apart"):
        named.remove("person")
    for form in named:
        hit = said[form][0]
        yield Found(f"apply_as.{form}", True, hit.first, hit.last)
        if form in _MEANS and len(named) == 1:
            yield Found(f"capabilities.{_MEANS[form]}", True, hit.first, hit.last)


def _hits(scan: Scan, form: str) -> list[Hit]:
    """Where the form is named and not refused."""
    return [
        hit
        for hit in scan.hits(f"others.{form}")
        if not among(scan.said.form(hit.first - 1), "excluded")
        and not among(scan.said.form(hit.last), "not_there")
    ]


def _is_applying(scan: Scan, hit: Hit) -> bool:
    return any(0 <= hit.first - told.last <= _SHORT for told in scan.hits("others.applies"))
