"""Bad networks, failing servers, people who write too much: no word is lost, none is doubled."""

import pytest
from playwright.sync_api import BrowserContext, Route, expect

from bot.dialogue.messages import TextSaid
from tests.browser.conftest import Visitor
from tests.browser.echo_site import EchoSite

pytestmark = pytest.mark.browser

LONG = 20_000
FLOOD = """async () => {
    const token = JSON.parse(localStorage.getItem("consultant.talk")).token;
    const say = (number) => fetch("api/messages", {
        method: "POST",
        headers: {"X-Session": token},
        body: JSON.stringify({id: `flood-${number}-flood`, content: {type: "text", text: "молчи"}}),
    });
    await Promise.all(Array.from({length: 25}, (_, number) => say(number)));
}"""


def _said(site: EchoSite) -> list[str]:
    contents = [one.content for one in site.mailbox.recorded.values()]
    return [content.text for content in contents if isinstance(content, TextSaid)]


def test_words_survive_an_error_of_the_server_and_go_out_later(visitor: Visitor, site: EchoSite) -> None:
    visitor.page.route("**/api/messages", lambda route: route.fulfill(status=500, body="oops"))
    visitor.says("не потеряй меня")
    expect(visitor.page.get_by_text("Нет связи")).to_be_visible()
    expect(visitor.told("не потеряй меня")).to_contain_text("отправляю")

    visitor.page.unroute("**/api/messages")

    visitor.reads("Эхо: не потеряй меня")
    expect(visitor.page.get_by_text("Нет связи")).to_have_count(0)
    assert _said(site) == ["не потеряй меня"]


def test_words_that_wait_go_out_after_a_reload(visitor: Visitor, site: EchoSite) -> None:
    visitor.page.route("**/api/messages", lambda route: route.abort())
    visitor.says("жду связи")
    expect(visitor.told("жду связи")).to_be_visible()

    visitor.page.unroute("**/api/messages")
    visitor.page.reload()

    visitor.reads("Эхо: жду связи")
    assert _said(site) == ["жду связи"]


def test_a_draft_survives_a_reload(visitor: Visitor) -> None:
    visitor.field.fill("начал писать и")

    visitor.page.reload()

    expect(visitor.field).to_have_value("начал писать и")


def test_a_lost_response_doubles_nothing(visitor: Visitor, site: EchoSite) -> None:
    lost: list[int] = []

    def lose_first(route: Route) -> None:
        response = route.fetch()
        if lost:
            route.fulfill(response=response)
        else:
            lost.append(response.status)
            route.abort()

    visitor.page.route("**/api/messages", lose_first)
    visitor.says("только раз")
    visitor.reads("Эхо: только раз")
    expect(visitor.told("отправляю")).to_have_count(0)

    assert lost == [200]
    assert _said(site) == ["только раз"]
    expect(visitor.told("только раз")).to_have_count(1)
    expect(visitor.reads("Эхо: только раз")).to_have_count(1)


def test_a_lost_poll_loses_no_answer(visitor: Visitor) -> None:
    lost: list[bool] = []

    def lose_answers(route: Route) -> None:
        response = route.fetch()
        if lost or not response.json()["messages"]:
            route.fulfill(response=response)
        else:
            lost.append(True)
            route.abort()

    visitor.page.route("**/api/poll", lose_answers)
    visitor.page.reload()
    visitor.says("ответь мне")

    expect(visitor.reads("Эхо: ответь мне")).to_have_count(1)
    assert lost == [True]
    visitor.page.unroute_all(behavior="ignoreErrors")


def test_the_page_finds_a_restarted_server_by_itself(visitor: Visitor, site: EchoSite) -> None:
    site.stop()
    expect(visitor.page.get_by_text("Нет связи")).to_be_visible(timeout=15_000)
    visitor.says("пока тебя не было")

    site.start()

    expect(visitor.reads("Эхо: пока тебя не было")).to_have_count(1)
    expect(visitor.page.get_by_text("Нет связи")).to_have_count(0)
    assert _said(site) == ["пока тебя не было"]


def test_a_server_that_lost_its_memory_is_understood(visitor: Visitor, site: EchoSite) -> None:
    visitor.says("первое")
    visitor.reads("Эхо: первое")
    visitor.page.reload()
    site.mailbox.last_id = 0

    visitor.says("второе")
    visitor.reads("Эхо: второе")
    visitor.says("третье")

    visitor.reads("Эхо: третье")


def test_too_many_messages_wait_politely_and_all_arrive(visitor: Visitor, site: EchoSite) -> None:
    visitor.page.evaluate(FLOOD)
    visitor.says("последнее")
    expect(visitor.page.get_by_text("Слишком много сообщений")).to_be_visible()

    visitor.reads("Эхо: последнее")

    expect(visitor.page.get_by_text("Слишком много сообщений")).to_have_count(0)
    assert _said(site)[-1] == "последнее"


def test_a_text_that_is_too_long_is_refused_with_a_reason_and_stays(visitor: Visitor, site: EchoSite) -> None:
    visitor.says("а" * LONG)

    expect(visitor.page.get_by_role("alert")).to_contain_text("слишком длинно")
    expect(visitor.page.get_by_role("alert")).to_contain_text("20\u00a0000")
    expect(visitor.field).to_have_value("а" * LONG)
    expect(visitor.field).to_be_focused()
    assert _said(site) == []
    visitor.says("коротко")
    visitor.reads("Эхо: коротко")
    expect(visitor.page.get_by_role("alert")).to_be_empty()


def test_the_longest_text_arrives_whole(visitor: Visitor, site: EchoSite) -> None:
    longest = "я" * 3999 + "!"

    visitor.says(longest)

    visitor.reads("Эхо: яяя")
    assert _said(site) == [longest]


def test_a_refused_message_can_be_sent_again(visitor: Visitor, site: EchoSite) -> None:
    refused = '{"error": "bad-request"}'
    visitor.page.route("**/api/messages", lambda route: route.fulfill(status=400, body=refused))
    visitor.says("попробуй ещё")
    expect(visitor.told("попробуй ещё")).to_contain_text("Не отправилось")

    visitor.page.unroute("**/api/messages")
    visitor.page.get_by_role("button", name="Отправить ещё раз").click()

    visitor.reads("Эхо: попробуй ещё")
    expect(visitor.log.get_by_text("Не отправилось")).to_have_count(0)


def test_the_typing_sign_shows_that_an_answer_is_under_way(context: BrowserContext) -> None:
    slow = EchoSite(delay_seconds=1.5)
    slow.start()
    visitor = Visitor(context.new_page())
    visitor.page.goto(f"{slow.url}/chat")
    visitor.reads("Привет!")
    visitor.says("подумай")

    expect(visitor.page.get_by_text("Помощник печатает")).to_have_count(1)
    visitor.reads("Эхо: подумай")
    expect(visitor.page.get_by_text("Помощник печатает")).to_have_count(0)
    slow.stop()


def test_while_a_path_is_planned_the_page_says_what_the_wait_is_for(context: BrowserContext) -> None:
    slow = EchoSite(delay_seconds=2.5)
    slow.start()
    visitor = Visitor(context.new_page())
    visitor.page.goto(f"{slow.url}/chat")
    visitor.says("вопрос")
    visitor.reads("Сколько тебе лет?")
    visitor.says("17")

    expect(visitor.page.get_by_text("Проверяю условия…")).to_be_visible()
    visitor.reads("Эхо: 17")
    expect(visitor.page.get_by_text("Проверяю условия…")).to_have_count(0)
    slow.stop()
