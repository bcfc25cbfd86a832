"""The front of a platform: reads a call, lets planned faults happen, answers JSON."""

import asyncio
from dataclasses import dataclass
from typing import Any, Final

from tests.platforms.bodies import Params, Upload, read_params
from tests.platforms.calls import CallLog
from tests.platforms.door import Door, Reply, Request
from tests.platforms.faults import Fault, Faults

__all__ = ("Answer", "Front", "Params", "Upload")

PAGE: Final = "<html><head><title>{0}</title></head><body><center><h1>{0}</h1></center></body></html>"
_BEFORE: Final = frozenset({"page", "reset", "hang", "slow", "refusal"})


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back: a body, its HTTP status and how the call is noted."""

    body: bytes
    status: int = 200
    outcome: str = "ok"


class Front:
    """What both platforms' servers share: a door, faults, the log of calls, defects of the caller, time."""

    def __init__(self, port: int = 0, log_limit: int | None = 100_000) -> None:
        self.door = Door(self._serve, port)
        self.faults = Faults()
        self.calls = CallLog(log_limit)
        self.defects: list[str] = []
        self.passed = 0.0

    @property
    def base_url(self) -> str:
        """Without a slash at the end."""
        return self.door.base_url

    def defect(self, words: str) -> None:
        """The caller did what a careful bot never does; tests assert that there are none."""
        self.defects.append(words)

    async def answer(self, path: str, method: str, params: dict[str, Any]) -> Answer:
        """Do the call. Each platform has its own."""
        raise NotImplementedError

    def method_of(self, path: str) -> str:
        """The method that a path calls, for faults and the log."""
        raise NotImplementedError

    def refused(self, fault: Fault) -> Answer:
        """The platform's own error, on demand."""
        raise NotImplementedError

    def now(self) -> float:
        """Seconds of a steady clock."""
        return asyncio.get_running_loop().time() + self.passed

    def let_pass(self, seconds: float) -> None:
        """Let the platform's own time go on: ages, expiries, memories."""
        self.passed += seconds

    async def _serve(self, request: Request) -> Reply | None:
        try:
            path, params = read_params(request)
        except ValueError:
            self.defect(f"a body that cannot be read: {request.content_type}")
            return Reply(b"{}", 400)
        method = self.method_of(path)
        self.calls.begun[method] += 1
        fault = self.faults.take(method, params)
        if fault is not None and fault.kind in _BEFORE and fault.kind != "slow":
            self.calls.note(method, params, self.now(), fault.kind)
            return await self._instead(fault)
        if fault is not None and fault.kind == "slow":
            await asyncio.sleep(fault.seconds)
        answer = await self._answered(path, method, params)
        self.calls.note(method, params, self.now(), answer.outcome)
        return _spoilt(fault, answer) if fault is not None else Reply(answer.body, answer.status)

    async def _answered(self, path: str, method: str, params: dict[str, Any]) -> Answer:
        try:
            return await self.answer(path, method, params)
        except Exception as error:  # noqa: BLE001 - a call that no rule foresaw must show, not hang its caller
            self.defect(f"{method}: {type(error).__name__}: {error}")
            return Answer(b"{}", 500, "500")

    async def _instead(self, fault: Fault) -> Reply | None:
        if fault.kind == "page":
            words = PAGE.format(f"{fault.status} Bad Gateway")
            return Reply(words.encode(), fault.status, "text/html")
        if fault.kind == "refusal":
            answer = self.refused(fault)
            return Reply(answer.body, answer.status)
        if fault.kind == "hang":
            await asyncio.sleep(fault.seconds)
        return None


def _spoilt(fault: Fault, answer: Answer) -> Reply | None:
    match fault.kind:
        case "malformed":
            return Reply(answer.body[: len(answer.body) // 2], answer.status)
        case "cut":
            return Reply(answer.body, answer.status, whole=False)
        case "lost":
            return None
    return Reply(answer.body, answer.status)
