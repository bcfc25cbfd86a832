"""People on both platforms; each message opens another measure, so that each answer tells what it answers."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import cycle
from random import Random
from typing import Final

from bot.dialogue.messages import ChannelName
from knowledge.shipped import shipped_measures
from tests.platforms.telegram import TelegramServer, TelegramUser
from tests.platforms.vk import VkServer, VkUser

_PAYLOAD: Final = re.compile(r"[A-Za-z0-9_-]{1,60}")


@cache
def cards() -> Mapping[str, str]:
    """Id -> title of measures that a link can open and whose title stands in no other."""
    open_by_link = {one.id: one.title for one in shipped_measures() if _PAYLOAD.fullmatch(one.id)}
    titles = list(open_by_link.values())
    return {id_: title for id_, title in open_by_link.items() if sum(title in other for other in titles) == 1}


@dataclass(slots=True)
class Person:
    """One person and what must have been answered, in order."""

    channel: ChannelName
    user: TelegramUser | VkUser
    wishes: Iterator[str]
    asked: list[str] = field(default_factory=list)

    @property
    def account(self) -> str:
        return str(self.user.id)

    def ask(self) -> None:
        """Open the next measure."""
        id_ = next(self.wishes)
        self.asked.append(cards()[id_])
        if isinstance(self.user, VkUser):
            self.user.start(ref=f"m-{id_}")
        else:
            self.user.start(f"m-{id_}")

    def seen(self) -> list[tuple[float, str]]:
        """When and which card came, as it stands in the chat; what is no card is told as it is."""
        return [(one.at, _card(one.text)) for one in self.user.said]


def _card(text: str) -> str:
    return next((title for title in cards().values() if title in text), text)


@dataclass(slots=True)
class Crowd:
    """Half of the people on each platform."""

    people: Sequence[Person]
    chance: Random

    @property
    def asked(self) -> int:
        return sum(len(person.asked) for person in self.people)

    def somebody_asks(self) -> None:
        self.chance.choice(self.people).ask()


def gather(telegram: TelegramServer, vk: VkServer, count: int, seed: int) -> Crowd:
    """`count` people; the same seed makes the same crowd."""
    chance = Random(seed)

    def wishes() -> Iterator[str]:
        return cycle(chance.sample(sorted(cards()), len(cards())))

    people = [Person("telegram", telegram.user(1000 + n), wishes()) for n in range(count // 2)]
    people += [Person("vk", vk.user(5000 + n), wishes()) for n in range(count - count // 2)]
    return Crowd(people, chance)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a chat shows against what it should: answers that are missing, wrong or out of order; repeats."""

    wrong: Sequence[str]
    repeats: int
    worst: int
    """Most repeats in this chat for one kill."""


def judge(person: Person, kills: Sequence[float]) -> Verdict:
    """Compare; a repeat is a card that follows itself."""
    seen = person.seen()
    once = [card for index, (_, card) in enumerate(seen) if not index or card != seen[index - 1][1]]
    wrong = (
        [f"{person.channel} {person.account}: {_differ(person.asked, once)}"] if once != person.asked else []
    )
    again = [at for index, (at, card) in enumerate(seen) if index and card == seen[index - 1][1]]
    by_kill = Counter(bisect_left(kills, at) for at in again)
    return Verdict(wrong, len(again), max(by_kill.values(), default=0))


def _differ(asked: Sequence[str], seen: Sequence[str]) -> str:
    for index, (wanted, got) in enumerate(zip(asked, seen, strict=False)):
        if wanted != got:
            return f"answer {index + 1} of {len(asked)} is {got[:60]!r} instead of {wanted[:60]!r}"
    return f"{len(seen)} answers to {len(asked)} messages"
