"""Staff as the talk sees them: who works here, invitations, what waits for them, what they did."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from bot.dialogue.messages import Address, ChannelName

Role = Literal["owner", "editor"]
ItemKind = Literal["crisis", "dead", "report", "channel", "question"]
KINDS: Final[tuple[ItemKind, ...]] = ("crisis", "channel", "dead", "report", "question")
"""What the staff inbox holds, what is most urgent first."""
STAFF_CHANNELS: Final[tuple[ChannelName, ...]] = ("telegram", "vk")
"""Where staff can be: accounts of the site and the terminal prove nothing."""

MOST_INVITES: Final = 10
"""Invitations that may be open at once."""


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who works here. `fixed`: an owner by the settings, whom no talk can remove.

    `hears`: may we write to them? Not before their first word, nor while they block us.
    """

    address: Address
    role: Role
    name: str = ""
    fixed: bool = False
    hears: bool = True


@dataclass(frozen=True, slots=True)
class Invite:
    """An invitation that can still be used; `by` is None for one from the command line."""

    code_hash: str
    role: Role
    name: str
    by: Address | None


@dataclass(frozen=True, slots=True)
class StaffItem:
    """One thing that waits for staff. `reference` names it in buttons.

    `about`: the measure of a report, the channel that fails, the inbox row of a dead letter.
    `text`: the words of a report or of a question that nothing answers, the state of a channel, why a letter
    is dead. Letters of one channel that nobody can read are counted from some number on: then `about` is
    `+<how many>`.
    `address`: whom a crisis or a dead letter is about, while it is open.
    """

    reference: str
    kind: ItemKind
    about: str
    text: str
    at: datetime
    channel: ChannelName | None = None
    """Where it happened."""
    address: Address | None = None
    is_open: bool = True
    times: int = 1
    """Of a report: how often the same was said of the same measure, while it is open."""
    can_retry: bool = False
    """Of a dead letter, when asked for by itself: is the message still there?"""


@dataclass(frozen=True, slots=True)
class LogEntry:
    """What somebody of the staff did; `who` is empty for the command line."""

    at: datetime
    who: str
    what: str
    about: str


def outranks(role: Role, present: Role) -> bool:
    """Would the role be a step up?"""
    return role == "owner" and present == "editor"


def last_owner(members: Iterable[Member], gone: Member) -> bool:
    """Would nobody be left who can change the list?"""
    others = (member.role for member in members if member.address != gone.address)
    return gone.role == "owner" and "owner" not in others
