"""What the page asks: take this message, tell me what is new."""

import asyncio
import json
import math
import time
from collections.abc import Callable, Sequence
from typing import Annotated, Final, TypeVar

from aiohttp import web
from pydantic import BaseModel, ConfigDict, Field, JsonValue, ValidationError

from bot.channels.channel import Delivery, Inbox, Mail
from bot.channels.markup import is_safe, parse
from bot.channels.rendering import tree
from bot.channels.web.guard import SESSION_HEADER, refusal
from bot.channels.web.polls import Polls
from bot.channels.web.rates import Buckets, Rate
from bot.channels.web.site import Site
from bot.channels.web.visitors import account_of, client_address
from bot.dialogue.messages import Address, Button, Content, Incoming

LARGEST_BODY: Final = 8 * 1024
LONGEST_WAIT: Final = 25.0
BODY_SECONDS: Final = 15.0
FULL_RETRY_SECONDS: Final = 5

SESSION_MESSAGES: Final = Rate(burst=20, per_second=1)
ADDRESS_MESSAGES: Final = Rate(burst=60, per_second=5)
SESSION_POLLS: Final = Rate(burst=40, per_second=4)
ADDRESS_POLLS: Final = Rate(burst=400, per_second=40)

Asked = TypeVar("Asked", bound=BaseModel)


class _Request(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Said(_Request):
    """A message of the person; `id` is the page's own and makes a repeat harmless."""

    id: Annotated[str, Field(pattern=r"^[0-9A-Za-z-]{8,64}$")]
    content: Content


class Asking(_Request):
    """`after` is the newest message that the page keeps: all up to it may be erased. `wait` in seconds."""

    after: Annotated[int, Field(ge=0, le=2**53)] = 0
    wait: Annotated[float, Field(ge=0, le=LONGEST_WAIT)] = LONGEST_WAIT


class Api:
    """The handlers of `/api/messages` and `/api/poll`."""

    def __init__(
        self, inbox: Inbox, mail: Mail, site: Site, seconds: Callable[[], float] = time.monotonic
    ) -> None:
        self._inbox = inbox
        self._mail = mail
        self._trusted = site.trusted_proxies
        self._polls = Polls()
        self._message_rates = Buckets(SESSION_MESSAGES, seconds), Buckets(ADDRESS_MESSAGES, seconds)
        self._poll_rates = Buckets(SESSION_POLLS, seconds), Buckets(ADDRESS_POLLS, seconds)

    async def say(self, request: web.Request) -> web.Response:
        """Record a message; the answer means that it is stored."""
        address = self._admit(request, self._message_rates)
        said = await _read(request, Said)
        key = f"{address.account}:{said.id}"
        await self._inbox.record([Incoming(address=address, key=key, content=said.content)])
        return web.json_response({"accepted": said.id})

    async def poll(self, request: web.Request) -> web.Response:
        """What is new after the messages that the page keeps; waits for it up to 25 seconds."""
        address = self._admit(request, self._poll_rates)
        asking = await _read(request, Asking)
        if asking.after:
            await self._mail.acknowledge(address, asking.after)
        deliveries = await self._mail.waiting(address, asking.after)
        if not deliveries and asking.wait:
            await self._hang(request, address, asking.wait)
            deliveries = await self._mail.waiting(address, asking.after)
        busy = await self._mail.is_busy(address)
        return web.json_response(
            {"messages": [_message(delivery) for delivery in deliveries], "busy": busy}, dumps=_dumps
        )

    def close(self) -> None:
        """Let the waiting pages go: they come back when the site does."""
        self._polls.close()

    async def _hang(self, request: web.Request, address: Address, seconds: float) -> None:
        remote = self._remote(request)
        if self._polls.is_full(remote):
            raise refusal(web.HTTPTooManyRequests, "too-many", FULL_RETRY_SECONDS)
        await self._polls.hang(address.account, remote, self._mail.wait(address, seconds))

    def _admit(self, request: web.Request, rates: tuple[Buckets, Buckets]) -> Address:
        account = account_of(request.headers.get(SESSION_HEADER, ""))
        if account is None:
            raise refusal(web.HTTPUnauthorized, "no-session")
        for bucket, key in zip(rates, (account, self._remote(request)), strict=True):
            if pause := bucket.take(key):
                raise refusal(web.HTTPTooManyRequests, "too-many", math.ceil(pause))
        return Address(channel="web", account=account)

    def _remote(self, request: web.Request) -> str:
        return client_address(request.remote, request.headers.getall("X-Forwarded-For", []), self._trusted)


async def _read(request: web.Request, kind: type[Asked]) -> Asked:
    if (request.content_length or 0) > LARGEST_BODY:
        raise refusal(web.HTTPRequestEntityTooLarge, "too-large", limit=LARGEST_BODY)
    try:
        async with asyncio.timeout(BODY_SECONDS):
            return kind.model_validate_json(await request.read())
    except web.HTTPRequestEntityTooLarge:
        raise refusal(web.HTTPRequestEntityTooLarge, "too-large", limit=LARGEST_BODY) from None
    except TimeoutError:
        raise refusal(web.HTTPRequestTimeout, "too-slow") from None
    except ValidationError:
        raise refusal(web.HTTPBadRequest, "bad-request") from None


def _message(delivery: Delivery) -> dict[str, JsonValue]:
    message = delivery.message
    return {
        "id": delivery.id,
        "blocks": tree(parse(message.text)),
        "rows": [buttons for row in message.rows if (buttons := _row(row))],
        "forget": message.forget,
    }


def _row(row: Sequence[Button]) -> list[JsonValue]:
    return [
        button.model_dump(mode="json", exclude_none=True)
        for button in row
        if button.url is None or is_safe(button.url)
    ]


def _dumps(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
