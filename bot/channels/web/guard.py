"""Headers that keep browsers strict, origins that may call the API, and errors as JSON."""

import json
from collections.abc import Sequence
from typing import Final

from aiohttp import hdrs, web
from aiohttp.typedefs import Handler

API: Final = "/api/"
SESSION_HEADER: Final = "X-Session"
_PREFLIGHT_SECONDS: Final = "600"

_ALWAYS: Final = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Server": "consultant",
}
_CODES: Final = {404: "not-found", 405: "wrong-method", 413: "too-large"}


class Guard:
    """Adds to every response what the operator's origins allow."""

    def __init__(self, allowed_origins: Sequence[str]) -> None:
        self._allowed = frozenset(allowed_origins)
        self._policy = content_policy(allowed_origins)

    async def on_response(self, request: web.Request, response: web.StreamResponse) -> None:
        """A signal of aiohttp: runs before the headers leave."""
        response.headers.update(_ALWAYS)
        response.headers["Content-Security-Policy"] = self._policy
        if not self._allowed:
            response.headers["X-Frame-Options"] = "DENY"
        if request.path.startswith(API):
            response.headers[hdrs.CACHE_CONTROL] = "no-store"
            response.headers.add(hdrs.VARY, hdrs.ORIGIN)
            origin = request.headers.get(hdrs.ORIGIN, "")
            if origin in self._allowed:
                response.headers[hdrs.ACCESS_CONTROL_ALLOW_ORIGIN] = origin
                response.headers[hdrs.ACCESS_CONTROL_EXPOSE_HEADERS] = hdrs.RETRY_AFTER

    async def preflight(self, request: web.Request) -> web.Response:
        """The browser asks on behalf of another origin whether it may call."""
        if request.headers.get(hdrs.ORIGIN) not in self._allowed:
            raise refusal(web.HTTPForbidden, "foreign-origin")
        return web.Response(
            status=204,
            headers={
                hdrs.ACCESS_CONTROL_ALLOW_METHODS: "POST",
                hdrs.ACCESS_CONTROL_ALLOW_HEADERS: f"Content-Type, {SESSION_HEADER}",
                hdrs.ACCESS_CONTROL_MAX_AGE: _PREFLIGHT_SECONDS,
            },
        )


def content_policy(allowed_origins: Sequence[str]) -> str:
    """Nothing but our own scripts, styles, pictures and API; frames only where the operator says so."""
    ancestors = " ".join(allowed_origins) or "'none'"
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        f"base-uri 'none'; form-action 'none'; frame-ancestors {ancestors}"
    )


def refusal(
    kind: type[web.HTTPException], code: str, retry_after: int | None = None, **details: int
) -> web.HTTPException:
    """An error that the page understands: `{"error": code, ...}`."""
    body = json.dumps({"error": code, **details})
    headers = {hdrs.RETRY_AFTER: str(retry_after)} if retry_after is not None else None
    if issubclass(kind, web.HTTPRequestEntityTooLarge):
        limit = details.get("limit", 0)
        return kind(limit, limit, text=body, content_type="application/json")
    return kind(text=body, headers=headers, content_type="application/json")


@web.middleware
async def errors_as_json(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Errors that aiohttp itself raises on the API look like ours."""
    try:
        return await handler(request)
    except web.HTTPException as error:
        if not request.path.startswith(API) or error.content_type == "application/json":
            raise
        headers = {name: value for name, value in error.headers.items() if name == hdrs.ALLOW}
        code = _CODES.get(error.status, "refused")
        return web.json_response({"error": code}, status=error.status, headers=headers)
