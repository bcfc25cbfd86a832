"""SupportMeasure: one thing a person can use, exactly as the YAML files in `measures/` write it.

The meaning of every field is told in docs/catalogue.md.
"""

import re
from datetime import date
from typing import Annotated, Final, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator

from knowledge.vocabulary import word_of

EVERYWHERE: Final = "*"
NO_AGE_LIMIT: Final = 120

Kebab = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=56)]
Line = Annotated[str, StringConstraints(min_length=1, max_length=600)]
Rub = Annotated[int, Field(strict=True, ge=1, le=10**10)]
Age = Annotated[int, Field(strict=True, ge=0, le=NO_AGE_LIMIT)]
Month = Annotated[int, Field(strict=True, ge=1, le=12)]
Year = Annotated[int, Field(strict=True, ge=2000, le=2100)]


def _http_url(url: str) -> str:
    if not re.match(r"https?://[^\s/]+\S*$", url):
        raise ValueError("must be an http(s) address")
    return url


def _iso_date(text: str) -> str:
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        raise ValueError("must be 'YYYY-MM-DD'")
    date.fromisoformat(text)
    return text


def _checked_on(text: str) -> str:
    if not re.fullmatch(r"20\d\d(-(0[1-9]|1[0-2])(-\d\d)?)?", text):
        raise ValueError("must be 'YYYY', 'YYYY-MM' or 'YYYY-MM-DD'")
    if len(text) == len("YYYY-MM-DD"):
        date.fromisoformat(text)
    return text


def _unique(items: tuple[str, ...] | tuple[int, ...]) -> tuple[str, ...] | tuple[int, ...]:
    if len(set(items)) != len(items):
        raise ValueError("repeats an item")
    return items


Url = Annotated[str, StringConstraints(max_length=600), AfterValidator(_http_url)]
IsoDate = Annotated[str, AfterValidator(_iso_date)]
CheckedOn = Annotated[str, AfterValidator(_checked_on)]
Kind = Annotated[str, word_of("kind")]
Topic = Annotated[str, word_of("topics")]
Stage = Annotated[str, word_of("stages")]
Need = Annotated[str, word_of("needs")]
Status = Annotated[str, word_of("statuses")]
ApplicantForm = Annotated[str, word_of("applicant")]
Capability = Annotated[str, word_of("all_capabilities")]
Unique = AfterValidator(_unique)


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Benefit(_Part):
    """What it gives. Sums are whole roubles per `period`, never multiplied here."""

    amount_min: Rub | None
    amount_max: Rub | None
    period: Annotated[str, word_of("period")] | None
    note: Line

    @model_validator(mode="after")
    def _amounts_agree(self) -> Self:
        known = [amount for amount in (self.amount_min, self.amount_max) if amount is not None]
        if bool(known) != (self.period is not None):
            raise ValueError("period must be null exactly when both amounts are null")
        if known != sorted(known):
            raise ValueError("amount_min is greater than amount_max")
        return self


class Audience(_Part):
    """Who may use it. An empty list or null is "no rule", never "nobody"."""

    age_min: Age | None
    age_max: Age | None
    regions: Annotated[tuple[Line, ...], Unique, Field(min_length=1)]
    municipalities: Annotated[tuple[Line, ...], Unique]
    citizenship_ru: Annotated[bool, Field(strict=True)] | None
    statuses: Annotated[tuple[Status, ...], Unique]
    applicant: Annotated[tuple[ApplicantForm, ...], Unique]
    conditions: Annotated[tuple[Line, ...], Unique]

    @model_validator(mode="after")
    def _bounds_agree(self) -> Self:
        if self.age_min is not None and self.age_max is not None and self.age_min > self.age_max:
            raise ValueError("age_min is greater than age_max")
        if self.citizenship_ru is False:
            raise ValueError("citizenship_ru is true or null")
        if self.municipalities and (len(self.regions) != 1 or EVERYWHERE in self.regions):
            raise ValueError("municipalities need exactly one region")
        if EVERYWHERE in self.regions and len(self.regions) > 1:
            raise ValueError("regions hold '*' or names, not both")
        return self


class LastKnown(_Part):
    """The last announced round; `closes` is the last day on which one can apply."""

    opens: IsoDate | None
    closes: IsoDate | None

    @model_validator(mode="after")
    def _opens_first(self) -> Self:
        if self.opens and self.closes and self.opens > self.closes:
            raise ValueError("opens after it closes")
        return self


class Window(_Part):
    """When one can apply: always, in the months listed, or (no months) at a time not known."""

    always: Annotated[bool, Field(strict=True)]
    months_open: Annotated[tuple[Month, ...], Unique]
    note: Line
    last_known: LastKnown

    @model_validator(mode="after")
    def _always_is_alone(self) -> Self:
        if self.always and (self.months_open or self.last_known.opens or self.last_known.closes):
            raise ValueError("always: true goes with no months and no dates")
        return self


class MeasureSource(_Part):
    """A page (or, without address, a titled document) that the facts come from."""

    url: Url | None
    year: Year | None
    title: Line | None = None

    @model_validator(mode="after")
    def _can_be_found(self) -> Self:
        if self.url is None and self.title is None:
            raise ValueError("a source needs a url or a title")
        return self


class SupportMeasure(_Part):
    """One support measure. All keys are always present, except `variant_of`."""

    id: Kebab
    title: Annotated[str, StringConstraints(min_length=1, max_length=70)]
    provider: Line
    level: Annotated[str, word_of("level")]
    kind: Kind
    variant_of: Kebab | None = None
    summary: Annotated[str, StringConstraints(min_length=1, max_length=300)]
    benefit: Benefit
    audience: Audience
    topics: Annotated[tuple[Topic, ...], Unique]
    stages: Annotated[tuple[Stage, ...], Unique]
    needs: Annotated[tuple[Need, ...], Unique]
    window: Window
    effort_hours: Annotated[int, Field(strict=True, ge=0, le=5000)]
    result_weeks: Annotated[int, Field(strict=True, ge=0, le=520)] | None
    requires: Annotated[tuple[Capability, ...], Unique]
    gives: Annotated[tuple[Annotated[str, word_of("capabilities")], ...], Unique]
    excludes: Annotated[tuple[Kebab, ...], Unique]
    steps: Annotated[tuple[Line, ...], Field(min_length=1)]
    documents: tuple[Line, ...]
    url: Url | None
    sources: Annotated[tuple[MeasureSource, ...], Field(min_length=1)]
    confidence: Annotated[str, word_of("confidence")]
    checked_on: CheckedOn | None
    note: Annotated[str, StringConstraints(max_length=4000)] | None

    @model_validator(mode="after")
    def _is_good_for_something(self) -> Self:
        if not (self.gives or (self.topics and self.needs)):
            raise ValueError("topics and needs may be empty only where the measure gives a capability")
        return self
