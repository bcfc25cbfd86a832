"""«/staff»: who works here; owners take people off the list, everybody may leave."""

from collections.abc import Sequence
from typing import Final

from bot.dialogue.messages import Address, Button
from bot.dialogue.phrases import phrases, plain
from bot.dialogue.skill import Skill
from bot.dialogue.staff import STAFF_CHANNELS, Member, last_owner
from bot.dialogue.staff_orders import RemoveStaff
from bot.dialogue.staff_words import member_line, member_name, numbered
from bot.dialogue.turn import Row, Turn

PAGE: Final = 6
MOST_OFFSET: Final = 10_000


async def staff(turn: Turn, argument: str) -> Turn:
    """The list; the argument is where its page begins."""
    members = await turn.staff.members()
    offset = page_start(argument, len(members))
    shown = members[offset : offset + PAGE]
    lines = [member_line(member, turn.address, turn.desk.texts) for member in shown]
    text = [turn.words("staff-title"), numbered(lines, offset)]
    if waiting := await turn.staff.open_invites(turn.now):
        text.append(turn.words("staff-invites-open", count=waiting))
    return turn.visited("staff", argument).say(
        "\n\n".join(text),
        _numbers(turn, shown, offset),
        more(turn, "staff", offset + PAGE, len(members)),
        _changes(turn, waiting),
        [turn.button("button-staff-leave", "staff-leave")],
        [turn.button("button-staff-inbox", "inbox"), turn.button("button-staff-log", "log")],
    )


async def who(turn: Turn, argument: str) -> Turn:
    """One of the staff, with what an owner may do."""
    members = await turn.staff.members()
    member = _find(members, argument)
    if member is None or not is_owner(turn):
        return turn.say(turn.words("staff-gone" if member is None else "staff-owners-only")).then("staff")
    turn, back = turn.visited("staff-who", argument), [turn.button("button-staff-list", "staff")]
    said = member_line(member, turn.address, turn.desk.texts)
    if refusal := _refusal(members, member):
        return turn.say(f"{said}\n\n{turn.words(refusal)}", back)
    return turn.say(said, [turn.button("button-staff-remove", "staff-remove", argument)], back)


async def leave(turn: Turn, argument: str) -> Turn:
    """Leaving is removing oneself."""
    return turn.then("staff-remove", reference(turn.address))


async def remove(turn: Turn, argument: str) -> Turn:
    """The first step: ask."""
    members = await turn.staff.members()
    member = _find(members, argument)
    if member is None:
        return turn.say(turn.words("staff-gone")).then("staff")
    if not _may_remove(turn, member):
        return turn.say(turn.words("staff-owners-only")).then("staff")
    if refusal := _refusal(members, member):
        return turn.say(turn.words(refusal), [turn.button("button-staff-list", "staff")])
    leaves = member.address == turn.address
    sure = turn.button(
        "button-staff-leave-yes" if leaves else "button-staff-remove-yes", "staff-yes", argument
    )
    text = (
        turn.words("staff-leave-sure")
        if leaves
        else turn.words("staff-remove-sure", name=member_name(member, turn.desk.texts))
    )
    return turn.wait("staff-sure", member=argument).say(
        text, [sure.model_copy(update={"style": "danger"})], [turn.button("button-cancel", "staff")]
    )


async def removed(turn: Turn, argument: str) -> Turn:
    """The second step, which counts only right after the first one."""
    if turn.waited != "staff-sure" or turn.waiting.get("member") != argument:
        return turn.then("staff-remove", argument)
    members = await turn.staff.members()
    member = _find(members, argument)
    if member is None or not _may_remove(turn, member) or _refusal(members, member):
        return turn.then("staff-remove", argument)
    turn = turn.leave().order(RemoveStaff(member=member.address))
    if member.address == turn.address:
        return turn.talk(back=()).say(turn.words("staff-left"), [turn.button("button-menu", "menu")])
    name = member_name(member, turn.desk.texts)
    return turn.say(turn.words("staff-removed", name=name), [turn.button("button-staff-list", "staff")])


async def told_sure(turn: Turn, text: str) -> Turn | None:
    """«Да» in words; «нет» keeps everybody; anything else is another message."""
    member = turn.waiting.get("member")
    if plain(text) in phrases().agree and isinstance(member, str):
        return await removed(turn, member)
    if plain(text) in phrases().refuse:
        return turn.leave().say(turn.words("staff-kept")).then("staff")
    return None


def is_owner(turn: Turn) -> bool:
    """May this member change the list? Asked anew when the turn is stored."""
    return turn.state.role == "owner"


def reference(address: Address) -> str:
    """An account in a button."""
    return f"{address.channel}.{address.account}"


def page_start(argument: str, length: int) -> int:
    """Where a page begins, from a button or from outside; beyond the end is the beginning."""
    offset = int(argument) if argument.isdecimal() and len(argument) <= 5 else 0
    return offset if offset < min(length, MOST_OFFSET) else 0


def more(turn: Turn, name: str, following: int, length: int) -> Row:
    """The button of the next page."""
    if following >= length:
        return []
    return [Button(label=turn.words("button-staff-more"), action=turn.action(name, following))]


def _changes(turn: Turn, waiting: int) -> Row:
    if not is_owner(turn):
        return []
    cancel = [turn.button("button-staff-uninvite", "staff-cancel")] if waiting else []
    return [turn.button("button-staff-invite", "staff-invite"), *cancel]


def _numbers(turn: Turn, shown: Sequence[Member], offset: int) -> Row:
    if not is_owner(turn):
        return []
    return [
        Button(label=str(number), action=turn.action("staff-who", reference(member.address)))
        for number, member in enumerate(shown, start=offset + 1)
    ]


def _find(members: Sequence[Member], argument: str) -> Member | None:
    channel, _, account = argument.partition(".")
    if channel not in STAFF_CHANNELS:
        return None
    return next((one for one in members if reference(one.address) == f"{channel}.{account}"), None)


def _may_remove(turn: Turn, member: Member) -> bool:
    return is_owner(turn) or member.address == turn.address


def _refusal(members: Sequence[Member], member: Member) -> str | None:
    """The key of why this one stays."""
    if member.fixed:
        return "staff-fixed"
    return "staff-last-owner" if last_owner(members, member) else None


SKILL = Skill(
    actions={
        "staff": staff,
        "staff-who": who,
        "staff-leave": leave,
        "staff-remove": remove,
        "staff-yes": removed,
    },
    scenes={"staff-sure": told_sure},
    pages=frozenset({"staff"}),
    for_staff=True,
)
