"""One index of the shipped catalogue for all tests of search."""

import pytest

from knowledge.regions import regions
from knowledge.search.search import Search
from knowledge.shipped import shipped_measures


@pytest.fixture(scope="package")
def search() -> Search:
    return Search.build(shipped_measures(), regions())
