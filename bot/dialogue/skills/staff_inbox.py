"""«/inbox»: everything that waits for staff, in one place; «/log»: what staff did."""

from typing import Final
from zoneinfo import ZoneInfo

from bot.dialogue.messages import Button
from bot.dialogue.skill import Skill
from bot.dialogue.skills.staff import more, page_start
from bot.dialogue.staff import StaffItem
from bot.dialogue.staff_orders import CloseItem, RetryLetter
from bot.dialogue.staff_words import counts_line, crisis_text, item_line, item_text, log_line, numbered
from bot.dialogue.turn import Row, Turn

PAGE: Final = 5
LOG_PAGE: Final = 10


async def inbox(turn: Turn, argument: str) -> Turn:
    """Counts by kind, then the newest things with a number each."""
    counts = await turn.staff.counts()
    total = sum(counts.values())
    turn = turn.visited("inbox", argument)
    if not total:
        return turn.say(turn.words("staff-inbox-empty"), _ways_on(turn))
    offset = page_start(argument, total)
    shown = await turn.staff.items(offset, PAGE)
    lines = [item_line(item, _title(turn, item.about), turn.now, turn.desk.texts) for item in shown]
    numbers = [
        Button(label=str(number), action=turn.action("staff-item", item.reference))
        for number, item in enumerate(shown, start=offset + 1)
    ]
    parts = [turn.words("staff-inbox-title"), counts_line(counts, turn.desk.texts), numbered(lines, offset)]
    return turn.say("\n\n".join(parts), numbers, more(turn, "inbox", offset + PAGE, total), _ways_on(turn))


async def item(turn: Turn, argument: str) -> Turn:
    """One thing with what can be done about it."""
    found = await turn.staff.item(argument)
    if found is None or not found.is_open:
        return turn.say(turn.words("staff-item-closed")).then("inbox")
    rows = [_about_it(turn, found), [turn.button("button-staff-close", "staff-close", found.reference)]]
    return turn.visited("staff-item", found.reference).say(
        _told(turn, found), *rows, [turn.button("button-staff-inbox", "inbox")]
    )


async def close(turn: Turn, argument: str) -> Turn:
    """Dealt with."""
    found = await turn.staff.item(argument)
    if found is None or not found.is_open:
        return turn.say(turn.words("staff-item-closed")).then("inbox")
    return turn.order(CloseItem(reference=found.reference)).say(
        turn.words("staff-item-done"), [turn.button("button-staff-inbox", "inbox")]
    )


async def retry(turn: Turn, argument: str) -> Turn:
    """Have a message answered once more."""
    found = await turn.staff.item(argument)
    if found is None or not found.is_open:
        return turn.say(turn.words("staff-item-closed")).then("inbox")
    if not found.can_retry:
        return turn.then("staff-item", found.reference)
    return turn.order(RetryLetter(reference=found.reference)).say(
        turn.words("staff-item-again"), [turn.button("button-staff-inbox", "inbox")]
    )


async def log(turn: Turn, argument: str) -> Turn:
    """The newest entries of the audit log; one more than a page tells whether there is a next one."""
    offset = page_start(argument, length=10_000)
    entries = await turn.staff.log(offset, LOG_PAGE + 1)
    if not entries:
        return turn.say(turn.words("staff-log-empty"), _ways_on(turn))
    lines = [
        "- " + log_line(entry, lambda id_: _title(turn, id_), _zone(turn), turn.desk.texts)
        for entry in entries[:LOG_PAGE]
    ]
    following = more(turn, "log", offset + LOG_PAGE, offset + len(entries))
    return turn.visited("log", argument).say(
        "\n".join([turn.words("staff-log-title"), *lines]), following, _ways_on(turn)
    )


def _told(turn: Turn, found: StaffItem) -> str:
    if found.kind == "crisis":
        chat = turn.staff.chat_link(found.address) if found.address else None
        return crisis_text(turn.desk.texts, found, chat, turn.address.channel, _zone(turn))
    return item_text(found, _title(turn, found.about), turn.now, turn.desk.texts)


def _about_it(turn: Turn, found: StaffItem) -> Row:
    if found.kind == "report" and turn.desk.knowledge.measure(found.about):
        return [turn.button("button-staff-card", "m", found.about)]
    if found.can_retry:
        return [turn.button("button-staff-retry", "staff-retry", found.reference)]
    return []


def _title(turn: Turn, id_: str) -> str:
    """A measure's title; its id when it has left the catalogue."""
    measure = turn.desk.knowledge.measure(id_)
    return measure.title if measure else id_


def _zone(turn: Turn) -> ZoneInfo:
    """Staff read the organisation's time."""
    return ZoneInfo(turn.desk.knowledge.regions.timezone(turn.desk.home_region))


def _ways_on(turn: Turn) -> Row:
    return [turn.button("button-staff-list", "staff"), turn.button("button-menu", "menu")]


SKILL = Skill(
    actions={"inbox": inbox, "staff-item": item, "staff-close": close, "staff-retry": retry, "log": log},
    pages=frozenset({"inbox", "log"}),
    for_staff=True,
)
