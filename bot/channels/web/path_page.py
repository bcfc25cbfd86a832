"""The page with somebody's path for parents or a mentor: plain HTML to read and to print, never indexed."""

from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from html import escape
from typing import Final, Protocol

from aiohttp import hdrs, web

from bot.channels.markup import is_safe
from bot.texts import Texts

NEVER_INDEXED: Final = "noindex, nofollow, noarchive"


class Step(Protocol):
    """What the page tells of one step (`bot.path_page.PageStep`)."""

    @property
    def title(self) -> str: ...

    @property
    def summary(self) -> str: ...

    @property
    def when(self) -> str: ...

    @property
    def sum(self) -> str | None: ...

    @property
    def first(self) -> str: ...

    @property
    def documents(self) -> Sequence[str]: ...

    @property
    def url(self) -> str | None: ...

    @property
    def checked(self) -> str: ...


class Page(Protocol):
    """What stands on the page (`bot.path_page.PathPage`)."""

    @property
    def steps(self) -> Sequence[Step]: ...

    @property
    def done(self) -> Sequence[str]: ...


FindPage = Callable[[str], Awaitable[Page | None]]


def path_page_routes(find: FindPage, texts: Texts, organisation: str) -> Sequence[web.RouteDef]:
    """The page at /p/<code>."""

    async def serve(request: web.Request) -> web.Response:
        page = await find(request.match_info["code"])
        body = _closed(texts) if page is None else _shown(page, texts, organisation)
        return web.Response(
            text=_document(body, texts),
            status=404 if page is None else 200,
            content_type="text/html",
            headers={hdrs.CACHE_CONTROL: "no-store", "X-Robots-Tag": NEVER_INDEXED},
        )

    return [web.get("/p/{code}", serve)]


def _document(body: str, texts: Texts) -> str:
    return (
        '<!doctype html>\n<html lang="ru">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="robots" content="{NEVER_INDEXED}">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{escape(texts('shared-title'))}</title>\n"
        '<link rel="icon" href="../static/favicon.svg" type="image/svg+xml">\n'
        '<link rel="stylesheet" href="../static/path.css">\n</head>\n'
        f"<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )


def _closed(texts: Texts) -> str:
    return f"<h1>{escape(texts('shared-title'))}</h1>\n<p>{escape(texts('shared-closed'))}</p>"


def _shown(page: Page, texts: Texts, organisation: str) -> str:
    steps = "\n".join(f"<li>\n{_step(one, texts)}\n</li>" for one in page.steps)
    done = _paragraph(texts("shared-done", titles="; ".join(page.done))) if page.done else ""
    parts = [
        f"<h1>{escape(texts('shared-title'))}</h1>",
        _paragraph(texts("shared-about", organisation=organisation)),
        done,
        f"<ol>\n{steps}\n</ol>" if page.steps else _paragraph(texts("shared-empty")),
        _paragraph(texts("shared-help")),
        f'<p class="small">{escape(texts("shared-check"))}</p>',
    ]
    return "\n".join(part for part in parts if part)


def _step(one: Step, texts: Texts) -> str:
    lines = [f"<h2>{escape(one.title)}</h2>", _paragraph(one.summary), _list(_figures(one, texts))]
    papers = (
        _paragraph(texts("shared-documents", documents="; ".join(one.documents))) if one.documents else ""
    )
    source = f'<p class="small">{escape(one.checked)}</p>'
    return "\n".join(line for line in (*lines, papers, _official(one, texts), source) if line)


def _figures(one: Step, texts: Texts) -> Iterator[str]:
    yield texts("shared-when", when=one.when)
    if one.sum:
        yield texts("shared-sum", sum=one.sum)
    yield texts("shared-first", first=one.first)


def _official(one: Step, texts: Texts) -> str:
    """The address in full: it stays legible on paper."""
    if one.url is None or not is_safe(one.url):
        return ""
    url = escape(one.url)
    label = escape(texts("shared-official"))
    return f'<p>{label} <a href="{url}" rel="noopener noreferrer nofollow">{url}</a></p>'


def _paragraph(text: str) -> str:
    return f"<p>{escape(text)}</p>"


def _list(lines: Iterable[str]) -> str:
    return "<ul>" + "".join(f"<li>{escape(line)}</li>" for line in lines) + "</ul>"
