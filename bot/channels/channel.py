"""What every channel is: it listens into the inbox and sends deliveries at its own pace."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol, runtime_checkable

from bot.channels.pace import Limits, Pace
from bot.dialogue.messages import Address, ChannelName, Incoming, Notice, Outgoing

__all__ = [
    "Channel",
    "Delivery",
    "Inbox",
    "Limits",
    "Mail",
    "OutcomeUnknown",
    "Pace",
    "PushChannel",
    "RawInbox",
    "Received",
    "Rejected",
    "RetryLater",
    "TalkRests",
    "Unreachable",
]


@dataclass(frozen=True, slots=True)
class Delivery:
    """One outgoing message to one account; `id` is the outbox id, stable over repeats."""

    id: int
    address: Address
    message: Outgoing


@dataclass(frozen=True, slots=True)
class Received:
    """One raw update as the platform gave it: stored before it is confirmed, read when it is answered.

    `key` is unique in the channel; an update whose account cannot be told has the account "-".
    """

    address: Address
    key: str
    payload: str


class Unreachable(Exception):
    """Final for this account: blocked, deleted, never wrote."""


class Rejected(Exception):
    """Final for this message."""


class RetryLater(Exception):
    """Not now: try again after `seconds`."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"retry in {seconds} s")
        self.seconds = seconds


class TalkRests(Exception):
    """The platform answers and takes nothing for this one account just now; everybody else may go on."""


class OutcomeUnknown(Exception):
    """The message may have gone out: no answer tells. Counted from the first such end, it may be sent again
    for `repeatable` without being shown twice; after that it may not.
    """

    repeatable: timedelta


class Inbox(Protocol):
    """Where channels write what they receive, before they confirm it."""

    async def record(self, updates: Sequence[Incoming]) -> None:
        """Store updates durably (commit); those with a known (channel, key) are dropped."""
        ...


class RawInbox(Inbox, Protocol):
    """The inbox for platforms whose updates are kept as they came and understood later."""

    async def record_raw(
        self, channel: ChannelName, updates: Sequence[Received], cursor: str | None = None
    ) -> None:
        """Store raw updates durably; `cursor` (where to go on reading) is kept in the same transaction."""
        ...

    async def cursor(self, channel: ChannelName) -> str | None:
        """The newest cursor that was kept for the channel."""
        ...


class Mail(Protocol):
    """The outbox as a channel reads it that is asked by its clients (the site), instead of sending itself."""

    async def waiting(self, address: Address, after: int) -> Sequence[Delivery]:
        """Deliveries with an id above `after`, in order."""
        ...

    async def acknowledge(self, address: Address, upto: int) -> None:
        """The client has everything up to this id: erase it."""
        ...

    async def wait(self, address: Address, seconds: float) -> None:
        """Return when something new may be waiting for the address, at the latest after `seconds`."""
        ...

    async def is_busy(self, address: Address) -> bool:
        """Is a message of this account still being answered?"""
        ...


class Channel(Protocol):
    """A platform that we listen to."""

    @property
    def name(self) -> ChannelName: ...

    async def listen(self, inbox: RawInbox) -> None:
        """Receive until cancelled; record each update before acknowledging it."""
        ...


@runtime_checkable
class PushChannel(Channel, Protocol):
    """A channel whose platform wants to be called for each message."""

    @property
    def pace(self) -> Pace:
        """The one limiter of this platform; every call that its limits count goes through it."""
        ...

    @property
    def state(self) -> str:
        """For `/readyz` and staff: "ok", "starting", "wrong token", "unreachable" ..."""
        ...

    def read(self, received: Received) -> Incoming | Notice:
        """What a raw update means; pure and quick.

        Raises: ValueError when it cannot be understood (it is put aside for staff).
        """
        ...

    def split(self, message: Outgoing) -> Sequence[Outgoing]:
        """The message as so many as the platform needs (texts and keyboards have limits); pure.

        Each is stored as a row of its own, so that a delivery is always one call of the platform.
        """
        ...

    def deep_link(self, payload: str) -> str | None:
        """An address that opens a talk with the bot and hands it `payload`; None while that is not known."""
        ...

    async def show_typing(self, address: Address) -> None:
        """Show that an answer is being made; never raises, may do nothing."""
        ...

    async def send(self, delivery: Delivery) -> str:
        """Send one message; the platform's reference of it.

        The sender has waited for `pace` already. Raises: Unreachable, RetryLater, TalkRests, Rejected,
        OutcomeUnknown; whatever else it raises did not go out and is tried again.
        """
        ...

    async def close(self) -> None:
        """Close all connections; a later call may open new ones."""
        ...
