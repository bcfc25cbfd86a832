"""Facts: what is known of a person, as eligibility, search and the planner read it.

A missing key is unknown. The keys are the profile format of the commands `eligible` and `plan`.
"""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from knowledge.measure import ApplicantForm, Need, Stage, Status, Topic
from knowledge.vocabulary import vocabulary

Name = Annotated[str, StringConstraints(min_length=1, max_length=120)]
Flag = Annotated[bool, Field(strict=True)]


class Facts(BaseModel):
    """One person on one day. Unknown keys and words are refused by name."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    age: Annotated[int, Field(strict=True, ge=0, le=120)] | None = None
    birth_year: Annotated[int, Field(strict=True, ge=1900, le=2100)] | None = None
    birth_date: date | None = None
    region: Name | None = None
    municipality: Name | None = None
    citizenship_ru: Flag | None = None
    statuses: Mapping[Status, Flag] = Field(default_factory=dict)
    capabilities: Mapping[str, Flag] = Field(default_factory=dict)
    apply_as: tuple[ApplicantForm, ...] = ()
    needs: tuple[Need, ...] = ()
    topics: tuple[Topic, ...] = ()
    stage: Stage | None = None
    goal: Annotated[str, StringConstraints(max_length=2000)] | None = None
    hours_per_month: Annotated[int, Field(strict=True, ge=0, le=400)] | None = None
    has: tuple[str, ...] = ()
    confirmed: Mapping[Name, Flag] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _capabilities_are_words(self) -> Self:
        known = {*vocabulary().all_capabilities, *vocabulary().applicant}
        for word in self.capabilities:
            if word not in known:
                raise ValueError(f"capabilities: unknown word {word!r}; known: {', '.join(sorted(known))}")
        return self
