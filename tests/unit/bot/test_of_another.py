"""Sentences for «ты» said of somebody else."""

import re

import pytest

from bot.of_another import of_another
from knowledge.condition_texts import condition_texts
from knowledge.vocabulary import vocabulary

FOR_YOU = re.compile(r"\b(?:ты|теб[яе]|тобой|тво\w+)\b|(?:ешь|ёшь|ишь)(?:ся)?\b")


@pytest.mark.parametrize(
    ("text", "who", "said"),
    [
        ("учишься в 1–10 классе или в колледже", "he", "учится в 1–10 классе или в колледже"),
        ("можешь переехать", "she", "может переехать"),
        ("тебя или твою семью признали нуждающимися", "she", "её или её семью признали нуждающимися"),
        ("у тебя самозанятость", "she", "у неё самозанятость"),
        ("Ты живёшь в селе", "neutral", "Он живёт в селе"),
        ("не больше 12 тысяч, лишь бы свой", "he", "не больше 12 тысяч, лишь бы свой"),
        ("можешь переехать", "you", "можешь переехать"),
    ],
)
def test_verbs_and_pronouns_follow(text: str, who: str, said: str) -> None:
    assert of_another(text, who) == said


@pytest.mark.parametrize("who", ["he", "she", "neutral"])
def test_no_condition_speaks_to_you_of_another(who: str) -> None:
    texts = (*condition_texts(), *vocabulary().all_capabilities.values())

    assert [said for text in texts if FOR_YOU.search(said := of_another(text, who).lower())] == []
