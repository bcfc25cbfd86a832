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
from aiogram.methods import AnswerCallbackQuery, EditMessageText, SendDocument, SendMessage, SendPhoto
from aiogram.methods.base import TelegramMethod
from aiohttp import ClientError, ClientResponse, ClientTimeout, FormData

CALL: Final = ClientTimeout(total=12)
UPLOAD: Final = ClientTimeout(total=25)
_JSON: Final = {"Content-Type": "application/json"}
_METHODS: Final[Mapping[str, type[TelegramMethod[Any]]]] = {
    one.__api_method__: one
    for one in (SendMessage, EditMessageText, AnswerCallbackQuery, SendPhoto, SendDocument)
}
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
            kind = type(error).__name__
            raise TelegramNetworkError(_METHODS[method].model_construct(), kind) from None
        return self._result(method, response, content)

    def _result(self, method: str, response: ClientResponse, content: bytes) -> Any:
        try:
            answer = orjson.loads(content)
        except ValueError:
            answer = None
        if response.status == 200 and isinstance(answer, dict) and answer.get("ok") is True:
            return answer.get("result")
        # What it says is told by the library, as an error of its own.
        failed = _METHODS[method].model_construct()
        text = content.decode("utf-8", "replace")
        self._session.check_response(self._bot, failed, response.status, text)
        raise TelegramNetworkError(failed, "no answer of Telegram")
