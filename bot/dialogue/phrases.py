"""Words that mean an action or small talk, said as a whole message (phrases.yaml)."""

import re
from collections.abc import Mapping, Set
from functools import cache, cached_property
from pathlib import Path
from typing import Final

import yaml
from pydantic import BaseModel, ConfigDict

from knowledge.language.words import words

PATH: Final = Path(__file__).with_name("phrases.yaml")
LONGEST: Final = 120
LONGEST_RUDE: Final = 6
RUDE: Final = "talk-rude"


class Phrases(BaseModel):
    """What people say to us that is no request: navigation, commands, greetings, rudeness."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    commands: Mapping[str, str]
    actions: Mapping[str, tuple[str, ...]]
    patterns: Mapping[str, tuple[re.Pattern[str], ...]]
    on_screen: Mapping[str, tuple[str, ...]]
    plan: re.Pattern[str]
    step: re.Pattern[str]
    talk: Mapping[str, tuple[str, ...]]
    talk_patterns: Mapping[str, tuple[re.Pattern[str], ...]]
    idle: re.Pattern[str]
    why: re.Pattern[str]
    about: re.Pattern[str]
    kinds: frozenset[str]
    ordinals: Mapping[int, tuple[str, ...]]
    agree: frozenset[str]
    delete_sure: frozenset[str]
    refuse: frozenset[str]
    rude: frozenset[str]

    @cached_property
    def _action_of(self) -> Mapping[str, str]:
        return {plain(said): name for name, phrases in self.actions.items() for said in phrases}

    @cached_property
    def _on_screen_of(self) -> Mapping[str, Set[str]]:
        """Words -> names of the actions that they may mean."""
        meant: dict[str, set[str]] = {}
        for name, phrases in self.on_screen.items():
            for said in phrases:
                meant.setdefault(plain(said), set()).add(name)
        return meant

    @cached_property
    def _talk_of(self) -> Mapping[str, str]:
        return {plain(said): key for key, phrases in self.talk.items() for said in phrases}

    def command(self, text: str) -> str | None:
        """The action of a slash command: «/menu», «/menu@our_bot», «/меню»; None when there is none."""
        name = text.strip()[1:].split(maxsplit=1)[:1]
        said = name[0].partition("@")[0] if name else ""
        return self.commands.get(said.lower()) or self._action_of.get(plain(said))

    def action(self, text: str) -> str | None:
        """The action that a whole message names, or that a short message asks for in its own way."""
        said = plain(text)
        return self._action_of.get(said) or _first(self.patterns, said)

    def pressing(self, text: str) -> Set[str]:
        """The actions whose button these words press, where one is on the screen."""
        return self._on_screen_of.get(plain(text), frozenset())

    def is_idle(self, text: str) -> bool:
        """Is it said of somebody who neither studies nor works?"""
        return self.idle.search(plain(text)) is not None

    def asks_why(self, text: str) -> bool:
        """Does a message want to know why we ask?"""
        return self.why.search(plain(text)) is not None

    def ordinal(self, text: str) -> int | None:
        """«первую», «вторая», «номер 3»: the number of an entry of a list."""
        said = plain(text)
        return next((number for number, forms in self.ordinals.items() if said in forms), None)

    def small_talk(self, text: str) -> str | None:
        """The key of our answer; None when the message is no small talk."""
        said = plain(text)
        if key := self._talk_of.get(said) or _first(self.talk_patterns, said):
            return key
        spoken = said.split()
        is_rude = len(spoken) <= LONGEST_RUDE and (said in self.rude or not self.rude.isdisjoint(spoken))
        return RUDE if is_rude else None


def _first(table: Mapping[str, tuple[re.Pattern[str], ...]], said: str) -> str | None:
    """The first name one of whose patterns is found."""
    found = (name for name, patterns in table.items() if any(each.search(said) for each in patterns))
    return next(found, None)


def plain(text: str) -> str:
    """A short text as it is compared: words only, no marks, case or emoji; empty for long texts."""
    return " ".join(words(text)) if len(text) <= LONGEST else ""


@cache
def phrases() -> Phrases:
    """The shipped phrases, read once."""
    return Phrases.model_validate(yaml.load(PATH.read_bytes(), Loader=yaml.CSafeLoader))
