"""The page and its files, read once and served from memory; every word in it comes from Fluent."""

import json
import re
from collections.abc import Mapping, Sequence
from hashlib import sha256
from html import escape
from pathlib import Path
from string import Template
from typing import Final, NoReturn

from aiohttp import ETag, hdrs, web

from bot.channels.web.api import LARGEST_BODY
from bot.channels.web.site import Site
from bot.texts import Texts

STATIC: Final = Path(__file__).with_name("static")
LONGEST_TEXT: Final = 4000
TYPES: Final = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
}
WORDS: Final = "site-"
"""Keys of the page's own words; all of them go into it."""


class _PageTemplate(Template):
    idpattern = r"(?a:[a-z][a-z-]*)"
    flags = re.NOFLAG


def page_routes(site: Site, texts: Texts) -> Sequence[web.RouteDef]:
    """The page at /chat, its files under /static, and the way there from /."""
    html = _Document(render_page(site, texts).encode(), "text/html").serve
    files = [
        web.get(f"/static/{file.name}", _Document(file.read_bytes(), TYPES[file.suffix]).serve)
        for file in sorted(STATIC.iterdir())
        if file.suffix in TYPES
    ]
    icon = _Document((STATIC / "favicon.svg").read_bytes(), TYPES[".svg"]).serve
    return [web.get("/", _to_chat), web.get("/chat", html), web.get("/favicon.ico", icon), *files]


def render_page(site: Site, texts: Texts) -> str:
    """The HTML with its words filled in.

    Raises: KeyError when it names words that do not exist.
    """
    words = page_words(site, texts)
    data = {"words": words, "longestText": LONGEST_TEXT, "largestBody": LARGEST_BODY}
    html = {key: escape(text) for key, text in words.items()}
    template = _PageTemplate((STATIC / "chat.html").read_text(encoding="utf-8"))
    return template.substitute(html, data=_json_in_html(data), age=escape(site.age_label or ""))


def page_words(site: Site, texts: Texts) -> Mapping[str, str]:
    """All words of the page by key; `{count}` in them is filled in by the page."""
    arguments = {
        "organisation": site.organisation or texts("site-own-name"),
        "count": "{count}",
        "limit": f"{LONGEST_TEXT:,}".replace(",", "\u00a0"),
    }
    return {key: texts(key, **arguments) for key in sorted(texts.keys) if key.startswith(WORDS)}


def _json_in_html(value: object) -> str:
    """JSON that cannot end the element it stands in."""
    return json.dumps(value, ensure_ascii=False).replace("<", "\\u003c").replace("&", "\\u0026")


class _Document:
    """Serves these bytes, or says that the browser has them already."""

    def __init__(self, body: bytes, content_type: str) -> None:
        self._body = body
        self._type = content_type
        self._tag = ETag(sha256(body).hexdigest()[:16])

    async def serve(self, request: web.Request) -> web.Response:
        known = request.if_none_match or ()
        if any(tag.value in (self._tag.value, "*") for tag in known):
            response = web.Response(status=304)
        else:
            response = web.Response(body=self._body, content_type=self._type, charset="utf-8")
        response.etag = self._tag
        response.headers[hdrs.CACHE_CONTROL] = "no-cache"
        return response


async def _to_chat(request: web.Request) -> NoReturn:
    # Relative, since a proxy may serve us under a path of its own.
    raise web.HTTPFound(f"chat?{request.query_string}" if request.query_string else "chat")
