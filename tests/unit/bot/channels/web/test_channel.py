"""The site's API over real HTTP."""

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from ipaddress import ip_network
from typing import Any

import pytest
from aiohttp import ClientSession, web

from bot.channels.web.channel import WebChannel
from bot.channels.web.site import Site
from bot.dialogue.messages import Address, Button, Content, Outgoing, TextSaid
from bot.texts import russian
from tests.fakes_site import MemoryMailbox

TOKEN = "0123456789abcdef" * 2
OTHER = "fedcba9876543210" * 2
FRIEND = "https://friend.example"
ROWS = ((Button(label="Да", action="yes"), Button(label="Зло", url="javascript:alert(1)")),)


def _script(content: Content) -> Sequence[Outgoing]:
    if isinstance(content, TextSaid) and content.text == "молчи":
        return []
    return [Outgoing(text="**Да**", rows=ROWS)]


@dataclass
class Running:
    """A site under test and a client."""

    channel: WebChannel
    mailbox: MemoryMailbox
    client: ClientSession

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.channel.port}"

    async def post(self, path: str, body: object, **headers: str) -> tuple[int, Any, Any]:
        data = body if isinstance(body, bytes) else json.dumps(body, ensure_ascii=False).encode()
        given = {"X-Session": TOKEN, **{name.replace("_", "-"): value for name, value in headers.items()}}
        async with self.client.post(f"{self.url}/api/{path}", data=data, headers=given) as response:
            return response.status, await response.json(), response.headers

    async def say(self, id_: str, text: str = "привет", **headers: str) -> tuple[int, Any, Any]:
        return await self.post("messages", {"id": id_, "content": {"type": "text", "text": text}}, **headers)


@asynccontextmanager
async def running(site: Site | None = None, routes: Sequence[web.RouteDef] = ()) -> AsyncIterator[Running]:
    mailbox = MemoryMailbox(_script)
    channel = WebChannel(host="127.0.0.1", port=0, mail=mailbox, texts=russian(), site=site, routes=routes)
    async with ClientSession() as client, asyncio.TaskGroup() as group:
        listening = group.create_task(channel.listen(mailbox))
        await channel.listening.wait()
        yield Running(channel, mailbox, client)
        listening.cancel()


async def test_a_message_is_recorded_under_the_accounts_own_key() -> None:
    async with running() as site:
        status, body, _ = await site.say("message-1")

        (key,) = site.mailbox.recorded
        assert (status, body) == (200, {"accepted": "message-1"})
        assert key.endswith(":message-1")
        assert TOKEN not in key


async def test_the_answer_comes_as_a_tree_and_without_unsafe_buttons() -> None:
    async with running() as site:
        await site.say("message-1")
        _, body, headers = await site.post("poll", {"after": 0})

    assert body == {
        "messages": [
            {
                "id": 1,
                "blocks": [{"paragraph": [[{"bold": ["Да"]}]]}],
                "rows": [[{"label": "Да", "action": "yes", "style": "plain"}]],
                "forget": False,
            }
        ],
        "busy": False,
    }
    assert headers["Cache-Control"] == "no-store"


async def test_a_repeated_message_is_recorded_once() -> None:
    async with running() as site:
        await site.say("message-1")
        status, _, _ = await site.say("message-1")

        assert status == 200
        assert len(site.mailbox.recorded) == 1


async def test_a_poll_erases_what_it_acknowledges_and_nothing_of_others() -> None:
    async with running() as site:
        await site.say("message-1")
        await site.say("message-1", X_Session=OTHER)
        await site.post("poll", {"after": 2, "wait": 0})
        _, other, _ = await site.post("poll", {"after": 0}, X_Session=OTHER)

        assert len(site.mailbox.undelivered) == 1
        assert len(other["messages"]) == 1


async def test_a_poll_waits_for_news() -> None:
    async with running() as site, asyncio.TaskGroup() as group:
        poll = group.create_task(site.post("poll", {"after": 0}))
        await site.mailbox.waits.get()
        assert not poll.done()

        await site.say("message-1")

        _, body, _ = await poll
        assert len(body["messages"]) == 1


@pytest.mark.parametrize("token", ["", "short", "g" * 32])
async def test_without_a_proper_session_nothing_is_said(token: str) -> None:
    async with running() as site:
        status, body, _ = await site.say("message-1", X_Session=token)

    assert (status, body) == (401, {"error": "no-session"})


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"[]",
        {"id": "short", "content": {"type": "text", "text": "x"}},
        {"id": "message 1", "content": {"type": "text", "text": "x"}},
        {"id": "message-1", "content": {"type": "spell", "text": "x"}},
        {"id": "message-1", "content": {"type": "text"}},
        {"id": "message-1", "content": {"type": "text", "text": "x"}, "account": "admin"},
        b'{"id": "message-1", "content": {"type": "text", "text": "\\ud800"}}',
        b"[" * 4000,
    ],
)
async def test_a_malformed_body_is_refused(body: object) -> None:
    async with running() as site:
        status, answer, _ = await site.post("messages", body)

        assert (status, answer) == (400, {"error": "bad-request"})
        assert site.mailbox.recorded == {}


async def test_a_body_above_8_kb_is_refused_with_the_limit() -> None:
    async with running() as site:
        status, body, _ = await site.say("message-1", "я" * 20_000)

    assert (status, body) == (413, {"error": "too-large", "limit": 8192})


async def test_a_large_body_without_a_length_is_refused_too() -> None:
    async def endless() -> AsyncIterator[bytes]:
        for _ in range(20):
            yield b"x" * 1000

    async with running() as site:
        url, headers = f"{site.url}/api/messages", {"X-Session": TOKEN}
        async with site.client.post(url, data=endless(), headers=headers) as response:
            assert response.status == 413
            assert await response.json() == {"error": "too-large", "limit": 8192}


async def test_4000_russian_characters_fit() -> None:
    async with running() as site:
        status, _, _ = await site.say("message-1", "я" * 4000)

    assert status == 200


async def test_a_session_that_says_too_much_is_told_when_to_go_on() -> None:
    async with running() as site:
        answers = [await site.say(f"message-{number}", "молчи") for number in range(24)]
        _, body, headers = answers[-1]

        assert [status for status, _, _ in answers[:20]] == [200] * 20
        assert body == {"error": "too-many"}
        assert int(headers["Retry-After"]) >= 1
        status, _, _ = await site.say("message-other", X_Session=OTHER)
        assert status == 200


async def test_an_address_with_many_sessions_is_slowed_too() -> None:
    async with running() as site:
        statuses = [
            (await site.say("message-1", "молчи", X_Session=f"{number:032x}"))[0] for number in range(75)
        ]

    assert statuses[:60] == [200] * 60
    assert 429 in statuses


async def test_people_behind_a_trusted_proxy_have_rates_of_their_own() -> None:
    async with running(Site(trusted_proxies=(ip_network("127.0.0.0/8"),))) as site:
        statuses = [
            (await site.say("message-1", "молчи", X_Session=f"{n:032x}", X_Forwarded_For=f"203.0.113.{n}"))[0]
            for n in range(75)
        ]

    assert set(statuses) == {200}


@pytest.mark.parametrize("path", ["/chat", "/api/nothing", "/static/chat.js", "/nowhere"])
async def test_every_response_tells_the_browser_to_be_strict(path: str) -> None:
    async with running() as site, site.client.get(site.url + path) as response:
        policy = response.headers["Content-Security-Policy"]

        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Referrer-Policy"] == "no-referrer"
        assert "Set-Cookie" not in response.headers
        assert "aiohttp" not in response.headers["Server"]


async def test_errors_of_the_api_are_json() -> None:
    async with running() as site:
        status, body, _ = await site.post("nothing", {})
        async with site.client.get(f"{site.url}/api/poll") as response:
            assert (response.status, await response.json()) == (405, {"error": "wrong-method"})

    assert (status, body) == (405, {"error": "wrong-method"})


async def test_only_allowed_origins_may_call_from_a_browser() -> None:
    async with running(Site(allowed_origins=(FRIEND,))) as site:
        _, _, friendly = await site.say("message-1", Origin=FRIEND)
        _, _, foreign = await site.say("message-2", Origin="https://foreign.example")
        url = f"{site.url}/api/messages"
        async with site.client.options(url, headers={"Origin": FRIEND}) as asked:
            assert asked.status == 204
            assert "X-Session" in asked.headers["Access-Control-Allow-Headers"]
            assert asked.headers["Access-Control-Allow-Origin"] == FRIEND
        async with site.client.options(url, headers={"Origin": "https://foreign.example"}) as refused:
            assert refused.status == 403
            assert "Access-Control-Allow-Origin" not in refused.headers
        async with site.client.get(f"{site.url}/chat") as page:
            assert f"frame-ancestors {FRIEND}" in page.headers["Content-Security-Policy"]
            assert "X-Frame-Options" not in page.headers

    assert friendly["Access-Control-Allow-Origin"] == FRIEND
    assert "Access-Control-Allow-Origin" not in foreign


async def test_the_root_leads_to_the_chat_with_its_link() -> None:
    async with (
        running() as site,
        site.client.get(f"{site.url}/?start=m-umnik", allow_redirects=False) as response,
    ):
        assert response.status == 302
        assert response.headers["Location"] == "chat?start=m-umnik"


async def test_files_that_the_browser_has_are_not_sent_again() -> None:
    async with running() as site:
        url = f"{site.url}/static/chat.css"
        async with site.client.get(url) as first:
            assert first.content_type == "text/css"
            tag = first.headers["ETag"]
        async with site.client.get(url, headers={"If-None-Match": tag}) as second:
            assert second.status == 304


async def test_other_routes_are_served_beside_the_chat() -> None:
    async def alive(_request: web.Request) -> web.Response:
        return web.json_response({"alive": True})

    async with (
        running(routes=[web.get("/healthz", alive)]) as site,
        site.client.get(f"{site.url}/healthz") as response,
    ):
        assert await response.json() == {"alive": True}


async def test_the_site_closes_within_a_second_with_pages_waiting() -> None:
    loop = asyncio.get_running_loop()
    mailbox = MemoryMailbox(_script)
    channel = WebChannel(host="127.0.0.1", port=0, mail=mailbox, texts=russian())
    async with ClientSession() as client, asyncio.TaskGroup() as group:
        listening = group.create_task(channel.listen(mailbox))
        await channel.listening.wait()
        site = Running(channel, mailbox, client)
        polls = [group.create_task(site.post("poll", {"after": 0}, X_Session=f"{n:032x}")) for n in range(20)]
        for _ in polls:
            await mailbox.waits.get()

        began = loop.time()
        listening.cancel()
        await asyncio.wait([listening])

        assert loop.time() - began < 1
        answers = await asyncio.gather(*polls)
        assert {status for status, _, _ in answers} == {200}


async def test_a_taken_port_is_said() -> None:
    async with running() as site:
        rival = WebChannel(host="127.0.0.1", port=site.channel.port, mail=site.mailbox, texts=russian())

        with pytest.raises(OSError, match="address"):
            await rival.listen(site.mailbox)


async def test_a_mailbox_that_fails_is_an_error_of_the_server_and_stops_nothing() -> None:
    class Broken(MemoryMailbox):
        async def record(self, updates: object) -> None:
            raise OSError("disk full")

    mailbox = Broken(_script)
    channel = WebChannel(host="127.0.0.1", port=0, mail=mailbox, texts=russian())
    async with ClientSession() as client, asyncio.TaskGroup() as group:
        listening = group.create_task(channel.listen(mailbox))
        await channel.listening.wait()
        url, headers = f"http://127.0.0.1:{channel.port}/api/messages", {"X-Session": TOKEN}
        body = {"id": "message-1", "content": {"type": "text", "text": "x"}}
        async with client.post(url, json=body, headers=headers) as response:
            assert response.status == 500
            assert "disk" not in await response.text()
        assert await mailbox.is_busy(Address(channel="web", account="x")) is False
        listening.cancel()
