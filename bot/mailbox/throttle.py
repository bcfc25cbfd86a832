"""Whoever floods is told so once, then nobody answers until they have been calm for a while.

Only messages that came before the one before them was answered count: who waits for answers floods nobody,
however quick. A bucket for each account: a burst of them passes, and after it as many a second as anybody can
read the answers of. Memory only: after a restart everybody begins anew.
"""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from bot.dialogue.messages import Address, AttachmentSent, Incoming, TextSaid

BURST: Final = 25
PER_SECOND: Final = 2.0
CALM_SECONDS: Final = 30.0
"""So long nothing must come from a flooder before we listen again."""
REMEMBERED: Final = 5_000
"""So many accounts: those that wrote last."""

Verdict = Literal["heard", "warned", "silent"]


@dataclass(slots=True)
class _Bucket:
    at: datetime
    left: float = BURST
    answered_at: datetime | None = None
    floods: bool = False
    was_warned: bool = False
    was_helped: bool = False


class Throttle:
    """`is_urgent`: words that are heard even in a flood, once."""

    def __init__(self, is_urgent: Callable[[str], bool] = lambda _text: False) -> None:
        self._is_urgent = is_urgent
        self._buckets: OrderedDict[Address, _Bucket] = OrderedDict()

    def judge(self, incoming: Incoming, at: datetime) -> Verdict:
        """What to do with a message that came in at `at`; call once for each, in order."""
        bucket = self._bucket(incoming.address, at)
        seconds = max(0.0, (at - bucket.at).total_seconds())
        bucket.at = max(at, bucket.at)
        if bucket.floods and seconds < CALM_SECONDS:
            return self._flooding(bucket, incoming)
        bucket.left = min(BURST, bucket.left + seconds * PER_SECOND)
        if bucket.answered_at is not None and at >= bucket.answered_at:
            bucket.floods = False
            return "heard"
        bucket.floods = bucket.left < 1
        if bucket.floods:
            bucket.was_warned = bucket.was_helped = False
            return self._flooding(bucket, incoming)
        bucket.left -= 1
        return "heard"

    def answered(self, address: Address, at: datetime) -> None:
        """The account's newest message has got its answer (or its silence)."""
        if bucket := self._buckets.get(address):
            bucket.answered_at = at

    def _flooding(self, bucket: _Bucket, incoming: Incoming) -> Verdict:
        if not bucket.was_helped and self._is_urgent(_words(incoming)):
            bucket.was_helped = True
            return "heard"
        if not bucket.was_warned:
            bucket.was_warned = True
            return "warned"
        return "silent"

    def _bucket(self, address: Address, at: datetime) -> _Bucket:
        bucket = self._buckets.setdefault(address, _Bucket(at))
        self._buckets.move_to_end(address)
        if len(self._buckets) > REMEMBERED:
            self._buckets.popitem(last=False)
        return bucket


def _words(incoming: Incoming) -> str:
    match incoming.content:
        case TextSaid(text=text):
            return text
        case AttachmentSent(caption=caption):
            return caption
        case _:
            return ""
