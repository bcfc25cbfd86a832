"""Find what people wrote while VK's history of events was lost: talks that VK marks as unanswered.

What is found gets the same keys as the events would have had, so what we know already is dropped. It looks
back less far than keys are remembered, so nothing is answered twice.
"""

import json
import logging
from collections.abc import Iterator, Sequence
from typing import Any, Final

from bot.channels.vk.errors import VkError, VkUnavailable
from bot.channels.vk.line import Line
from bot.channels.vk.updates import is_private

log = logging.getLogger(__name__)

PAGE: Final = 200
MOST_PAGES: Final = 10
AT_ONCE: Final = 25
"""Calls that `execute` makes at most."""
DEPTH: Final = 20
"""Messages of one talk that are looked at."""

Message = dict[str, Any]


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
