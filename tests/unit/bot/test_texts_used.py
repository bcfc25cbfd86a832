"""The Russian texts as a whole: each is used, each that is used exists, and they read as they should."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.texts import LOCALES, russian

ROOT = Path(__file__).parents[3]
SOURCES = sorted((ROOT / "bot").rglob("*.py"))
KEY = re.compile(r"[a-z]+(-[a-z0-9_]+)+")
CALLS = {"words", "texts", "_texts", "button"}


def _strings() -> Iterator[tuple[str, str]]:
    """Every string in the code and the head of every f-string: (file, text)."""
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield path.name, node.value


def _data_keys() -> set[str]:
    """Keys that YAML beside the code names."""
    words = (ROOT / "bot/dialogue/phrases.yaml").read_text(encoding="utf-8")
    return set(re.findall(r"^  (talk-[a-z]+):", words, re.MULTILINE))


def _called() -> Iterator[tuple[str, str]]:
    """Keys that are asked for literally: `words("key")`, `texts("key")`, `button("key", ...)`."""
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            first = node.args[0]
            if name in CALLS and isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield path.name, first.value


def test_every_text_that_is_asked_for_exists() -> None:
    missing = [(file, key) for file, key in _called() if KEY.fullmatch(key) and key not in russian()]

    assert missing == []


def test_every_text_is_used() -> None:
    strings = {text for _, text in _strings()} | _data_keys()
    heads = tuple(text for text in strings if re.fullmatch(r"[a-z]+(-[a-z]+)*-", text))
    pages = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "bot/channels").rglob("*.html"))
    pages += "".join(path.read_text(encoding="utf-8") for path in (ROOT / "bot/channels").rglob("*.js"))

    unused = [
        key for key in russian().keys if key not in strings and not key.startswith(heads) and key not in pages
    ]

    assert unused == []


@pytest.mark.parametrize("path", sorted(LOCALES.glob("ru*.ftl")), ids=lambda path: path.name)
def test_no_word_mixes_latin_and_russian_letters(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    assert re.findall(r"\b\w*(?:[a-zA-Z][а-яё]|[а-яё][a-zA-Z])\w*\b", text, re.IGNORECASE) == []


@pytest.mark.parametrize("path", sorted(LOCALES.glob("ru*.ftl")), ids=lambda path: path.name)
def test_the_texts_say_thou(path: Path) -> None:
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]

    polite = [line for line in lines if re.search(r"\b([Вв]ы|[Вв]ам|[Вв]ас|[Вв]аш\w*)\b", line)]

    assert polite == []


@pytest.mark.parametrize("path", sorted(LOCALES.glob("ru*.ftl")), ids=lambda path: path.name)
def test_the_texts_have_no_straight_quotes(path: Path) -> None:
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]

    straight = [line for line in lines if re.search(r'"', re.sub(r'\{ "[^"]*" \}', "", line))]

    assert straight == []
