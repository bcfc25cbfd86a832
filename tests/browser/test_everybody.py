"""Small screens, keyboards, screen readers, large text, dark rooms."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

import axe_playwright_python
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Visitor
from tests.browser.echo_site import EchoSite

pytestmark = pytest.mark.browser

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text(encoding="utf-8")
TALK = {"список": "Нашёл вот что", "карточка": "Первый шаг", "кнопки": "Выбирай", "опасно": "img src"}
Scheme = Literal["light", "dark"]


def complaints_of_axe(page: Page) -> list[str]:
    """What axe finds wrong, each with the first place."""
    page.evaluate(AXE)
    found: dict[str, Any] = page.evaluate("axe.run({resultTypes: ['violations']})")
    return [f"{one['impact']} {one['id']}: {one['nodes'][0]['html'][:120]}" for one in found["violations"]]


def _talk(visitor: Visitor) -> None:
    for words, answer in TALK.items():
        visitor.says(words)
        visitor.reads(answer)


def _is_wider_than_the_screen(page: Page) -> bool:
    return bool(
        page.evaluate(
            "document.documentElement.scrollWidth > innerWidth"
            " || document.querySelector('main').scrollWidth > document.querySelector('main').clientWidth"
        )
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing(
    browser: Browser, open_chat: Callable[..., Visitor], scheme: Scheme, width: int
) -> None:
    with browser.new_context(
        color_scheme=scheme,
        locale="ru-RU",
        reduced_motion="reduce",
        viewport={"width": width, "height": 740},
    ) as device:
        visitor = open_chat(device)
        _talk(visitor)
        visitor.field.fill("слово " * 700)

        assert complaints_of_axe(visitor.page) == []
        visitor.page.get_by_role("button", name="Очистить историю").click()
        assert complaints_of_axe(visitor.page) == []


@pytest.mark.parametrize("size", ["100%", "200%"])
def test_a_small_screen_never_scrolls_sideways(
    browser: Browser, open_chat: Callable[..., Visitor], size: str
) -> None:
    with browser.new_context(locale="ru-RU", viewport={"width": 360, "height": 740}) as device:
        visitor = open_chat(device)
        visitor.page.evaluate("size => { document.documentElement.style.fontSize = size }", size)
        _talk(visitor)
        visitor.says("оченьдлинноеслово" * 20)
        visitor.reads("Эхо: оченьдлинное")

        assert not _is_wider_than_the_screen(visitor.page)
        assert visitor.page.locator("main").evaluate("main => main.clientHeight") > 300


def test_the_keyboard_alone_is_enough(visitor: Visitor) -> None:
    keyboard = visitor.page.keyboard
    expect(visitor.field).to_be_focused()
    keyboard.type("первая строка")
    keyboard.press("Shift+Enter")
    keyboard.type("вторая")
    keyboard.press("Enter")
    visitor.reads("вторая")
    expect(visitor.field).to_be_focused()

    keyboard.type("кнопки")
    keyboard.press("Enter")
    visitor.reads("Выбирай")
    for _ in range(4):
        keyboard.press("Shift+Tab")
    expect(visitor.page.get_by_role("button", name="Да", exact=True)).to_be_focused()
    keyboard.press("Enter")

    visitor.reads("Нажато: yes")
    expect(visitor.page.get_by_role("button", name="Да", exact=True)).to_be_focused()


def test_the_focus_ring_is_visible(visitor: Visitor) -> None:
    visitor.page.keyboard.press("Shift+Tab")

    outline = visitor.page.evaluate("getComputedStyle(document.activeElement).outlineWidth")
    assert outline == "3px"


def test_the_dialog_closes_with_escape_and_gives_the_focus_back(visitor: Visitor) -> None:
    button = visitor.page.get_by_role("button", name="Очистить историю")
    button.press("Enter")
    expect(visitor.page.get_by_role("dialog")).to_be_visible()

    visitor.page.keyboard.press("Escape")

    expect(visitor.page.get_by_role("dialog")).to_be_hidden()
    expect(button).to_be_focused()


def test_new_messages_are_read_out_and_old_ones_are_not(visitor: Visitor) -> None:
    expect(visitor.log).to_have_attribute("aria-live", "polite")
    expect(visitor.page.locator("html")).to_have_attribute("lang", "ru")
    visitor.page.evaluate(
        """window.added = [];
        new MutationObserver((all) => all.forEach((one) => added.push(...one.addedNodes)))
            .observe(document.getElementById("log"), { childList: true })"""
    )

    visitor.says("новость")
    visitor.reads("Эхо: новость")

    assert visitor.page.evaluate("added.length") == 2


def test_a_long_answer_is_shown_from_its_beginning(
    browser: Browser, open_chat: Callable[..., Visitor]
) -> None:
    with browser.new_context(locale="ru-RU", viewport={"width": 360, "height": 640}) as device:
        visitor = open_chat(device)
        visitor.says("карточка")
        answer = visitor.reads("Первый шаг")

        expect(answer.get_by_text("Грант молодым предпринимателям")).to_be_in_viewport()
        expect(visitor.page.get_by_role("button", name="К последним сообщениям")).to_be_visible()
        visitor.page.get_by_role("button", name="К последним сообщениям").click()
        expect(visitor.page.get_by_role("button", name="Назад")).to_be_in_viewport()


def test_an_answer_does_not_pull_a_reader_away(visitor: Visitor) -> None:
    _talk(visitor)
    visitor.page.locator("main").evaluate("main => { main.scrollTop = 0 }")
    visitor.page.evaluate("document.querySelector('main').dispatchEvent(new Event('scroll'))")
    visitor.page.evaluate(
        """fetch("api/messages", {method: "POST", headers: {
            "X-Session": JSON.parse(localStorage.getItem("consultant.talk")).token},
            body: JSON.stringify({id: "from-elsewhere", content: {type: "text", text: "издалека"}})})"""
    )
    visitor.reads("Эхо: издалека")

    assert visitor.page.locator("main").evaluate("main => main.scrollTop") == 0
    expect(visitor.page.get_by_role("button", name="К последним сообщениям")).to_be_visible()


def test_without_scripts_the_page_says_what_it_needs(browser: Browser, site: EchoSite) -> None:
    with browser.new_context(java_script_enabled=False, locale="ru-RU") as device:
        page = device.new_page()
        page.goto(f"{site.url}/chat")

        expect(page.get_by_text("включи в браузере JavaScript")).to_be_visible()
        expect(page.get_by_text("Открываю разговор")).to_be_hidden()
