"""Search keeps the quality that the issue asks for (benchmarks/search.py prints the whole table)."""

import pytest

from benchmarks.search_scoring import read_queries, score
from knowledge.search.search import Search


@pytest.mark.parametrize("name", ["dev", "own", "later", "second", "blind"])
def test_graded_requests_are_answered_well(search: Search, name: str) -> None:
    reached = score(
        read_queries(name), lambda text, region: [hit.id for hit in search.find(text, region=region)]
    )

    assert reached.ndcg >= 0.78
    assert reached.recall >= 0.74
    assert reached.rightly_empty >= 0.8 * reached.without_answer
    assert reached.wrongly_empty <= 3
