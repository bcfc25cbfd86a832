"""Many talks while everything goes wrong now and then: each message is answered once, in order."""

import asyncio

from bot.channels.channel import Delivery, RetryLater, TalkRests
from bot.channels.vk.channel import VkChannel
from bot.channels.vk.errors import VkError, VkUnavailable
from bot.dialogue.messages import Incoming, Outgoing, TextSaid
from tests.platforms import faults
from tests.platforms.vk import VkServer
from tests.unit.bot.channels.vk.conftest import listening
from tests.unit.bot.channels.vk.inbox import MemoryInbox

PEOPLE = range(1, 13)
WORDS = [f"слово {number}" for number in range(5)]
FAULTS = (
    faults.page(502),
    faults.reset(),
    faults.cut(),
    faults.malformed(),
    faults.lost(),
    faults.refusal(10),
)


class Echo:
    """Answers what the inbox holds, row after row, each as often as it takes."""

    def __init__(self, channel: VkChannel, inbox: MemoryInbox) -> None:
        self._channel = channel
        self._inbox = inbox

    async def answer(self, count: int) -> None:
        """Answer the first `count` rows of words."""
        for number in range(count):
            row = (await self._inbox.holds(number + 1))[number]
            meaning = self._channel.read(row)
            assert isinstance(meaning, Incoming)
            assert isinstance(meaning.content, TextSaid)
            await self._say(Delivery(number, meaning.address, Outgoing(text=f"**{meaning.content.text}**")))

    async def _say(self, delivery: Delivery) -> None:
        while True:
            await self._channel.pace.slot(delivery.address.account)
            try:
                await self._channel.send(delivery)
            except (VkError, VkUnavailable, RetryLater, TalkRests):
                continue
            return


async def test_every_message_is_answered_once_and_in_order_whatever_fails(
    vk: VkServer, channel: VkChannel, inbox: MemoryInbox
) -> None:
    people = [vk.user(number) for number in PEOPLE]
    for fault in FAULTS:
        for method in ("lp", "messages.send", "groups.getLongPollServer"):
            vk.faults.add(fault, method, times=None, chance=0.06)

    async with listening(channel, inbox), asyncio.TaskGroup() as tasks:
        tasks.create_task(Echo(channel, inbox).answer(len(people) * len(WORDS)))
        for number, words in enumerate(WORDS, 1):
            for person in people:
                event = person.say(words)
                assert event is not None
                vk.redeliver(event)
            vk.poll.expire_key()
            await inbox.holds(number * len(people))

    assert [person.texts for person in people] == [WORDS] * len(people)
