"""What the log says when a messenger does not work."""

import pytest

from bot.channels.telegram import standing as telegram
from bot.channels.vk import standing as vk
from bot.logs import redact


@pytest.mark.parametrize(
    "advice", [*(advice for _, _, advice in telegram._SAID.values()), *vk._ADVICE.values()]
)
def test_advice_is_read_whole_in_the_log(advice: str) -> None:
    assert redact(advice) == advice
