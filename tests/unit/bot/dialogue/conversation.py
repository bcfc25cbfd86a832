"""A talk for tests: the real engine over the shipped catalogue, the real rules and the real search."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Final, Self

from bot.dialogue.engine import Engine
from bot.dialogue.messages import (
    Address,
    AttachmentSent,
    Button,
    ButtonPressed,
    Content,
    Incoming,
    Outgoing,
    Started,
    TextSaid,
)
from bot.dialogue.ports import Found
from bot.dialogue.state import State
from bot.organisation import Organisation, shipped_organisation
from bot.texts import russian
from knowledge.conditions import Judgement, Rules, Verdict
from knowledge.facts import Facts
from knowledge.measure import SupportMeasure
from knowledge.regions import Regions, regions
from knowledge.search.search import Search
from knowledge.shipped import shipped_measures

NOON: Final = datetime(2026, 11, 21, 7, tzinfo=UTC)
"""Noon in Kurgan on 21 November 2026."""
HOME: Final = "Курганская область"


class Shelf:
    """`Knowledge` over a fixed set of measures."""

    def __init__(self, measures: Sequence[SupportMeasure]) -> None:
        self._measures = tuple(measures)
        self._by_id = {measure.id: measure for measure in measures}
        self._rules = Rules(measures, regions())
        self._search = Search.build(measures, regions()) if measures else None

    @property
    def regions(self) -> Regions:
        return regions()

    def measures(self) -> Sequence[SupportMeasure]:
        return self._measures

    def measure(self, id: str) -> SupportMeasure | None:  # noqa: A002 - the catalogue's word
        return self._by_id.get(id)

    def verdicts(self, facts: Facts, today: date) -> Mapping[str, Verdict]:
        return self._rules.verdicts(facts, today)

    def judge(self, id: str, facts: Facts, today: date) -> Judgement:  # noqa: A002 - as above
        return self._rules.judge(id, facts, today)

    async def search(self, text: str, facts: Facts, today: date, limit: int) -> Sequence[Found]:
        if self._search is None:
            return []
        hits = self._search.find(
            text, region=facts.region or HOME, limit=limit, verdicts=self.verdicts(facts, today)
        )
        return [Found(self._by_id[hit.id], hit.score, hit.why) for hit in hits]


@cache
def shelf() -> Shelf:
    """The shipped catalogue, indexed once for all tests."""
    return Shelf(shipped_measures())


class Talk:
    """One person's talk. `said` holds the newest replies."""

    def __init__(
        self,
        knowledge: Shelf | None = None,
        organisation: Organisation | None = None,
        public_url: str | None = "https://consultant.example",
    ) -> None:
        self.engine = Engine(
            knowledge=knowledge or shelf(),
            texts=russian(),
            organisation=organisation or shipped_organisation(),
            home_region=HOME,
            public_url=public_url,
        )
        self.state = State()
        self.now = NOON
        self.said: list[Outgoing] = []
        self.effects = State()

    async def receive(self, content: Content) -> str:
        """Hand over a message; the replies' texts, joined. The state takes the way through JSON."""
        incoming = Incoming(address=Address(channel="web", account="anna"), key="1", content=content)
        state, self.said = await self.engine.reply(incoming, self.state, self.now)
        self.effects = state
        stored = state.model_copy(update={"reports": (), "arrived_from": None, "forget": False, "orders": ()})
        self.state = State.model_validate_json(stored.model_dump_json())
        return self.text

    async def write(self, text: str) -> str:
        return await self.receive(TextSaid(text=text))

    async def press(self, label: str) -> str:
        """Press the button of this label in the newest replies."""
        return await self.receive(ButtonPressed(action=self.button(label).action or "", label=label))

    async def act(self, action: str) -> str:
        return await self.receive(ButtonPressed(action=action))

    async def start(self, payload: str = "") -> str:
        return await self.receive(Started(payload=payload))

    async def send(self, kind: str, caption: str = "") -> str:
        return await self.receive(AttachmentSent(kind=kind, caption=caption))

    async def agree(self) -> Self:
        """Give consent to processing and leave the questions that follow."""
        await self.act("consent")
        await self.press("Мне есть 14, разрешаю")
        await self.write("отмена")
        return self

    def later(self, **step: int) -> Self:
        self.now += timedelta(**step)
        return self

    def button(self, label: str) -> Button:
        return next(button for button in self.buttons if button.label == label)

    @property
    def buttons(self) -> list[Button]:
        return [button for reply in self.said for row in reply.rows for button in row]

    @property
    def labels(self) -> list[str]:
        return [button.label for button in self.buttons]

    @property
    def text(self) -> str:
        return "\n".join(reply.text for reply in self.said)

    @property
    def facts(self) -> Facts:
        assert self.state.person is not None
        return self.state.person.facts
