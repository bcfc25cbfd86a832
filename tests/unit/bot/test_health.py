from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from ipaddress import ip_network

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.health import Health
from bot.metrics import Metrics

Client = TestClient[web.Request, web.Application]


@asynccontextmanager
async def client(
    *, is_ready: bool = True, networks: tuple[str, ...] = (), peer: str = "127.0.0.1"
) -> AsyncIterator[Client]:
    metrics = Metrics()

    async def report() -> tuple[bool, Mapping[str, str]]:
        return is_ready, {"database": "ok"}

    async def refresh() -> None:
        metrics.inbox_waiting.set(3)

    @web.middleware
    async def seen_from(
        request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    ) -> web.StreamResponse:
        return await handler(request.clone(remote=peer))

    app = web.Application(middlewares=[seen_from])
    health = Health(report, refresh, metrics, [ip_network(one) for one in networks])
    app.add_routes(health.routes())
    async with TestClient(TestServer(app)) as started:
        yield started


async def test_alive_is_alive_and_ready_tells_the_parts() -> None:
    async with client() as site:
        assert (await site.get("/healthz")).status == 200
        answer = await site.get("/readyz")
        assert (answer.status, await answer.json()) == (200, {"ready": True, "database": "ok"})


async def test_not_ready_is_503() -> None:
    async with client(is_ready=False) as site:
        assert (await site.get("/healthz")).status == 200
        assert (await site.get("/readyz")).status == 503


async def test_the_machine_itself_reads_the_figures() -> None:
    async with client() as site:
        answer = await site.get("/metrics")

        assert answer.status == 200
        assert "consultant_inbox_waiting 3.0" in await answer.text()
        assert answer.headers["Content-Type"].startswith("text/plain")


@pytest.mark.parametrize(
    ("peer", "networks", "headers", "status"),
    [
        pytest.param("127.0.0.1", (), {"X-Forwarded-For": "198.51.100.7"}, 404, id="through a proxy"),
        pytest.param("127.0.0.1", (), {"Forwarded": "for=198.51.100.7"}, 404, id="through another proxy"),
        pytest.param("198.51.100.7", (), {}, 404, id="from outside"),
        pytest.param("198.51.100.7", (), {"X-Forwarded-For": "127.0.0.1"}, 404, id="with a lie"),
        pytest.param("10.1.2.3", ("10.0.0.0/8",), {}, 200, id="from a network that is allowed"),
        pytest.param("::1", (), {}, 200, id="from the machine itself over IPv6"),
        pytest.param("somewhere", (), {}, 404, id="from nowhere"),
    ],
)
async def test_the_figures_are_not_for_everybody(
    peer: str, networks: tuple[str, ...], headers: dict[str, str], status: int
) -> None:
    async with client(peer=peer, networks=networks) as site:
        assert (await site.get("/metrics", headers=headers)).status == status
