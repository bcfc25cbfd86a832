"""One-time codes that join accounts: what the talk knows of them, and what it has done about them.

The orders are carried out in the transaction of the turn (`bot.storage.link_clerks`), which looks again: when
a code or a consent has gone meanwhile, nothing of the turn is stored and it is thought out anew (StaleTurn).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.dialogue.messages import Address, Outgoing
from bot.dialogue.state import Order, State

ALIVE: Final = timedelta(minutes=10)
"""How long a code can be entered, and then how long who entered it may think it over."""
MOST_TRIES: Final = 5
REST: Final = timedelta(minutes=10)
"""How long an account has to wait after that many wrong codes."""
MOST_ACCOUNTS: Final = 8
"""Of one person; a turn loads them all."""


@dataclass(frozen=True, slots=True)
class Tries:
    """Wrong codes that may still be entered; with none left, from when on it goes again."""

    left: int = MOST_TRIES
    again_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class LinkOffer:
    """A living code: whose account made it, and how that one stands."""

    mark: str
    address: Address
    state: State


class IssueCode(Order):
    """Keep the mark of a new code of this account; its older codes are void."""

    mark: str


class CountTry(Order):
    """A wrong code was entered."""


class EnterCode(Order):
    """The code was entered here: it is used up for everybody else."""

    mark: str


class JoinAccounts(Order):
    """Make the account that made the code and this one one person, with one profile.

    Only when both have agreed to exactly this text (`version`, `text_hash`). `notice` goes to the other one.
    """

    mark: str
    version: str
    text_hash: str
    notice: Outgoing


class PartAccounts(Order):
    """Take an account off this person; the profile stays here. `notice` goes to that account."""

    address: Address
    notice: Outgoing


class TellForgotten(Order):
    """The person was erased from another account: `notice` is the last word to this one."""

    address: Address
    notice: Outgoing
