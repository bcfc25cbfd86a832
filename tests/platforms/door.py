"""A listening port with a bare HTTP/1.1 server: open, shut ('the platform is down'), open again.

aiohttp's server costs three times as much as the work of a call and would slow every benchmark, and faults
need the transport anyway. Clients here never send a second request before the answer to the first.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Final

import httptools

HOST: Final = "127.0.0.1"


@dataclass(slots=True)
class Request:
    """One request, read whole."""

    url: bytes = b""
    content_type: str = ""
    body: bytearray = field(default_factory=bytearray)


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer; `whole` False sends half of the body and tears the connection."""

    body: bytes
    status: int = 200
    content_type: str = "application/json"
    whole: bool = True


Handler = Callable[[Request], Awaitable[Reply | None]]


class Door:
    """One port of this machine; a handler that gives None tears the connection without an answer."""

    def __init__(self, handler: Handler, port: int = 0) -> None:
        self.handler = handler
        self.port = port
        self.connections: set[_Connection] = set()
        self._listening: asyncio.Server | None = None

    @property
    def base_url(self) -> str:
        """Without a slash at the end."""
        return f"http://{HOST}:{self.port}"

    async def open(self) -> None:
        """Listen; the port stays the same over all openings."""
        if self._listening is not None:
            return
        loop = asyncio.get_running_loop()
        self._listening = await loop.create_server(lambda: _Connection(self), HOST, self.port)
        self.port = self._listening.sockets[0].getsockname()[1]

    async def shut(self) -> None:
        """Refuse new connections and tear those that stand."""
        listening, self._listening = self._listening, None
        if listening is not None:
            listening.close()
        works = [work for connection in tuple(self.connections) if (work := connection.end()) is not None]
        await asyncio.gather(*works, return_exceptions=True)

    @asynccontextmanager
    async def shut_for_a_while(self) -> AsyncIterator[None]:
        """Down inside the block, up again after it."""
        await self.shut()
        try:
            yield
        finally:
            await self.open()


class _Connection(asyncio.Protocol):
    """One connection, kept alive; the methods named on_ are called by the parser."""

    def __init__(self, door: Door) -> None:
        self._door = door
        self._transport: asyncio.Transport | None = None
        self._parser = httptools.HttpRequestParser(self)
        self._request = Request()
        self._work: asyncio.Task[None] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._door.connections.add(self)

    def connection_lost(self, exc: Exception | None) -> None:
        self._door.connections.discard(self)

    def data_received(self, data: bytes) -> None:
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserError:
            self.tear()

    def on_message_begin(self) -> None:
        self._request = Request()

    def on_url(self, url: bytes) -> None:
        self._request.url += url

    def on_header(self, name: bytes, value: bytes) -> None:
        if name.lower() == b"content-type":
            self._request.content_type = value.decode("latin-1")

    def on_body(self, body: bytes) -> None:
        self._request.body += body

    def on_message_complete(self) -> None:
        self._work = asyncio.get_running_loop().create_task(self._answer(self._request))

    async def _answer(self, request: Request) -> None:
        reply = await self._door.handler(request)
        if self._transport is None or self._transport.is_closing():
            return
        if reply is None:
            self.tear()
            return
        self._transport.write(
            _head(reply) + (reply.body if reply.whole else reply.body[: len(reply.body) // 2])
        )
        if not reply.whole:
            self._transport.close()

    def tear(self) -> None:
        """Reset: the caller sees no answer at all."""
        if self._transport is not None:
            self._transport.abort()

    def end(self) -> asyncio.Task[None] | None:
        """Tear, and cancel what is under way."""
        self.tear()
        if self._work is not None and not self._work.done():
            self._work.cancel()
            return self._work
        return None


def _head(reply: Reply) -> bytes:
    words = HTTPStatus(reply.status).phrase if reply.status in HTTPStatus._value2member_map_ else "Unknown"
    return (
        f"HTTP/1.1 {reply.status} {words}\r\nContent-Type: {reply.content_type}; charset=utf-8\r\n"
        f"Content-Length: {len(reply.body)}\r\nServer: local\r\n\r\n"
    ).encode()
