"""What every channel is: it listens into the inbox and sends deliveries at its own pace."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from bot.dialogue.messages import Address, ChannelName, Incoming, Outgoing


@dataclass(frozen=True, slots=True)
class Delivery:
    """One outgoing message to one account; `id` is the outbox id, stable over repeats."""

    id: int
    address: Address
    message: Outgoing


@dataclass(frozen=True, slots=True)
class Limits:
    """The pace a platform allows."""

    per_second: float
    per_chat_second: float
    in_flight: int = 8


class Unreachable(Exception):
    """Final for this account: blocked, deleted, never wrote."""


class Rejected(Exception):
    """Final for this message."""


class RetryLater(Exception):
    """Not now: try again after `seconds`."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"retry in {seconds} s")
        self.seconds = seconds


class Inbox(Protocol):
    """Where channels write what they receive, before they confirm it."""

    async def record(self, updates: Sequence[Incoming]) -> None:
        """Store updates durably (commit); those with a known (channel, key) are dropped."""
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

    async def listen(self, inbox: Inbox) -> None:
        """Receive until cancelled; record each update before acknowledging it."""
        ...


@runtime_checkable
class PushChannel(Channel, Protocol):
    """A channel whose platform wants to be called for each message."""

    @property
    def limits(self) -> Limits: ...

    async def send(self, delivery: Delivery) -> str:
        """Send one message; the platform's reference of it.

        Raises: Unreachable, RetryLater, Rejected.
        """
        ...
