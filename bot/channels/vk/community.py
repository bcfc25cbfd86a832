"""Our own community: its number and name, and whether it tells us what we must hear."""

import logging
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote

from bot.channels.vk.client import VERSION
from bot.channels.vk.errors import VkError, VkUnavailable
from bot.channels.vk.line import NO_RIGHT, Line
from bot.channels.vk.standing import EVENTS, SWITCH_ON
from bot.channels.vk.updates import WANTED

log = logging.getLogger(__name__)

LONG_POLL: Final = "Long Poll API"


@dataclass(frozen=True, slots=True)
class Community:
    """`screen_name`: the short address, vk.com/<screen_name>."""

    id: int
    screen_name: str

    def deep_link(self, payload: str) -> str:
        """The address that opens a talk with us; `payload` comes with the first message as `ref`."""
        query = f"?ref={quote(payload, safe='')}" if payload else ""
        return f"https://vk.me/{quote(self.screen_name, safe='')}{query}"


class OtherCommunity(Exception):
    """The key is not the key of the community that it should be of."""


async def meet(line: Line, group_id: int | None) -> Community:
    """Who we are: a community's key knows it; `group_id`: who we should be.

    Raises: OtherCommunity, VkError, VkUnavailable.
    """
    answer = await line.call("groups.getById")
    groups = answer.get("groups") if isinstance(answer, dict) else answer
    match groups:
        case [{"id": int(number)}, *_] if group_id not in (None, number):
            raise OtherCommunity
        case [{"id": int(number), **more}, *_]:
            return Community(number, str(more.get("screen_name") or f"club{number}"))
    raise VkUnavailable("groups.getById: no community")


async def hear_what_we_must(line: Line, community: Community) -> bool:
    """See that the events are switched on that we live by; switch them on, or say which to switch on (False).

    Raises: VkError of a key that is refused, VkUnavailable.
    """
    missing = await _switched_off(line, community)
    if missing and not await _switch_on(line, community):
        line.standing.trouble(EVENTS, SWITCH_ON, ", ".join(missing))
        return False
    if missing:
        log.info("vk-events-switched-on", extra={"events": list(missing)})
    line.standing.works(EVENTS)
    return True


async def _switched_off(line: Line, community: Community) -> tuple[str, ...]:
    try:
        settings = await line.call("groups.getLongPollSettings", group_id=community.id)
    except VkError as error:
        if error.code != NO_RIGHT:
            raise
        return ()  # a key without the right to look: whether events come is seen soon enough
    return _missing(settings)


def _missing(settings: Any) -> tuple[str, ...]:
    if not isinstance(settings, dict):
        return ()
    events = settings.get("events")
    known = events if isinstance(events, dict) else {}
    off = () if settings.get("is_enabled", True) else (LONG_POLL,)
    return (*off, *(name for name in WANTED if not known.get(name)))


async def _switch_on(line: Line, community: Community) -> bool:
    wanted = dict.fromkeys(WANTED, 1)
    try:
        await line.call(
            "groups.setLongPollSettings", group_id=community.id, enabled=1, api_version=VERSION, **wanted
        )
    except VkError as error:
        log.warning("vk-events-not-switched-on", extra={"code": error.code})
        return False
    return True
