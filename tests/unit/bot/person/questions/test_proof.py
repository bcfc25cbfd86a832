"""Asking few questions loses nothing: the path is as good as for somebody of whom everything is known."""

import pytest

from benchmarks.question_proof import Case, faults_of

PEOPLE = 60


@pytest.mark.parametrize("number", range(PEOPLE))
def test_few_questions_lead_to_the_best_path_and_none_is_asked_in_vain(number: int) -> None:
    assert list(faults_of(Case(number))) == []
