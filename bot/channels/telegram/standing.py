"""How the bot stands with Telegram: one word that receiving and sending keep true and operators read."""

import logging
from collections.abc import Mapping
from typing import Final, Literal

log = logging.getLogger(__name__)

State = Literal["starting", "ok", "wrong token", "another poller", "unreachable"]

_SAID: Final[Mapping[State, tuple[int, str, str]]] = {
    "starting": (logging.INFO, "telegram-starting", ""),
    "ok": (logging.INFO, "telegram-ok", ""),
    "wrong token": (
        logging.ERROR,
        "telegram-wrong-token",
        "Telegram does not know TELEGRAM_TOKEN; take the right one from @BotFather and start again",
    ),
    "another poller": (
        logging.ERROR,
        "telegram-another-poller",
        "another program receives with the same TELEGRAM_TOKEN; stop it, or take a token of your own",
    ),
    "unreachable": (logging.WARNING, "telegram-unreachable", "trying again until Telegram answers"),
}


class Standing:
    """The present state; a change is logged once."""

    def __init__(self) -> None:
        self.state: State = "starting"

    def becomes(self, state: State, error: str = "") -> None:
        """`error`: its kind, never its words."""
        if state == self.state:
            return
        self.state = state
        level, event, advice = _SAID[state]
        facts = {"advice": advice, "error": error}
        log.log(level, event, extra={name: value for name, value in facts.items() if value})
