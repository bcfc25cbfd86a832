"""Two accounts become one person: consent here too, a clear question, and what was said in two ways.

The question stands also before who came by a link: somebody else may have sent it, to get at a profile.
"""

from collections.abc import Iterator

from bot.dialogue.facts_words import age_phrase, fact_label, place_phrase, study_phrases
from bot.dialogue.learning import acknowledgement, keep
from bot.dialogue.link_orders import MOST_ACCOUNTS, JoinAccounts, LinkOffer
from bot.dialogue.link_places import here, where
from bot.dialogue.link_values import decode, encode
from bot.dialogue.messages import Button, Outgoing
from bot.dialogue.moving import last_place
from bot.dialogue.phrases import phrases, plain
from bot.dialogue.skill import Skill
from bot.dialogue.skills.talk import old_button
from bot.dialogue.turn import Row, Turn
from bot.person.consents import standing
from bot.person.linking import Conflict, conflicts
from bot.person.profile import fact_keys
from bot.wording import short_list
from knowledge.facts import Facts

MOST_BUTTONS = 4


def may_join(turn: Turn, offer: LinkOffer) -> bool:
    """Is there a profile behind the code, with a consent to the text as it is now?"""
    document = turn.desk.organisation.consents.processing
    return (
        offer.state.person is not None and standing(offer.state.consents, "processing", document) == "given"
    )


def propose(turn: Turn, offer: LinkOffer) -> Turn:
    """Towards one profile: by way of the consent here, if there is none."""
    if turn.may_keep and turn.state.person is not None:
        return _ask(turn, offer)
    asked = turn.words("link-consent-first", where=where(turn, offer.address.channel))
    return turn.remember("after", "link-join").say(asked).then("consent")


async def sure(turn: Turn, argument: str) -> Turn:
    """The question, after which only «да» counts."""
    offer = await _offer(turn)
    if offer is None:
        return turn.say(turn.words("link-gone"), [turn.button("button-menu", "menu")])
    return _ask(turn, offer)


def _ask(turn: Turn, offer: LinkOffer) -> Turn:
    if _accounts(turn, offer) > MOST_ACCOUNTS:
        return turn.say(
            turn.words("link-too-many", most=str(MOST_ACCOUNTS)), [turn.button("button-part", "link-part")]
        )
    yes = turn.button("button-link-yes", "link-yes").model_copy(update={"style": "primary"})
    return turn.wait("link-join").say(
        turn.words("link-sure", where=where(turn, offer.address.channel)),
        [yes, turn.button("button-link-no", "cancel")],
    )


async def yes(turn: Turn, argument: str) -> Turn:
    """Join, if the question was just asked and everything still stands."""
    offer = await _offer(turn)
    if turn.waited != "link-join" or offer is None or _accounts(turn, offer) > MOST_ACCOUNTS:
        return turn.then("link-join")
    document = turn.desk.organisation.consents.processing
    turn = turn.order(
        JoinAccounts(
            mark=offer.mark,
            version=document.version,
            text_hash=document.text_hash,
            notice=_notice(turn),
        )
    )
    place = last_place(turn)
    onward = [turn.button("button-link-go-on", place.name, place.argument)] if place else []
    row = [*onward, turn.button("button-profile", "profile"), turn.button("button-menu", "menu")]
    turn = turn.say(turn.words("link-done", where=where(turn, offer.address.channel)), row)
    return _differences(turn, offer)


async def told_yes(turn: Turn, text: str) -> Turn | None:
    """«Да» or «нет» in words."""
    if plain(text) in phrases().agree:
        return await yes(turn.leave(), "")
    return turn.leave().then("cancel") if plain(text) in phrases().refuse else None


async def take(turn: Turn, argument: str) -> Turn:
    """«Верно: 16 лет»: what was said earlier is true after all."""
    facts = decode(argument, turn.desk.knowledge.regions)
    if facts is None or not turn.may_keep:
        return old_button(turn)
    turn = keep(turn, facts, "chosen")
    return turn.say(acknowledgement(turn, facts)).then("profile")


async def _offer(turn: Turn) -> LinkOffer | None:
    """What was entered here, as long as everything that joining needs is there."""
    book = turn.desk.books.links
    if book is None or not turn.may_keep or turn.state.person is None:
        return None
    offer = await book.entered(turn.address, turn.now)
    if offer is None or not may_join(turn, offer) or offer.address in turn.state.linked:
        return None
    return offer


def _accounts(turn: Turn, offer: LinkOffer) -> int:
    return len({turn.address, *turn.state.linked, offer.address, *offer.state.linked})


def _notice(turn: Turn) -> Outgoing:
    """To the other account: whose profile it is should know who shares it."""
    return Outgoing(
        text=turn.words("link-notice", where=here(turn)), rows=((turn.button("button-part", "link-part"),),)
    )


def _differences(turn: Turn, offer: LinkOffer) -> Turn:
    """What was said in two ways: both, and a button for the one that was not taken."""
    if offer.state.person is None:
        return turn
    found = conflicts(turn.person, offer.state.person, turn.today)
    if not found:
        return turn
    buttons = list(_buttons(turn, found))
    lines = [turn.words("link-differs"), "\n".join(f"- {_line(turn, one)}" for one in found)]
    lines += [turn.words("link-differs-ask")] if buttons else []
    return turn.say("\n\n".join(lines), *buttons[:MOST_BUTTONS])


def _buttons(turn: Turn, found: tuple[Conflict, ...]) -> Iterator[Row]:
    for one in found:
        code = encode(one.thing, one.other, turn.desk.knowledge.regions)
        if code:
            label = turn.words("button-link-take", fact=_value(turn, one.thing, one.other))
            yield [Button(label=label, action=turn.action("link-take", code))]


def _line(turn: Turn, one: Conflict) -> str:
    taken, other = (_value(turn, one.thing, facts) for facts in (one.taken, one.other))
    return turn.words("link-differs-line", taken=taken, other=other)


def _value(turn: Turn, thing: str, facts: Facts) -> str:
    """One thing in words."""
    texts = turn.desk.texts
    match thing:
        case "age":
            return age_phrase(facts, texts) or ""
        case "place":
            return place_phrase(facts, texts) or ""
        case "study":
            return short_list(study_phrases(facts, texts), texts)
        case _:
            return ", ".join(fact_label(key, facts, texts) for key in fact_keys(facts))


SKILL = Skill(
    actions={"link-join": sure, "link-yes": yes, "link-take": take},
    scenes={"link-join": told_yes},
)
