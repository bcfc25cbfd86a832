"""The catalogue as the talk asks it: measures, rules, search of one version, swapped for each newer one."""

from __future__ import annotations

import asyncio
import gc
import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from bot.dialogue.ports import Found
from bot.metrics import Metrics
from bot.path.closeness import Nearness
from knowledge.conditions import Rules

if TYPE_CHECKING:
    from knowledge.catalogue import Catalogue
    from knowledge.conditions import Judgement, Verdict
    from knowledge.facts import Facts
    from knowledge.measure import SupportMeasure
    from knowledge.regions import Regions
    from knowledge.search.retriever import Retriever
    from knowledge.search.search import Search

log = logging.getLogger(__name__)
LOOK_SECONDS: Final = 3.0


@dataclass(frozen=True, slots=True)
class Edition:
    """Everything that answers questions on one version of the catalogue."""

    version: int
    measures: tuple[SupportMeasure, ...]
    by_id: Mapping[str, SupportMeasure]
    rules: Rules


class KnowledgeDesk:
    """Implements `bot.dialogue.ports.Knowledge`; call `load` first, then keep `watch` running."""

    def __init__(
        self,
        *,
        catalogue: Catalogue,
        retriever: Retriever,
        regions: Regions,
        home_region: str,
        metrics: Metrics,
        look_seconds: float = LOOK_SECONDS,
    ) -> None:
        self._catalogue = catalogue
        self._retriever = retriever
        self._regions = regions
        self._home_region = home_region
        self._metrics = metrics
        self._look_seconds = look_seconds
        self._edition: Edition | None = None
        self._nearness: tuple[Search, Nearness] | None = None

    @property
    def is_loaded(self) -> bool:
        """Can questions be answered?"""
        return self._edition is not None

    @property
    def edition(self) -> Edition:
        """The version that answers now.

        Raises: LookupError before the first `load`.
        """
        if self._edition is None:
            raise LookupError("the catalogue is not loaded yet")
        return self._edition

    async def load(self) -> None:
        """Read the newest version and make it the one that answers."""
        with _resting_collector() if self.is_loaded else nullcontext():
            version = await self._catalogue.version()
            measures = await self._catalogue.measures()
            edition = await asyncio.to_thread(_edition, version, measures, self._regions)
            await self._retriever.load(measures)  # swaps at its very end: no turn sees one without the other
            self._edition = edition
        self._metrics.catalogue_measures.set(len(measures))
        log.info("catalogue-loaded", extra={"version": version, "measures": len(measures)})

    async def watch(self) -> None:
        """Load every newer version, for ever."""
        while True:
            await asyncio.sleep(self._look_seconds)
            if await self._catalogue.version() != self.edition.version:
                await self.load()

    @property
    def regions(self) -> Regions:
        """The gazetteer."""
        return self._regions

    def measures(self) -> Sequence[SupportMeasure]:
        """All published measures, in id order."""
        return self.edition.measures

    def measure(self, id: str) -> SupportMeasure | None:  # noqa: A002 - the catalogue's word
        """A published measure."""
        return self.edition.by_id.get(id)

    def verdicts(self, facts: Facts, today: date) -> Mapping[str, Verdict]:
        """Id -> verdict for every published measure."""
        return self.edition.rules.verdicts(facts, today)

    def judge(self, id: str, facts: Facts, today: date) -> Judgement:  # noqa: A002 - as above
        """The verdict on one measure with its reasons.

        Raises: KeyError when there is no such measure.
        """
        return self.edition.rules.judge(id, facts, today)

    async def search(self, text: str, facts: Facts, today: date, limit: int) -> Sequence[Found]:
        """What fits the words, ranked with what is known of the person."""
        edition = self.edition
        with self._metrics.search_seconds.time():
            hits = await self._retriever.find(
                text,
                region=facts.region or self._home_region,
                limit=limit,
                verdicts=edition.rules.verdicts(facts, today),
            )
        return [Found(edition.by_id[hit.id], hit.score, hit.why) for hit in hits if hit.id in edition.by_id]

    def near(self, text: str | None, region: str | None) -> Mapping[str, float]:
        """How near each measure is to a person's words, from 0 to 1. CPU-bound: for the planning thread."""
        search, nearness = self._retriever.lexical, self._nearness
        if nearness is None or nearness[0] is not search:
            self._nearness = nearness = search, Nearness(search)
        return nearness[1].of(text, region or self._home_region)


@contextmanager
def _resting_collector() -> Iterator[None]:
    """Let the collector pass over what is built here: thousands of measures would stop talks for a second.

    Superseded editions hold no cycles, so they go without it.
    """
    gc.collect()  # of what came since the last edition, so that it is not kept for ever
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def _edition(version: int, measures: tuple[SupportMeasure, ...], regions: Regions) -> Edition:
    return Edition(
        version=version,
        measures=measures,
        by_id={measure.id: measure for measure in measures},
        rules=Rules(measures, regions),
    )
