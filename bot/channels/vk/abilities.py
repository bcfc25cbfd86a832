"""What the apps of people can show, as VK tells with each message of theirs."""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

MOST: Final = 10_000


@dataclass(frozen=True, slots=True)
class Abilities:
    """`callback`: buttons that answer silently; `inline`: a keyboard inside a message.

    The default is for people of whom nothing is known (since the start): it works in every app.
    """

    callback: bool = False
    inline: bool = True


UNKNOWN: Final = Abilities()
MODERN: Final = Abilities(callback=True)


class KnownApps:
    """The abilities of those who wrote last; in memory, since the next message tells them again."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._known: OrderedDict[str, Abilities] = OrderedDict()

    def of(self, account: str) -> Abilities:
        """What this person's app can do."""
        return self._known.get(account, UNKNOWN)

    def learn(self, update: object) -> None:
        """Take in what an update tells of its sender's app."""
        told = _told(update)
        if told is None:
            return
        account, abilities = told
        self._known[account] = abilities
        self._known.move_to_end(account)
        if len(self._known) > self._most:
            self._known.popitem(last=False)


def _told(update: object) -> tuple[str, Abilities] | None:
    if not isinstance(update, dict) or not isinstance(body := update.get("object"), dict):
        return None
    if update.get("type") == "message_event":
        return str(body.get("user_id")), MODERN
    message, client = body.get("message"), body.get("client_info")
    if isinstance(message, dict) and isinstance(client, dict) and client:
        return str(message.get("peer_id")), _abilities(client)
    return None


def _abilities(client: Mapping[str, Any]) -> Abilities:
    actions = client.get("button_actions")
    return Abilities(
        callback=isinstance(actions, list) and "callback" in actions,
        inline=client.get("inline_keyboard") is not False,
    )
