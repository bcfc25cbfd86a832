"""Addresses that reach a person: e-mail and profiles in social networks, also as they are said aloud."""

import re
from collections.abc import Iterator
from typing import Final

from knowledge.language.redaction.lexicon import pattern
from knowledge.language.redaction.span import Kind, Span

_ENDING: Final = " .,;:!?)(»\"'"
_BEFORE: Final = 34
"""How far back the detached first half of an e-mail address is looked for."""
_LINKS: Final = (
    "link",
    "app_link",
    "loose_link",
    "vk_id",
    "spoken_handle",
    "handle",
    "tagged",
    "underscored",
)


def emails(plain: str) -> Iterator[Span]:
    """E-mail addresses."""
    for name in ("email", "spoken_email", "broken_email"):
        for found in pattern(name).finditer(plain):
            before = pattern("email_before").search(plain, max(0, found.start() - _BEFORE), found.start())
            is_split = before is not None and found[0][0].isdigit()
            start = before.start() if before and is_split else found.start()
            yield _trimmed(plain, start, found.end(), "email")


def links(plain: str) -> Iterator[Span]:
    """Profiles, chats and nicknames."""
    for name in _LINKS:
        for found in pattern(name).finditer(plain):
            yield _trimmed(plain, found.start(), found.end(), "social_link")
    for found in pattern("nick").finditer(plain):
        if _is_nick(found["nick"], is_said=bool(found["login"] or found["between"].strip())):
            yield _trimmed(plain, *found.span("nick"), "social_link")
    for found in pattern("nick_after").finditer(plain):
        yield _trimmed(plain, *found.span("nick"), "social_link")


def _is_nick(nick: str, *, is_said: bool) -> bool:
    """What just follows «VK» may be anything; after «ник», «мой вк» or with digits it is a nickname."""
    if pattern("site").fullmatch(nick):
        return False
    return is_said or re.search(r"[\d_.]", nick) is not None


def _trimmed(plain: str, start: int, end: int, kind: Kind) -> Span:
    while end > start + 1 and plain[end - 1] in _ENDING:
        end -= 1
    return Span(start, end, kind)
