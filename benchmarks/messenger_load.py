"""People for the benchmark: what they do, and how long they wait."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count, cycle
from random import Random
from typing import Final

from tests.platforms.person import NoAnswerError
from tests.platforms.telegram import TelegramServer, TelegramUser
from tests.platforms.vk import VkServer, VkUser

TELEGRAM_BASE, TELEGRAM_TOKEN = "TELEGRAM_API_BASE", "TELEGRAM_TOKEN"
VK_BASE, VK_TOKEN = "VK_API_BASE", "VK_TOKEN"

User = TelegramUser | VkUser
Server = TelegramServer | VkServer
Act = Callable[[User], None]

SEARCHES: Final = 0.2
ANSWERS: Final = 0.2
"""Shares of what people do; the rest are buttons."""
PATIENCE_SECONDS: Final = 30.0
_LEFT_ALONE: Final = ("Удалить", "Стереть", "Позвать")
_WANTS: Final = (
    "хочу открыть {}", "нужны деньги на {}", "где научиться {}", "ищу команду для {}",
    "помогите с {}", "есть ли гранты на {}", "как получить помощь на {}",
)  # fmt: skip
_THINGS: Final = (
    "кофейню", "школьный театр", "короткий фильм", "мастерскую керамики", "приют для собак", "студию танца",
    "музей деревни", "велопробег", "кружок робототехники", "ферму", "съёмки подкаста", "лагерь для детей",
)  # fmt: skip
_SAID: Final = ("мне {} лет", "мне {}, живу в Шадринске", "мне {}, я студент", "мне {}, живу в Кургане")


class Script:
    """What people say and press: no two texts are alike."""

    def __init__(self, seed: int) -> None:
        self._chance = Random(seed)
        self._number = count(1)

    def act(self, user: User) -> None:
        """The next thing this person does."""
        share = self._chance.random()
        if share < SEARCHES:
            want, thing = self._chance.choice(_WANTS), self._chance.choice(_THINGS)
            user.say(f"{want.format(thing)} номер {next(self._number)}")
        elif share < SEARCHES + ANSWERS or not (labels := _pressable(user)):
            user.say(self._chance.choice(_SAID).format(self._chance.randint(14, 35)))
        else:
            user.press(self._chance.choice(labels))


def echo(user: User) -> None:
    """What people say to an echo."""
    user.say(f"привет {user.id}")


def _pressable(user: User) -> list[str]:
    newest = next((message for message in reversed(user.said) if message.rows), None)
    buttons = newest.buttons if newest else ()
    return [
        one.label
        for one in buttons
        if one.kind == "callback" and not any(word in one.label for word in _LEFT_ALONE)
    ]


@dataclass(slots=True)
class Measured:
    """What came of a run."""

    seconds: float = 0.0
    waits: list[float] = field(default_factory=list)
    unanswered: int = 0

    def percentile(self, share: float) -> float:
        """Seconds from the act to its answer."""
        return sorted(self.waits)[min(len(self.waits) - 1, int(share * len(self.waits)))]


async def flood(server: Server, people: int, at_once: int, act: Act, seconds: float) -> Measured:
    """`at_once` people at a time: one acts, gets the answer, then comes the next of them all."""
    measured, loop = Measured(), asyncio.get_running_loop()
    turns = cycle([server.user(100_000 + number) for number in range(people)])
    busy: set[int] = set()
    ends = loop.time() + seconds

    async def visitor() -> None:
        while loop.time() < ends:
            user = _next_free(turns, busy)
            busy.add(user.id)
            await _turn(user, act, measured)
            busy.discard(user.id)

    began = loop.time()
    async with asyncio.TaskGroup() as group:
        for _ in range(at_once):
            group.create_task(visitor())
    measured.seconds = loop.time() - began
    return measured


async def trickle(server: Server, people: int, per_second: float, act: Act, seconds: float) -> Measured:
    """Acts at random instants (Poisson), whoever is free acts."""
    measured, loop, chance = Measured(), asyncio.get_running_loop(), Random(7)
    users = [server.user(100_000 + number) for number in range(people)]
    busy: set[int] = set()

    async def turn(user: User) -> None:
        await _turn(user, act, measured)
        busy.discard(user.id)

    began = loop.time()
    async with asyncio.TaskGroup() as group:
        while loop.time() - began < seconds:
            await asyncio.sleep(chance.expovariate(per_second))
            user = chance.choice([one for one in users if one.id not in busy])
            busy.add(user.id)
            group.create_task(turn(user))
    measured.seconds = loop.time() - began
    return measured


async def _turn(user: User, act: Act, measured: Measured) -> None:
    loop = asyncio.get_running_loop()
    began = loop.time()
    act(user)
    try:
        await user.answered(seconds=PATIENCE_SECONDS)
    except NoAnswerError:
        measured.unanswered += 1
    else:
        measured.waits.append(loop.time() - began)


def _next_free(turns: Iterator[User], busy: set[int]) -> User:
    return next(user for user in turns if user.id not in busy)
