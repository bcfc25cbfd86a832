import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.search.fusion import fuse
from knowledge.search.retriever import ranked
from knowledge.search.search import Hit
from knowledge.verdict import Verdict


def hits(**scores: float) -> list[Hit]:
    return [Hit(id_, score, (id_,)) for id_, score in scores.items()]


def ids(found: list[Hit]) -> list[str]:
    return [hit.id for hit in found]


def test_what_the_words_leave_unanswered_stays_unanswered() -> None:
    assert fuse([], {"a": 0.99}, 10) == []


def test_without_neighbours_the_words_decide() -> None:
    found = hits(a=3, b=2)

    assert fuse(found, {}, 10) == found


def test_a_near_measure_overtakes_one_with_nearly_the_same_words() -> None:
    assert ids(fuse(hits(a=2.0, b=1.9), {"a": 0.1, "b": 0.8}, 10, weight=0.2)) == ["b", "a"]


def test_the_words_weigh_more_than_nearness() -> None:
    assert ids(fuse(hits(a=2.0, b=1.0), {"a": 0.1, "b": 0.9}, 10, weight=0.2)) == ["a", "b"]


def test_a_neighbour_without_matching_words_joins_only_before_the_last_hit() -> None:
    near = {"a": 0.5, "new": 0.5, "b": 0.1}

    joined = fuse(hits(a=10, b=1), near, 10, weight=0.2)
    left_out = fuse(hits(a=10, b=9), near, 10, weight=0.2)

    assert ids(joined) == ["a", "new", "b"]
    assert ids(left_out) == ["a", "b"]


def test_what_matched_is_still_told() -> None:
    assert fuse(hits(a=1), {"a": 0.5}, 10)[0].why == ("a",)


def test_what_cannot_fit_comes_last_and_never_joins() -> None:
    verdicts = {"no": Verdict.NO, "newcomer": Verdict.NO}

    found = ranked(hits(no=9, yes=1), {"no": 0.9, "newcomer": 0.9, "yes": 0.1}, verdicts, 10)

    assert ids(found) == ["yes", "no"]


def test_when_only_what_cannot_fit_matches_nothing_else_joins() -> None:
    found = ranked(hits(no=9), {"other": 0.9}, {"no": Verdict.NO}, 10)

    assert ids(found) == ["no"]


SCORES = st.dictionaries(st.sampled_from("abcdefgh"), st.floats(0.01, 100), max_size=8)
COSINES = st.dictionaries(st.sampled_from("abcdefghijkl"), st.floats(-1, 1), max_size=12)


@given(scores=SCORES, cosines=COSINES, limit=st.integers(1, 12))
def test_an_answer_is_in_order_without_repetition_and_no_longer_than_asked(
    scores: dict[str, float], cosines: dict[str, float], limit: int
) -> None:
    found = fuse(sorted(hits(**scores), key=lambda hit: -hit.score), cosines, limit)

    assert len(found) <= limit
    assert len(set(ids(found))) == len(found)
    assert [hit.score for hit in found] == sorted((hit.score for hit in found), reverse=True)
    assert bool(found) == bool(scores)


@pytest.mark.parametrize("weight", [0.0, 1.0])
def test_a_weight_at_its_bound_leaves_one_order(weight: float) -> None:
    found = fuse(hits(a=2, b=1), {"a": 0.1, "b": 0.9}, 10, weight)

    assert ids(found) == (["b", "a"] if weight else ["a", "b"])
