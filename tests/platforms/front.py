"""The HTTP front of a platform: reads a call, lets planned faults happen, answers JSON."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import parse_qsl

import orjson
from aiohttp import web

from tests.platforms.calls import CallLog
from tests.platforms.door import Door, tear
from tests.platforms.faults import Fault, Faults

PAGE: Final = "<html><head><title>{0}</title></head><body><center><h1>{0}</h1></center></body></html>"
MOST_BYTES: Final = 60 * 1024 * 1024
_BEFORE: Final = frozenset({"page", "reset", "hang", "slow", "refusal"})


@dataclass(frozen=True, slots=True)
class Upload:
    """A file of a multipart body."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back: a body, its HTTP status and how the call is noted."""

    body: bytes
    status: int = 200
    outcome: str = "ok"


Params = Mapping[str, Any]


async def read_params(request: web.BaseRequest) -> dict[str, Any]:
    """Query, JSON, form or multipart, in one dict; files are `Upload`s.

    Raises:
        ValueError: the body is not what its content type says.
    """
    params: dict[str, Any] = dict(request.query)
    kind = request.content_type
    if not request.body_exists:
        return params
    if kind == "multipart/form-data":
        params.update(await _multipart(request))
        return params
    body = await request.read()
    if kind == "application/json":
        params.update(orjson.loads(body))
    else:
        params.update(parse_qsl(body.decode(), keep_blank_values=True))
    return params


async def _multipart(request: web.BaseRequest) -> dict[str, Any]:
    fields = await request.post()
    return {
        name: Upload(value.filename, value.file.read()) if isinstance(value, web.FileField) else value
        for name, value in fields.items()
    }


class Front:
    """What both platforms' servers share: a door, faults, the log of calls, defects of the caller."""

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
        return path.rsplit("/", 1)[-1]

    def refused(self, fault: Fault) -> Answer:
        """The platform's own error, on demand."""
        raise NotImplementedError

    def now(self) -> float:
        """Seconds of a steady clock."""
        return asyncio.get_running_loop().time() + self.passed

    def let_pass(self, seconds: float) -> None:
        """Let the platform's own time go on: ages, expiries, memories."""
        self.passed += seconds

    async def _serve(self, request: web.BaseRequest) -> web.StreamResponse:
        path = request.path
        method = self.method_of(path)
        try:
            params = await read_params(request)
        except (ValueError, TypeError):
            params = {}
            self.defect(f"{method}: a body that cannot be read")
        fault = self.faults.take(method, params)
        if fault is not None and fault.kind in _BEFORE:
            early = await self._before(request, fault)
            if early is not None:
                self.calls.note(method, params, self.now(), fault.kind)
                return early
        answer = await self.answer(path, method, params)
        self.calls.note(method, params, self.now(), answer.outcome)
        if fault is not None and fault.kind not in _BEFORE:
            return await _spoilt(request, fault, answer)
        return _json(answer)

    async def _before(self, request: web.BaseRequest, fault: Fault) -> web.StreamResponse | None:
        match fault.kind:
            case "page":
                words = PAGE.format(f"{fault.status} Bad Gateway")
                return web.Response(status=fault.status, text=words, content_type="text/html")
            case "refusal":
                return _json(self.refused(fault))
            case "slow":
                await asyncio.sleep(fault.seconds)
                return None
            case "hang":
                await asyncio.sleep(fault.seconds)
        tear(request)
        return web.Response()


async def _spoilt(request: web.BaseRequest, fault: Fault, answer: Answer) -> web.StreamResponse:
    if fault.kind == "malformed":
        return web.Response(body=answer.body[: len(answer.body) // 2], content_type="application/json")
    if fault.kind == "cut":
        response = web.StreamResponse()
        response.content_length = len(answer.body)
        await response.prepare(request)
        await response.write(answer.body[: len(answer.body) // 2])
        tear(request)
        return response
    tear(request)
    return web.Response()


def _json(answer: Answer) -> web.Response:
    return web.Response(status=answer.status, body=answer.body, content_type="application/json")
