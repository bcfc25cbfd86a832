"""Who runs this consultant (ORGANISATION_FILE): names, contacts, policy, consents, times, budgets.

`organisation.yaml` beside this module is the shipped default and the commented example;
docs/organisation.schema.json is generated from here (`python -m bot.organisation`).
"""

import json
import sys
from datetime import time
from functools import cache
from hashlib import sha256
from ipaddress import IPv4Network, IPv6Network
from pathlib import Path
from typing import Annotated, Final, Literal, Self

import yaml
from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    model_validator,
)

from bot.dialogue.messages import ChannelName
from knowledge.measure import IsoDate, Kebab, Url

PATH: Final = Path(__file__).with_name("organisation.yaml")
LARGEST_FILE: Final = 200_000

Line = Annotated[str, StringConstraints(min_length=1, max_length=300, strip_whitespace=True)]
Text = Annotated[str, StringConstraints(min_length=1, max_length=4000, strip_whitespace=True)]
Version = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z.-]{1,20}$")]
Phone = Annotated[str, StringConstraints(pattern=r"^\+?[0-9][0-9 ()-]{4,24}$")]
Email = Annotated[str, StringConstraints(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$", max_length=120)]
TaxNumber = Annotated[str, StringConstraints(pattern=r"^(\d{10}|\d{12})$")]
Count = Annotated[int, Field(strict=True, ge=0)]
Day = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


def _clock(text: str) -> str:
    if time.fromisoformat(text).tzinfo is not None or len(text) != len("HH:MM"):
        raise ValueError("must be a time of day, 'HH:MM'")
    return text


ClockTime = Annotated[str, AfterValidator(_clock)]


class OrganisationError(Exception):
    """The file cannot be used; the message is one line that says where and why."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Contacts(_Part):
    """How a person reaches the organisation; null: there is no such way, and the talk does not mention it."""

    site: Url | None = None
    phone: Phone | None = None
    email: Email | None = None
    address: Line | None = None
    telegram: Url | None = None
    vk: Url | None = None


class WorkingHours(_Part):
    """When a human answers, in the organisation's own time zone."""

    days: tuple[Day, ...]
    since: ClockTime
    until: ClockTime

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Self:
        if self.since >= self.until:
            raise ValueError("since must be before until")
        return self


class Document(_Part):
    """A text that a person agrees to. A changed text or version is asked again."""

    version: Version
    text: Text

    @property
    def text_hash(self) -> str:
        """SHA-256 of exactly the text that was shown, in hex."""
        return sha256(self.text.encode()).hexdigest()


class Consents(_Part):
    """The two documents, apart from each other and from the policy."""

    processing: Document
    mailings: Document


class Policy(_Part):
    """The policy on personal data: a page or, without one, the text itself."""

    url: Url | None = None
    text: Text


class QuietHours(_Part):
    """When nothing is announced, in the person's own time zone; may wrap over midnight."""

    since: ClockTime
    until: ClockTime


class TokenBudget(_Part):
    """Bounds on what a language model may use; reached means that the rules answer instead."""

    per_person_day: Count
    per_day: Count
    per_month: Count | None = None
    rub_per_thousand_tokens: Annotated[float, Field(ge=0)] | None = None


class ReportGoal(_Part):
    """A figure that the organisation has promised to reach, for the report to its funder."""

    name: Line
    target: Count


class OwnWindow(_Part):
    """Announced dates of the organisation's own programme: they beat the catalogue's."""

    measure: Kebab
    opens: IsoDate | None = None
    closes: IsoDate | None = None

    @model_validator(mode="after")
    def _opens_first(self) -> Self:
        if self.opens and self.closes and self.opens > self.closes:
            raise ValueError("opens after it closes")
        return self


class Operations(_Part):
    """For those who keep it running."""

    metrics_networks: tuple[IPv4Network | IPv6Network, ...] = ()
    """Networks, besides the machine itself, that may read /metrics."""


class Organisation(_Part):
    """Everything about the organisation that code must not know by heart."""

    name: Line
    full_name: Line
    tax_number: TaxNumber | None = None
    contacts: Contacts
    working_hours: WorkingHours | None = None
    channels: tuple[ChannelName, ...] = ("web", "console", "telegram", "vk")
    age_label: Annotated[str, StringConstraints(pattern=r"^\d{1,2}\+$")] | None = None
    policy: Policy
    consents: Consents
    quiet_hours: QuietHours
    tokens: TokenBudget
    report_goals: tuple[ReportGoal, ...] = ()
    own_windows: tuple[OwnWindow, ...] = ()
    stale_after_months: Annotated[int, Field(strict=True, ge=1, le=240)] = 24
    operations: Operations = Operations()


def read_organisation(path: Path | None = None) -> Organisation:
    """The organisation as a file describes it; the shipped one without a path.

    Raises: OrganisationError, one line with the file, the place in it and the fault.
    """
    path = path or PATH
    try:
        source = path.read_bytes()
        if len(source) > LARGEST_FILE:
            raise OrganisationError(f"{path}: larger than {LARGEST_FILE} bytes")
        return Organisation.model_validate(yaml.load(source, Loader=yaml.CSafeLoader))
    except OSError as error:
        raise OrganisationError(f"{path}: {error.strerror or error}") from error
    except yaml.YAMLError as error:
        raise OrganisationError(f"{path}: not YAML: {' '.join(str(error).split())}") from error
    except ValidationError as error:
        raise OrganisationError(f"{path}: {_first_fault(error)}") from error


@cache
def shipped_organisation() -> Organisation:
    """The shipped default, read once."""
    return read_organisation()


def json_schema() -> str:
    """The JSON Schema of the file, as docs/organisation.schema.json holds it."""
    schema = Organisation.model_json_schema()
    return json.dumps(
        {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}, ensure_ascii=False, indent=2
    )


def _first_fault(error: ValidationError) -> str:
    faults = error.errors(include_url=False, include_input=False, include_context=False)
    place = ".".join(str(part) for part in faults[0]["loc"]) or "the file"
    more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
    return f"{place}: {faults[0]['msg']}{more}"


if __name__ == "__main__":
    sys.stdout.write(json_schema() + "\n")
