"""Facts come into a turn: kept with consent, used for this answer only without it, never kept of a child."""

from bot.dialogue.facts_words import fact_phrases
from bot.dialogue.turn import Turn
from bot.person.consents import decide, latest
from bot.person.profile import How, is_child, learn, merge
from knowledge.facts import Facts


def keep(turn: Turn, news: Facts, how: How) -> Turn:
    """The turn that knows the news, if they may be kept at all."""
    if is_child(merge(turn.facts, news), turn.today):
        return forget_child(turn)
    if not turn.may_keep or not news.model_fields_set:
        return turn
    return turn.with_state(person=learn(turn.person, news, how, turn.now))


def forget_child(turn: Turn) -> Turn:
    """Under 14 nothing is kept: the profile goes and consents, if any were given, end."""
    consents = turn.state.consents
    for kind in ("processing", "mailings"):
        newest = latest(consents, kind)
        if newest is not None and newest.given:
            document = getattr(turn.desk.organisation.consents, kind)
            consents = decide(consents, kind, document, given=False, now=turn.now)
    return turn.with_state(person=None, consents=consents)


def acknowledgement(turn: Turn, news: Facts, now_known: Facts) -> str:
    """What was understood and what becomes of it; empty when nothing was said of the person."""
    phrases = fact_phrases(news, turn.desk.texts)
    if not phrases:
        return ""
    said = ", ".join(phrases)
    if is_child(now_known, turn.today):
        return turn.words("learned-child", facts=said)
    return turn.words("learned-kept" if turn.may_keep else "learned-once", facts=said)
