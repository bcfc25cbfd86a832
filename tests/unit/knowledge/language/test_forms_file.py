"""The file of dictionary forms: a cache that may be missing, old or broken."""

import json
from pathlib import Path

import pytest

from knowledge.language.forms_file import kept_forms
from knowledge.language.words import known_forms, lemma


def test_words_that_were_indexed_are_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "word-forms.json"

    with kept_forms(path):
        lemma("бубликами")

    assert json.loads(path.read_text(encoding="utf-8"))["forms"]["бубликами"] == "бублик"


def test_words_of_the_file_are_known_in_the_block(tmp_path: Path) -> None:
    path = tmp_path / "word-forms.json"
    with kept_forms(path):
        lemma("крендельками")
    kept = json.loads(path.read_text(encoding="utf-8"))
    kept["forms"]["несуществующееслово"] = "слово"
    path.write_text(json.dumps(kept), encoding="utf-8")

    with kept_forms(path):
        known = known_forms()["несуществующееслово"]

    assert known == "слово"


def test_a_file_that_adds_nothing_new_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "word-forms.json"
    with kept_forms(path):
        lemma("бубликами")
    before = path.stat().st_mtime_ns

    with kept_forms(path):
        lemma("бубликами")

    assert path.stat().st_mtime_ns == before


@pytest.mark.parametrize(
    "content",
    [
        pytest.param("{", id="cut short"),
        pytest.param("[1, 2]", id="something else"),
        pytest.param('{"dictionaries": "older", "forms": {"коржиками": "чужое"}}', id="other dictionaries"),
    ],
)
def test_a_file_that_cannot_be_trusted_is_written_anew(tmp_path: Path, content: str) -> None:
    path = tmp_path / "word-forms.json"
    path.write_text(content, encoding="utf-8")

    with kept_forms(path):
        form = lemma("коржиками")

    assert form == "коржик"
    assert json.loads(path.read_text(encoding="utf-8"))["forms"]["коржиками"] == "коржик"


def test_a_folder_that_cannot_be_written_stops_nobody(tmp_path: Path) -> None:
    path = tmp_path / "missing" / "word-forms.json"

    with kept_forms(path):
        form = lemma("ватрушками")

    assert (form, path.exists()) == ("ватрушка", False)
