"""The connection to a model: opened in a thread, asked how it wants to be asked, asked anew in doubt."""

import asyncio
import logging
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from knowledge.language.model.attempt import Attempter, Doubts
from knowledge.language.model.breaker import Breaker
from knowledge.language.model.files import identity, read_manner, write_manner, write_used
from knowledge.language.model.manners import Manner
from knowledge.language.model.outcome import Absence, Usage
from knowledge.language.model.probe import NoManner, find_manner
from knowledge.language.model.profiles import Profile, ProviderName
from knowledge.language.model.spending import Ledger
from knowledge.language.model.transport import Access, Transport, WireTrouble, open_wire

log = logging.getLogger(__name__)

DOUBTS: Final = 3
PROBE_SECONDS: Final = 60.0
"""All its questions together; a server of one's own may have to load the model first."""
FIRST_PAUSE: Final = 5.0
LONGEST_PAUSE: Final = 300.0
SAVE_SECONDS: Final = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Which model, where, and where to remember how it is asked."""

    provider: ProviderName
    profile: Profile
    model: str
    access: Access
    folder: Path

    @property
    def whom(self) -> str:
        """Names provider, address and model in a hash."""
        return identity(self.provider, self.access.base_url, self.model)


class Connection:
    """Keep `run` running. `attempter` and `manner` are there when it can be asked, `absence` says why not."""

    def __init__(
        self, target: Target, ledger: Ledger, breaker: Breaker, first_pause: float = FIRST_PAUSE
    ) -> None:
        self.target = target
        self.attempter: Attempter | None = None
        self.manner: Manner | None = None
        self.absence: Absence = "starting"
        self._ledger = ledger
        self._breaker = breaker
        self._first_pause = first_pause
        self._doubts = Doubts()
        self._doubted = asyncio.Event()
        self.looked_over = asyncio.Event()
        """Set as soon as it is known how the model is, well or not."""
        self.sure = asyncio.Event()
        """Set while the manner is known and not in doubt."""

    def look_at_doubts(self) -> None:
        """After a call: so many answers that were none in a row mean that the manner is found anew."""
        if self._doubts.signs >= DOUBTS:
            self._doubts.signs = 0
            self._doubt()

    async def run(self) -> None:
        """Load the library, find out how to ask, anew in doubt, keep the figures; until cancelled."""
        transport = await asyncio.to_thread(open_wire, self.target.access)
        self.attempter = Attempter(transport, self._ledger, self._breaker, self._doubts)
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(self._keep_manner(transport))
                group.create_task(self._keep_used())
        finally:
            self.attempter = self.manner = None
            self.absence = "starting"
            await transport.close()

    async def _keep_manner(self, transport: Transport) -> None:
        self.manner = await asyncio.to_thread(read_manner, self.target.folder, self.target.whom)
        if self.manner is None:
            self._doubt()
        else:
            self._be_sure()
        while True:
            await self._doubted.wait()
            self._doubted.clear()
            await self._find_manner(transport)

    async def _find_manner(self, transport: Transport) -> None:
        """Ask until it is known; meanwhile the manner known before stays in use."""
        pause = self._first_pause
        while (why := await self._probed(transport)) is not None:
            self.absence = why
            self.looked_over.set()
            log.warning("model-not-there", extra={"why": why, "pause": pause})
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)
        self._be_sure()
        log.info("model-ready", extra={"mode": self.manner.mode if self.manner else None})

    async def _probed(self, transport: Transport) -> Absence | None:
        try:
            async with asyncio.timeout(PROBE_SECONDS):
                found = await find_manner(
                    transport, self.target.model, self.target.profile.modes, self._note_probe
                )
        except TimeoutError:
            return "slow"
        except NoManner:
            self.manner = None
            return "unfit"
        except WireTrouble as trouble:
            return "unreachable" if trouble.kind == "declined" else trouble.kind
        self.manner = found
        await asyncio.to_thread(write_manner, self.target.folder, self.target.whom, found)
        return None

    def _doubt(self) -> None:
        self.sure.clear()
        self._doubted.set()

    def _be_sure(self) -> None:
        self.sure.set()
        self.looked_over.set()

    def _note_probe(self, usage: Usage) -> None:
        self._ledger.note("probe", usage, answered=True)

    async def _keep_used(self) -> None:
        try:
            while True:
                await asyncio.sleep(SAVE_SECONDS)
                await self._save_used()
        finally:
            await self._save_used()

    async def _save_used(self) -> None:
        if self._ledger.is_changed:
            self._ledger.is_changed = False
            await asyncio.to_thread(write_used, self.target.folder, self._ledger.days())
