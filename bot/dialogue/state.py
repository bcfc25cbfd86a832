"""State of a talk: everything that a turn reads and changes, as one frozen value.

The engine gets a State and returns the next one; the mailbox stores the difference and the replies in one
transaction. `conversation` belongs to an account, `person` to a human and is None until consent.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue, SerializeAsAny

from bot.dialogue.messages import Address
from knowledge.facts import Facts

VERSION = 1


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class FactOrigin(_Value):
    """How and when a fact was learned."""

    how: Literal["said", "chosen", "inferred"]
    at: datetime


class Consent(_Value):
    """One decision on one document, newest decision of its kind."""

    kind: Literal["processing", "mailings"]
    given: bool
    version: str
    text_hash: str
    at: datetime


class SavedMeasure(_Value):
    """A measure that the person keeps in «мои меры»."""

    id: str
    at: datetime


class StepMark(_Value):
    """What the person said of one step of their path.

    `done`: it brought what it gives; `tried`: done, and that is all; `waiting`: applied for, no answer yet;
    `lost`: the office said no; `unwanted`: not for me; `chosen`: this one, instead of another.
    """

    id: str
    what: Literal["done", "tried", "waiting", "lost", "unwanted", "chosen"]
    at: datetime
    start: int | None = None
    finish: int | None = None
    """The months in which it stood in the path then (`bot.path.months`)."""


class ShownStep(_Value):
    """A step as it was shown last, in months (`bot.path.months`); None: without a date."""

    id: str
    start: int | None = None
    finish: int | None = None


class KeptPath(_Value):
    """What is kept of a person's path: ids and months; all else is planned and said anew each time."""

    marks: tuple[StepMark, ...] = ()
    """The newest of each measure, oldest first."""
    shown: tuple[ShownStep, ...] = ()
    shown_at: datetime | None = None
    share: str | None = None
    """The code of the page for parents or a mentor, while there is one."""


class Person(_Value):
    """What we keep of a human after consent: the profile with origins, the saved measures, the path."""

    facts: Facts = Facts()
    origins: Mapping[str, FactOrigin] = Field(default_factory=dict)
    saved: tuple[SavedMeasure, ...] = ()
    path: KeptPath = KeptPath()


class Conversation(_Value):
    """Where the talk stands. Before consent it holds no personal data: scene and consent state only."""

    version: int = VERSION
    scene: str | None = None
    """Name of the skill that waits for an answer; None: the talk is open."""
    memory: Mapping[str, JsonValue] = Field(default_factory=dict)
    """What the waiting skill and the list on the screen need: small JSON, owned by the skills."""
    back: tuple[str, ...] = ()
    """Actions that «назад» returns to, newest last, at most 10."""


class ErrorReport(_Value):
    """«здесь ошибка»: somebody says that a measure's record is wrong; never names the person."""

    measure: str
    text: str
    at: datetime


class Order(_Value):
    """Something else to be written in the transaction of the turn; see `bot.mailbox.turns`.

    Skills make orders of subclasses; the part that owns the subclass carries them out.
    """


class State(_Value):
    """All of it. `effects` are carried out by the mailbox in the same transaction and are empty on load."""

    conversation: Conversation = Conversation()
    consents: tuple[Consent, ...] = ()
    """The newest decision of each kind; the mailbox stores those that are new (a log, never overwritten)."""
    person: Person | None = None
    """None until consent to processing, and again when it is withdrawn or the person is under 14: the mailbox
    then erases the stored profile and the saved measures."""
    forget: bool = False
    """Set by /delete: erase every row of this person in this transaction; only its reply leaves."""
    reports: tuple[ErrorReport, ...] = ()
    """New reports to store; empty on load."""
    arrived_from: str | None = None
    """Effect: this talk was opened by a link of this source (`s-<src>`): count it, tied to nobody."""
    orders: tuple[SerializeAsAny[Order], ...] = ()
    """Effects: what else the transaction of this turn writes; empty on load."""
    role: Literal["owner", "editor"] | None = None
    """Loaded anew for each turn, never stored with the talk: what the account may do as staff."""
    linked: tuple[Address, ...] = ()
    """Loaded: the person's other accounts."""
