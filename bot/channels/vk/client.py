"""VK's API over HTTP: vkbottle's client with our time-outs, nothing repeated, no key in any log or error."""

import json
from collections.abc import Mapping
from typing import Any, Final

from aiohttp import ClientError, ClientTimeout, FormData

from bot.channels.vk.errors import VkError, VkUnavailable
from bot.channels.vk.quiet import LIBRARY_API, ABCResponseValidator, AiohttpClient

VERSION: Final = LIBRARY_API.API_VERSION
CONNECT_SECONDS: Final = 10.0
UPLOAD_SECONDS: Final = 25.0

_NO_ANSWER: Final = (ClientError, TimeoutError, OSError, ValueError)


class _Verdict(ABCResponseValidator):
    """Reads VK's answer. vkbottle's own readers sleep over an answer that is no JSON and ask again (our loops
    know better), and fail on errors without all their fields.
    """

    async def validate(self, method: str, data: object, response: Any, ctx_api: object) -> dict[str, Any]:
        answer = json.loads(response)
        match answer:
            case {"error": {"error_code": int(code)}}:
                raise VkError(code, method)
            case {"response": _}:
                return dict(answer)
        raise VkUnavailable(f"{method}: neither a response nor an error")


class _Api(LIBRARY_API):
    """The library's API object for any host; its lists of validators are shared by default, ours are not."""

    def __init__(self, token: str, api_base: str, http: AiohttpClient) -> None:
        super().__init__(token, http_client=http)
        self.API_URL = f"{api_base.rstrip('/')}/method/"
        self.response_validators = [_Verdict()]


class VkClient:
    """Calls methods (each for at most `seconds`), polls, uploads. Raises only VkError and VkUnavailable."""

    def __init__(self, token: str, api_base: str, seconds: float) -> None:
        timeout = ClientTimeout(total=seconds, connect=CONNECT_SECONDS)
        self._http = AiohttpClient(timeout=timeout)
        self._api = _Api(token, api_base, self._http)

    async def call(self, method: str, params: Mapping[str, str | int]) -> Any:
        """The `response` of a method."""
        try:
            answer = await self._api.request(method, dict(params))
        except _NO_ANSWER as error:
            raise _unavailable(method, error) from None
        return answer["response"]

    async def poll(self, server: str, params: Mapping[str, str | int], seconds: float) -> Any:
        """The long poll's answer: whatever JSON stands there."""
        timeout = ClientTimeout(total=seconds, connect=CONNECT_SECONDS)
        query = {"act": "a_check", **params}
        try:
            async with self._http.request(server, "POST", params=query, timeout=timeout) as response:
                if response.status >= 400:
                    raise VkUnavailable(f"long poll: HTTP {response.status}")
                return json.loads(await response.read())
        except _NO_ANSWER as error:
            raise _unavailable("long poll", error) from None

    async def upload(self, url: str, field: str, name: str, content: bytes) -> dict[str, Any]:
        """Put a file where an upload server wants it."""
        form = FormData()
        form.add_field(field, content, filename=name, content_type="application/octet-stream")
        timeout = ClientTimeout(total=UPLOAD_SECONDS, connect=CONNECT_SECONDS)
        try:
            async with self._http.request(url, "POST", form, timeout=timeout) as response:  # type: ignore[arg-type]
                answer = json.loads(await response.read())
        except _NO_ANSWER as error:
            raise _unavailable("upload", error) from None
        if not isinstance(answer, dict):
            raise VkUnavailable("upload: no object")
        return answer

    async def close(self) -> None:
        """Close all connections."""
        await self._http.close()


def _unavailable(method: str, error: Exception) -> VkUnavailable:
    """Only the kind of trouble: aiohttp's own words may carry the address, and that the key."""
    return VkUnavailable(f"{method}: {type(error).__name__}")
