"""Which addresses Telegram takes in links and buttons; others it drops silently, or refuses the message."""

import re
from typing import Final
from urllib.parse import urlsplit

from bot.channels.markup import is_safe

LONGEST: Final = 2048
_HOST: Final = re.compile(r"[^\W_](?:[\w-]*[^\W_])?(?:\.[^\W_](?:[\w-]*[^\W_])?)+")


def can_open(url: str) -> bool:
    """May it stand in a link or a button? Only the web, and only hosts with a dot."""
    if len(url) > LONGEST or not is_safe(url):
        return False
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(_HOST.fullmatch(parts.hostname or ""))


def in_words(url: str) -> str:
    """An address that cannot be a link, as people read it; apps find mail and phones by themselves."""
    return url.removeprefix("mailto:").removeprefix("tel:")
