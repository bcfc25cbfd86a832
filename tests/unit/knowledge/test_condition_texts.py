"""conditions.yaml against the shipped measures, and what the format refuses."""

from pathlib import Path
from typing import Final

import pytest
from pydantic import ValidationError

from knowledge.condition_texts import ConditionText, condition_texts, read_condition_texts
from knowledge.regions import regions
from knowledge.shipped import shipped_measures

SENSITIVE_WORDS: Final = (
    "беременност",
    "судимост",
    "СВО",
    "сирот",
    "инвалидност",
    "долгов по",
    "просроч",
    "медицинских ограничений",
    "ИПРА",
    "прожиточн",
)


def test_every_text_of_the_catalogue_is_there_and_nothing_more() -> None:
    in_measures = {text for measure in shipped_measures() for text in measure.audience.conditions}

    assert set(condition_texts()) == in_measures


@pytest.mark.parametrize("text", sorted(condition_texts()))
def test_a_question_is_short_and_friendly_and_a_question(text: str) -> None:
    entry = condition_texts()[text]

    question = entry.question or "Ты?"
    assert question.endswith("?")
    assert question[0].isupper()
    assert len(question) <= 140
    assert "Вы " not in question
    assert (entry.question is None) == (entry.mode == "check")


def test_texts_on_sensitive_matters_are_marked() -> None:
    unmarked = [
        text
        for text, entry in condition_texts().items()
        if any(word in text for word in SENSITIVE_WORDS) and not entry.sensitive
    ]

    assert unmarked == []


def test_a_sensitive_question_says_why() -> None:
    silent = [
        text
        for text, entry in condition_texts().items()
        if entry.sensitive and entry.mode == "ask" and not entry.why
    ]

    assert silent == []


@pytest.mark.parametrize(
    ("negated", "problem"),
    [
        pytest.param("сидишь дома", "which is not there", id="unknown"),
        pytest.param("не учишься", "which is a negation itself", id="itself"),
    ],
)
def test_a_negation_names_another_text_that_is_no_negation(
    tmp_path: Path, negated: str, problem: str
) -> None:
    path = tmp_path / "conditions.yaml"
    path.write_text(f"не учишься: {{mode: check, negation_of: {negated}}}\n", encoding="utf-8")

    with pytest.raises(ValidationError, match=problem):
        read_condition_texts(path)


def test_a_place_that_settles_a_condition_is_in_the_gazetteer() -> None:
    places = {entry.yes_in for entry in condition_texts().values() if entry.yes_in}

    assert places <= regions().names


@pytest.mark.parametrize(
    ("entry", "problem"),
    [
        pytest.param({"mode": "ask"}, "question is needed", id="no-question-to-ask"),
        pytest.param(
            {"mode": "check", "question": "Так?"}, "question is needed", id="a-question-never-asked"
        ),
        pytest.param({"mode": "ask", "question": "Так?", "sensitive": True}, "why is needed", id="no-why"),
        pytest.param(
            {"mode": "ask", "question": "Так?", "why": "Надо."}, "why is needed", id="why-not-sensitive"
        ),
        pytest.param({"mode": "guess", "question": "Так?"}, "mode", id="unknown-mode"),
        pytest.param({"mode": "check", "colour": "red"}, "colour", id="unknown-key"),
        pytest.param({"mode": "check", "no_without": ["rich"]}, "unknown word 'rich'", id="unknown-fact"),
        pytest.param(
            {"mode": "check", "negation_of": "да", "yes_from_age": 18},
            "by nothing else",
            id="negation-with-rules",
        ),
    ],
)
def test_an_entry_that_says_too_little_or_too_much_is_refused(entry: dict[str, object], problem: str) -> None:
    with pytest.raises(ValidationError, match=problem):
        ConditionText.model_validate(entry)


def test_a_file_is_read_as_texts_with_entries(tmp_path: Path) -> None:
    path = tmp_path / "conditions.yaml"
    path.write_text("учишься очно: {mode: ask, question: Ты учишься очно?}\n", encoding="utf-8")

    texts = read_condition_texts(path)

    assert texts == {"учишься очно": ConditionText(mode="ask", question="Ты учишься очно?")}
