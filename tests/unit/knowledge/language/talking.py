"""A model client that is open and has found its manner, for tests."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from knowledge.language.model.connection import Target
from knowledge.language.model.openai_model import OpenAiModel
from knowledge.language.model.outcome import Call
from knowledge.language.model.profiles import ProviderName, profiles
from knowledge.language.model.prompt import Filled, Header
from knowledge.language.model.spending import Budget, Ledger
from knowledge.language.model.transport import Access
from tests.platforms.model import API_KEY, Asked, ModelServer

DAY = date(2026, 11, 22)
PLENTY = Budget(per_day=10_000_000, per_month=None, per_person_day=10_000_000)


class Heard(BaseModel):
    """What the tests ask for."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    need: Literal["money", "mentor"]
    words: str
    age: int | None
    places: tuple[str, ...] = ()


VALUE = {"need": "money", "words": "хочу грант", "age": 17, "places": ["Курган"]}
HEARD = Heard(need="money", words="хочу грант", age=17, places=("Курган",))


def brain(asked: Asked) -> object:
    """Answers the probe and the tests' own question."""
    return {"sum": 5, "colour": "green"} if "sum" in asked.schema["properties"] else VALUE


def question(text: str = "Мне 17, хочу грант", **given: float) -> Filled:
    """A prompt of its own; `given`: other values of its header."""
    header = {"version": 3, "use": "understand", "seconds": 6.0, "temperature": 0.0, "max_tokens": 100}
    return Filled(
        "hear",
        Header.model_validate({**header, **given}),
        "Пойми человека.",
        f"<message>{text}</message>",
    )


def target(server: ModelServer, folder: Path, provider: ProviderName = "generic", **access: str) -> Target:
    """The server as a target."""
    model = "gpt://b1gfolder/yandexgpt/latest" if provider == "yandex" else "test-model"
    profile = profiles()[provider]
    return Target(
        provider=provider,
        profile=profile,
        model=model,
        access=Access(
            base_url=server.base_url,
            api_key=access.get("api_key", API_KEY),
            headers=profile.headers,
            project=profile.project(model),
            uses_proxy=False,
        ),
        folder=folder,
    )


class Talk:
    """The client with what it told of its calls."""

    def __init__(self, at: Target, budget: Budget = PLENTY) -> None:
        self.calls: list[Call] = []
        self.ledger = Ledger(budget, lambda: DAY)
        self.model = OpenAiModel(at, self.ledger, self.calls.append, first_pause=0.05)


@asynccontextmanager
async def running(talk: Talk) -> AsyncIterator[OpenAiModel]:
    """Keep it running inside the block."""
    async with asyncio.TaskGroup() as group:
        work = group.create_task(talk.model.run())
        try:
            yield talk.model
        finally:
            work.cancel()


@asynccontextmanager
async def talking(
    server: ModelServer, folder: Path, provider: ProviderName = "generic", budget: Budget = PLENTY
) -> AsyncIterator[Talk]:
    """A client that is ready; the server forgets the probe."""
    server.brain = brain
    talk = Talk(target(server, folder, provider), budget)
    async with running(talk) as model:
        assert await model.looked_over() == "ok"
        server.asked.clear()
        yield talk
