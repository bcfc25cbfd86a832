"""Which messengers have failed long enough to be staff's business, and which are well again for good."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.dialogue.messages import ChannelName

WELL: Final = "ok"
PATIENCE: Final = timedelta(minutes=5)
"""A messenger that fails for so long is staff's business."""
RELIEF: Final = timedelta(minutes=2)
"""One that works for so long is well again: a network that comes and goes is one trouble, told once."""


@dataclass(frozen=True, slots=True)
class Found:
    """What is new: who fails, with how it stands, and who is well again or gone."""

    failing: Mapping[ChannelName, str]
    well: Collection[str]


class Troubles:
    """Remembers since when each messenger stands as it does."""

    def __init__(self) -> None:
        self._since: dict[str, tuple[bool, datetime]] = {}
        self._raised: set[str] = set()

    def found(self, states: Mapping[ChannelName, str], now: datetime, known: Collection[str]) -> Found:
        """Compare; `known`: those with an open item. One that staff closed is not opened again."""
        for name, state in states.items():
            is_well = state == WELL
            if name not in self._since or self._since[name][0] is not is_well:
                self._since[name] = is_well, now
        raised = self._raised | set(known)
        failing = {
            name: state
            for name, state in states.items()
            if state != WELL and name not in raised and now - self._since[name][1] > PATIENCE
        }
        well = {name for name in raised if self._is_over(name, states, now)}
        self._raised = (raised | failing.keys()) - well
        return Found(failing, well)

    def _is_over(self, name: str, states: Mapping[ChannelName, str], now: datetime) -> bool:
        """Is it well again, or switched off?"""
        state = next((state for channel, state in states.items() if channel == name), None)
        return state is None or (state == WELL and now - self._since[name][1] > RELIEF)
