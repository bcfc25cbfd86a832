"""Help, and a human."""

from bot.dialogue.markup_text import escape, host, link
from bot.dialogue.skill import Skill
from bot.dialogue.turn import Turn


async def help_(turn: Turn, argument: str) -> Turn:
    """What one can write, how measures are chosen, which commands there are."""
    of_staff = [turn.words("staff-help")] if turn.state.role else []
    return turn.visited("help").say(
        "\n\n".join([turn.words("help-how"), *of_staff]),
        [turn.button("button-open", "open"), turn.button("button-acquaint", "acquaint")],
        [turn.button("button-human", "human"), turn.button("button-menu", "menu")],
    )


async def human(turn: Turn, argument: str) -> Turn:
    """The organisation's contacts; only those that it has."""
    contacts = turn.desk.organisation.contacts
    lines = [
        turn.words("human-site", link=link(host(contacts.site), contacts.site)) if contacts.site else "",
        turn.words("human-phone", phone=escape(contacts.phone)) if contacts.phone else "",
        turn.words("human-email", email=escape(contacts.email)) if contacts.email else "",
        turn.words("human-vk", link=link(contacts.vk, contacts.vk)) if contacts.vk else "",
        turn.words("human-telegram", link=link(contacts.telegram, contacts.telegram))
        if contacts.telegram
        else "",
        turn.words("human-address", address=escape(contacts.address)) if contacts.address else "",
    ]
    reachable = [f"- {line}" for line in lines if line]
    text = [turn.words("human-intro", organisation=escape(turn.desk.organisation.name)), *reachable]
    if not reachable:
        text = [turn.words("human-no-contacts")]
    return turn.visited("human").say(
        "\n".join([*text, "", _hours(turn)]).strip(),
        [turn.button("button-back", "back"), turn.button("button-menu", "menu")],
    )


def _hours(turn: Turn) -> str:
    hours = turn.desk.organisation.working_hours
    if hours is None:
        return ""
    days = ", ".join(turn.words(f"weekday-{day}") for day in hours.days)
    return turn.words("human-hours", days=days, since=hours.since, until=hours.until)


SKILL = Skill(actions={"help": help_, "human": human})
