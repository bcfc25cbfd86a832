"""A path as others may see it: steps, months, sums and links of the catalogue, nothing of the person."""

from __future__ import annotations

import re
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.dialogue.path_marks import of_kind
from bot.path.months import first_day
from bot.wording import benefit_sum, data_age

if TYPE_CHECKING:
    from datetime import date

    from bot.dialogue.ports import Knowledge
    from bot.dialogue.state import KeptPath, ShownStep
    from bot.texts import Texts
    from knowledge.measure import SupportMeasure

CODE: Final = re.compile(r"[A-Za-z0-9_-]{22}")
Find = Callable[[str], Awaitable["KeptPath | None"]]


@dataclass(frozen=True, slots=True)
class PageStep:
    """One step in words; `url` is the official page."""

    title: str
    summary: str
    when: str
    sum: str | None
    first: str
    documents: tuple[str, ...]
    url: str | None
    checked: str


@dataclass(frozen=True, slots=True)
class PathPage:
    """What stands on the page."""

    steps: tuple[PageStep, ...]
    done: tuple[str, ...]
    """Titles of what is done."""


class PathPages:
    """Finds a path by the code of its page and says it in words."""

    def __init__(self, *, find: Find, knowledge: Knowledge, texts: Texts) -> None:
        self._find, self._knowledge, self._texts = find, knowledge, texts

    async def page(self, code: str) -> PathPage | None:
        """The page of a code; None when it is no code, or the page was closed."""
        if not CODE.fullmatch(code) or (path := await self._find(code)) is None:
            return None
        known = [(step, measure) for step in path.shown if (measure := self._knowledge.measure(step.id))]
        done = (self._knowledge.measure(id_) for id_ in of_kind(path, "done", "tried"))
        return PathPage(
            steps=tuple(self._step(step, measure) for step, measure in known),
            done=tuple(measure.title for measure in done if measure),
        )

    def _step(self, step: ShownStep, measure: SupportMeasure) -> PageStep:
        return PageStep(
            title=measure.title,
            summary=measure.summary,
            when=self._when(step),
            sum=benefit_sum(measure.benefit, self._texts),
            first=measure.steps[0],
            documents=measure.documents,
            url=measure.url,
            checked=data_age(measure.checked_on, self._texts),
        )

    def _when(self, step: ShownStep) -> str:
        if step.start is None:
            return self._texts("path-when-undated")
        return self._texts("path-when", month=self._month(first_day(step.start)))

    def _month(self, first: date) -> str:
        name = self._texts("month-in", month=first.month)
        return self._texts("date-year", day=name, year=str(first.year))


def new_code() -> str:
    """A code that nobody can guess: 128 random bits."""
    return secrets.token_urlsafe(16)
