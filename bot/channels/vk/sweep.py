"""Find what people wrote while VK's history of events was lost: talks that VK marks as unanswered.

What is found gets the same keys as the events would have had, so what we know already is dropped. It looks
back less far than keys are remembered, so nothing is answered twice.
"""

import asyncio
import json
import logging
from collections.abc import Iterator, Sequence
from typing import Any, Final

from bot.channels.channel import RawInbox
from bot.channels.vk.errors import VkError, VkUnavailable
from bot.channels.vk.line import Line
from bot.channels.vk.patience import Patience
from bot.channels.vk.updates import is_private, swept
from knowledge.clock import Clock

log = logging.getLogger(__name__)

PAGE: Final = 200
MOST_PAGES: Final = 10
AT_ONCE: Final = 25
"""Calls that `execute` makes at most."""
DEPTH: Final = 20
"""Messages of one talk that are looked at."""

PATIENT_POLLS: Final = 20
"""After so many full polls a sweep waits no longer for a quiet moment."""

Message = dict[str, Any]


class Sweeper:
    """Sweeps at the start and whenever history was lost, until it has worked.

    It waits until all that VK kept is read: so a message that is found never stands before an older one.
    """

    def __init__(self, line: Line, clock: Clock, patience: Patience) -> None:
        self._line = line
        self._clock = clock
        self._patience = patience
        self._due_at: float | None = 0.0
        self._polls = 0

    def lost(self) -> None:
        """Events may be missing."""
        self._due_at, self._polls = 0.0, 0

    @property
    def is_due(self) -> bool:
        """Does it only wait for a quiet moment?"""
        return self._due_at is not None and asyncio.get_running_loop().time() >= self._due_at

    async def listened(self, inbox: RawInbox, community: int, *, is_quiet: bool) -> None:
        """A poll of this community is recorded; sweep if it is time. Trouble is tried again later."""
        if not self.is_due:
            return
        self._polls += 1
        if not is_quiet and self._polls < PATIENT_POLLS:
            return
        since = self._clock.now() - self._patience.looks_back
        try:
            messages = await unanswered(self._line, since.timestamp())
        except (VkError, VkUnavailable) as error:
            log.warning("vk-not-swept", extra={"error": str(error)})
            self._due_at = asyncio.get_running_loop().time() + self._patience.refused
            return
        await inbox.record_raw("vk", [row for message in messages for row in swept(message, community)])
        self._due_at = None
        log.info("vk-swept", extra={"messages": len(messages)})


async def unanswered(line: Line, since: float) -> list[Message]:
    """Messages of people, newer than `since` (Unix time) and than our last word to them, oldest first.

    Raises: VkError, VkUnavailable.
    """
    last = await _last_messages(line, since)
    found: list[Message] = []
    for start in range(0, len(last), AT_ONCE):
        found.extend(await _talks(line, last[start : start + AT_ONCE], since))
    return sorted(found, key=_order)


async def _last_messages(line: Line, since: float) -> list[Message]:
    """The newest message of each unanswered talk; VK lists the newest talks first."""
    found: list[Message] = []
    for page in range(MOST_PAGES):
        answer = await line.call(
            "messages.getConversations", filter="unanswered", count=PAGE, offset=page * PAGE
        )
        items = answer.get("items") if isinstance(answer, dict) else None
        messages = [item["last_message"] for item in items or () if _is_talk(item)]
        found.extend(message for message in messages if _is_new(message, since))
        if not items or len(items) < PAGE or all(not _is_new(one, since) for one in messages):
            return found
    log.warning("vk-sweep-cut", extra={"talks": len(found)})
    return found


async def _talks(line: Line, last: Sequence[Message], since: float) -> list[Message]:
    """All that these people wrote since our last word; at least their last message."""
    calls = (json.dumps({"peer_id": message["peer_id"], "count": DEPTH}) for message in last)
    code = f"return [{','.join(f'API.messages.getHistory({one})' for one in calls)}];"
    try:
        answers = await line.call("execute", code=code)
    except (VkError, VkUnavailable) as error:
        log.warning("vk-sweep-shallow", extra={"error": str(error)})
        return list(last)
    talks = answers if isinstance(answers, list) and len(answers) == len(last) else [None] * len(last)
    return [
        message
        for newest, talk in zip(last, talks, strict=True)
        for message in (list(_unheard(talk, since)) or [newest])
    ]


def _unheard(talk: object, since: float) -> Iterator[Message]:
    items = talk.get("items") if isinstance(talk, dict) else None
    for message in items or ():  # newest first
        if not isinstance(message, dict) or message.get("out") or not is_private(message):
            return
        if _is_new(message, since):
            yield message


def _is_talk(item: object) -> bool:
    message = item.get("last_message") if isinstance(item, dict) else None
    return isinstance(message, dict) and not message.get("out") and is_private(message)


def _is_new(message: Message, since: float) -> bool:
    date = message.get("date")
    return isinstance(date, int) and date >= since


def _order(message: Message) -> tuple[int, int]:
    number = message.get("conversation_message_id")
    return int(message["date"]), number if isinstance(number, int) else 0
