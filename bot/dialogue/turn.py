"""One turn of a talk: what a skill reads, says and leaves behind; each step gives the next value."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from typing import Final, Self
from zoneinfo import ZoneInfo

from pydantic import JsonValue

from bot.dialogue.actions import Action, action, fits
from bot.dialogue.carried import pack
from bot.dialogue.messages import Address, Button, ChannelName, Outgoing
from bot.dialogue.ports import ArticleBook, Knowledge, LinkBook, Planner, StaffBook
from bot.dialogue.state import Conversation, Order, Person, State
from bot.organisation import Organisation
from bot.person.consents import standing
from bot.person.profile import Form, facts_on, form, merge
from bot.texts import Argument, Texts
from knowledge.facts import Facts

LONGEST_TRAIL: Final = 10
Row = Sequence[Button]
DeepLink = Callable[[str], str | None]
"""An address that opens a talk with this payload; None while that is not known."""


@dataclass(frozen=True, slots=True)
class Sharing:
    """Pages of the site that show a path to others. `new_code`: 128 random bits in letters for addresses."""

    new_code: Callable[[], str]
    address: Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Books:
    """What skills look up beside the catalogue; without a book its abilities are not there.

    `deep_links`: the channels that run here, each with its way to make a link that opens a talk.
    """

    staff: StaffBook | None = None
    links: LinkBook | None = None
    articles: ArticleBook | None = None
    planner: Planner | None = None
    sharing: Sharing | None = None
    deep_links: Mapping[ChannelName, DeepLink] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Desk:
    """What every turn works with. `home_region`: the region that this deployment serves."""

    knowledge: Knowledge
    texts: Texts
    organisation: Organisation
    home_region: str
    public_url: str | None = None
    books: Books = Books()


@dataclass(frozen=True)
class Turn:
    """The state so far, the replies so far and, with `next`, what is to be done after this step."""

    desk: Desk
    address: Address
    state: State
    now: datetime
    waited: str | None = None
    """The scene that waited for an answer when the message came."""
    waiting: Mapping[str, JsonValue] = field(default_factory=dict)
    """What that scene left for itself."""
    aside: Facts = field(default_factory=Facts)
    """What was said but may not be kept; it travels in the buttons of the replies."""
    replies: tuple[Outgoing, ...] = ()
    next: Action | None = None

    @cached_property
    def zone(self) -> ZoneInfo:
        """The time where the person lives."""
        region = self.state.person.facts.region if self.state.person else None
        return ZoneInfo(self.desk.knowledge.regions.timezone(region or self.desk.home_region))

    @cached_property
    def today(self) -> date:
        """The calendar day where the person lives."""
        return self.now.astimezone(self.zone).date()

    @cached_property
    def facts(self) -> Facts:
        """What is known of the person today, with what was said aside."""
        return merge(facts_on(self.state.person, self.today), self.aside)

    @property
    def who(self) -> Form:
        """How the one for whom is looked is spoken of, for texts that differ by it."""
        return form(self.facts)

    @property
    def may_keep(self) -> bool:
        """May facts of this person be kept? Only by a consent to the text as it is now."""
        document = self.desk.organisation.consents.processing
        return standing(self.state.consents, "processing", document) == "given"

    @property
    def person(self) -> Person:
        return self.state.person or Person()

    @property
    def staff(self) -> StaffBook:
        """Who works here and what waits for them; asked for by skills that staff alone can get to.

        Raises: LookupError when this deployment keeps no staff.
        """
        if self.desk.books.staff is None:
            raise LookupError("no book of staff")
        return self.desk.books.staff

    def words(self, key: str, /, **arguments: Argument) -> str:
        """A text of the locale."""
        return self.desk.texts(key, **arguments)

    def button(self, key: str, name: str, argument: str | int = "") -> Button:
        """A button whose label is a text."""
        return Button(label=self.words(key), action=self.action(name, argument))

    def action(self, name: str, argument: str | int = "") -> str:
        """An action for a button, with what was said aside if there is room."""
        plain = Action(name, str(argument))
        carrying = Action(name, str(argument), pack(self.aside))
        return str(carrying if fits(carrying) else plain)

    def say(self, text: str, *rows: Row, preview: bool = False) -> Self:
        """One more message; empty rows vanish."""
        full = tuple(tuple(row) for row in rows if row)
        return replace(self, replies=(*self.replies, Outgoing(text=text, rows=full, preview=preview)))

    def then(self, name: str, argument: str | int = "") -> Self:
        """Go on with another action."""
        return replace(self, next=Action(name, str(argument)))

    def order(self, order: Order) -> Self:
        """Have something else written in the transaction of this turn."""
        return self.with_state(orders=(*self.state.orders, order))

    def with_state(self, **changes: object) -> Self:
        """The turn with another state; drops what was worked out from the old one."""
        return replace(self, state=self.state.model_copy(update=changes))

    def talk(self, **changes: object) -> Self:
        """The turn with another conversation."""
        return self.with_state(conversation=self.state.conversation.model_copy(update=changes))

    def wait(self, scene: str, **data: JsonValue) -> Self:
        """The scene takes the next words; `data` is what it needs then."""
        return self.remember("waiting", dict(data)).talk(scene=scene)

    def leave(self) -> Self:
        """Nothing waits any more."""
        return self.remember("waiting", None).talk(scene=None)

    def remember(self, key: str, value: JsonValue) -> Self:
        """Keep a small value for later turns; None forgets it."""
        memory = {name: kept for name, kept in self.state.conversation.memory.items() if name != key}
        return self.talk(memory=memory if value is None else {**memory, key: value})

    def recall(self, key: str) -> JsonValue:
        return self.state.conversation.memory.get(key)

    @property
    def card_on_screen(self) -> str:
        """The measure whose card or details were shown last; empty when there was none."""
        for place in reversed(self.state.conversation.back):
            name, _, id_ = place.partition(":")
            if name in ("m", "d", "step"):
                return id_
        return ""

    @property
    def step_on_screen(self) -> str:
        """The step of the path whose card was shown last; empty when there was none."""
        places = [place.partition(":") for place in self.state.conversation.back]
        return next((id_ for name, _, id_ in reversed(places) if name == "step"), "")

    def visited(self, name: str, argument: str | int = "") -> Self:
        """This screen is a place that «назад» comes back to."""
        place = action(name, argument)
        trail = tuple(step for step in self.state.conversation.back if step != place)
        return self.talk(back=(*trail, place)[-LONGEST_TRAIL:])

    def fresh(self) -> Self:
        """The turn with a talk that begins anew; profile and consents stay."""
        return self.with_state(conversation=Conversation())
