"""What the operator decides about the site; plain values, all with a default that is safe."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.channels.web.visitors import Network


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """Whose page it is, and who may embed it or stands before it."""

    organisation: str | None = None
    """Name in the page's header; None: the consultant's own name."""
    age_label: str | None = None
    allowed_origins: Sequence[str] = ()
    """Origins that may show the page in a frame and call the API."""
    trusted_proxies: Sequence[Network] = ()
    """Whose X-Forwarded-For is believed."""
    talks: bool = True
    """Is the chat on? Without it only machines are answered (health, figures)."""
