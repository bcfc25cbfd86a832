"""Raw events as they are written down: whose, with which key, cheaply and whatever they hold.

A message's key is made of the community, the talk and its number there, not of the event: so it is the same
when the message is found again by sweeping unanswered talks, and another community counts anew. A `ref` that
came with words is a row of its own before them: a link followed is not lost because somebody also wrote, and
one that VK sends again with every message counts once a day (UTC, by the message's own date).
"""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any, Final

from bot.channels.channel import Received
from bot.channels.lenient_json import dumps, loads
from bot.dialogue.messages import Address

NOBODY: Final = "-"
CHATS_FROM: Final = 2_000_000_000
"""Peers from here on are chats of many people: nobody talks to a consultant there."""
REF: Final = "ref"
"""The mark of the row that stands for the link that somebody followed."""
WANTED: Final = ("message_new", "message_event", "message_allow", "message_deny")
_LONGEST_KEY: Final = 80
_DAY: Final = 86_400
"""Seconds."""


def received(update: object, community: int) -> list[Received]:
    """The rows of one event: none when it does not concern us, two for words that came with a `ref`.

    `community`: the number of ours.
    """
    if not isinstance(update, dict) or not isinstance(update.get("type"), str):
        return [_row(NOBODY, _hashed("h", update), update)]
    if update["type"] not in WANTED:
        return []
    body = update.get("object")
    if not isinstance(body, dict):
        return [_row(NOBODY, _event_key(update), update)]
    if update["type"] != "message_new":
        return [_row(_account(body.get("user_id")), _event_key(update), update)]
    message = body.get("message", body)
    return _message_rows(message if isinstance(message, dict) else {}, update, community)


def swept(message: Mapping[str, Any], community: int) -> list[Received]:
    """The same rows for a message that was found in an unanswered talk."""
    return received({"type": "message_new", "object": {"message": dict(message)}}, community)


def is_private(message: Mapping[str, Any]) -> bool:
    """Is it from one person to us?"""
    peer, sender = message.get("peer_id"), message.get("from_id")
    return isinstance(peer, int) and peer == sender and 0 < peer < CHATS_FROM


def is_start(payload: object) -> bool:
    """Is it the payload of the community's own start button?"""
    return isinstance(payload, dict) and payload.get("command") == "start"


def payload_of(raw: object) -> object:
    """A button's payload: VK gives it as JSON text, or (message_event) as it is."""
    if not isinstance(raw, str):
        return raw
    try:
        return loads(raw)
    except (ValueError, RecursionError):
        return None


def _message_rows(message: Mapping[str, Any], update: Mapping[str, Any], community: int) -> list[Received]:
    if isinstance(message.get("peer_id"), int) and not is_private(message):
        return []
    account = _account(message.get("peer_id"))
    number = message.get("conversation_message_id")
    is_numbered = isinstance(number, int) and number > 0
    key = f"m:{community}:{account}:{number}" if is_numbered else _event_key(update)
    row = _row(account, key, update)
    ref = message.get("ref")
    if not isinstance(ref, str) or not ref or is_start(payload_of(message.get("payload"))):
        return [row]
    followed = _hashed(f"r:{community}:{account}", [ref, _day(message.get("date"))])
    return [_row(account, followed, {**update, "part": REF}), row]


def _day(sent: object) -> int | None:
    """The day of a unix time; None when it is none."""
    return sent // _DAY if isinstance(sent, int) else None


def _row(account: str, key: str, update: object) -> Received:
    return Received(address=Address(channel="vk", account=account), key=key, payload=dumps(update))


def _account(peer: object) -> str:
    return str(peer) if isinstance(peer, int) and not isinstance(peer, bool) and peer > 0 else NOBODY


def _event_key(update: Mapping[str, Any]) -> str:
    event = update.get("event_id")
    if isinstance(event, str) and 0 < len(event) <= _LONGEST_KEY:
        return f"e:{event}"
    return _hashed("h", update)


def _hashed(kind: str, value: object) -> str:
    return f"{kind}:{sha256(dumps(value).encode()).hexdigest()[:32]}"
