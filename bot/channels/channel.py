"""What every channel is: it listens into the inbox and sends deliveries at its own pace."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

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


class Channel(Protocol):
    """A platform."""

    name: ChannelName
    limits: Limits

    async def listen(self, inbox: Inbox) -> None:
        """Receive until cancelled; record each update before acknowledging it."""
        ...

    async def send(self, delivery: Delivery) -> str:
        """Send one message; the platform's reference of it.

        Raises: Unreachable, RetryLater, Rejected.
        """
        ...
