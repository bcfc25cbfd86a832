"""Redaction on the labelled messages of the benchmark and on the catalogue's own words."""

import pytest

from benchmarks.redaction import FREER, SETS, Message, is_covered, read
from knowledge.language.redaction import redact
from knowledge.shipped import shipped_measures


@pytest.mark.parametrize("name", SETS[:2])  # `make bench` has all: this is the time that a test may take
def test_goals_are_met(name: str) -> None:
    found = [(message, redact(message.text)) for message in read(name)]

    labels = [
        (label.kind in FREER, is_covered(label, one)) for message, one in found for label in message.spans
    ]
    whole = [not one.spans for message, one in found if not message.spans]

    assert _share([covered for is_freer, covered in labels if is_freer]) >= 0.95
    assert _share([covered for is_freer, covered in labels if not is_freer]) >= 0.99
    assert _share(whole) >= 0.9


@pytest.mark.parametrize("name", SETS)
def test_labels_stand_where_they_say(name: str) -> None:
    assert all(_is_sound(message) for message in read(name))


def test_titles_of_measures_stay_whole() -> None:
    titles = [measure.title for measure in shipped_measures()[::3]]  # a third, for the time

    assert [title for title in titles if redact(title).spans] == []


def _share(held: list[bool]) -> float:
    return sum(held) / len(held)


def _is_sound(message: Message) -> bool:
    return all(
        0 <= label.start < label.end <= len(message.text)
        and not message.text[label.start].isspace()
        and not message.text[label.end - 1].isspace()
        for label in message.spans
    )
