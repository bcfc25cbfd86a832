"""Facts come into a turn: kept with consent, used for this answer only without it, never kept of a child."""

from dataclasses import replace

from bot.dialogue.crisis import CARE
from bot.dialogue.facts_words import fact_phrases
from bot.dialogue.markup_text import escape
from bot.dialogue.turn import Turn
from bot.person.consents import decide, latest
from bot.person.profile import How, is_child, learn, merge
from knowledge.facts import Facts
from knowledge.measure import EVERYWHERE


def keep(turn: Turn, news: Facts, how: How) -> Turn:
    """The turn that knows the news: in the profile if they may be kept, else aside, for this answer."""
    if not news.model_fields_set:
        return turn
    if is_child(merge(turn.facts, news), turn.today):
        return replace(forget_child(turn), aside=merge(turn.aside, news))
    if not turn.may_keep:
        return replace(turn, aside=merge(turn.aside, news))
    return turn.with_state(person=learn(turn.person, news, how, turn.now))


def forget_child(turn: Turn) -> Turn:
    """Under 14 nothing is kept: the profile goes and consents, if any were given, end."""
    consents = turn.state.consents
    for kind in ("processing", "mailings"):
        newest = latest(consents, kind)
        if newest is not None and newest.given:
            document = getattr(turn.desk.organisation.consents, kind)
            consents = decide(consents, kind, document, given=False, now=turn.now)
    return turn.remember(CARE, None).with_state(person=None, consents=consents)


def acknowledgement(turn: Turn, news: Facts) -> str:
    """What was understood and what becomes of it; empty when nothing was said of the person."""
    phrases = fact_phrases(news, turn.desk.texts)
    if not phrases:
        return ""
    said = ", ".join(phrases)
    if is_child(turn.facts, turn.today):
        return turn.words("learned-child", facts=said)
    key = "learned-kept" if turn.may_keep else "learned-once"
    return turn.words(key, facts=said) + _federal_note(turn, news)


def _federal_note(turn: Turn, news: Facts) -> str:
    """Said for a region without measures of its own."""
    if news.region is None:
        return ""
    covers = turn.desk.knowledge.regions.covers
    for measure in turn.desk.knowledge.measures():
        named = measure.audience.regions
        if EVERYWHERE not in named and any(covers(name, news.region) for name in named):
            return ""
    return " " + turn.words("place-federal-only", region=escape(news.region))
