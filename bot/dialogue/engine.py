"""The engine: one incoming message and a state in, the next state and the replies out."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Final, TypeVar, assert_never

from bot.dialogue import lists, offers
from bot.dialogue.actions import Action, action
from bot.dialogue.carried import unpack
from bot.dialogue.link_codes import said_code
from bot.dialogue.messages import (
    AttachmentSent,
    ButtonPressed,
    Content,
    Incoming,
    Outgoing,
    Started,
    TextSaid,
)
from bot.dialogue.phrases import RUDE, phrases
from bot.dialogue.ports import Knowledge
from bot.dialogue.skill import ActionHandler, SceneHandler
from bot.dialogue.skills import SKILLS
from bot.dialogue.skills.articles import meanwhile
from bot.dialogue.skills.attachments import describe_attachment
from bot.dialogue.skills.crisis import attend
from bot.dialogue.skills.reask import ask_changed_consent
from bot.dialogue.skills.search import search_for
from bot.dialogue.skills.start import count_source, greets_first, opens_something
from bot.dialogue.skills.talk import chat, empty_message, old_button, restarted, too_long, unknown_command
from bot.dialogue.state import State
from bot.dialogue.step_words import said_of_step
from bot.dialogue.turn import Books, Desk, Turn
from bot.organisation import Organisation
from bot.person.hearing import is_wish
from bot.texts import Texts
from knowledge.language.words import words

Handler = TypeVar("Handler", ActionHandler, SceneHandler)
MOST_STEPS: Final = 6
LONGEST_TEXT: Final = 4000
LONGEST_CAPTION: Final = 1000


class Engine:
    """Answers. `home_region`: the region that the deployment serves; `public_url`: the site's address."""

    def __init__(
        self,
        *,
        knowledge: Knowledge,
        texts: Texts,
        organisation: Organisation,
        home_region: str,
        public_url: str | None = None,
        books: Books | None = None,
    ) -> None:
        self._desk = Desk(knowledge, texts, organisation, home_region, public_url, books or Books())
        self._actions = _united([skill.actions for skill in SKILLS])
        self._scenes = _united([skill.scenes for skill in SKILLS])
        self._pages = frozenset(name for skill in SKILLS for name in skill.pages)
        self._hidden = frozenset(
            name for skill in SKILLS if skill.for_staff for name in (*skill.actions, *skill.scenes)
        )

    async def reply(self, incoming: Incoming, state: State, now: datetime) -> tuple[State, list[Outgoing]]:
        """Answer one message: at least one reply, whatever came."""
        turn = restarted(_begin(self._desk, incoming, state, now))
        turn = await self._answer(turn, incoming.content)
        turn = offers.keep(ask_changed_consent(turn))
        return turn.state, list(turn.replies)

    async def _answer(self, turn: Turn, content: Content) -> Turn:
        match content:
            case TextSaid(text=text):
                return await self._hear(turn, text)
            case ButtonPressed(action=raw, on=on):
                return self._in_place(await self._press(turn, raw), raw, on)
            case AttachmentSent(kind=kind, caption=caption):
                said = describe_attachment(turn, kind)
                return await self._hear(said, caption[:LONGEST_CAPTION]) if caption.strip() else said
            case Started(payload=payload, before_words=before_words):
                return await self._open(turn, _safe(payload), before_words=before_words)
        assert_never(content)

    async def _open(self, turn: Turn, payload: str, *, before_words: bool) -> Turn:
        """A talk is opened; words that came with the link are answered by themselves, in their own turn."""
        if before_words and not opens_something(payload):
            return count_source(turn, payload)
        opened = await self._perform(turn.leave(), Action("start", payload))
        greets = before_words and greets_first(payload) and len(opened.replies) > 1
        return replace(opened, replies=opened.replies[1:]) if greets else opened

    async def _press(self, turn: Turn, raw: str) -> Turn:
        pressed = Action.parse(raw)
        if pressed is None or not self._is_there(turn, pressed.name):
            return old_button(turn)
        if pressed.carried and not turn.may_keep:
            turn = replace(turn, aside=unpack(pressed.carried, turn.desk.knowledge.regions))
        return await self._perform(turn.leave(), pressed)

    def _in_place(self, turn: Turn, raw: str, on: str | None) -> Turn:
        """A page that was turned takes the place of the message whose button was pressed."""
        pressed, screen = Action.parse(raw), turn.state.conversation.back[-1:]
        if on is None or pressed is None or pressed.name not in self._pages or not pressed.argument:
            return turn
        if len(turn.replies) != 1 or screen != (action(pressed.name, pressed.argument),):
            return turn
        return replace(turn, replies=(turn.replies[0].model_copy(update={"replaces": on}),))

    async def _hear(self, turn: Turn, text: str) -> Turn:
        turn, all_said = attend(turn, text)
        if all_said:
            return turn
        if not words(text) and not text.lstrip().startswith("/"):
            return empty_message(turn)
        if len(text) > LONGEST_TEXT:
            return too_long(turn)
        if text.lstrip().startswith("/") and not self._is_there(turn, phrases().command(text) or ""):
            return unknown_command(turn)
        if wanted := self._wanted(turn, text):
            return await self._perform(turn.leave(), wanted)
        if (answered := await self._answer_scene(turn, text)) is not None:
            return await self._follow(answered)
        return await self._talk(turn.leave(), text)

    def _wanted(self, turn: Turn, text: str) -> Action | None:
        """The action of the words: a code, a command, a button on the screen, a phrase that always works."""
        if turn.desk.books.links and (code := said_code(text)) is not None:
            return Action("link-code", code)
        if text.lstrip().startswith("/"):
            name, _, argument = text.strip().partition(" ")
            command = phrases().command(name)
            return Action(command, _safe(argument)) if command else None
        if (label := offers.pressed_by_words(turn, text)) and self._is_there(turn, label.name):
            return label
        if of_step := said_of_step(turn, text):
            return of_step
        if turn.waited is None and (id_ := lists.numbered(turn, text)):
            return Action("m", id_)
        name = phrases().action(text) or ""
        return Action(name) if self._is_there(turn, name) else None

    def _is_there(self, turn: Turn, name: str) -> bool:
        """Is there an action of this name, for this person, now? Staff's are there for staff only."""
        return name in self._actions and (name not in self._hidden or turn.state.role is not None)

    async def _answer_scene(self, turn: Turn, text: str) -> Turn | None:
        handler = self._scenes.get(turn.waited or "")
        if handler is None or (turn.waited in self._hidden and turn.state.role is None):
            return None
        return await meanwhile(turn, text) or await handler(turn, text)

    async def _talk(self, turn: Turn, text: str) -> Turn:
        key = phrases().small_talk(text)
        if key and not (key == RUDE and is_wish(text)):
            return chat(turn, key)
        return await self._follow(await search_for(turn, text))

    async def _perform(self, turn: Turn, act: Action) -> Turn:
        return await self._follow(replace(turn, next=act))

    async def _follow(self, turn: Turn) -> Turn:
        """Do what comes next until nothing does; bounded, so that skills cannot pass the ball for ever."""
        for _ in range(MOST_STEPS):
            if (act := turn.next) is None:
                return turn
            handler = self._actions[act.name if self._is_there(turn, act.name) else "menu"]
            turn = await handler(replace(turn, next=None), act.argument)
        return replace(turn, next=None)


def _begin(desk: Desk, incoming: Incoming, state: State, now: datetime) -> Turn:
    waiting = state.conversation.memory.get("waiting")
    return Turn(
        desk,
        incoming.address,
        state,
        now,
        waited=state.conversation.scene,
        waiting=waiting if isinstance(waiting, dict) else {},
    )


def _united(tables: Iterable[Mapping[str, Handler]]) -> Mapping[str, Handler]:
    """One table of all.

    Raises: ValueError when two skills claim one name.
    """
    united: dict[str, Handler] = {}
    for table in tables:
        if twice := united.keys() & table.keys():
            raise ValueError(f"two skills claim {', '.join(sorted(twice))}")
        united |= table
    return united


def _safe(argument: str) -> str:
    """An argument from outside, or nothing when no button could carry it."""
    argument = argument.strip()
    parsed = Action.parse(f"x:{argument}")
    return parsed.argument if parsed else ""
