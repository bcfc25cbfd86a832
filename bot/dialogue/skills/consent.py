"""Consents: documents of their own, two of them apart, as easy to end as to give."""

from bot.dialogue.actions import Action
from bot.dialogue.learning import acknowledgement, forget_child, keep
from bot.dialogue.link_places import linked_places
from bot.dialogue.markup_text import escape_lines
from bot.dialogue.phrases import phrases, plain
from bot.dialogue.skill import Skill
from bot.dialogue.state import Person
from bot.dialogue.turn import Row, Turn
from bot.organisation import Document
from bot.person.consents import Kind, decide, standing
from bot.person.profile import is_child

MARK_LENGTH = 12


def document_message(turn: Turn, kind: Kind) -> Turn:
    """Show a document as it is, with the buttons to agree and to refuse."""
    document = _document(turn, kind)
    text = turn.words(f"consent-{kind}-title") + "\n\n" + escape_lines(document.text)
    agree = turn.button(f"button-agree-{kind}", f"agree-{kind}", _mark(document))
    refuse = turn.button("button-refuse", f"refuse-{kind}")
    child = [turn.button("button-under-fourteen", "child")] if kind == "processing" else []
    return turn.say(text, [agree.model_copy(update={"style": "primary"})], [refuse, *child])


async def consent(turn: Turn, argument: str) -> Turn:
    """Ask for consent to processing, and remember nothing but what to go on with."""
    if turn.may_keep:
        return turn.then("profile")
    if is_child(turn.facts, turn.today):
        return turn.then("child")
    return _ask(turn.say(turn.words("consent-why")))


async def told_consent(turn: Turn, text: str) -> Turn | None:
    """«Да» or «нет» in words to the document that was just shown."""
    said, mark = plain(text), turn.waiting.get("mark")
    if said in phrases().agree:
        return await agree_processing(turn.leave(), str(mark))
    if said in phrases().refuse:
        return await refuse_processing(turn.leave(), "")
    return None


def _ask(turn: Turn) -> Turn:
    asked = turn.wait("consent", mark=_mark(_document(turn, "processing")))
    return document_message(asked, "processing")


async def mailings(turn: Turn, argument: str) -> Turn:
    """Show the document on mailings, or the way out of them."""
    if _stands(turn, "mailings"):
        return turn.say(
            turn.words("mailings-on"),
            [turn.button("button-mailings-off", "refuse-mailings"), turn.button("button-menu", "menu")],
        )
    return document_message(turn, "mailings")


async def agree_processing(turn: Turn, argument: str) -> Turn:
    """Agreed: from now on there is a profile, and what was wanted goes on."""
    if argument != _mark(_document(turn, "processing")):
        return _ask(turn.say(turn.words("consent-outdated")))
    turn = _decide(turn, "processing", given=True)
    turn = turn.with_state(person=turn.state.person or Person())
    if is_child(turn.aside, turn.today):
        return turn.then("child")
    turn = keep(turn, turn.aside, "said")
    said = acknowledgement(turn, turn.aside)
    after, turn = turn.recall("after"), turn.remember("after", None)
    wanted = Action.parse(after) if isinstance(after, str) else None
    turn = turn.say(" ".join(filter(None, [turn.words("consent-thanks"), said])))
    return turn.then(wanted.name, wanted.argument) if wanted else turn.then("acquaint")


async def refuse_processing(turn: Turn, argument: str) -> Turn:
    """Not now: nothing is kept. Who agreed to an older text keeps the profile, but it takes nothing new."""
    turn = turn.remember("after", None)
    if turn.may_keep:
        return turn.then("privacy")  # an old button: to withdraw is a step of its own
    if turn.state.person is None:
        turn = _decide(turn, "processing", given=False)
    key = "consent-refused" if turn.state.person is None else "consent-postponed"
    if (place := _came_from(turn)) is not None:
        return turn.say(turn.words(key)).then(place.name, place.argument)
    return turn.say(turn.words(key), _ways_on(turn))


def _came_from(turn: Turn) -> Action | None:
    """The list, card or details that the question of consent interrupted."""
    trail = turn.state.conversation.back
    place = Action.parse(trail[-1]) if trail else None
    return place if place and place.name in ("page", "m", "d") else None


async def withdraw(turn: Turn, argument: str) -> Turn:
    """Withdrawn: what was kept goes at once, in all linked accounts."""
    said = [turn.words("consent-withdrawn")]
    said += [turn.words("consent-withdrawn-linked", places=places)] if (places := linked_places(turn)) else []
    turn = _decide(turn.fresh(), "processing", given=False).with_state(person=None)
    return turn.say(" ".join(said), _ways_on(turn))


async def agree_mailings(turn: Turn, argument: str) -> Turn:
    if argument != _mark(_document(turn, "mailings")):
        return document_message(turn.say(turn.words("consent-outdated")), "mailings")
    return _decide(turn, "mailings", given=True).say(
        turn.words("mailings-agreed"), [turn.button("button-menu", "menu")]
    )


async def refuse_mailings(turn: Turn, argument: str) -> Turn:
    return _decide(turn, "mailings", given=False).say(
        turn.words("mailings-refused"), [turn.button("button-menu", "menu")]
    )


async def child(turn: Turn, argument: str) -> Turn:
    """«Мне нет 14»: answers only, nothing is kept."""
    return forget_child(turn).say(turn.words("child-welcome"), _ways_on(turn))


def _ways_on(turn: Turn) -> Row:
    return [turn.button("button-open", "open"), turn.button("button-menu", "menu")]


def _decide(turn: Turn, kind: Kind, *, given: bool) -> Turn:
    document = _document(turn, kind)
    return turn.with_state(consents=decide(turn.state.consents, kind, document, given=given, now=turn.now))


def _stands(turn: Turn, kind: Kind) -> bool:
    return standing(turn.state.consents, kind, _document(turn, kind)) == "given"


def _document(turn: Turn, kind: Kind) -> Document:
    consents = turn.desk.organisation.consents
    return consents.processing if kind == "processing" else consents.mailings


def _mark(document: Document) -> str:
    """What the button carries, so that an old button never agrees to a text that was not on the screen."""
    return document.text_hash[:MARK_LENGTH]


SKILL = Skill(
    actions={
        "consent": consent,
        "agree-processing": agree_processing,
        "refuse-processing": refuse_processing,
        "withdraw": withdraw,
        "mailings": mailings,
        "agree-mailings": agree_mailings,
        "refuse-mailings": refuse_mailings,
        "child": child,
    },
    scenes={"consent": told_consent},
)
