"""Short replies read in the light of the question that was asked."""

from collections.abc import Iterator
from typing import Final

from bot.person.reading.found import Found
from bot.person.reading.scan import Scan

SHORT: Final = 5
_SITUATIONS: Final = {"ребенок": "parent", "дети": "parent", "сын": "parent", "дочь": "parent", "дочка": "parent"}
BARE_STAGES: Final = {
    "running": ("работает", "действующий", "идет", "запущен", "запустили", "давно", "работаем", "действует"),
    "prototype": ("пробую", "пробуем", "тест", "тестирую", "тестируем", "пробуем"),
    "idea": ("идея", "идею", "думаю", "думаем", "мысль", "задумка", "начало", "начинаю", "ничего", "планирую"),
}


def answers(scan: Scan) -> Iterator[Found]:
    """What follows from the question alone."""
    if not scan.said.words or scan.asked is None:
        return
    if scan.asked == "citizenship":
        yield from _citizenship(scan)
    elif scan.asked == "stage":
        yield from _stage(scan)
    elif scan.asked == "situation":
        yield from _situation(scan)
    elif scan.asked == "occupation":
        yield from _occupation(scan)


def _citizenship(scan: Scan) -> Iterator[Found]:
    if scan.has("intents.yes") and scan.hits("intents.yes")[0].first == 0:
        yield Found("citizenship_ru", True, 0, 1)
    elif scan.has("intents.no") and scan.hits("intents.no")[0].first == 0:
        yield Found("citizenship_ru", False, 0, 1)


def _stage(scan: Scan) -> Iterator[Found]:
    for name, forms in BARE_STAGES.items():
        for index, word in enumerate(scan.said.words):
            if word.form in forms and scan.said.form(index - 1) not in ("не", "нет"):
                yield Found("stage", name, index, index + 1)
                return


def _situation(scan: Scan) -> Iterator[Found]:
    for index, word in enumerate(scan.said.words):
        if word.form in _SITUATIONS and scan.said.form(index - 1) not in ("не", "нет", "без"):
            yield Found(f"statuses.{_SITUATIONS[word.form]}", True, index, index + 1)
            return


def _occupation(scan: Scan) -> Iterator[Found]:
    """«работа», «на работе», «завод»"""
    for index, word in enumerate(scan.said.words):
        if word.form in ("работа", "работающий", "работающая", "работник") and len(scan.said.words) <= SHORT:
            yield Found("statuses.employed", True, index, index + 1)
