"""Messages that go out at the same moment share one call: VK's `execute` takes 25 (dev.vk.com, "execute").

Nothing waits for company: who comes first leads, takes along who comes in the same moment, or while the call
before is under way, and hands everybody their own result. A repeated message is not shown twice here either:
its `random_id` is the same.
"""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import orjson

from bot.channels.vk.errors import VkError, VkUnavailable
from bot.channels.vk.line import Line

log = logging.getLogger(__name__)

MOST_CALLS: Final = 25
LONGEST_CODE: Final = 50_000
"""Characters; VK names no limit, so this one is ours."""
GATHER_SECONDS: Final = 0.015
"""The longest that a message waits for the call before it."""
NOT_UNDERSTOOD: Final = frozenset({12, 13})
"""VK could not read or run the code: each message goes by itself."""
ALONE_SECONDS: Final = 600.0
_LINE_ENDS: Final = ("\u2028", "\u2029")
"""Letters that end a line in a script, even inside quotes."""


@dataclass(frozen=True, slots=True)
class _Call:
    method: str
    code: str
    done: asyncio.Future[Any]


@dataclass(slots=True)
class _Batch:
    calls: list[_Call]
    size: int = 0

    def takes(self, code: str) -> bool:
        return len(self.calls) < MOST_CALLS and self.size + len(code) <= LONGEST_CODE

    def add(self, call: _Call) -> None:
        self.calls.append(call)
        self.size += len(call.code)


class _Alone(Exception):
    """Make this call by itself."""


class Together:
    """Calls of one line; somebody has waited for the slot of each."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self._gathering: _Batch | None = None
        self._under_way = 0
        self._landed = asyncio.Event()
        self._alone_until = 0.0

    async def call(self, method: str, **params: str | int) -> Any:
        """The result of a method, as `Line.call_now` gives it.

        Raises: VkError, VkUnavailable.
        """
        loop = asyncio.get_running_loop()
        if loop.time() < self._alone_until:
            return await self._line.call_now(method, **params)
        call = _Call(method, _written(method, params), loop.create_future())
        try:
            return await self._carried(call)
        except _Alone:
            return await self._line.call_now(method, **params)

    async def _carried(self, call: _Call) -> Any:
        batch = self._gathering
        if batch is not None and batch.takes(call.code):
            batch.add(call)
            return await call.done
        return await self._lead(call)

    async def _lead(self, call: _Call) -> Any:
        batch = self._gathering = _Batch([call], len(call.code))
        try:
            await self._gather()
            self._close(batch)
            if len(batch.calls) == 1:
                raise _Alone
            await self._make(batch.calls)
            return await call.done
        finally:
            self._close(batch)
            _release(batch.calls)

    async def _gather(self) -> None:
        """Let those join who are at it in this moment, or while the call before us has not landed."""
        await asyncio.sleep(0)
        if self._under_way:
            self._landed.clear()
            try:
                async with asyncio.timeout(GATHER_SECONDS):
                    await self._landed.wait()
            except TimeoutError:
                return

    def _close(self, batch: _Batch) -> None:
        if self._gathering is batch:
            self._gathering = None

    async def _make(self, calls: Sequence[_Call]) -> None:
        self._under_way += 1
        try:
            executed = await self._line.execute(f"return [{','.join(call.code for call in calls)}];")
        except VkError as error:
            if error.code in NOT_UNDERSTOOD:
                log.warning("vk-execute-refused", extra={"code": error.code, "calls": len(calls)})
                self._alone_until = asyncio.get_running_loop().time() + ALONE_SECONDS
                _fail(calls, _Alone())
            else:
                _fail(calls, error)
        except VkUnavailable as error:
            _fail(calls, error)
        else:
            self._hand_out(calls, executed.results, executed.errors)
        finally:
            self._under_way -= 1
            self._landed.set()

    def _hand_out(self, calls: Sequence[_Call], results: Sequence[Any], errors: Sequence[VkError]) -> None:
        failed = [result is False for result in results]
        if len(results) != len(calls) or sum(failed) != len(errors):
            _fail(calls, VkUnavailable("execute: results do not match"))
            return
        left = iter(errors)
        for call, result, has_failed in zip(calls, results, failed, strict=True):
            if has_failed:
                _fail([call], self._line.noted(VkError(next(left).code, call.method)))
            elif not call.done.done():
                call.done.set_result(result)


def _written(method: str, params: dict[str, str | int]) -> str:
    """The call in VKScript, which reads objects as JSON."""
    said = orjson.dumps(params).decode()
    for letter in _LINE_ENDS:
        said = said.replace(letter, r"\n")
    return f"API.{method}({said})"


def _fail(calls: Sequence[_Call], error: Exception) -> None:
    for call in calls:
        if not call.done.done():
            call.done.set_exception(error)
            call.done.exception()  # whoever was cancelled does not ask for it


def _release(calls: Sequence[_Call]) -> None:
    """Whatever became of who led: nobody waits for ever."""
    _fail(calls, VkUnavailable("execute: cut"))
