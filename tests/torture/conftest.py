from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.torture.forks import Nursery, nursery


@pytest_asyncio.fixture(loop_scope="session", scope="session")
async def children(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Nursery]:
    """One nursery for all: it takes longer to get ready than most tests to run."""
    async with nursery(tmp_path_factory.mktemp("nursery")) as ready:
        yield ready
