"""«Мой путь» in words, and «мне 20, хочу кофейню, составь план»: what stands beside it is taken along."""

from bot.dialogue.learning import acknowledgement, keep
from bot.dialogue.own_words import own_words
from bot.dialogue.path_progress import waiting
from bot.dialogue.phrases import phrases
from bot.dialogue.skill import Skill
from bot.dialogue.turn import Turn
from bot.person.hearing import concluded
from bot.person.profile import merge
from bot.person.questions.units import units
from bot.person.understanding import Rules
from knowledge.facts import Facts
from knowledge.language.words import words


def path_wanted(turn: Turn, text: str) -> Turn | None:
    """The turn that goes on to the path; None when the message asks for none."""
    if turn.desk.books.planner is None or not phrases().plan.search(" ".join(words(text))):
        return None
    read = Rules(turn.desk.knowledge.regions, turn.desk.home_region).understand(text, known=turn.facts)
    news, goal = concluded(read.news), own_words(read)
    said = acknowledgement(keep(turn, news, "said"), news)
    wished = merge(news, Facts(goal=goal)) if goal and news.needs else news
    turn = keep(turn, wished, "said")
    return (turn.say(said) if said else turn).then("path")


async def mine(turn: Turn, argument: str) -> Turn:
    """«Мой путь»: the path, also while a question on the way to it waits."""
    now = waiting(turn)
    is_asked_more = now is not None and now.question.unit not in units().first
    return turn.then("path-show" if is_asked_more or turn.person.path.shown_at else "path")


SKILL = Skill(actions={"my-path": mine})
