"""Talking on the page: words, buttons, history, two tabs, forgetting."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, expect

from bot.dialogue.messages import Started
from tests.browser.conftest import Visitor
from tests.browser.echo_site import EchoSite

pytestmark = pytest.mark.browser


def _payloads(site: EchoSite) -> list[str]:
    contents = [one.content for one in site.mailbox.recorded.values()]
    return [content.payload for content in contents if isinstance(content, Started)]


def test_a_message_gets_its_answer(visitor: Visitor) -> None:
    visitor.says("хочу грант")

    visitor.reads("Эхо: хочу грант")
    expect(visitor.told("хочу грант")).to_have_count(1)
    expect(visitor.field).to_have_value("")


def test_a_first_visit_is_greeted_once(visitor: Visitor, site: EchoSite) -> None:
    visitor.page.reload()
    visitor.says("раз")
    visitor.reads("Эхо: раз")

    assert _payloads(site) == [""]
    expect(visitor.reads("Привет!")).to_have_count(1)


def test_a_link_with_a_start_is_told_once_and_leaves_the_address(
    context: BrowserContext, open_chat: Callable[..., Visitor], site: EchoSite
) -> None:
    visitor = open_chat(context, "?start=m-umnik")
    visitor.reads("По ссылке: m-umnik")
    visitor.page.reload()
    visitor.says("раз")
    visitor.reads("Эхо: раз")

    assert _payloads(site) == ["m-umnik"]
    assert visitor.page.url == f"{site.url}/chat"


def test_a_link_also_works_for_somebody_who_has_talked_before(
    visitor: Visitor, context: BrowserContext, open_chat: Callable[..., Visitor]
) -> None:
    again = open_chat(context, "?start=m-umnik")

    again.reads("По ссылке: m-umnik")


def test_typing_the_label_of_a_button_presses_it(visitor: Visitor) -> None:
    visitor.says("познакомиться")

    visitor.reads("Нажато: ")
    expect(visitor.told("познакомиться")).to_have_count(1)


def test_the_label_of_an_older_button_is_only_words(visitor: Visitor) -> None:
    visitor.says("раз")
    visitor.reads("Эхо: раз")

    visitor.says("Познакомиться")

    visitor.reads("Эхо: Познакомиться")


def test_a_button_says_its_label_and_sends_its_action(visitor: Visitor) -> None:
    visitor.page.get_by_role("button", name="Познакомиться").click()

    visitor.reads("Нажато: acquaint")
    expect(visitor.told("Познакомиться")).to_have_count(1)


def test_older_buttons_step_back_and_still_work(visitor: Visitor) -> None:
    visitor.says("привет")
    visitor.reads("Эхо")
    expect(visitor.log.locator(".choices").first).to_have_class(re.compile("past"))

    visitor.page.get_by_role("button", name="Помощь").click()

    visitor.reads("Нажато: help")


def test_two_quick_clicks_press_a_button_once(visitor: Visitor) -> None:
    visitor.page.get_by_role("button", name="Помощь").dblclick()
    visitor.reads("Нажато: help")
    visitor.says("дальше")
    visitor.reads("Эхо: дальше")

    expect(visitor.told("Помощь")).to_have_count(1)


def test_the_history_is_there_after_a_reload(visitor: Visitor, site: EchoSite) -> None:
    visitor.says("запомни это")
    visitor.reads("Эхо: запомни это")

    visitor.page.reload()

    expect(visitor.told("запомни это")).to_have_count(1)
    expect(visitor.reads("Эхо: запомни это")).to_have_count(1)
    expect(visitor.reads("Привет!").get_by_role("button", name="Помощь")).to_be_visible()


def test_what_was_read_is_erased_on_the_server(visitor: Visitor, site: EchoSite) -> None:
    visitor.says("сотри")
    visitor.reads("Эхо: сотри")
    with visitor.page.expect_request("**/api/poll"):
        visitor.page.reload()
    visitor.says("ещё")
    visitor.reads("Эхо: ещё")

    texts = [row.message.text for row in site.mailbox.undelivered]
    assert "Эхо: сотри" not in texts


def test_clearing_empties_this_device_and_starts_afresh(visitor: Visitor, site: EchoSite) -> None:
    visitor.says("секрет")
    visitor.reads("Эхо: секрет")

    visitor.page.get_by_role("button", name="Очистить историю").click()
    visitor.page.get_by_role("dialog").get_by_role("button", name="Очистить").click()

    expect(visitor.log.get_by_text("секрет")).to_have_count(0)
    visitor.reads("Привет!")
    stored = visitor.page.evaluate("JSON.stringify(localStorage)")
    assert "секрет" not in stored
    assert len({one.address for one in site.mailbox.recorded.values()}) == 1


def test_two_tabs_show_one_talk_without_doubling(
    visitor: Visitor, context: BrowserContext, open_chat: Callable[..., Visitor]
) -> None:
    other = open_chat(context)

    visitor.says("из первой")
    other.reads("Эхо: из первой")
    other.says("из второй")
    visitor.reads("Эхо: из второй")

    for tab in (visitor, other):
        for words in ("из первой", "из второй"):
            expect(tab.told(words)).to_have_count(1)
            expect(tab.reads(f"Эхо: {words}")).to_have_count(1)


def test_forgetting_keeps_the_farewell_and_begins_a_new_session(visitor: Visitor, site: EchoSite) -> None:
    visitor.says("тайна")
    visitor.reads("Эхо: тайна")

    visitor.says("забудь")
    visitor.reads("всё о тебе удалено")

    expect(visitor.log.get_by_text("тайна")).to_have_count(0)
    assert visitor.page.evaluate("localStorage.getItem('consultant.talk')") is None
    visitor.says("снова я")
    visitor.reads("Эхо: снова я")
    expect(visitor.reads("всё о тебе удалено")).to_have_count(1)
    assert len({one.address for one in site.mailbox.recorded.values()}) == 2
    assert [row.message.text for row in site.mailbox.undelivered if row.message.forget] == []


def test_the_other_tab_forgets_too(
    visitor: Visitor, context: BrowserContext, open_chat: Callable[..., Visitor]
) -> None:
    other = open_chat(context)

    visitor.says("забудь")
    visitor.reads("всё о тебе удалено")

    other.reads("всё о тебе удалено")
    expect(other.log.get_by_text("Привет!")).to_have_count(0)


def test_a_tab_left_behind_joins_the_session_that_came_after_forgetting(
    visitor: Visitor, context: BrowserContext, open_chat: Callable[..., Visitor], site: EchoSite
) -> None:
    other = open_chat(context)
    visitor.says("забудь")
    other.reads("всё о тебе удалено")
    visitor.page.reload()
    visitor.reads("Привет!")

    other.says("я здесь")

    visitor.reads("Эхо: я здесь")
    other.reads("Эхо: я здесь")
    assert len({one.address for one in site.mailbox.recorded.values()}) == 2


def test_a_tab_whose_memory_was_emptied_says_so(visitor: Visitor) -> None:
    visitor.page.evaluate("localStorage.clear()")

    visitor.page.evaluate("dispatchEvent(new StorageEvent('storage', {key: null, newValue: null}))")

    expect(visitor.page.get_by_text("Разговор удалён с этого устройства")).to_be_visible()
    visitor.says("снова")
    visitor.reads("Эхо: снова")


def test_without_storage_the_talk_still_works(
    context: BrowserContext, open_chat: Callable[..., Visitor]
) -> None:
    context.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new Error('forbidden') }})"
    )

    visitor = open_chat(context)
    visitor.says("без памяти")

    visitor.reads("Эхо: без памяти")
    assert visitor.complaints == []


def test_a_full_storage_stops_nothing(context: BrowserContext, open_chat: Callable[..., Visitor]) -> None:
    context.add_init_script(
        "try { localStorage.setItem('filler', 'x'.repeat(5 * 1024 * 1024 - 600)) } catch { }"
    )

    visitor = open_chat(context)
    visitor.says("всё занято")

    visitor.reads("Эхо: всё занято")
    assert visitor.complaints == []
