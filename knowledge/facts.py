"""Facts: what is known of a person, as eligibility, search and the planner read it.

A missing key is unknown. The keys are the profile format of the commands `eligible` and `plan`.
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from knowledge.measure import ApplicantForm, Line, Need, Stage, Status, Topic
from knowledge.vocabulary import word_of

Name = Annotated[str, StringConstraints(min_length=1, max_length=120)]
Flag = Annotated[bool, Field(strict=True)]
CapabilityOrForm = Annotated[str, word_of("capabilities_and_forms")]
SeekingFor = Literal["self", "son", "daughter", "child", "him", "her", "another", "group"]
"""For whom is looked: `child`, `another`: the sex was not told; `group`: a teacher for pupils."""


def _only_a_day(value: object) -> object:
    """pydantic would take numbers, too, as seconds since 1970."""
    if value is None or isinstance(value, date) or re.fullmatch(r"\d{4}-\d\d-\d\d", str(value)):
        return value
    raise ValueError("must be a day, YYYY-MM-DD")


Day = Annotated[date, BeforeValidator(_only_a_day)]


class Facts(BaseModel):
    """One person on one day. Unknown keys and words are refused by name.

    They are of the one for whom is looked; `seeking_for` says who that is, the writer when it is missing.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    age: Annotated[int, Field(strict=True, ge=0, le=120)] | None = None
    birth_year: Annotated[int, Field(strict=True, ge=1900, le=2100)] | None = None
    birth_date: Day | None = None
    region: Name | None = None
    municipality: Name | None = None
    citizenship_ru: Flag | None = None
    statuses: Mapping[Status, Flag] = Field(default_factory=dict)
    capabilities: Mapping[CapabilityOrForm, Flag] = Field(default_factory=dict)
    apply_as: tuple[ApplicantForm, ...] = ()
    needs: tuple[Need, ...] = ()
    topics: tuple[Topic, ...] = ()
    stage: Stage | None = None
    goal: Annotated[str, StringConstraints(max_length=2000)] | None = None
    hours_per_month: Annotated[int, Field(strict=True, ge=0, le=400)] | None = None
    has: tuple[str, ...] = ()
    confirmed: Mapping[Line, Flag] = Field(default_factory=dict)
    seeking_for: SeekingFor | None = None
