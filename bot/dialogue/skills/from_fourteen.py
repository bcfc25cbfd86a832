"""Under 14: what is open now, and plainly what opens on the fourteenth birthday."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.dialogue.judging import search, verdicts
from bot.dialogue.turn import Turn
from bot.person.by_age import at_fourteen
from knowledge.conditions import Verdict
from knowledge.facts import Facts

MOST_LATER: Final = 10
LOOKED_AT: Final = 20


@dataclass(frozen=True, slots=True)
class ByBirthday:
    """Ids of measures: what may fit now, what opens at 14, what was found and fits neither now nor then."""

    now: tuple[str, ...]
    later: tuple[str, ...]
    never: tuple[str, ...]


async def by_birthday(turn: Turn, text: str, facts: Facts, found: Sequence[str]) -> ByBirthday:
    """What was found, and what else answers the words from 14 on."""
    birthday = at_fourteen(facts, turn.today)
    now, then = verdicts(turn, facts), verdicts(turn, birthday)
    later = await search(turn, text, birthday, LOOKED_AT)
    ids = [hit.measure.id for hit in later]
    opening = [id_ for id_ in ids if now.get(id_) is Verdict.NO and then.get(id_) is not Verdict.NO]
    cannot = [id_ for id_ in found if now.get(id_) is Verdict.NO and id_ not in opening]
    fitting = [id_ for id_ in found if now.get(id_) is not Verdict.NO]
    return ByBirthday(tuple(fitting), tuple(opening[:MOST_LATER]), tuple(cannot))
