"""What VK's error codes mean for us, in one table."""

from collections.abc import Mapping
from datetime import timedelta
from enum import Enum, auto
from typing import Final

from bot.channels.channel import OutcomeUnknown, Rejected, RetryLater, TalkRests, Unreachable


class VkError(Exception):
    """VK answered with an error. Carries nothing of the call but its name."""

    def __init__(self, code: int, method: str) -> None:
        super().__init__(f"{method}: error {code}")
        self.code, self.method = code, method


class VkUnavailable(Exception):
    """No answer, or none that VK would give: a torn connection, a time-out, a page of HTML."""


class VkNotReached(VkUnavailable):
    """The call did not come as far as VK: no connection, or a gateway that says so. Nothing was done."""


class VkUnanswered(VkUnavailable, OutcomeUnknown):
    """A message was on its way and no answer tells whether VK has shown it.

    VK remembers `random_id` for about an hour; a quarter of it is kept for clocks and queues.
    """

    repeatable = timedelta(minutes=45)


class Remedy(Enum):
    """What there is to do about an error."""

    TOO_FAST = auto()
    """Wait a second: another program uses the same key."""
    PAUSE = auto()
    """The community as a whole asked for too much: be silent for minutes."""
    REPEAT = auto()
    """Trouble of VK's own: again, ever later."""
    TALK = auto()
    """Flood control of one talk: this account later, the others go on."""
    ACCOUNT = auto()
    """This person cannot be written to."""
    MESSAGE = auto()
    """This message cannot be sent, now or ever (a rule on mailings, mostly)."""
    DEFECT = auto()
    """We made a mistake: alarm."""
    ACCESS = auto()
    """The key is wrong or lacks a right: nothing goes before somebody looks after it."""


REMEDIES: Final[Mapping[int, Remedy]] = {
    6: Remedy.TOO_FAST,
    29: Remedy.PAUSE,
    9: Remedy.TALK,
    **dict.fromkeys((1, 10, 13), Remedy.REPEAT),
    **dict.fromkeys((7, 18, 113, 203, 900, 901, 902, 917, 922, 925, 927, 932, 936), Remedy.ACCOUNT),
    **dict.fromkeys((943, 944, 945, 946, 950, 962, 985, 987, 988, 1012), Remedy.MESSAGE),
    **dict.fromkeys((3, 8, 12, 100, 910, 911, 912, 913, 914, 921, 940), Remedy.DEFECT),
    **dict.fromkeys((2, 4, 5, 11, 14, 15, 16, 17, 20, 23, 24, 25, 27, 28), Remedy.ACCESS),
}
"""API 5.199. A code that is not here ends the message."""

CANNOT_EDIT: Final = frozenset({7, 15, 100, 104, 909, 910, 912, 914, 920, 940, 946, 949})
"""messages.edit: too old, not ours, gone, of a kind that cannot be changed. A new message says it as well."""

NO_BUTTONS: Final = 912
"""The community has its bot abilities switched off."""
PLAIN_HELPS: Final = frozenset({100, 911, NO_BUTTONS})
"""messages.send: something about keyboard or formatting; the words alone may still go."""

TOO_FAST_SECONDS: Final = 1.0
PAUSE_SECONDS: Final = 120.0
ACCESS_SECONDS: Final = 60.0


def remedy(code: int) -> Remedy:
    """What to do about an error of this code."""
    return REMEDIES.get(code, Remedy.MESSAGE)


def for_the_sender(error: VkError) -> Exception:
    """The error as the mailbox understands it; trouble that passes stays as it is (it is tried again)."""
    match remedy(error.code):
        case Remedy.TOO_FAST:
            return RetryLater(TOO_FAST_SECONDS)
        case Remedy.PAUSE:
            return RetryLater(PAUSE_SECONDS)
        case Remedy.ACCESS:
            return RetryLater(ACCESS_SECONDS)
        case Remedy.TALK:
            return TalkRests(str(error))
        case Remedy.ACCOUNT:
            return Unreachable(str(error))
        case Remedy.MESSAGE | Remedy.DEFECT:
            return Rejected(str(error))
        case Remedy.REPEAT:
            return error
