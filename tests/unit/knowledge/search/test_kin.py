"""What the best measures lend to those that are akin to them."""

import numpy as np
import pytest

from knowledge.search.kin import Kin

DOCUMENTS = [
    {"ферма": 2.0, "грант": 1.0},
    {"ферма": 1.0, "корова": 1.0},
    {"музей": 1.0, "выставка": 2.0},
]


def test_a_measure_akin_to_the_best_one_rises() -> None:
    lent = Kin(DOCUMENTS).lent(np.array([1.0, 0.1, 0.1], dtype=np.float32))

    assert lent[1] > lent[2] == pytest.approx(0.1)
    assert lent[0] > lent[1]


def test_a_measure_without_a_score_gets_none_from_its_kin() -> None:
    lent = Kin(DOCUMENTS).lent(np.array([1.0, 0.0, 0.0], dtype=np.float32))

    assert lent.tolist()[1:] == [0.0, 0.0]
