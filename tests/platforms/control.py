"""A small HTTP API by which another process (a benchmark, the torture, the demo page) plays people.

GET  /api/{platform}                      defects, counts, people
GET  /api/{platform}/{person}?since=V     the screen; with `since` waits up to 20 s until it differs
GET  /api/{platform}/{person}/file/{message}/{number}
POST /api/{platform}/{person}             one deed, see `acting.act`
POST /api/{platform}/batch                a list of deeds, each with "user": the load of a benchmark
POST /api/{platform}/faults               {"kind": "page", "method": "*", "times": 1, "status": 502, ...}
POST /api/{platform}/down                 {"seconds": 5}: refuses connections for a while
"""

import asyncio
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import orjson
from aiohttp import web

from tests.platforms.acting import ActError, Server, User, act, snapshot
from tests.platforms.faults import Fault
from tests.platforms.telegram import TelegramServer
from tests.platforms.vk import VkServer

PAGE: Final = Path(__file__).parent / "page" / "index.html"
_WAIT_SECONDS: Final = 20.0
_STRICT: Final = (
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; "
    "connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'"
)


class Control:
    """The API over both servers."""

    def __init__(self, telegram: TelegramServer, vk: VkServer) -> None:
        self._servers: Mapping[str, Server] = {"telegram": telegram, "vk": vk}
        self._pauses: set[asyncio.Task[None]] = set()

    def app(self) -> web.Application:
        """The application to serve."""
        app = web.Application()
        app.add_routes([
            web.get("/", self._page),
            web.get("/api/{platform}", self._overview),
            web.post("/api/{platform}/batch", self._batch),
            web.post("/api/{platform}/faults", self._fault),
            web.post("/api/{platform}/down", self._down),
            web.get("/api/{platform}/{person}", self._screen),
            web.get("/api/{platform}/{person}/file/{message}/{number}", self._file),
            web.post("/api/{platform}/{person}", self._act),
        ])  # fmt: skip
        return app

    async def _page(self, _request: web.Request) -> web.Response:
        return web.Response(
            body=PAGE.read_bytes(),
            headers={"Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": _STRICT},
        )

    def _server(self, request: web.Request) -> Server:
        server = self._servers.get(request.match_info["platform"])
        if server is None:
            raise web.HTTPNotFound
        return server

    def _user(self, request: web.Request) -> tuple[Server, User]:
        server = self._server(request)
        try:
            number = int(request.match_info["person"])
        except ValueError:
            raise web.HTTPNotFound from None
        name = request.query.get("name", "Аня")
        if isinstance(server, VkServer):
            return server, server.user(number, name, callback="old" not in request.query)
        return server, server.user(number, name)

    async def _overview(self, request: web.Request) -> web.Response:
        server = self._server(request)
        people = {str(n): {"name": u.name, "messages": len(u.messages)} for n, u in server.users.items()}
        outcomes = {
            f"{method} {outcome}": count for (method, outcome), count in server.calls.outcomes.items()
        }
        return _json({
            "base_url": server.base_url,
            "defects": server.defects,
            "counts": dict(server.calls.counts),
            "begun": dict(server.calls.begun),
            "outcomes": outcomes,
            "people": people,
        })  # fmt: skip

    async def _screen(self, request: web.Request) -> web.Response:
        server, user = self._user(request)
        if "since" in request.query:
            await user.differs(int(request.query["since"]), _WAIT_SECONDS)
        return _json(snapshot(server, user))

    async def _file(self, request: web.Request) -> web.Response:
        _, user = self._user(request)
        message = user.message(int(request.match_info["message"]))
        number = int(request.match_info["number"])
        if message is None or number >= len(message.attachments):
            raise web.HTTPNotFound
        file = message.attachments[number]
        return web.Response(body=file.content, content_type=_kind(file.content))

    async def _act(self, request: web.Request) -> web.Response:
        server, user = self._user(request)
        return self._done(server, [await _read(request) | {"user": user.id}])

    async def _batch(self, request: web.Request) -> web.Response:
        return self._done(self._server(request), (await _read(request))["deeds"])

    def _done(self, server: Server, deeds: list[Mapping[str, Any]]) -> web.Response:
        try:
            for deed in deeds:
                act(server.user(int(deed["user"])), deed)
        except ActError as error:
            return _json({"error": str(error)}, 409)
        return _json({"done": len(deeds)})

    async def _fault(self, request: web.Request) -> web.Response:
        server, plan = self._server(request), await _read(request)
        if plan.get("kind") == "clear":
            server.faults.clear()
            return _json({"planned": False})
        fault = Fault(plan["kind"], int(plan.get("status", 0)), float(plan.get("seconds", 0)))
        chance = float(plan.get("chance", 1.0))
        server.faults.add(fault, plan.get("method", "*"), times=plan.get("times", 1), chance=chance)
        return _json({"planned": True})

    async def _down(self, request: web.Request) -> web.Response:
        server, seconds = self._server(request), float((await _read(request)).get("seconds", 5))

        if seconds <= 0:
            await server.door.open()
            return _json({"down": 0})
        await server.door.shut()

        async def pause() -> None:
            await asyncio.sleep(seconds)
            await server.door.open()

        task = asyncio.ensure_future(pause())
        self._pauses.add(task)
        task.add_done_callback(self._pauses.discard)
        return _json({"down": seconds})


def _kind(content: bytes) -> str:
    pictures = {b"\x89PNG": "image/png", b"\xff\xd8\xff": "image/jpeg", b"GIF8": "image/gif"}
    found = (kind for start, kind in pictures.items() if content.startswith(start))
    return next(found, "application/octet-stream")


async def _read(request: web.Request) -> dict[str, Any]:
    try:
        body = orjson.loads(await request.read())
    except orjson.JSONDecodeError:
        raise web.HTTPBadRequest from None
    if not isinstance(body, dict):
        raise web.HTTPBadRequest
    return body


def _json(body: Mapping[str, Any], status: int = 200) -> web.Response:
    return web.Response(status=status, body=orjson.dumps(body), content_type="application/json")
