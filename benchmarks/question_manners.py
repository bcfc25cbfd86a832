"""How people answer: in words, all that a message asks for, or by buttons, one thing at a time.

Words are written from what is true and read by the real understanding; what it misses is asked again. One
thing in ten is left out.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, Final

import yaml

from benchmarks.question_people import HOME, Truth
from bot.dialogue.path_words import AGES, TOWNS
from bot.person.profile import merge
from bot.person.questions.answering import Known, answered
from bot.person.questions.in_words import told
from bot.person.questions.units import OCCUPATION, Question, units
from bot.person.understanding import Rules
from knowledge.regions import regions
from knowledge.verdict import Verdict

WORDS: Final = Path(__file__).with_name("question_words.yaml")
LEFT_OUT: Final = 0.1
Manner = Callable[[Truth, Known, Question], Known]


def wholly(truth: Truth, known: Known, question: Question) -> Known:
    """Tells the truth about all that the message asks for, as if every word was understood."""
    for unit in question.also:
        known = Known(truth.answer(known, _single(unit, known)).facts, known.passed, known.last)
    return truth.answer(known, question)


def singly(truth: Truth, known: Known, question: Question) -> Known:
    """Tells the truth about the first thing only that a message asks for."""
    return truth.answer(known, Question(question.unit, question.items))


def pressing(truth: Truth, known: Known, question: Question) -> Known:
    """Presses wherever there is a button for the truth, one thing at a time, and writes elsewhere."""
    return (singly if _has_button(truth, question) else typing)(truth, known, question)


def typing(truth: Truth, known: Known, question: Question) -> Known:
    """Writes a sentence where the message asks for several things."""
    if not question.also:
        return truth.answer(known, question)
    random = Random(f"{truth.facts.model_dump_json()}{question}")
    said = [unit for unit in question.also if random.random() >= LEFT_OUT]
    text = _sentence(truth, (question.unit, *said), random)
    rules = Rules(regions(), HOME)
    news = told(question, lambda asked: rules.understand(text, asked, known.facts).facts)
    return answered(known, question, merge(known.facts, news))


def _has_button(truth: Truth, question: Question) -> bool:
    match question.unit:
        case "age":
            return truth.facts.age in AGES
        case "place":
            return truth.facts.region == HOME and truth.facts.municipality in _towns()
        case _:
            return True


@cache
def _towns() -> tuple[str, ...]:
    """The towns that the talk has buttons for."""
    home = regions().entries[HOME]
    return tuple(town.name for town in home.municipalities if town.kind == "city")[:TOWNS]


def _single(unit: str, known: Known) -> Question:
    items = units().groups.get(unit, (unit,))
    return Question(unit, items)


def _sentence(truth: Truth, said: Iterable[str], random: Random) -> str:
    words = {unit: _told(unit, truth) for unit in said}
    kind = "wants" if "needs" in words else "about" if "age" in words else "home"
    template: str = random.choice(_words()[kind])
    blank = {"age": "", "place": "", OCCUPATION: "", "topics": "", "needs": ""}
    return template.format(**{**blank, **words})


def _told(unit: str, truth: Truth) -> str:
    facts = truth.facts
    match unit:
        case "age":
            return str(facts.age if facts.age is not None else f"{facts.birth_year} года рождения")
        case "place":
            return facts.municipality or facts.region or ""
        case "occupation":
            held = (key for key in units().groups[unit] if truth.value(key) is Verdict.YES)
            return ", ".join(_words()[unit][key] for key in held)
        case _:
            return ", ".join(_words()[unit][word] for word in getattr(facts, unit))


@cache
def _words() -> Mapping[str, Any]:
    loaded: Mapping[str, Any] = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    return loaded
