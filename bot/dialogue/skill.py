"""A skill: one thing that the consultant can do, as a table of actions and scenes."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

from bot.dialogue.turn import Turn

ActionHandler = Callable[[Turn, str], Awaitable[Turn]]
"""Does what a press (or a command, or a button's words) asks for; gets the action's argument, unchecked."""

SceneHandler = Callable[[Turn, str], Awaitable[Turn | None]]
"""Takes the words that a scene waited for; None: this is no answer, treat it as any other message."""


@dataclass(frozen=True, slots=True)
class Skill:
    """Names of actions and scenes are unique over all skills.

    `pages`: actions that turn a page when they have an argument: the new page takes the old one's place.
    `for_staff`: to anybody without a role its commands, buttons and words do not exist.
    """

    actions: Mapping[str, ActionHandler]
    scenes: Mapping[str, SceneHandler] = field(default_factory=dict)
    pages: frozenset[str] = frozenset()
    for_staff: bool = False
