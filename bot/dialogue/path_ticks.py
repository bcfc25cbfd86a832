"""Statements of a list that words mean: «доход маленький, ниже прожиточного»; they are ticked, not taken."""

from typing import Final

from bot.dialogue.path_words import statement
from bot.dialogue.turn import Turn
from bot.person.questions.units import NUMBERED, Question
from bot.person.reading.tables import among
from knowledge.language.words import lemmas, words
from knowledge.search.lexicon import silent_words

LEAST_SHARED: Final = 2
LEAST_PART: Final = 0.5
"""Of the words that tell something, so many must stand in the statement, too."""


def meant(turn: Turn, question: Question, text: str) -> frozenset[int]:
    """The places of the statements that share most words with the text; none if it denies or says little."""
    said = _telling(text)
    if question.unit not in NUMBERED or any(among(word, "denials") for word in words(text)):
        return frozenset()
    shared = [len(said & _telling(statement(turn, key))) for key in question.items]
    most = max(shared, default=0)
    if most < LEAST_SHARED or most < LEAST_PART * len(said):
        return frozenset()
    return frozenset(place for place, count in enumerate(shared) if count == most)


def _telling(text: str) -> frozenset[str]:
    return frozenset(lemmas(text)) - silent_words()
