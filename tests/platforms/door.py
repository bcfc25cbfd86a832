"""A listening port over aiohttp's low-level server: open, shut ('the platform is down'), open again."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Final

from aiohttp import web

HOST: Final = "127.0.0.1"
_GRACE_SECONDS: Final = 0.05

Handler = Callable[[web.BaseRequest], Awaitable[web.StreamResponse]]


class Door:
    """One port of this machine; a router would cost as much as the work, so there is none."""

    def __init__(self, handler: Handler, port: int = 0) -> None:
        self._handler = handler
        self.port = port
        self._server: web.Server | None = None
        self._listening: asyncio.Server | None = None

    @property
    def base_url(self) -> str:
        """Without a slash at the end."""
        return f"http://{HOST}:{self.port}"

    async def open(self) -> None:
        """Listen; the port stays the same over all openings."""
        if self._listening is not None:
            return
        self._server = web.Server(self._handler, access_log=None)
        self._listening = await asyncio.get_running_loop().create_server(self._server, HOST, self.port)
        self.port = self._listening.sockets[0].getsockname()[1]

    async def shut(self) -> None:
        """Refuse new connections and tear those that stand."""
        listening, server, self._listening, self._server = self._listening, self._server, None, None
        if listening is not None:
            listening.close()
        if server is not None:
            tear_all(server)
            await server.shutdown(_GRACE_SECONDS)

    @asynccontextmanager
    async def shut_for_a_while(self) -> AsyncIterator[None]:
        """Down inside the block, up again after it."""
        await self.shut()
        try:
            yield
        finally:
            await self.open()


def tear_all(server: web.Server) -> None:
    """Reset every connection of a server."""
    for connection in server.connections:
        if connection.transport is not None:
            connection.transport.abort()


def tear(request: web.BaseRequest) -> None:
    """Reset the caller's connection: it sees no answer at all."""
    if request.transport is not None:
        request.transport.abort()
