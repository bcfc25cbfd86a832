"""The card of a measure and what one can do with it: details, save, share, report an error."""

from datetime import timedelta

from bot.dialogue import cards
from bot.dialogue.judging import judge
from bot.dialogue.markup_text import bold, escape, link
from bot.dialogue.messages import Button
from bot.dialogue.skill import Skill
from bot.dialogue.state import ErrorReport
from bot.dialogue.turn import Turn
from bot.person.profile import STUDY, WORK, is_child
from knowledge.conditions import Verdict
from knowledge.measure import SupportMeasure

LONGEST_REPORT = 1000
MOST_REPORTS = 5
REPORTS_PER = timedelta(hours=1)
"""So many of one talk in this time; more would bury what others say."""
FAULTS = ("dates", "sum", "link", "closed", "rules")


async def show(turn: Turn, argument: str, *, alone: bool = True) -> Turn:
    """The card; the official page is previewed under it when no list goes with it."""
    measure = turn.desk.knowledge.measure(argument or turn.card_on_screen)
    if measure is None:
        return _gone(turn, argument)
    return turn.visited("m", measure.id).say(
        cards.card(turn, measure, turn.facts),
        [turn.button("button-details", "d", measure.id), *_saving(turn, measure)],
        [turn.button("button-share", "share", measure.id), turn.button("button-wrong", "wrong", measure.id)],
        _questions(turn, measure),
        [turn.button("button-back", "back"), turn.button("button-menu", "menu")],
        preview=alone,
    )


async def details(turn: Turn, argument: str) -> Turn:
    """Everything else that is known of the measure."""
    measure = turn.desk.knowledge.measure(argument or turn.card_on_screen)
    if measure is None:
        return _gone(turn, argument)
    return turn.visited("d", measure.id).say(
        cards.details(turn, measure, turn.facts),
        [turn.button("button-wrong", "wrong", measure.id), turn.button("button-human", "human")],
        [turn.button("button-back", "back"), turn.button("button-menu", "menu")],
    )


async def share(turn: Turn, argument: str) -> Turn:
    """A link that opens this card, in this messenger or on the site; else the official page, by that name."""
    measure = turn.desk.knowledge.measure(argument or turn.card_on_screen)
    if measure is None:
        return _gone(turn, argument)
    title = bold(measure.title)
    if ours := _our_link(turn, measure):
        said = turn.words("share-link", title=title, link=link(ours, ours))
    elif measure.url:
        said = turn.words("share-official", title=title, link=link(measure.url, measure.url))
    else:
        said = turn.words("share-no-link", title=title)
    return turn.say(said, _to_card(turn, measure))


async def wrong(turn: Turn, argument: str) -> Turn:
    """«Здесь ошибка»: ask what is wrong; `id` or `id.fault` when a button says it."""
    id_, _, fault = (argument or turn.card_on_screen).partition(".")
    measure = turn.desk.knowledge.measure(id_)
    if measure is None:
        return _gone(turn, argument)
    if fault in (*FAULTS, "other"):
        return _report(turn, id_, fault)
    faults = [turn.button(f"button-fault-{fault}", "wrong", f"{id_}.{fault}") for fault in FAULTS]
    return turn.wait("wrong", measure=id_).say(
        turn.words("wrong-what", title=escape(measure.title)),
        faults[:3],
        faults[3:],
        [turn.button("button-fault-other", "wrong", f"{id_}.other"), turn.button("button-cancel", "cancel")],
    )


async def told_wrong(turn: Turn, text: str) -> Turn | None:
    """The person's words on what is wrong."""
    measure = turn.waiting.get("measure")
    return _report(turn.leave(), measure, text) if isinstance(measure, str) else None


def _saving(turn: Turn, measure: SupportMeasure) -> list[Button]:
    if is_child(turn.facts, turn.today):
        return []
    is_saved = any(saved.id == measure.id for saved in turn.person.saved)
    keep = ("button-unsave", "unsave") if is_saved else ("button-save", "save")
    return [turn.button(*keep, measure.id)]


def _questions(turn: Turn, measure: SupportMeasure) -> list[Button]:
    """The questions that would settle what is unknown about this measure; children are asked nothing."""
    if is_child(turn.facts, turn.today):
        return []
    judgement = judge(turn, measure.id, turn.facts)
    unknown = {reason.condition for reason in judgement.reasons if reason.verdict is Verdict.UNKNOWN}
    statuses = set(measure.audience.statuses) if "statuses" in unknown else set()
    asked = {
        "age": "age" in unknown,
        "place": not unknown.isdisjoint({"regions", "municipalities"}),
        "study": not statuses.isdisjoint(STUDY),
        "work": not statuses.isdisjoint(WORK),
    }
    wanted = [what for what, is_asked in asked.items() if is_asked]
    return [turn.button(f"button-ask-{what}", "ask", what) for what in wanted[:2]]


def _report(turn: Turn, id_: str, text: str) -> Turn:
    since = turn.now.timestamp() - REPORTS_PER.total_seconds()
    lately = [at for at in _reported(turn) if at > since]
    if len(lately) >= MOST_REPORTS and turn.state.role is None:
        return turn.say(turn.words("wrong-enough"), [turn.button("button-menu", "menu")])
    turn = turn.remember("reported", [*lately, int(turn.now.timestamp())])
    report = ErrorReport(measure=id_, text=text.strip()[:LONGEST_REPORT], at=turn.now)
    turn = turn.with_state(reports=(*turn.state.reports, report))
    return turn.say(
        turn.words("wrong-thanks"),
        [
            turn.button("button-to-card", "m", id_),
            turn.button("button-menu", "menu"),
        ],
    )


def _reported(turn: Turn) -> list[int]:
    """When errors were reported in this talk, in unix seconds."""
    kept = turn.recall("reported")
    return [at for at in kept if isinstance(at, int)] if isinstance(kept, list) else []


def _to_card(turn: Turn, measure: SupportMeasure) -> list[Button]:
    return [turn.button("button-to-card", "m", measure.id), turn.button("button-menu", "menu")]


def _our_link(turn: Turn, measure: SupportMeasure) -> str | None:
    """What opens this card where the person talks to us, else on the site."""
    here, payload = turn.desk.books.deep_links.get(turn.address.channel), f"m-{measure.id}"
    if here and (address := here(payload)):
        return address
    site = turn.desk.public_url
    return f"{site.rstrip('/')}/chat?start={payload}" if site else None


def _gone(turn: Turn, argument: str) -> Turn:
    return turn.say(
        turn.words("card-gone" if argument else "card-which"),
        [turn.button("button-open", "open"), turn.button("button-menu", "menu")],
    )


SKILL = Skill(
    actions={"m": show, "d": details, "share": share, "wrong": wrong},
    scenes={"wrong": told_wrong},
)
