"""What machines ask the process: is it alive, is it ready, how is it doing. Routes for the site's server."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from ipaddress import IPv4Network, IPv6Network, ip_address
from typing import Final

from aiohttp import web

from bot.metrics import CONTENT_TYPE, Metrics

FORWARDED: Final = ("X-Forwarded-For", "X-Real-IP", "Forwarded", "Via")


class Health:
    """`report` tells each part's state and whether the whole is ready."""

    def __init__(
        self,
        report: Callable[[], Awaitable[tuple[bool, Mapping[str, str]]]],
        refresh: Callable[[], Awaitable[None]],
        metrics: Metrics,
        networks: Sequence[IPv4Network | IPv6Network] = (),
    ) -> None:
        self._report = report
        self._refresh = refresh
        self._metrics = metrics
        self._networks = networks

    def routes(self) -> Sequence[web.RouteDef]:
        """What to serve beside the chat."""
        return [
            web.get("/healthz", self._alive),
            web.get("/readyz", self._ready),
            web.get("/metrics", self._figures),
        ]

    async def _alive(self, _request: web.Request) -> web.Response:
        return web.json_response({"alive": True})

    async def _ready(self, _request: web.Request) -> web.Response:
        is_ready, parts = await self._report()
        return web.json_response({"ready": is_ready, **parts}, status=200 if is_ready else 503)

    async def _figures(self, request: web.Request) -> web.Response:
        if not self._may_see(request):
            raise web.HTTPNotFound
        await self._refresh()
        figures = await asyncio.to_thread(self._metrics.text)  # reads /proc
        return web.Response(body=figures, headers={"Content-Type": CONTENT_TYPE})

    def _may_see(self, request: web.Request) -> bool:
        """The machine itself (but nobody through a proxy on it), or a network that the operator named."""
        try:
            peer = ip_address(request.remote or "")
        except ValueError:
            return False
        if any(peer in network for network in self._networks if network.version == peer.version):
            return True
        return peer.is_loopback and not any(name in request.headers for name in FORWARDED)
