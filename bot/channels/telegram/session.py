"""aiogram's session, which says a call without files in JSON: a form takes half a millisecond to write."""

from typing import Any, Final

import orjson
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.methods import TelegramMethod
from aiogram.types import InputFile
from aiohttp import FormData
from aiohttp.payload import BytesPayload

JSON: Final = "application/json"
HEAVY: Final = ("reply_markup", "entities", "caption_entities", "link_preview_options")
"""Parts of our own messages that come back with each answer, and that nobody reads."""


def read_lightly(content: str) -> Any:
    """An answer without these parts: building objects of them costs more than the call.

    Raises: ValueError.
    """
    answer = orjson.loads(content)
    result = answer.get("result") if isinstance(answer, dict) else None
    if isinstance(result, dict):
        for part in HEAVY:
            result.pop(part, None)
    return answer


class JsonSession(AiohttpSession):
    """Calls with files are forms as ever."""

    def build_form_data(self, bot: Bot, method: TelegramMethod[Any]) -> FormData:
        """The body of a call.

        What is said to be a form is whatever aiohttp can send; aiogram hands it on unseen.
        """
        files: dict[str, InputFile] = {}
        values = method.model_dump(warnings=False)
        said = {
            name: prepared
            for name, value in values.items()
            if (prepared := self.prepare_value(value, bot=bot, files=files, _dumps_json=False)) is not None
        }
        if files:
            return super().build_form_data(bot, method)
        return BytesPayload(self.json_dumps(said).encode(), content_type=JSON)  # type: ignore[return-value]  # see above
