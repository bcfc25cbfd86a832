"""Verdicts as the talk gives them: by what is known and by what the age alone settles."""

from collections.abc import Mapping, Sequence

from bot.dialogue.ports import Found
from bot.dialogue.turn import Turn
from bot.person.by_age import settled_by_age
from knowledge.conditions import Judgement, Verdict
from knowledge.facts import Facts


def judge(turn: Turn, id_: str, facts: Facts) -> Judgement:
    """The verdict on one published measure with its reasons.

    Raises: KeyError when there is no such measure.
    """
    return turn.desk.knowledge.judge(id_, settled_by_age(facts, turn.today), turn.today)


def verdicts(turn: Turn, facts: Facts) -> Mapping[str, Verdict]:
    """Id -> verdict for every published measure."""
    return turn.desk.knowledge.verdicts(settled_by_age(facts, turn.today), turn.today)


async def search(turn: Turn, text: str, facts: Facts, limit: int) -> Sequence[Found]:
    """What fits the words, what cannot fit last."""
    return await turn.desk.knowledge.search(text, settled_by_age(facts, turn.today), turn.today, limit)
