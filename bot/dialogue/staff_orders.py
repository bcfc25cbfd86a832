"""What the talk has done about staff in the transaction of its turn (`bot.staff.clerks` carries it out).

Each order of a member is refused (StaleTurn) when the role is gone or the thing has changed meanwhile.
"""

from bot.dialogue.messages import Address
from bot.dialogue.staff import Role
from bot.dialogue.state import Order


class InviteStaff(Order):
    """Keep an invitation; only its keyed hash is stored."""

    code_hash: str
    role: Role
    name: str


class CancelInvites(Order):
    """Make every open invitation void."""


class JoinStaff(Order):
    """Use an invitation up: the account of the turn becomes staff."""

    code_hash: str


class RemoveStaff(Order):
    """Take somebody off the list; one's own account means leaving."""

    member: Address


class CloseItem(Order):
    """Something of the staff inbox is dealt with."""

    reference: str


class RetryLetter(Order):
    """Have a message answered that could not be: its item closes, the inbox row waits again."""

    reference: str


class RaiseAlarm(Order):
    """Somebody may be in danger: an item for staff and a message to each of them, without their words."""
