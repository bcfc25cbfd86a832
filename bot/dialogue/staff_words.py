"""What staff read: members, things in their inbox, lines of the log. Text from outside is escaped here."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta, tzinfo
from typing import Final

from bot.dialogue.markup_text import escape, escape_lines, link
from bot.dialogue.messages import Address, ChannelName
from bot.dialogue.staff import ItemKind, LogEntry, Member, StaffItem
from bot.texts import Texts
from bot.wording import moment

PREVIEW: Final = 60
FAULTS: Final = frozenset({"dates", "sum", "link", "closed", "rules", "other"})
"""What the buttons of «здесь ошибка» put into a report instead of words."""
WORDED: Final = frozenset({"report", "question"})
"""Kinds whose text is what somebody said."""
_COUNTED: Final = "many-"
_HOPELESS: Final[Mapping[str, str]] = {
    "unreadable": "staff-dead-unreadable",
    "many-unreadable": "staff-dead-unreadable",
    "refused": "staff-dead-undelivered",
    "given-up": "staff-dead-undelivered",
    "unknown": "staff-dead-undelivered",
    "many-undelivered": "staff-dead-undelivered",
}
"""Of dead letters that cannot be tried again: what to do about them."""
_MENTION: Final = "tg://user?id="


def age(at: datetime, now: datetime, texts: Texts) -> str:
    """How long something has waited."""
    waited = now - at
    if waited < timedelta(hours=1):
        return texts("staff-age-fresh")
    if waited < timedelta(days=1):
        return texts("staff-age-hours", count=int(waited / timedelta(hours=1)))
    return texts("staff-age-days", count=waited.days)


def member_line(member: Member, me: Address, texts: Texts) -> str:
    """«Анна, владелец, Telegram (это ты)»."""
    said = texts(
        "staff-member",
        name=member_name(member, texts),
        role=texts(f"staff-role-{member.role}"),
        channel=texts(f"staff-channel-{member.address.channel}"),
    )
    if member.address == me:  # who asks does write to us
        return texts("staff-member-me", member=said)
    return said if member.hears else texts("staff-member-silent", member=said)


def member_name(member: Member, texts: Texts) -> str:
    """The name in the list, else the number of the account."""
    return escape(member.name) or texts("staff-nameless", account=escape(member.address.account))


def counts_line(counts: Mapping[ItemKind, int], texts: Texts) -> str:
    """«Сигналы о беде: 1 · Ошибки в мерах: 3»."""
    return " · ".join(texts(f"staff-count-{kind}", count=str(count)) for kind, count in counts.items())


def item_line(item: StaffItem, title: str, now: datetime, texts: Texts) -> str:
    """One thing in the list."""
    said = texts(f"staff-line-{item.kind}", about=_about(item, _shortened(title), texts))
    if item.kind in WORDED:
        said += " · " + escape(_shortened(_report_words(item, texts)))
    if item.times > 1:
        said += " · " + texts("staff-times", count=item.times)
    return f"{said} · {age(item.at, now, texts)}"


def item_text(item: StaffItem, title: str, now: datetime, texts: Texts) -> str:
    """One thing by itself; crises have a text of their own (`crisis_text`)."""
    parts = [texts(f"staff-item-{item.kind}", about=_about(item, title, texts))]
    if item.kind in WORDED:
        parts.append(_quoted(_report_words(item, texts)))
    if item.times > 1:
        parts.append(texts("staff-item-times", times=texts("staff-times", count=item.times)))
    if item.kind == "question":
        parts.append(texts("staff-item-question-how"))
    if item.kind == "channel":
        parts.append(texts("staff-item-channel-says", state=escape(item.text)))
    if item.kind == "dead":
        parts += _of_dead(item, texts)
    parts.append(texts("staff-item-when", age=age(item.at, now, texts)))
    return "\n\n".join(parts)


def _of_dead(item: StaffItem, texts: Texts) -> list[str]:
    """Why it has no answer, and what may help."""
    if item.text.startswith(_COUNTED):
        why = texts(f"staff-item-dead-{item.text}", count=int(item.about))
    else:
        why = texts(f"staff-item-dead-{item.text}")
    if item.text in _HOPELESS:
        return [why, texts(_HOPELESS[item.text])]
    return [why, texts("staff-dead-retry" if item.can_retry else "staff-dead-gone")]


def crisis_text(texts: Texts, item: StaffItem, chat: str | None, reader: ChannelName, zone: tzinfo) -> str:
    """Where and when somebody may be in danger and how to reach them; never what they said."""
    said = texts("staff-crisis", channel=_where(item, texts), at=moment(item.at, zone))
    return f"{said}\n\n{_reach(texts, item.address, chat, reader)}\n\n{texts('staff-crisis-how')}"


def log_line(entry: LogEntry, title: Callable[[str], str], zone: tzinfo, texts: Texts) -> str:
    """Who did what, and when."""
    about = escape(title(entry.about) if entry.what == "closed-report" else entry.about)
    if entry.what == "closed-channel":
        about = texts(f"staff-channel-{entry.about}")
    done = texts(f"staff-log-{entry.what}", about=about)
    who = _log_name(entry.who, texts)
    return texts("staff-log-line", at=moment(entry.at, zone), who=who, what=done)


def numbered(lines: Iterable[str], offset: int) -> str:
    """Lines with the numbers that their buttons have."""
    return "\n".join(f"**{number}.** {line}" for number, line in enumerate(lines, start=offset + 1))


def _reach(texts: Texts, address: Address | None, chat: str | None, reader: ChannelName) -> str:
    if address is None:
        return texts("staff-reach-forgotten")
    if chat is None:
        return texts("staff-reach-none")
    if not chat.startswith(_MENTION):
        return texts("staff-reach-link", link=link(texts("staff-reach-open"), chat))
    if reader == "telegram":
        return texts("staff-reach-link", link=f"[{texts('staff-reach-open')}]({chat})")
    return texts("staff-reach-number", account=escape(address.account))


def _about(item: StaffItem, title: str, texts: Texts) -> str:
    if item.kind == "report":
        return escape(title)
    if item.kind == "channel":
        return texts(f"staff-channel-{item.about}")
    return "" if item.kind == "question" else _where(item, texts)


def _where(item: StaffItem, texts: Texts) -> str:
    return texts(f"staff-channel-{item.channel}") if item.channel else texts("staff-channel-unknown")


def _report_words(item: StaffItem, texts: Texts) -> str:
    return texts(f"button-fault-{item.text}") if item.text in FAULTS else item.text


def _shortened(words: str) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= PREVIEW else flat[: PREVIEW - 1].rstrip() + "…"


def _quoted(words: str) -> str:
    return "\n".join(f"> {line}" for line in escape_lines(words).splitlines() if line.strip())


def _log_name(who: str, texts: Texts) -> str:
    if not who:
        return texts("staff-log-terminal")
    channel, colon, account = who.partition(":")
    known = colon and f"staff-channel-{channel}" in texts and account.isdecimal()
    return f"{texts(f'staff-channel-{channel}')} {account}" if known else escape(who)
