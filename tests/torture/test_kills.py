from pathlib import Path

import pytest

from tests.torture.forks import Nursery
from tests.torture.kills import Plan, torture

pytestmark = [pytest.mark.end_to_end, pytest.mark.asyncio(loop_scope="session")]


@pytest.mark.timeout(400)
async def test_kill_9_at_any_instant_loses_nothing_doubles_nothing_and_keeps_the_order(
    children: Nursery, tmp_path: Path
) -> None:
    """25 deaths under load from 50 people on both platforms; `make torture` is the longer run."""
    result = await torture(Plan(kills=25, messages=300), tmp_path, children)

    assert (result.kills, result.asked) == (25, 300)
    assert result.caught > 0, "no blow fell in the middle of anything: the test has proved nothing"
    assert result.rows == []
    assert result.wrong == []
    assert result.vk_repeats == 0
    assert result.telegram_worst <= 1
    assert result.defects == []
