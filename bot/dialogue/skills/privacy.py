"""Data and rights: the policy, how consents stand, taking everything along, deleting everything."""

from bot.dialogue.facts_words import fact_label
from bot.dialogue.kept_path import exported_path
from bot.dialogue.link_orders import TellForgotten
from bot.dialogue.link_places import can_link, here, linked_places
from bot.dialogue.markup_text import escape, escape_lines, link
from bot.dialogue.messages import Address, Outgoing
from bot.dialogue.phrases import phrases, plain
from bot.dialogue.skill import Skill
from bot.dialogue.staff_self import exported, farewell_words
from bot.dialogue.state import Consent, State
from bot.dialogue.turn import Turn
from bot.person.consents import standing
from bot.person.profile import fact_keys
from bot.wording import moment


async def privacy(turn: Turn, argument: str) -> Turn:
    """The policy and the switches; ending a consent is one press, like giving it."""
    policy = turn.desk.organisation.policy
    parts = [turn.words("privacy-title"), escape_lines(policy.text)]
    if policy.url:
        parts.append(turn.words("privacy-link", link=link(policy.url, policy.url)))
    parts += [turn.words("privacy-how-chosen"), _standing(turn)]
    parts += [turn.words("privacy-linked", places=places)] if (places := linked_places(turn)) else []
    consents = turn.desk.organisation.consents
    mailings_on = standing(turn.state.consents, "mailings", consents.mailings) == "given"
    has_consent = turn.may_keep or turn.state.person is not None
    return turn.visited("privacy").say(
        "\n\n".join(parts),
        [
            turn.button("button-withdraw", "withdraw")
            if has_consent
            else turn.button("button-consent", "consent")
        ],
        [
            turn.button("button-mailings-off", "refuse-mailings")
            if mailings_on
            else turn.button("button-mailings", "mailings")
        ],
        [turn.button("button-export", "export"), turn.button("button-delete", "delete")],
        [turn.button("button-links", "link")] if can_link(turn) else [],
        [turn.button("button-back", "back"), turn.button("button-menu", "menu")],
    )


async def export(turn: Turn, argument: str) -> Turn:
    """Everything that we hold of this person, at once, in words."""
    parts = [
        turn.words("export-title"),
        "\n".join(_account_line(turn, one) for one in (turn.address, *turn.state.linked)),
        _section(turn, "export-consents", [_consent_line(turn, consent) for consent in turn.state.consents]),
        _section(turn, "export-facts", _fact_lines(turn, turn.state)),
        _section(turn, "export-saved", _saved_lines(turn)),
        *([_section(turn, "export-path", of_path)] if (of_path := exported_path(turn)) else []),
        *([_section(turn, "export-staff", of_staff)] if (of_staff := await exported(turn)) else []),
        turn.words("export-rest"),
    ]
    return turn.say(
        "\n\n".join(parts), [turn.button("button-delete", "delete"), turn.button("button-menu", "menu")]
    )


async def delete(turn: Turn, argument: str) -> Turn:
    """The first step: say what goes."""
    sure = turn.button("button-delete-yes", "delete-yes").model_copy(update={"style": "danger"})
    words = [turn.words("delete-sure")]
    words += [turn.words("delete-linked", places=places)] if (places := linked_places(turn)) else []
    words += await farewell_words(turn)
    return turn.wait("delete").say("\n\n".join(words), [sure], [turn.button("button-delete-no", "cancel")])


async def delete_yes(turn: Turn, argument: str) -> Turn:
    """The second step, which counts only right after the first one."""
    if turn.waited != "delete":
        return turn.then("delete")
    farewell = turn.say(turn.words("delete-done"))
    last = farewell.replies[-1].model_copy(update={"forget": True})
    notice = Outgoing(text=turn.words("delete-notice", where=here(turn)), forget=True)
    told = tuple(TellForgotten(address=other, notice=notice) for other in turn.state.linked)
    state = State(forget=True, orders=told)
    return Turn(turn.desk, turn.address, state, turn.now, replies=(*farewell.replies[:-1], last))


async def told_delete(turn: Turn, text: str) -> Turn | None:
    """A clear yes is the second step; anything else keeps everything."""
    if plain(text) in phrases().delete_sure:
        return await delete_yes(turn, "")
    return turn.leave().say(turn.words("delete-kept")).then("menu")


def _standing(turn: Turn) -> str:
    consents = turn.desk.organisation.consents
    processing = standing(turn.state.consents, "processing", consents.processing)
    mailings = standing(turn.state.consents, "mailings", consents.mailings)
    words = {"given": "privacy-given", "changed": "privacy-changed"}
    return turn.words(
        "privacy-standing",
        processing=turn.words(words.get(processing, "privacy-not-given")),
        mailings=turn.words(words.get(mailings, "privacy-not-given")),
    )


def _account_line(turn: Turn, one: Address) -> str:
    channel = turn.words(f"link-name-{one.channel}")
    return turn.words("export-account", channel=channel, account=escape(one.account))


def _section(turn: Turn, key: str, lines: list[str]) -> str:
    shown = [f"- {line}" for line in lines] or [turn.words("export-nothing")]
    return "\n".join([turn.words(key), *shown])


def _consent_line(turn: Turn, consent: Consent) -> str:
    key = "export-consent-given" if consent.given else "export-consent-refused"
    return turn.words(
        key,
        kind=turn.words(f"consent-{consent.kind}-title").strip("*"),
        version=escape(consent.version),
        hash=consent.text_hash[:12],
        at=moment(consent.at, turn.zone),
    )


def _fact_lines(turn: Turn, state: State) -> list[str]:
    person = state.person
    if person is None:
        return []
    lines = []
    for key in fact_keys(person.facts):
        said = fact_label(key, person.facts, turn.desk.texts)
        origin = person.origins.get(key)
        if origin is not None:
            how = turn.words(f"origin-{origin.how}")
            said = turn.words("export-fact", fact=said, how=how, at=moment(origin.at, turn.zone))
        lines.append(said)
    return lines


def _saved_lines(turn: Turn) -> list[str]:
    lines = []
    for saved in turn.person.saved:
        measure = turn.desk.knowledge.measure(saved.id)
        title = escape(measure.title) if measure else saved.id
        lines.append(turn.words("export-saved-line", title=title, at=moment(saved.at, turn.zone)))
    return lines


SKILL = Skill(
    actions={"privacy": privacy, "export": export, "delete": delete, "delete-yes": delete_yes},
    scenes={"delete": told_delete},
)
