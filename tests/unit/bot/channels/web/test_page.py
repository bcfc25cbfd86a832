"""The page as it leaves the server."""

import json
import re
from pathlib import Path

import pytest

from bot.channels.web.page import STATIC, render_page
from bot.channels.web.site import Site
from bot.texts import Texts, russian

SCRIPTS = sorted(STATIC.glob("*.js"))


def _data(html: str) -> dict[str, dict[str, str]]:
    found = re.search(r'id="page-data">(.*?)</script>', html, re.DOTALL)
    assert found
    parsed: dict[str, dict[str, str]] = json.loads(found.group(1))
    return parsed


def test_the_organisation_stands_in_the_header_and_the_title() -> None:
    html = render_page(Site(organisation="Центр «Время»", age_label="14+"), russian())

    assert "<h1>Центр «Время»</h1>" in html
    assert "<title>Центр «Время» · ИИ-помощник</title>" in html
    assert ">14+<" in html


def test_a_hostile_name_breaks_out_of_nothing() -> None:
    html = render_page(Site(organisation="</script><script>alert(1)</script>"), russian())

    assert "<script>alert" not in html
    assert _data(html)["words"]["site-organisation"] == "</script><script>alert(1)</script>"


def test_a_page_that_names_unknown_words_is_refused() -> None:
    with pytest.raises(KeyError):
        render_page(Site(), Texts("ru", {"x": "site-own-name = Имя\nsite-title = x"}))


def test_every_word_that_the_scripts_name_exists_and_every_word_is_used() -> None:
    sources = "".join(path.read_text(encoding="utf-8") for path in [*SCRIPTS, STATIC / "chat.html"])
    named = set(re.findall(r"\bsite-[a-z-]+", sources))
    given = set(_data(render_page(Site(), russian()))["words"])

    assert named - given == set()
    assert given - named - {"site-own-name"} == set()


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_scripts_build_nodes_and_never_markup(path: Path) -> None:
    source = path.read_text(encoding="utf-8")

    dangers = ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function")
    assert [danger for danger in dangers if danger in source] == []
    assert not re.search("[А-Яа-яЁё]", source)
    assert source.count("\n") <= 350


def test_nothing_foreign_is_named() -> None:
    sources = [path.read_text(encoding="utf-8") for path in STATIC.iterdir()]

    addresses = [url for source in sources for url in re.findall(r"(?:https?:)?//[a-z][\w.-]+", source)]
    assert [url for url in addresses if url != "http://www.w3.org"] == []
