"""VK's API over HTTP: vkbottle's client with our time-outs, nothing repeated, no key in any log or error."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from aiohttp import (
    ClientConnectorError,
    ClientError,
    ClientTimeout,
    ConnectionTimeoutError,
    DummyCookieJar,
    FormData,
)
from yarl import URL

from bot.channels.lenient_json import loads
from bot.channels.vk.errors import VkError, VkNotReached, VkUnavailable
from bot.channels.vk.quiet import LIBRARY_API, ABCResponseValidator, AiohttpClient

VERSION: Final = LIBRARY_API.API_VERSION
CONNECT_SECONDS: Final = 10.0
UPLOAD_SECONDS: Final = 25.0

_NO_ANSWER: Final = (ClientError, TimeoutError, OSError, ValueError)
_NOT_REACHED: Final = (ClientConnectorError, ConnectionTimeoutError)
_TURNED_AWAY: Final = frozenset({429, 502, 503})
"""HTTP: whoever stands before VK could not or would not hand the call on."""
_FORM: Final = {"Content-Type": "application/x-www-form-urlencoded"}
_NO_URL: Final = URL()


@dataclass(frozen=True, slots=True)
class Executed:
    """What became of the calls of one `execute`: False for each that failed, and their errors in order."""

    results: Sequence[Any]
    errors: Sequence[VkError]


class _Verdict(ABCResponseValidator):
    """Reads VK's answer. vkbottle's own readers sleep over an answer that is no JSON and ask again (our loops
    know better), and fail on errors without all their fields.
    """

    async def validate(self, method: str, data: object, response: Any, ctx_api: object) -> dict[str, Any]:
        answer = loads(response)
        match answer:
            case {"error": {"error_code": int(code)}}:
                raise VkError(code, method)
            case {"response": _}:
                return dict(answer)
        raise VkUnavailable(f"{method}: neither a response nor an error")


class _Http(AiohttpClient):
    """Calls as forms that yarl writes, much quicker on Cyrillic than urllib; the key stands in the body."""

    def __init__(self, timeout: ClientTimeout) -> None:
        super().__init__(timeout=timeout)
        self._urls: dict[str, URL] = {}

    async def request_text(self, url: str, method: str = "GET", data: Any = None, **more: Any) -> Any:
        if self._session_params.get("cookie_jar") is None:  # it wants the loop
            self._session_params["cookie_jar"] = DummyCookieJar()
        said = {**more.pop("params", {}), **(data or {})}
        body = _NO_URL.with_query(said).raw_query_string.encode()
        place: Any = self._urls.setdefault(url, URL(url, encoded=True))
        async with self.request(place, method, body, headers=_FORM) as response:  # type: ignore[arg-type]
            if response.status in _TURNED_AWAY:
                raise VkNotReached(f"HTTP {response.status}")
            return await response.read()


class _Api(LIBRARY_API):
    """The library's API object for any host; its lists of validators are shared by default, ours are not.

    Ours are none for requests: what we say are words and numbers already.
    """

    def __init__(self, token: str, api_base: str, http: AiohttpClient) -> None:
        super().__init__(token, http_client=http)
        self.API_URL = f"{api_base.rstrip('/')}/method/"
        self.request_validators = []
        self.response_validators = [_Verdict()]


class VkClient:
    """Calls methods (each for at most `seconds`), polls, uploads. Raises only VkError and VkUnavailable."""

    def __init__(self, token: str, api_base: str, seconds: float) -> None:
        timeout = ClientTimeout(total=seconds, connect=CONNECT_SECONDS)
        self._http = _Http(timeout)
        self._api = _Api(token, api_base, self._http)

    async def call(self, method: str, params: Mapping[str, str | int]) -> Any:
        """The `response` of a method."""
        return (await self._ask(method, params))["response"]

    async def execute(self, code: str) -> Executed:
        """Several calls in one, each with its own outcome."""
        answer = await self._ask("execute", {"code": code})
        results = answer["response"]
        if not isinstance(results, list):
            raise VkUnavailable("execute: no list")
        return Executed(results, [_error(one) for one in answer.get("execute_errors") or ()])

    async def _ask(self, method: str, params: Mapping[str, str | int]) -> dict[str, Any]:
        try:
            return await self._api.request(method, dict(params))
        except _NO_ANSWER as error:
            raise _unavailable(method, error) from None

    async def poll(self, server: str, params: Mapping[str, str | int], seconds: float) -> Any:
        """The long poll's answer: whatever JSON stands there."""
        timeout = ClientTimeout(total=seconds, connect=CONNECT_SECONDS)
        query = {"act": "a_check", **params}
        try:
            async with self._http.request(server, "POST", params=query, timeout=timeout) as response:
                if response.status >= 400:
                    raise VkUnavailable(f"long poll: HTTP {response.status}")
                return loads(await response.read())
        except _NO_ANSWER as error:
            raise _unavailable("long poll", error) from None

    async def upload(self, url: str, field: str, name: str, content: bytes) -> dict[str, Any]:
        """Put a file where an upload server wants it."""
        form = FormData()
        form.add_field(field, content, filename=name, content_type="application/octet-stream")
        timeout = ClientTimeout(total=UPLOAD_SECONDS, connect=CONNECT_SECONDS)
        try:
            async with self._http.request(url, "POST", form, timeout=timeout) as response:  # type: ignore[arg-type]
                answer = loads(await response.read())
        except _NO_ANSWER as error:
            raise _unavailable("upload", error) from None
        if not isinstance(answer, dict):
            raise VkUnavailable("upload: no object")
        return answer

    async def close(self) -> None:
        """Close all connections."""
        await self._http.close()


def _error(said: Any) -> VkError:
    match said:
        case {"error_code": int(code), "method": str(method)}:
            return VkError(code, method)
        case {"error_code": int(code)}:
            return VkError(code, "execute")
    raise VkUnavailable("execute: an error without a code")


def _unavailable(method: str, error: Exception) -> VkUnavailable:
    """Only the kind of trouble: aiohttp's own words may carry the address, and that the key."""
    kind = VkNotReached if isinstance(error, _NOT_REACHED) else VkUnavailable
    return kind(f"{method}: {type(error).__name__}")
