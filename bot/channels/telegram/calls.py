"""The calls of every turn, with little ado: aiogram's session and errors, no objects built on the way.

aiogram validates each call and each answer into its types and back, keyboards and all; that took longer than
everything else a turn does. Nobody reads those answers but for the number of the message.
"""

from collections.abc import Mapping
from typing import Any, Final

import orjson
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.exceptions import TelegramNetworkError
from aiogram.methods import AnswerCallbackQuery
from aiohttp import ClientError, ClientResponse, ClientTimeout, FormData

CALL: Final = ClientTimeout(total=12)
UPLOAD: Final = ClientTimeout(total=25)
_JSON: Final = {"Content-Type": "application/json"}
_ANY: Final = AnswerCallbackQuery(callback_query_id="-")
"""Which call failed is of no use to an error of aiogram; the answer to this one is the cheapest to build."""
Params = Mapping[str, Any]


class Calls:
    """Calls for one bot, each for at most some seconds.

    Raises: aiogram.exceptions.AiogramError, by what Telegram or the network says; ValueError for words that
    cannot be written.
    """

    def __init__(self, bot: Bot, session: AiohttpSession) -> None:
        self._bot = bot
        self._session = session

    async def call(self, method: str, said: Params) -> Any:
        """The result of a method; parameters of no value are left out."""
        try:
            body = orjson.dumps({name: value for name, value in said.items() if value is not None})
        except TypeError as error:  # half an emoji
            raise ValueError("this cannot be written") from error
        return await self._post(method, body, CALL, _JSON)

    async def upload(self, method: str, said: Params, field: str, name: str, content: bytes) -> Any:
        """The same with a file."""
        form = FormData(quote_fields=False)
        for key, value in said.items():
            if value is not None:
                form.add_field(key, value if isinstance(value, str) else orjson.dumps(value).decode())
        form.add_field(field, content, filename=name)
        return await self._post(method, form, UPLOAD)

    async def _post(
        self, method: str, body: bytes | FormData, limit: ClientTimeout, headers: Params | None = None
    ) -> Any:
        session = await self._session.create_session()
        url = self._session.api.api_url(self._bot.token, method)
        try:
            async with session.post(url, data=body, headers=headers, timeout=limit) as response:
                content = await response.read()
        except (TimeoutError, ClientError) as error:
            raise TelegramNetworkError(_ANY, type(error).__name__) from None
        return self._result(response, content)

    def _result(self, response: ClientResponse, content: bytes) -> Any:
        try:
            answer = orjson.loads(content)
        except ValueError:
            answer = None
        if response.status == 200 and isinstance(answer, dict) and answer.get("ok") is True:
            return answer.get("result")
        # What it says else is told by the library, as an error of its own.
        self._session.check_response(self._bot, _ANY, response.status, content.decode("utf-8", "replace"))
        raise TelegramNetworkError(_ANY, "no answer of Telegram")
