"""How the channel stands: "ok", or what does not work, in words for `/readyz` and staff."""

import logging
from typing import Final

log = logging.getLogger(__name__)

KEY: Final = "key"
LISTENING: Final = "listening"
SENDING: Final = "sending"
EVENTS: Final = "events"
_ORDER: Final = (KEY, LISTENING, SENDING, EVENTS)

OK: Final = "ok"
STARTING: Final = "starting"
UNREACHABLE: Final = "unreachable"
NO_KEY: Final = "wrong token"


class Standing:
    """Troubles by what they touch; the deepest one speaks. Each change is one line in the log."""

    def __init__(self) -> None:
        self._troubles: dict[str, str] = {LISTENING: STARTING}

    @property
    def words(self) -> str:
        """For `/readyz`."""
        return next((self._troubles[part] for part in _ORDER if part in self._troubles), OK)

    def trouble(self, part: str, words: str) -> None:
        """This part does not work; `words` say what is wrong and name nobody."""
        if self._troubles.get(part) == words:
            return
        self._troubles[part] = words
        log.log(
            logging.WARNING if words == UNREACHABLE else logging.ERROR, "vk-trouble", extra={"state": words}
        )

    def works(self, part: str) -> None:
        """This part works (again)."""
        if self._troubles.pop(part, STARTING) != STARTING:
            log.info("vk-works-again", extra={"part": part})
