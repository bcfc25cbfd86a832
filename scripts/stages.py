"""Where a talk is played: the site, Telegram, VK; each gives the answers as lines of Markdown."""

import asyncio
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from itertools import accumulate
from pathlib import Path
from typing import Any, Final, Literal, Protocol

import aiohttp

from tests.platforms.shown import Entity, Rows, Shown, utf16_length
from tests.platforms.telegram import TelegramServer
from tests.platforms.telegram.user import TelegramUser
from tests.platforms.vk import VkServer
from tests.platforms.vk.user import VkUser
from tests.running import Page, running

StageName = Literal["site", "telegram", "vk"]
TOKEN: Final = "0123456789abcdef" * 2
ADDRESS: Final = "https://consultant.example"
NO_CHROMA: Final = "http://127.0.0.1:9"
"""Search by words alone: whether Chroma's neighbours arrive in time depends on the machine."""
PERSON: Final = 700001
TURN_SECONDS: Final = 60.0
MARKS: Final[Mapping[str, str]] = {"bold": "**", "italic": "_"}


class Stage(Protocol):
    """One person's side of a talk; each act returns what the consultant answers, as lines."""

    async def start(self) -> list[str]: ...

    async def say(self, text: str) -> list[str]: ...

    async def press(self, label: str) -> list[str]: ...


@asynccontextmanager
async def stage(name: StageName, folder: Path, now: str) -> AsyncIterator[Stage]:
    """A process of its own with the calendar standing still, and a person who is about to talk to it."""
    common = {"LOG_LEVEL": "ERROR", "CHROMA_URL": NO_CHROMA}
    async with aiohttp.ClientSession() as session:
        if name == "site":
            async with running(folder, "--now", now, **common, PUBLIC_URL=ADDRESS) as consultant:
                yield SiteStage(Page(session, token=TOKEN), consultant.base)
        elif name == "telegram":
            async with TelegramServer() as telegram:
                tokens = {"TELEGRAM_TOKEN": telegram.token, "TELEGRAM_API_BASE": telegram.base_url}
                async with running(folder, "--now", now, **common, **tokens) as consultant:
                    yield MessengerStage(telegram.user(PERSON, "Даша"), consultant.base, session)
        else:
            async with VkServer() as vk:
                tokens = {
                    "VK_TOKEN": vk.token,
                    "VK_GROUP_ID": str(vk.group_id),
                    "VK_API_BASE": vk.base_url,
                }
                async with running(folder, "--now", now, **common, **tokens) as consultant:
                    yield MessengerStage(vk.user(PERSON, "Даша"), consultant.base, session)


class SiteStage:
    """The site's page."""

    def __init__(self, page: Page, base: str) -> None:
        self._page = page
        self._base = base

    async def start(self) -> list[str]:
        return await self._turn({"type": "started", "payload": ""})

    async def say(self, text: str) -> list[str]:
        return await self._turn({"type": "text", "text": text})

    async def press(self, label: str) -> list[str]:
        button = self._find(label)
        return await self._turn({"type": "button", "action": button["action"], "label": button["label"]})

    def _find(self, label: str) -> dict[str, Any]:
        """The newest button with this label, as a person looks for it: from below."""
        for _, message in sorted(self._page.messages.items(), reverse=True):
            for row in message["rows"]:
                for button in row:
                    if button["label"] == label and button.get("action"):
                        return dict(button)
        raise LookupError(f"no button {label!r} on the page")

    async def _turn(self, content: Mapping[str, str]) -> list[str]:
        answers = await self._page.turn(self._base, content)
        return [line for message in answers for line in _site_message(message)]


class MessengerStage:
    """A chat of a messenger, as its person sees it."""

    def __init__(self, user: TelegramUser | VkUser, base: str, session: aiohttp.ClientSession) -> None:
        self._user = user
        self._base = base
        self._session = session

    async def start(self) -> list[str]:
        self._user.start()
        return await self._answer()

    async def say(self, text: str) -> list[str]:
        self._user.say(text)
        return await self._answer()

    async def press(self, label: str) -> list[str]:
        self._user.press(label)
        return await self._answer()

    async def _answer(self) -> list[str]:
        """What was said and changed, when nothing is on its way any more."""
        await self._user.answered(1, TURN_SECONDS)
        async with asyncio.timeout(TURN_SECONDS):
            while await self._waiting():  # noqa: ASYNC110 - another process, which can only be asked
                await asyncio.sleep(0.05)
        done = [one for one in self._user.reactions if one.kind in ("said", "edited")]
        return [line for one in done if one.message for line in _message(one.message, one.kind)]

    async def _waiting(self) -> bool:
        async with self._session.get(f"{self._base}/metrics") as answer:
            figures = dict(line.rsplit(" ", 1) for line in (await answer.text()).splitlines() if line)
        return any(float(figures[f"consultant_{box}_waiting"]) for box in ("inbox", "outbox"))


def _site_message(message: Mapping[str, Any]) -> Iterator[str]:
    yield from ("**Консультант:**", "")
    for block in message["blocks"]:
        yield from (f"> {line}  " for line in _site_lines(block))
        yield ">"
    yield from _buttons([[button["label"] for button in row] for row in message["rows"]])


def _site_lines(block: Mapping[str, Any]) -> Iterator[str]:
    for kind, marked in (("paragraph", ""), ("list", "• "), ("quote", "│ ")):
        yield from (marked + _site_words(line) for line in block.get(kind, ()))


def _site_words(span: Any) -> str:
    match span:
        case str():
            return span
        case list():
            return "".join(map(_site_words, span))
        case {"bold": inner}:
            return f"**{_site_words(inner)}**"
        case {"italic": inner}:
            return f"_{_site_words(inner)}_"
        case {"link": inner, "to": address}:
            return f"[{_site_words(inner)}]({address})"
    raise ValueError(f"unknown span {span!r}")


def _message(message: Shown, kind: str) -> Iterator[str]:
    """One message of a messenger; a changed one says so."""
    yield from ("**Консультант меняет сообщение:**" if kind == "edited" else "**Консультант:**", "")
    for line in _marked(message.text, message.entities).splitlines():
        yield f"> {line}  " if line else ">"
    yield ">"
    yield from (f"> 📎 {one.name}  " for one in message.attachments)
    yield from _buttons(_labels(message.rows))


def _labels(rows: Rows) -> Sequence[Sequence[str]]:
    return [[button.label for button in row] for row in rows]


def _buttons(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    for row in rows:
        yield "> " + " ".join(f"`[{label}]`" for label in row) + "  "
    yield ""


def _marked(text: str, entities: Sequence[Entity]) -> str:
    """The text with Markdown marks where the platform shows bold, italic and links."""
    ends = [0, *accumulate(utf16_length(sign) for sign in text)]
    place = {end: index for index, end in enumerate(ends)}
    marks: list[tuple[int, int, str]] = []
    for entity in entities:
        before, after = _pair(entity)
        marks.append((place[entity.offset], entity.length, before))
        marks.append((place[entity.offset + entity.length], -entity.length, after))
    for index, _, mark in sorted(marks, key=lambda one: (one[0], one[1] > 0, -one[1]), reverse=True):
        text = text[:index] + mark + text[index:]
    return text


def _pair(entity: Entity) -> tuple[str, str]:
    if entity.url:
        return "[", f"]({entity.url})"
    mark = MARKS.get(entity.kind, "")
    return mark, mark
