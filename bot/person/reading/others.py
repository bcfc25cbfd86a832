"""Citizenship, and in whose name somebody would apply."""

from collections.abc import Iterator
from typing import Final

from bot.person.reading.found import Found
from bot.person.reading.scan import Scan

FORMS: Final = ("person", "team", "self_employed", "sole_proprietor", "ngo", "company", "institution")
_FORM_MEANS: Final = {
    "team": "team", "ngo": "ngo_status", "company": "company_status",
    "self_employed": "self_employed_status", "sole_proprietor": "sole_proprietor_status",
}
_SHORT: Final = 3


def citizenship(scan: Scan) -> Iterator[Found]:
    """From words of citizenship or passport; a bare country only after the question."""
    for hit in scan.hits("others.citizen_not"):
        is_bare = hit.last - hit.first == 1 and scan.said.form(hit.first) not in ("внж", "рвп")
        if not scan.of_another(hit.first) and (not is_bare or scan.asked == "citizenship"):
            has_russian = bool(scan.hits("others.citizen_sure")) and "рф" in scan.said.text
            yield Found("citizenship_ru", has_russian, hit.first, hit.last)
            return
    for hit in scan.hits("others.citizen_sure"):
        if not scan.of_another(hit.first):
            yield Found("citizenship_ru", True, hit.first, hit.last)
            return


def apply_as(scan: Scan) -> Iterator[Found]:
    """The forms that somebody names after the question who applies, or with «подаю от»."""
    is_told = scan.asked == "applicant"
    named = [form for form in FORMS if _hits(scan, form)] if is_told or scan.has("others.applies") else []
    if not is_told:
        named = [form for form in named if _near_applies(scan, form)]
    if len(named) > 1 and "person" in named and not scan.has("others.apart"):
        named.remove("person")
    for form in named:
        hit = _hits(scan, form)[0]
        yield Found(f"apply_as.{form}", True, hit.first, hit.last)
        if form in _FORM_MEANS and (form in ("team", "ngo", "company") and len(named) == 1):
            yield Found(f"capabilities.{_FORM_MEANS[form]}", True, hit.first, hit.last)


def _hits(scan: Scan, form: str) -> list:
    return [
        hit for hit in scan.hits(f"others.{form}")
        if scan.said.form(hit.first - 1) not in ("не", "нет", "без", "кроме")
        and scan.said.form(hit.last) not in ("нет", "нету", "закрыла", "закрыл")
    ]


def _near_applies(scan: Scan, form: str) -> bool:
    return any(
        0 <= hit.first - told.last <= _SHORT for hit in _hits(scan, form) for told in scan.hits("others.applies")
    )
