"""Our line to VK: each call waits for its slot, and a key that is refused is noticed wherever it happens."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from bot.channels.pace import Pace
from bot.channels.vk.client import Executed, VkClient
from bot.channels.vk.errors import Remedy, VkError, remedy
from bot.channels.vk.standing import KEY, NO_KEY, Standing

log = logging.getLogger(__name__)

NO_RIGHT: Final = 15
"""Depends on what was asked (a message that is not ours cannot be edited): the caller says what it means."""
_REFUSED: Final[Mapping[int, str]] = {
    2: "application disabled",
    14: "captcha wanted",
    17: "confirmation wanted",
}


@dataclass(frozen=True, slots=True)
class Line:
    """The client with the one limiter and the one standing of the channel."""

    client: VkClient
    pace: Pace
    standing: Standing

    async def call(self, method: str, **params: str | int) -> Any:
        """Wait for a slot, then call.

        Raises: VkError, VkUnavailable.
        """
        await self.pace.slot()
        return await self.call_now(method, **params)

    async def call_now(self, method: str, **params: str | int) -> Any:
        """Call; somebody has waited for the slot."""
        try:
            answer = await self.client.call(method, params)
        except VkError as error:
            raise self.noted(error) from None
        self.standing.works(KEY)
        return answer

    async def execute(self, code: str) -> Executed:
        """Several calls in one; who hands out their outcomes takes note of their errors.

        Raises: VkError, VkUnavailable.
        """
        try:
            executed = await self.client.execute(code)
        except VkError as error:
            raise self.noted(error) from None
        self.standing.works(KEY)
        return executed

    def noted(self, error: VkError) -> VkError:
        """The same error, after the log and the standing know of it."""
        kind = remedy(error.code)
        if kind is Remedy.DEFECT:
            log.error("vk-call-refused", extra={"method": error.method, "code": error.code})
        if kind is Remedy.ACCESS and error.code != NO_RIGHT:
            self.standing.trouble(KEY, _REFUSED.get(error.code, NO_KEY))
        return error
