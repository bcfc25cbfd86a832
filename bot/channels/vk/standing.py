"""How the channel stands: "ok", or what does not work, in words for `/readyz` and staff."""

import logging
from collections.abc import Mapping
from typing import Final

log = logging.getLogger(__name__)

KEY: Final = "key"
LISTENING: Final = "listening"
SENDING: Final = "sending"
EVENTS: Final = "events"
BUTTONS: Final = "buttons"
_ORDER: Final = (KEY, LISTENING, SENDING, EVENTS, BUTTONS)

OK: Final = "ok"
STARTING: Final = "starting"
UNREACHABLE: Final = "unreachable"
NO_KEY: Final = "wrong token"
OTHER_COMMUNITY: Final = "token of another community"
MISSING_RIGHT: Final = "missing right"
SWITCH_ON: Final = "switch on in the community"

_ADVICE: Final[Mapping[str, str]] = {
    UNREACHABLE: "trying again until VK answers",
    NO_KEY: "VK does not take VK_TOKEN; make a key of the community that VK_GROUP_ID names, and start again",
    MISSING_RIGHT: "make a key with the rights manage, messages, photos and documents, put it into VK_TOKEN",
    OTHER_COMMUNITY: "VK_TOKEN is not a key of the community that VK_GROUP_ID names: correct one of them",
    SWITCH_ON: "events: work with API, Long Poll API; bot abilities: messages, settings for the bot",
}


class Standing:
    """Troubles by what they touch; the deepest one speaks. Each change is one line in the log."""

    def __init__(self) -> None:
        self._troubles: dict[str, str] = {LISTENING: STARTING}

    @property
    def words(self) -> str:
        """For `/readyz`."""
        return next((self._troubles[part] for part in _ORDER if part in self._troubles), OK)

    def trouble(self, part: str, words: str, more: str = "") -> None:
        """This part does not work: what is wrong, in words of this module, and where; names nobody."""
        state = f"{words}: {more}" if more else words
        if self._troubles.get(part) == state:
            return
        self._troubles[part] = state
        level = logging.WARNING if words == UNREACHABLE else logging.ERROR
        log.log(level, "vk-trouble", extra={"state": state, "advice": _ADVICE.get(words, "")})

    def works(self, part: str) -> None:
        """This part works (again)."""
        if self._troubles.pop(part, STARTING) != STARTING:
            log.info("vk-works-again", extra={"part": part})
