"""What the engine asks of the outside.

The catalogue, judged and searched: `bot.knowledge_desk` answers. Staff: `bot.staff.book` answers.
Codes that join accounts: `bot.storage.links` answers. Paths and their questions: `bot.path_desk` answers.
How-to articles: `bot.article_desk` answers.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import datetime

    from bot.dialogue.link_orders import LinkOffer, Tries
    from bot.dialogue.messages import Address
    from bot.dialogue.path_marks import Marks
    from bot.dialogue.staff import Invite, ItemKind, LogEntry, Member, StaffItem
    from bot.path.changes import Change
    from bot.path.path import Path
    from bot.person.questions.answering import Known
    from bot.person.questions.choosing import Next
    from knowledge.articles.article import Article
    from knowledge.conditions import Judgement, Verdict
    from knowledge.facts import Facts
    from knowledge.measure import SupportMeasure
    from knowledge.regions import Regions


@dataclass(frozen=True, slots=True)
class Found:
    """One measure that search found; the order of a list is the order to show."""

    measure: SupportMeasure
    score: float
    why: tuple[str, ...] = ()


class Knowledge(Protocol):
    """The published catalogue as it stands now; may be swapped between turns, never inside one call."""

    @property
    def regions(self) -> Regions:
        """The gazetteer."""
        ...

    def measures(self) -> Sequence[SupportMeasure]:
        """All published measures, in id order."""
        ...

    def measure(self, id: str) -> SupportMeasure | None:  # noqa: A002 - the word of the catalogue
        """A published measure; None when there is none (any more)."""
        ...

    def verdicts(self, facts: Facts, today: date) -> Mapping[str, Verdict]:
        """Id -> verdict for every published measure."""
        ...

    def judge(self, id: str, facts: Facts, today: date) -> Judgement:  # noqa: A002 - as above
        """The verdict on one published measure with its reasons.

        Raises: KeyError when there is no such measure (`measure` answers None for it).
        """
        ...

    async def search(self, text: str, facts: Facts, today: date, limit: int) -> Sequence[Found]:
        """What fits the words, ranked with what is known of the person (what cannot fit comes last).

        When `facts.region` is None the region of the deployment (REGION) counts for ranking only.
        """
        ...


class Planner(Protocol):
    """The best path for a person, and the next question on the way to it; both may take seconds."""

    async def next_question(self, known: Known, today: date, marks: Marks) -> Next:
        """What to ask; no question when the path is certain. `marks` as for `path`."""
        ...

    async def path(self, facts: Facts, today: date, marks: Marks) -> Path:
        """The best path for what is known; what is not known counts in the person's favour.

        `marks`: what the person said of steps; what is done is not in it, what waits for an answer is.
        """
        ...

    async def changes(
        self, before: Mapping[str, int | None], facts: Facts, today: date, marks: Marks
    ) -> Sequence[Change]:
        """How the path of `path` differs from an earlier one: id -> month of start, None without a date."""
        ...


class ArticleBook(Protocol):
    """Short how-to articles."""

    async def find(self, text: str) -> Article | None:
        """The article that surely answers a question; None when none does."""
        ...

    async def near(self, text: str) -> Sequence[Article]:
        """Articles that may be meant when none surely answers, best first."""
        ...

    async def article(self, id: str) -> Article | None:  # noqa: A002 - the records' word
        """One article; None when there is none (any more)."""
        ...

    async def our_words(self, text: str) -> str:
        """The words of a text that our own records use, in dictionary form; empty when they tell nothing."""
        ...


class StaffBook(Protocol):
    """Who works here and what waits for them. What changes it are orders (`bot.dialogue.staff_orders`)."""

    async def members(self) -> Sequence[Member]:
        """Everybody of the staff, owners first."""
        ...

    def new_code(self) -> str:
        """A fresh code for an invitation: 128 random bits that can be typed."""
        ...

    def code_hash(self, code: str) -> str:
        """What is stored of a code, however it was typed."""
        ...

    async def invite(self, code: str, now: datetime) -> Invite | None:
        """The invitation of a code; None when it was used, is too old or never was."""
        ...

    async def open_invites(self, now: datetime) -> int:
        """How many invitations can still be used."""
        ...

    async def counts(self) -> Mapping[ItemKind, int]:
        """How much waits in the staff inbox, by kind; kinds without any are left out."""
        ...

    async def items(self, offset: int, limit: int) -> Sequence[StaffItem]:
        """What waits, the newest first."""
        ...

    async def item(self, reference: str) -> StaffItem | None:
        """One thing, also when it is closed; None when there is none (any more)."""
        ...

    def chat_link(self, address: Address) -> str | None:
        """What opens a talk with somebody; None where we cannot write first."""
        ...

    async def alarms_about(self, accounts: Collection[Address]) -> Sequence[datetime]:
        """When staff were told that one of these may be in danger, as far as that is still kept."""
        ...

    async def log(self, offset: int, limit: int) -> Sequence[LogEntry]:
        """What staff did, the newest first."""
        ...


class LinkBook(Protocol):
    """One-time codes that join accounts. What changes them are orders (`bot.dialogue.link_orders`)."""

    def new_code(self) -> str:
        """A fresh code (`bot.dialogue.link_codes`); nothing is stored by this."""
        ...

    def mark(self, code: str) -> str:
        """What is stored of a code: a keyed hash."""
        ...

    async def tries(self, address: Address, now: datetime) -> Tries:
        """How many wrong codes this account may still enter."""
        ...

    async def offer(self, code: str, address: Address, now: datetime) -> LinkOffer | None:
        """What a code leads this account to; None when it was used, is too old or never was."""
        ...

    async def entered(self, address: Address, now: datetime) -> LinkOffer | None:
        """What the code leads to that this account has entered a moment ago; None when that is over."""
        ...
