"""Invitations: an owner makes a one-time link, somebody opens it and is staff."""

from datetime import datetime, timedelta
from typing import Final

from bot.dialogue.markup_text import escape, link
from bot.dialogue.skill import Skill
from bot.dialogue.skills.staff import is_owner
from bot.dialogue.staff import MOST_INVITES, STAFF_CHANNELS, Role, outranks
from bot.dialogue.staff_orders import CancelInvites, InviteStaff, JoinStaff
from bot.dialogue.turn import Turn

LONGEST_NAME: Final = 60
MOST_TRIES: Final = 5
WAIT: Final = timedelta(minutes=10)
TRIES: Final = "invite-tries"
ROLES: Final[dict[str, Role]] = {"editor": "editor", "owner": "owner"}


async def invite(turn: Turn, argument: str) -> Turn:
    """Choose a role, then give a name."""
    if not is_owner(turn):
        return turn.say(turn.words("staff-owners-only")).then("staff")
    if await turn.staff.open_invites(turn.now) >= MOST_INVITES:
        return turn.say(turn.words("staff-invites-many", count=MOST_INVITES)).then("staff")
    cancel = [turn.button("button-cancel", "staff")]
    if argument not in ROLES:
        roles = [turn.button(f"button-staff-{role}", "staff-invite", role) for role in ROLES]
        return turn.say(turn.words("staff-invite-role"), roles, cancel)
    return turn.wait("staff-name", role=argument).say(turn.words("staff-invite-name"), cancel)


async def told_name(turn: Turn, text: str) -> Turn | None:
    """The name for the list: here the invitation is made."""
    role = ROLES.get(str(turn.waiting.get("role")))
    if role is None or not is_owner(turn):
        return None
    name = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    if not name or len(name) > LONGEST_NAME:
        said = turn.words("staff-invite-name-long", count=LONGEST_NAME)
        return turn.wait("staff-name", role=role).say(said, [turn.button("button-cancel", "staff")])
    if await turn.staff.open_invites(turn.now) >= MOST_INVITES:
        return turn.leave().then("staff-invite")
    code = turn.staff.new_code()
    made = InviteStaff(code_hash=turn.staff.code_hash(code), role=role, name=name)
    return (
        turn.leave()
        .order(made)
        .say(_made(turn, role, name, code), [turn.button("button-staff-list", "staff")])
    )


async def cancel(turn: Turn, argument: str) -> Turn:
    """Every open invitation ends: a link has got into the wrong hands."""
    if not is_owner(turn):
        return turn.say(turn.words("staff-owners-only")).then("staff")
    return turn.order(CancelInvites()).say(
        turn.words("staff-invites-cancelled"), [turn.button("button-staff-list", "staff")]
    )


async def join(turn: Turn, argument: str) -> Turn:
    """Somebody opens a link. What is wrong with it is said plainly; wrong codes are counted."""
    if turn.desk.books.staff is None or turn.address.channel not in STAFF_CHANNELS:
        return turn.say(turn.words("staff-join-elsewhere"), [turn.button("button-menu", "menu")])
    failed, since = _tries(turn)
    if failed >= MOST_TRIES and turn.now < since + WAIT:
        return turn.say(turn.words("staff-join-wait"), [turn.button("button-menu", "menu")])
    found = await turn.staff.invite(argument, turn.now) if argument else None
    if found is None:
        failed = failed if turn.now < since + WAIT else 0
        turn = turn.remember(TRIES, {"failed": failed + 1, "since": turn.now.isoformat()})
        return turn.say(turn.words("staff-join-gone"), [turn.button("button-menu", "menu")])
    if found.by == turn.address:
        return turn.say(turn.words("staff-join-own"), [turn.button("button-staff-list", "staff")])
    present = turn.state.role
    if present and not outranks(found.role, present):
        return turn.say(turn.words("staff-join-already"), [turn.button("button-staff-list", "staff")])
    turn = turn.remember(TRIES, None).order(JoinStaff(code_hash=found.code_hash))
    return turn.say(
        turn.words("staff-joined", role=turn.words(f"staff-role-{found.role}")),
        [turn.button("button-staff-inbox", "inbox"), turn.button("button-staff-list", "staff")],
    )


def _made(turn: Turn, role: Role, name: str, code: str) -> str:
    """The invitation to pass on: a link for each platform, and words to type where there is none."""
    parts = [turn.words("staff-invite-done", name=escape(name), role=turn.words(f"staff-role-{role}"))]
    links = []
    for channel, make in turn.desk.books.deep_links.items():
        address = make(f"i-{code}") if channel in STAFF_CHANNELS else None
        if address:
            platform = turn.words(f"staff-channel-{channel}")
            links.append(
                "- " + turn.words("staff-invite-link", channel=platform, link=link(address, address))
            )
    if links:
        parts.append("\n".join(links))
    parts.append(turn.words("staff-invite-typed", words=f"/start i-{code}"))
    return "\n\n".join(parts)


def _tries(turn: Turn) -> tuple[int, datetime]:
    """Wrong codes so far and when the newest came; a damaged memory counts as none."""
    match turn.recall(TRIES):
        case {"failed": int(failed), "since": str(since)}:
            try:
                return failed, datetime.fromisoformat(since)
            except ValueError:
                return 0, turn.now
        case _:
            return 0, turn.now


SKILL = Skill(
    actions={"staff-invite": invite, "staff-cancel": cancel}, scenes={"staff-name": told_name}, for_staff=True
)
JOINING = Skill(actions={"staff-join": join})
