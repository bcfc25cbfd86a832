"""The sparse index."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.search.index import SparseIndex

COUNTS = st.dictionaries(st.sampled_from("абвгд"), st.integers(1, 20), max_size=3)
DOCUMENTS = st.lists(COUNTS, min_size=1, max_size=6)
QUIETLY = settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
"""A loaded machine is no fault."""


def test_a_rare_feature_tells_more_than_a_common_one() -> None:
    index = SparseIndex.bm25([{"грант": 1, "ферма": 1}, {"грант": 1}, {"грант": 1}])

    assert index.idf("ферма") > index.idf("грант")
    assert index.idf("слон") > index.idf("ферма")


def test_a_long_document_counts_less_for_the_same_word() -> None:
    index = SparseIndex.bm25([{"грант": 1}, {"грант": 1, "о": 40}])

    short, long = index.scores({"грант": 1.0})

    assert short > long > 0


def test_nothing_is_found_in_an_empty_index() -> None:
    index = SparseIndex.bm25([])

    assert index.scores({"грант": 1.0}).tolist() == []
    assert "грант" not in index


@QUIETLY
@given(DOCUMENTS)
def test_a_document_is_most_like_itself(documents: list[dict[str, int]]) -> None:
    index = SparseIndex.cosine(documents)

    for number, document in enumerate(documents):
        counts = {feature: count**0.5 for feature, count in document.items()}
        scores = index.scores(index.unit(counts))
        if document:
            assert scores[number] == pytest.approx(1.0, abs=1e-4)
        assert scores.max(initial=0.0) <= 1.0001


@QUIETLY
@given(DOCUMENTS, COUNTS)
def test_the_score_is_the_sum_over_the_features(
    documents: list[dict[str, int]], asked: dict[str, int]
) -> None:
    index = SparseIndex.bm25(documents)

    one_by_one = [weight * index.scores({feature: 1.0}) for feature, weight in asked.items()]

    expected = np.sum(one_by_one, axis=0) if one_by_one else np.zeros(len(documents))
    assert np.allclose(index.scores(asked), expected, rtol=1e-4)
