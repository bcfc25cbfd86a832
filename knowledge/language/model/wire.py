"""The one module that knows the `openai` library (its import takes seconds): sends a body, gives bytes back.

The library's own retries are off, answers are not parsed by it (it trusts their shape), redirects are not
followed, and what comes is read up to a bound. Every trouble becomes a WireTrouble; nothing of a body, of an
error's text or of a key gets into it. The caller brings the timeout: it calls inside `asyncio.timeout`.
"""

import logging
import ssl
from collections.abc import AsyncIterator, Mapping
from contextlib import AbstractAsyncContextManager
from typing import Any, Final, Protocol

import httpx2
import openai

from knowledge.language.model.transport import Access, WireTrouble

log = logging.getLogger(__name__)

MOST_BYTES: Final = 2_000_000
MOST_BYTES_OF_VECTORS: Final = 16_000_000
CONNECT_SECONDS: Final = 4.0
NO_PAUSE: Final = 5.0
"""How long to leave a provider alone that says "too much" and not for how long."""
_READ_SECONDS: Final = 30.0
_OK: Final = 200
_TOO_LONG: Final = (
    "context_length",
    "context length",
    "too many tokens",
    "number of input tokens",
    "prompt is too long",
)


class _Answer(Protocol):
    def iter_bytes(self) -> AsyncIterator[bytes]: ...


class Wire:
    """A client of one provider. Make it in a thread (certificates take 0.1 s); close it in the loop."""

    def __init__(self, access: Access) -> None:
        limits = httpx2.Limits(max_connections=access.most_connections, keepalive_expiry=15.0)
        self._http = httpx2.AsyncClient(
            verify=_trust(access),
            timeout=httpx2.Timeout(_READ_SECONDS, connect=CONNECT_SECONDS),
            limits=limits,
            follow_redirects=False,
            trust_env=access.uses_proxy,
        )
        self._client = openai.AsyncOpenAI(
            base_url=access.base_url,
            api_key=access.api_key,
            max_retries=0,
            default_headers={"Accept-Encoding": "identity", **access.headers},  # nothing grows by unpacking
            http_client=self._http,
        )
        self._client.organization = None  # the environment of the process may name an account
        self._client.project = access.project

    async def complete(self, body: Mapping[str, Any]) -> bytes:
        """One call of `/chat/completions`.

        Raises: WireTrouble.
        """
        rest = {name: value for name, value in body.items() if name not in ("model", "messages")}
        chat = self._client.chat.completions.with_streaming_response
        call = chat.create(model=body["model"], messages=body["messages"], extra_body=rest)
        return await _carried(call, MOST_BYTES)

    async def embed(self, body: Mapping[str, Any]) -> bytes:
        """One call of `/embeddings`, for plain numbers: not all know base64, the library's default.

        Raises: WireTrouble.
        """
        embeddings = self._client.embeddings.with_streaming_response
        call = embeddings.create(model=body["model"], input=body["input"], encoding_format="float")
        return await _carried(call, MOST_BYTES_OF_VECTORS)

    async def close(self) -> None:
        """Close all connections."""
        await self._http.aclose()


async def _carried(call: AbstractAsyncContextManager[_Answer], most_bytes: int) -> bytes:
    try:
        async with call as answer:
            return await _bounded(answer.iter_bytes(), most_bytes)
    except openai.APIStatusError as error:
        raise _refusal(error) from None
    except (openai.OpenAIError, httpx2.HTTPError, httpx2.StreamError, OSError):
        raise WireTrouble("unreachable") from None
    except WireTrouble:
        raise
    except Exception as error:  # noqa: BLE001 - whatever a library does with hostile bytes, the talk goes on
        log.warning("model-wire-failed", extra={"kind": type(error).__name__})
        raise WireTrouble("unreachable") from None


async def _bounded(chunks: AsyncIterator[bytes], most_bytes: int) -> bytes:
    whole = bytearray()
    async for chunk in chunks:
        whole += chunk
        if len(whole) > most_bytes:
            raise WireTrouble("broken", _OK)
    return bytes(whole)


def _trust(access: Access) -> ssl.SSLContext:
    if not access.base_url.lower().startswith("https:"):
        return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # trusts nobody: there is nobody to be trusted
    context = ssl.create_default_context()
    if access.ca_file is not None:
        context.load_verify_locations(cafile=access.ca_file)
    return context


def _refusal(error: openai.APIStatusError) -> WireTrouble:
    status, said = error.status_code, error.response.text[:4000].lower()
    match status:
        case 401 | 403:
            return WireTrouble("key", status)
        case 404:
            return WireTrouble("unfit", status)
        case 429:
            return WireTrouble("limited", status, _pause(error.response.headers.get("retry-after")))
        case 413:
            return WireTrouble("too-long", status)
        case 400 | 422 | 501:
            if any(sign in said for sign in _TOO_LONG):
                return WireTrouble("too-long", status)
            return WireTrouble("declined", status, wants_new_cap="max_completion_tokens" in said)
    return WireTrouble("unreachable", status)


def _pause(said: str | None) -> float:
    """Seconds; a date or nonsense counts as nothing said."""
    try:
        seconds = float(said or "")
    except ValueError:
        return NO_PAUSE
    return seconds if 0 <= seconds <= 86_400 else NO_PAUSE
