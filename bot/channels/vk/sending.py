"""Messages out: new ones, changed ones, many at once; the same message is never shown twice.

VK remembers `random_id` for about an hour: a call of unknown outcome is made again with the same one, for 45
minutes (`VkUnanswered`). It is made of the outbox id, the deployment's secret and the message itself, since a
fresh database counts from 1 again and VK would swallow a new message that has an old one's number.
"""

import hmac
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from bot.channels.channel import Delivery, Unreachable
from bot.channels.vk.abilities import UNKNOWN, KnownApps
from bot.channels.vk.content import Parts, changed, content, in_words
from bot.channels.vk.errors import (
    CANNOT_EDIT,
    NO_BUTTONS,
    PLAIN_HELPS,
    VkError,
    VkNotReached,
    VkUnanswered,
    VkUnavailable,
    for_the_sender,
)
from bot.channels.vk.files import Files
from bot.channels.vk.line import NO_RIGHT, Line
from bot.channels.vk.standing import BUTTONS, MISSING_RIGHT, SENDING, SWITCH_ON
from bot.channels.vk.together import Together
from bot.dialogue.messages import Address, Outgoing

MOST_PEERS: Final = 100
"""People whom one call of messages.send reaches."""

Outcome = str | Exception
"""The reference of a message that went out, or what `send` would have raised."""


class Messages:
    """Sends for the channel; `secret` belongs to the deployment."""

    def __init__(self, line: Line, apps: KnownApps, files: Files, secret: bytes) -> None:
        self._line = line
        self._together = Together(line)
        self._apps = apps
        self._files = files
        self._secret = secret

    async def send(self, delivery: Delivery) -> str:
        """Show one message, as a change of an older one where it replaces that; its number in the talk.

        Raises: Unreachable, RetryLater, TalkRests, Rejected, VkUnanswered; VkError and VkUnavailable for
        trouble that passes and has shown nothing.
        """
        peer = _peer(delivery.address)
        try:
            reference = await self._show(peer, delivery)
        except VkError as error:
            self._note(error)
            raise for_the_sender(error) from None
        self._line.standing.works(SENDING)
        return reference

    async def send_many(
        self, batch: str, addresses: Sequence[Address], message: Outgoing
    ) -> Mapping[str, Outcome]:
        """One message to at most 100 people in one call; what became of it, by account.

        `batch` names the stored batch: repeat a call of unknown outcome with the same people, and nobody sees
        it twice. Waits for its own slot.

        Raises: ValueError, Rejected, RetryLater, VkError, VkUnavailable; then the batch is to be repeated.
        """
        if not 0 < len(addresses) <= MOST_PEERS:
            raise ValueError(f"a batch has 1 to {MOST_PEERS} people")
        peers = {_peer(address): address.account for address in addresses}
        files = await self._files.attachment(message, next(iter(peers)))
        await self._line.pace.slot()
        try:
            rows = await self._send(
                peers, self._random_id("batch", batch, message), content(message, UNKNOWN, files)
            )
        except VkError as error:
            self._note(error)
            raise for_the_sender(error) from None
        return {account: _outcome(rows.get(peer)) for peer, account in peers.items()}

    async def _show(self, peer: int, delivery: Delivery) -> str:
        message, abilities = delivery.message, self._apps.of(delivery.address.account)
        files = await self._files.attachment(message, peer)
        parts = content(message, abilities, files)
        if (number := changed(message, abilities)) is not None:
            if await self._edit(peer, number, parts):
                return str(number)
            await self._line.pace.slot()
        random_id = self._random_id("outbox", str(delivery.id), message)
        try:
            return _reference((await self._send([peer], random_id, parts)).get(peer))
        except VkError as error:
            if error.code not in PLAIN_HELPS or not {"keyboard", "format_data"} & parts.keys():
                raise
            self._note(error)
        return await self._say(peer, delivery, files)

    async def _say(self, peer: int, delivery: Delivery, files: str) -> str:
        """Show it in words alone; the number of what was shown last."""
        reference = ""
        for number, parts in enumerate(in_words(delivery.message, files)):
            name = f"{delivery.id}.{number}" if number else str(delivery.id)
            random_id = self._random_id("outbox", name, delivery.message)
            await self._line.pace.slot()
            reference = _reference((await self._send([peer], random_id, parts)).get(peer))
        return reference

    async def _send(self, peers: Iterable[int], random_id: int, parts: Parts) -> dict[int, dict[str, Any]]:
        """What became of each row."""
        to = ",".join(map(str, peers))
        try:
            said = await self._together.call("messages.send", peer_ids=to, random_id=random_id, **parts)
            rows = _by_peer(said)
        except VkNotReached:
            raise
        except VkUnavailable as error:
            raise VkUnanswered(*error.args) from None
        if "keyboard" in parts and not any("error" in row for row in rows.values()):
            self._line.standing.works(BUTTONS)
        return rows

    async def _edit(self, peer: int, number: int, parts: Parts) -> bool:
        try:
            await self._together.call("messages.edit", peer_id=peer, cmid=number, **parts)
        except VkError as error:
            if error.code not in CANNOT_EDIT:
                raise
            return False
        return True

    def _random_id(self, kind: str, name: str, message: Outgoing) -> int:
        """31 bits, never 0 (which would switch the memory off)."""
        digest = hmac.digest(self._secret, f"{kind}:{name}:{message.model_dump_json()}".encode(), "sha256")
        return int.from_bytes(digest[:4], "big") % (2**31 - 1) + 1

    def _note(self, error: VkError) -> None:
        if error.code == NO_RIGHT:
            self._line.standing.trouble(SENDING, MISSING_RIGHT, error.method)
        if error.code == NO_BUTTONS:
            self._line.standing.trouble(BUTTONS, SWITCH_ON, "bot abilities")


def _peer(address: Address) -> int:
    if not address.account.isdecimal():
        raise Unreachable("not a person of VK")
    return int(address.account)


def _by_peer(rows: Any) -> dict[int, dict[str, Any]]:
    """The fate of each row."""
    if not isinstance(rows, list):
        raise VkUnavailable("messages.send: no list")
    found = (row for row in rows if isinstance(row, dict))
    return {row["peer_id"]: row for row in found if isinstance(row.get("peer_id"), int)}


def _outcome(row: dict[str, Any] | None) -> Outcome:
    try:
        return _reference(row)
    except VkUnavailable as error:
        return error
    except VkError as error:
        return for_the_sender(error)


def _reference(row: dict[str, Any] | None) -> str:
    """The message's number in its talk."""
    match row:
        case {"error": {"code": int(code)}}:
            raise VkError(code, "messages.send")
        case {"conversation_message_id": int(number)} if number > 0:
            return str(number)
        case {"message_id": int(number)} if number > 0:
            return ""
    raise VkUnanswered("messages.send: no outcome")
