"""What we know of each free-text condition (conditions.yaml): who can tell, how to ask, what settles it."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, Final, Literal, Self

import yaml
from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    TypeAdapter,
    model_validator,
)

from knowledge.vocabulary import word_of

PATH: Final = Path(__file__).with_name("conditions.yaml")

Sentence = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Fact = Annotated[str, word_of("facts")]


class ConditionText(BaseModel):
    """One free-text condition. `ask`: a person can know it; `check`: only the office can tell."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    mode: Literal["ask", "check"]
    sensitive: Annotated[bool, Field(strict=True)] = False
    """Ask only when it decides, say why, let skip."""
    question: Sentence | None = None
    """A question to be answered with yes, no or "don't know"; present exactly when `mode` is `ask`."""
    why: Sentence | None = None
    """Why we ask; present exactly when a sensitive condition is asked."""
    no_without: Annotated[tuple[Fact, ...], Field(min_length=1)] | None = None
    """NO when none of these facts holds."""
    yes_in: Sentence | None = None
    """YES for who lives in this region or macro-region."""
    yes_from_age: Annotated[int, Field(strict=True, ge=1, le=120)] | None = None
    """YES from this age on."""
    negation_of: Sentence | None = None
    """The other text of which this is the negation."""
    negation_of_fact: Fact | None = None
    """The fact (a status or capability) of which this is the negation."""

    @model_validator(mode="after")
    def _question_goes_with_asking(self) -> Self:
        if (self.mode == "ask") != (self.question is not None):
            raise ValueError("a question is needed exactly when the mode is ask")
        if (self.mode == "ask" and self.sensitive) != (self.why is not None):
            raise ValueError("why is needed exactly when something sensitive is asked")
        return self

    @model_validator(mode="after")
    def _negation_has_no_rules_of_its_own(self) -> Self:
        rules = (self.no_without or self.yes_in or self.yes_from_age, self.negation_of, self.negation_of_fact)
        if sum(bool(rule) for rule in rules) > 1:
            raise ValueError("a negation is settled by what it negates and by nothing else")
        return self


def read_condition_texts(path: Path) -> Mapping[str, ConditionText]:
    """Condition text -> what we know of it.

    Raises: yaml.YAMLError, pydantic.ValidationError.
    """
    loaded = yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
    return _TEXTS.validate_python(loaded)


@cache
def condition_texts() -> Mapping[str, ConditionText]:
    """The shipped texts, read once; a text that is not among them is never asked (treat it as `check`)."""
    return read_condition_texts(PATH)


def _negations_name_plain_texts(texts: dict[str, ConditionText]) -> dict[str, ConditionText]:
    for text, entry in texts.items():
        negated = texts.get(entry.negation_of or text)
        if negated is None:
            raise ValueError(f"{text!r} negates {entry.negation_of!r}, which is not there")
        if entry.negation_of and (negated.negation_of or negated.negation_of_fact):
            raise ValueError(f"{text!r} negates {entry.negation_of!r}, which is a negation itself")
    return texts


_TEXTS: Final[TypeAdapter[dict[str, ConditionText]]] = TypeAdapter(
    Annotated[dict[Sentence, ConditionText], AfterValidator(_negations_name_plain_texts)]
)
