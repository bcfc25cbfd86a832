"""The Russian texts as a whole: each is used, each that is used exists, and they read as they should."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fluent.syntax import ast as fluent_ast
from fluent.syntax.parser import FluentParser
from fluent.syntax.serializer import FluentSerializer

from bot.texts import LOCALES, read_locale, russian

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


def _variables() -> dict[str, set[str]]:
    """Key -> names of the arguments that its text mentions."""
    found: dict[str, set[str]] = {}
    for source in read_locale("ru").values():
        for entry in FluentParser(with_spans=False).parse(source).body:
            if isinstance(entry, fluent_ast.Message):
                entry.comment = None
                text = FluentSerializer().serialize_entry(entry)
                found[entry.id.name] = set(re.findall(r"\$([a-z]+)", text))
    return found


def _calls_with_arguments() -> Iterator[tuple[str, str, set[str]]]:
    """(file, key, names of arguments) of the calls that name all of them."""
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            first = node.args[0]
            is_text = name in {"words", "texts", "_texts"} and isinstance(first, ast.Constant)
            if is_text and all(keyword.arg for keyword in node.keywords):
                assert isinstance(first, ast.Constant)
                yield path.name, str(first.value), {keyword.arg or "" for keyword in node.keywords}


def test_every_text_gets_exactly_the_arguments_that_it_mentions() -> None:
    variables = _variables()

    wrong = [
        (file, key, sorted(given), sorted(variables[key]))
        for file, key, given in _calls_with_arguments()
        if key in variables and given != variables[key]
    ]

    assert wrong == []
