"""What a button carries, at most 64 bytes of plain ASCII, hostile until parsed: `name`, `name:argument`,
both perhaps with `~` and facts that travel with it (`bot.dialogue.carried`).
"""

import re
from dataclasses import dataclass
from typing import Final, Self

from bot.dialogue.messages import MAX_ACTION_BYTES

_FORM: Final = re.compile(r"([a-z]{1,12}(?:-[a-z]{1,12})?)(?::([A-Za-z0-9_.-]{1,56}))?(?:~([a-z0-9]{12}))?")


@dataclass(frozen=True, slots=True)
class Action:
    """One thing that a press asks for."""

    name: str
    argument: str = ""
    carried: str = ""

    @classmethod
    def parse(cls, raw: str) -> Self | None:
        """The action that a text stands for; None for anything that we never wrote."""
        if len(raw) > MAX_ACTION_BYTES or not (match := _FORM.fullmatch(raw)):
            return None
        return cls(match[1], match[2] or "", match[3] or "")

    def __str__(self) -> str:
        """The text for a button.

        Raises: ValueError when it could not be parsed back.
        """
        raw = f"{self.name}:{self.argument}" if self.argument else self.name
        if self.carried:
            raw += f"~{self.carried}"
        if Action.parse(raw) != self:
            raise ValueError(f"not an action: {raw!r}")
        return raw


def fits(act: Action) -> bool:
    """Is there room for it in a button?"""
    return len(act.name) + len(act.argument) + len(act.carried) + 2 <= MAX_ACTION_BYTES


def action(name: str, argument: str | int = "") -> str:
    """The text of an action for a button."""
    return str(Action(name, str(argument)))
