"""VK as a channel: community messages by long poll.

The start button is a setting of the community (messages, settings for the bot); when it is pressed, VK sends
a message with the payload `{"command":"start"}`.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bot.channels.channel import Delivery, RawInbox, Received
from bot.channels.pace import Limits, Pace
from bot.channels.splitting import split, split_words
from bot.channels.vk.abilities import KnownApps
from bot.channels.vk.answers import PressAnswers
from bot.channels.vk.client import VkClient
from bot.channels.vk.community import Community
from bot.channels.vk.errors import VkError, VkUnavailable
from bot.channels.vk.files import Files
from bot.channels.vk.keyboard import SHAPE, with_addresses_in_words
from bot.channels.vk.line import Line
from bot.channels.vk.patience import PATIENCE, Patience
from bot.channels.vk.reading import parsed, read
from bot.channels.vk.receiving import Ears, Receiver
from bot.channels.vk.render import measure
from bot.channels.vk.sending import Messages, Outcome
from bot.channels.vk.standing import Standing
from bot.dialogue.messages import Address, ChannelName, Incoming, Notice, Outgoing
from bot.texts import Texts
from knowledge.clock import Clock

LIMITS: Final = Limits(per_second=20, per_chat_second=10, in_flight=20)
"""20 calls a second for a community's key; VK names no limit for one talk, ours keeps its messages apart."""
ROOM_FOR_TYPING: Final = 5
"""Calls that must be left in this second before «is typing» may take one."""
TYPING_SECONDS: Final = 5.0


NO_FOLDER: Final = Path()
"""Files are named from where the process runs."""


@dataclass(frozen=True, slots=True)
class Access:
    """How to reach VK's API. `group_id`: None takes the community that the token belongs to."""

    token: str
    api_base: str = "https://api.vk.ru"
    group_id: int | None = None


class VkChannel:
    """Implements `bot.channels.channel.PushChannel`. Must be made while the event loop runs.

    `secret`: bytes of this database (see `sending`); `files`: the folder in which pictures and files of
    messages are looked for.
    """

    name: ChannelName = "vk"

    def __init__(  # noqa: PLR0913 - the settings of one platform
        self,
        *,
        access: Access,
        texts: Texts,
        secret: bytes,
        clock: Clock,
        files: Path = NO_FOLDER,
        limits: Limits = LIMITS,
        patience: Patience = PATIENCE,
    ) -> None:
        self.pace = Pace(limits, asyncio.get_running_loop().time)
        self._line = Line(VkClient(access.token, access.api_base, patience.call), self.pace, Standing())
        self._words = split_words(texts)
        self._group_id = access.group_id
        self._apps = KnownApps()
        self._answers = PressAnswers(self._line, patience.presses)
        self._receiver = Receiver(
            self._line, Ears(self._apps, self._answers), clock, patience, access.group_id
        )
        self._messages = Messages(self._line, self._apps, Files(self._line, files), secret)

    @property
    def state(self) -> str:
        """For `/readyz` and staff."""
        return self._line.standing.words

    async def listen(self, inbox: RawInbox) -> None:
        """Receive until cancelled. Sending may go on after that, so connections stay open until `close`."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._answers.run())
            tasks.create_task(self._receiver.listen(inbox))

    def read(self, received: Received) -> Incoming | Notice:
        """What a raw event means. Raises: ValueError."""
        update = parsed(received.payload)
        self._apps.learn(update)  # it may have come before our start, of which we remember nothing
        return read(received, update)

    def split(self, message: Outgoing) -> Sequence[Outgoing]:
        """As many messages as VK needs."""
        return split(with_addresses_in_words(message), SHAPE, measure, self._words)

    async def send(self, delivery: Delivery) -> str:
        """Show one message. Raises: Unreachable, RetryLater, Rejected; anything else passes."""
        return await self._messages.send(delivery)

    async def send_many(
        self, batch: str, addresses: Sequence[Address], message: Outgoing
    ) -> Mapping[str, Outcome]:
        """One message (that needs no splitting) to at most 100 people; see `sending.Messages`."""
        return await self._messages.send_many(batch, addresses, message)

    async def show_typing(self, address: Address) -> None:
        """Show that an answer is being made, when there is room for it."""
        if self.pace.room() < ROOM_FOR_TYPING or not address.account.isdecimal():
            return
        self.pace.take()
        try:
            async with asyncio.timeout(TYPING_SECONDS):
                await self._line.call_now("messages.setActivity", type="typing", peer_id=int(address.account))
        except (VkError, VkUnavailable, TimeoutError):
            return

    def deep_link(self, payload: str) -> str | None:
        """The address of a talk with us that hands over `payload`; None while our community is not known."""
        return self._community.deep_link(payload) if self._community else None

    @property
    def _community(self) -> Community | None:
        if self._receiver.community or self._group_id is None:
            return self._receiver.community
        return Community(self._group_id, f"club{self._group_id}")

    async def close(self) -> None:
        """Close connections; a later call opens new ones."""
        await self._line.client.close()
