"""The server: `/v1/chat/completions`, `/v1/embeddings`, `/v1/models` on a port of this machine."""

import asyncio
import json
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal, Self

from aiohttp import web

from tests.platforms.model.asked import Asked, Mode
from tests.platforms.model.behaviours import HONEST, Behaviour, content
from tests.platforms.model.shapes import MODES, Shape, completion, refused
from tests.platforms.model.values import plain_value
from tests.platforms.model.vectors import vector

API_KEY: Final = "sk-test-key"
CERTIFICATES: Final = Path(__file__).with_name("tls")
"""Ours, for this machine only and for a hundred years; `ca.pem` is the root."""
HOST: Final = "127.0.0.1"
PROSE: Final = "Пять. А трава летом зелёная, если её не косить."
_FINISH: Final = {"short": "length"}
_NONSENSE: Final = bytes(range(256)) * 64

When = Callable[[Asked], bool]
Unknown = Literal["declines", "ignores", "fails"]
"""What happens to a way of asking that it does not take: 400, an answer in words, 500."""


@dataclass(slots=True)
class _Plan:
    behaviour: Behaviour
    when: When | None
    left: int | None


class ModelServer:
    """One provider. `asked` is every call of the chat so far; `heard` all of it as text."""

    def __init__(
        self,
        shape: Shape = "openai",
        *,
        modes: tuple[Mode, ...] | None = None,
        unknown: Unknown = "declines",
        port: int = 0,
        tls: bool = False,
    ) -> None:
        self.shape: Shape = shape
        self.modes = modes or MODES[shape]
        self.unknown: Unknown = unknown
        self.brain: Callable[[Asked], Any] = lambda asked: plain_value(asked.schema)
        self.asked: list[Asked] = []
        self.embedded: list[Asked] = []
        self.dimension = 64
        self.embeds: Behaviour = HONEST
        """How `/v1/embeddings` behaves: HONEST, dawdles, fails, too_many or garbage."""
        self.cap = "max_tokens"
        """What it calls the most tokens of an answer; the other name is declined."""
        self.at_once = self.most_at_once = 0
        self._came = asyncio.Event()
        self._plans: list[_Plan] = []
        self._port = port
        self._tls = tls
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=16 * 2**20)
        app.router.add_post("/v1/chat/completions", self._chat)
        app.router.add_post("/v1/embeddings", self._embeddings)
        app.router.add_get("/v1/models", self._models)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1, handler_cancellation=True)
        await self._runner.setup()
        await web.TCPSite(self._runner, HOST, self._port, ssl_context=_tls() if self._tls else None).start()
        self._port = self._runner.addresses[0][1]
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._runner is not None:
            await self._runner.cleanup()

    @property
    def base_url(self) -> str:
        """What LLM_BASE_URL is to be."""
        return f"{'https' if self._tls else 'http'}://{HOST}:{self._port}/v1"

    @property
    def heard(self) -> str:
        """All bodies that ever came, as they came."""
        return "\n".join(one.text for one in (*self.asked, *self.embedded))

    async def next_call(self) -> Asked:
        """Wait for one more call of the chat to come in."""
        self._came.clear()
        await self._came.wait()
        return self.asked[-1]

    def behave(self, behaviour: Behaviour, *, times: int | None = None, when: When | None = None) -> None:
        """From now on (or for so many calls) behave so, where `when` says so; the newest plan goes first."""
        self._plans.insert(0, _Plan(behaviour, when, times))

    def honest(self) -> None:
        """No plans any more."""
        self._plans.clear()

    def _behaviour(self, asked: Asked) -> Behaviour:
        for plan in self._plans:
            if plan.when is None or plan.when(asked):
                if plan.left is not None:
                    plan.left -= 1
                    if plan.left <= 0:
                        self._plans.remove(plan)
                return plan.behaviour
        return HONEST

    async def _chat(self, request: web.Request) -> web.StreamResponse:
        asked = await _read(request)
        self.asked.append(asked)
        self._came.set()
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            return await self._answered(request, asked)
        finally:
            self.at_once -= 1

    async def _answered(self, request: web.Request, asked: Asked) -> web.StreamResponse:
        if asked.headers.get("authorization") != f"Bearer {API_KEY}":
            return self._error(401, "Incorrect API key provided")
        behaviour = self._behaviour(asked)
        await asyncio.sleep(behaviour.seconds)
        if behaviour.kind == "reset":
            if request.transport is not None:
                request.transport.abort()
            return web.Response()
        if behaviour.kind == "status":
            return self._error(behaviour.status, behaviour.words or "no", behaviour.pause, behaviour.to)
        if behaviour.kind == "garbage":
            return web.Response(body=_NONSENSE)
        if {"max_tokens", "max_completion_tokens"} & asked.body.keys() != {self.cap}:
            return self._error(400, f"Unsupported parameter: use {self.cap!r} instead")
        if asked.mode not in self.modes and self.unknown != "ignores":
            status = 400 if self.unknown == "declines" else 500
            return self._error(status, f"response_format or tools are not supported: {asked.mode}")
        return await self._sent(request, behaviour, self._body(asked, behaviour))

    def _body(self, asked: Asked, behaviour: Behaviour) -> Any:
        said = content(behaviour, asked, self.brain(asked))
        if asked.mode not in self.modes:
            said = PROSE
        finish = behaviour.words if behaviour.kind == "filters" else _FINISH.get(behaviour.kind, "stop")
        refusal = behaviour.words if behaviour.kind == "refuses" else None
        return completion(self.shape, asked, said, finish, refusal)

    async def _sent(self, request: web.Request, behaviour: Behaviour, body: Any) -> web.StreamResponse:
        whole = json.dumps(body).encode()
        if not behaviour.drip:
            return web.Response(body=whole, content_type="application/json")
        answer = web.StreamResponse(headers={"Content-Type": "application/json"})
        await answer.prepare(request)
        for byte in whole:
            await answer.write(bytes([byte]))
            await asyncio.sleep(behaviour.drip)
        return answer

    def _error(self, status: int, said: str, pause: float | None = None, to: str = "") -> web.Response:
        headers = {} if pause is None else {"Retry-After": f"{pause:g}"}
        if to:
            headers["Location"] = to
        return web.json_response(refused(self.shape, status, said), status=status, headers=headers)

    async def _embeddings(self, request: web.Request) -> web.Response:
        asked = await _read(request)
        self.embedded.append(asked)
        texts = asked.body.get("input")
        several = [texts] if isinstance(texts, str) else list(texts or [])
        await asyncio.sleep(self.embeds.seconds)
        if self.embeds.kind == "status":
            return self._error(self.embeds.status, "no", self.embeds.pause)
        if self.embeds.kind == "garbage":
            return web.Response(body=_NONSENSE)
        if asked.body.get("encoding_format") != "float":
            return self._error(400, "encoding_format must be float")
        if self.shape == "yandex" and not isinstance(texts, str):
            return self._error(400, "input must be one string")
        rows = [
            {"object": "embedding", "index": at, "embedding": vector(text, self.dimension)}
            for at, text in enumerate(several)
        ]
        usage = {"prompt_tokens": sum(map(len, several)) // 3 + 1}
        return web.json_response({"object": "list", "data": rows, "model": "test", "usage": usage})

    async def _models(self, _request: web.Request) -> web.Response:
        return web.json_response({"object": "list", "data": [{"id": "test-model", "object": "model"}]})


def _tls() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATES / "server.pem")
    return context


async def _read(request: web.Request) -> Asked:
    text = await request.text()
    headers = {name.lower(): value for name, value in request.headers.items()}
    return Asked(request.path, text, json.loads(text), headers, asyncio.get_running_loop().time())
