"""What people or records may smuggle in stays text, and the browser is told to be strict."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, expect

from bot.channels.web.site import Site
from tests.browser.conftest import Visitor
from tests.browser.echo_site import EchoSite
from tests.browser.embedding import embedding_page

pytestmark = pytest.mark.browser

SCRIPT = "<img src=x onerror=\"document.title='взломано'\"><script>document.title='взломано'</script>"


def test_markup_in_a_message_stays_text_on_both_sides(visitor: Visitor) -> None:
    visitor.says(SCRIPT)

    expect(visitor.told(SCRIPT)).to_have_count(1)
    expect(visitor.reads(f"Эхо: {SCRIPT}")).to_have_count(1)
    assert visitor.log.locator("img, script").count() == 0
    assert "взломано" not in visitor.page.title()


def test_markup_in_an_answer_and_its_buttons_stays_text(visitor: Visitor) -> None:
    visitor.says("опасно")
    answer = visitor.reads("<img src=x onerror=alert(1)> <script>alert(2)</script>")

    assert answer.locator("img, script, a").count() == 0
    expect(answer.get_by_role("button", name="<b>жми</b>")).to_be_visible()


def test_only_safe_addresses_become_links_and_they_open_outside(visitor: Visitor) -> None:
    visitor.says("кнопки")
    answer = visitor.reads("Выбирай")

    links = answer.get_by_role("link")
    expect(links).to_have_count(1)
    expect(links).to_have_attribute("target", "_blank")
    expect(links).to_have_attribute("rel", "noopener noreferrer")
    expect(answer.get_by_text("Зло")).to_have_count(0)


def test_a_hostile_memory_of_the_device_runs_nothing(visitor: Visitor) -> None:
    visitor.page.evaluate(
        """() => {
        const state = JSON.parse(localStorage.getItem("consultant.talk"));
        state.items.push({key: "b999.x", mine: false, at: Date.now(),
            blocks: [{paragraph: [[{link: ["жми"], to: "javascript:document.title='взломано'"}]]}],
            rows: [[{label: "кнопка", url: "javascript:document.title='взломано'"}]]});
        localStorage.setItem("consultant.talk", JSON.stringify(state));
        }"""
    )

    visitor.page.reload()
    visitor.reads("жми")

    assert visitor.log.locator("a[href^='javascript']").count() == 0
    assert "взломано" not in visitor.page.title()


def test_a_broken_memory_of_the_device_starts_afresh(
    visitor: Visitor, context: BrowserContext, open_chat: Callable[..., Visitor]
) -> None:
    visitor.page.evaluate("localStorage.setItem('consultant.talk', '{\"version\": 1, \"items\": 7}')")

    visitor.page.reload()

    visitor.reads("Привет!")


def test_the_browser_is_told_to_be_strict_and_has_nothing_to_complain_about(
    context: BrowserContext, open_chat: Callable[..., Visitor], site: EchoSite
) -> None:
    visitor = open_chat(context)
    response = visitor.page.reload()
    visitor.says("карточка")
    visitor.reads("Первый шаг")

    assert response is not None
    policy = response.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["referrer-policy"] == "no-referrer"
    assert context.cookies() == []
    assert visitor.complaints == []


def test_nothing_foreign_is_loaded(context: BrowserContext, site: EchoSite) -> None:
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    page.goto(f"{site.url}/")
    page.get_by_role("button", name="Помощь").wait_for()

    assert asked
    assert [url for url in asked if not url.startswith(site.url)] == []


def test_a_foreign_page_cannot_frame_the_chat(context: BrowserContext, site: EchoSite) -> None:
    with embedding_page() as outside:
        page = context.new_page()
        with page.expect_console_message(lambda message: "frame-ancestors" in message.text):
            page.goto(f"{outside}/?{site.url}/chat")

        expect(page.frame_locator("iframe").get_by_role("log")).to_have_count(0)


def test_the_organisations_page_can_frame_the_chat(context: BrowserContext) -> None:
    with embedding_page() as outside:
        friendly = EchoSite(Site(allowed_origins=(outside,)))
        friendly.start()
        page = context.new_page()
        page.goto(f"{outside}/?{friendly.url}/chat")

        expect(page.frame_locator("iframe").get_by_text("Привет!")).to_be_visible()
        friendly.stop()
