"""Where a model is, what carries a call there, and how that goes wrong. Imports nothing heavy."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, Protocol

Kind = Literal["unreachable", "limited", "key", "unfit", "declined", "too-long", "broken"]


class WireTrouble(Exception):
    """No answer came.

    kind: unreachable (network, 5xx), limited (429), key (401, 403), unfit (404: no such model or address),
    declined (400 and the like: this way of asking is not taken), too-long, broken (larger than any answer).
    """

    def __init__(
        self, kind: Kind, status: int = 0, pause: float = 0.0, *, wants_new_cap: bool = False
    ) -> None:
        super().__init__(f"{kind} {status}".strip())
        self.kind: Kind = kind
        self.status = status
        self.pause = pause
        """Seconds for which the provider wants to be left alone."""
        self.wants_new_cap = wants_new_cap
        """It says that it knows max_tokens by another name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """Where the model is and how to get in."""

    base_url: str
    api_key: str = field(repr=False)
    headers: Mapping[str, str] = field(default_factory=dict)
    project: str | None = None
    ca_file: Path | None = None
    most_connections: int = 16
    uses_proxy: bool = True
    """Do the environment's proxies count? Not for an address of one's own."""


class Transport(Protocol):
    """Carries bodies to a provider."""

    async def complete(self, body: Mapping[str, Any]) -> bytes:
        """One call of `/chat/completions`. Raises: WireTrouble."""
        ...

    async def embed(self, body: Mapping[str, Any]) -> bytes:
        """One call of `/embeddings`. Raises: WireTrouble."""
        ...

    async def close(self) -> None:
        """Close all connections."""
        ...


def open_wire(access: Access) -> Transport:
    """The real transport. Takes seconds: call it in a thread."""
    from knowledge.language.model.wire import Wire

    return Wire(access)
