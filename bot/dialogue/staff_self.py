"""What the lists of staff say of the person who writes: for the export and before everything is deleted."""

from bot.dialogue.staff import Member
from bot.dialogue.staff_words import member_line
from bot.dialogue.turn import Turn
from bot.wording import moment


async def memberships(turn: Turn) -> list[Member]:
    """The person's places in the list of staff, on all linked accounts."""
    book = turn.desk.books.staff
    if book is None:
        return []
    accounts = (turn.address, *turn.state.linked)
    return [member for member in await book.members() if member.address in accounts]


async def exported(turn: Turn) -> list[str]:
    """Lines of the export; none for nearly everybody."""
    book = turn.desk.books.staff
    if book is None:
        return []
    lines = [member_line(member, turn.address, turn.desk.texts) for member in await memberships(turn)]
    alarms = await book.alarms_about((turn.address, *turn.state.linked))
    return lines + [turn.words("export-alarm", at=moment(at, turn.zone)) for at in alarms]


async def farewell_words(turn: Turn) -> list[str]:
    """What else a deletion ends."""
    leaving = [member for member in await memberships(turn) if not member.fixed]
    return [turn.words("delete-staff")] if leaving else []
