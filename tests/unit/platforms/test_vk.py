"""The local VK, driven by vkbottle: sending, random_id, edits, presses, conversations, uploads, execute."""

import json
from typing import Any

import orjson
import pytest
from vkbottle import (
    Callback,
    DocMessagesUploader,
    Keyboard,
    OpenLink,
    PhotoMessageUploader,
    Text,
    VKAPIError,
    bold,
)

from tests.platforms.person import NoSuchButtonError
from tests.platforms.shown import Entity
from tests.platforms.vk import VkServer
from tests.platforms.vk.errors import VkError
from tests.platforms.vk.keyboards import read_keyboard
from tests.unit.platforms.conftest import LocalVk

PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)


def keyboard(*buttons: Any, inline: bool = True) -> str:
    """One button a row."""
    board = Keyboard(inline=inline)
    for button in buttons:
        board.row().add(button)
    return board.get_json()


async def test_a_message_is_shown_once_for_a_random_id_within_an_hour(vk: VkServer, api: LocalVk) -> None:
    anna = vk.user(7)
    anna.start()

    first = await api.messages.send(peer_id=7, random_id=5, message="привет")
    second = await api.messages.send(peer_id=7, random_id=5, message="привет")
    unchecked = [await api.messages.send(peer_id=7, random_id=0, message="ноль") for _ in range(2)]

    assert first == second
    assert unchecked[0] != unchecked[1]
    assert (anna.texts, vk.repeats) == (["привет", "ноль", "ноль"], [(7, 5)])
    vk.let_pass(3601)
    assert await api.messages.send(peer_id=7, random_id=5, message="снова") != first


async def test_rows_of_a_mass_send_fail_one_by_one(vk: VkServer, api: LocalVk) -> None:
    vk.user(7).start()
    vk.user(8)

    answer = await api.request("messages.send", {"peer_ids": [7, 8], "random_id": 6, "message": "всем"})

    rows = answer["response"]
    assert rows[0] == {"peer_id": 7, "message_id": 2, "conversation_message_id": 2}
    assert rows[1] == {
        "peer_id": 8,
        "error": {"code": 901, "description": "Can't send messages for users without permission"},
    }


@pytest.mark.parametrize(
    ("params", "code"),
    [
        pytest.param({"peer_id": 8, "message": "x", "random_id": 1}, 901, id="not allowed"),
        pytest.param({"peer_id": 99, "message": "x", "random_id": 1}, 901, id="unknown"),
        pytest.param({"peer_id": 2_000_000_001, "message": "x", "random_id": 1}, 917, id="a chat"),
        pytest.param({"peer_id": 7, "message": "x"}, 100, id="no random_id"),
        pytest.param({"peer_id": 7, "message": " ", "random_id": 1}, 100, id="empty"),
        pytest.param({"peer_id": 7, "message": "x" * 9001, "random_id": 1}, 914, id="long"),
        pytest.param({"message": "x", "random_id": 1}, 100, id="nobody"),
        pytest.param({"peer_id": 7, "message": "x", "random_id": 1, "intent": "spam"}, 100, id="enum"),
        pytest.param({"peer_id": 7, "message": "x", "random_id": "a"}, 100, id="no integer"),
        pytest.param({"peer_id": 7, "message": "x", "random_id": 1, "colour": 1}, 100, id="unknown name"),
        pytest.param({"peer_id": 7, "message": "x", "random_id": 1, "keyboard": "{"}, 911, id="keyboard"),
        pytest.param({"peer_id": 7, "random_id": 1, "attachment": "photo1_2"}, 100, id="attachment"),
        pytest.param({"peer_id": 7, "message": "x", "random_id": 1, "format_data": "{}"}, 100, id="format"),
    ],
)
async def test_bad_sends_are_refused_with_the_platforms_code(
    vk: VkServer, api: LocalVk, params: dict[str, Any], code: int
) -> None:
    vk.user(7).start()
    vk.user(8)

    with pytest.raises(VKAPIError) as caught:
        await api.request("messages.send", params)

    assert caught.value.code == code
    assert vk.user(7).texts == []


async def test_long_messages_and_unknown_names_are_defects(vk: VkServer, api: LocalVk) -> None:
    vk.user(7).start()
    await api.messages.send(peer_id=7, random_id=1, message="я" * 4097)
    with pytest.raises(VKAPIError[100]):
        await api.request("messages.send", {"peer_id": 7, "random_id": 2, "message": "x", "text": "x"})
    with pytest.raises(VKAPIError[3]):
        await api.request("messages.sendLove", {})

    assert vk.defects == [
        "a message of 4097 characters: apps show 4096",
        "messages.send: unknown parameters ['text']",
        "unknown method messages.sendLove",
    ]


async def test_tokens_have_rights(vk: VkServer, api: LocalVk) -> None:
    vk.rights.discard("manage")
    stranger = LocalVk(vk, "wrong")

    with pytest.raises(VKAPIError[5]):
        await stranger.groups.get_by_id()
    with pytest.raises(VKAPIError[15]):
        await api.groups.get_long_poll_server(group_id=vk.group_id)
    with pytest.raises(VKAPIError[27]):
        await api.request("wall.get", {"domain": "kurgan"})
    await stranger.http_client.close()


@pytest.mark.parametrize(
    ("buttons", "words"),
    [
        pytest.param([[{"action": {"type": "text", "label": "x"}}]] * 7, "too much rows", id="7 rows"),
        pytest.param([[{"action": {"type": "text", "label": "x"}}] * 6], "too much columns", id="6 columns"),
        pytest.param([[{"action": {"type": "text", "label": "x"}}] * 3] * 4, "too much buttons", id="12"),
        pytest.param([[{"action": {"type": "text", "label": "я" * 41}}]], "label is too long", id="label"),
        pytest.param([[{"action": {"type": "text", "label": " "}}]], "empty label", id="no label"),
        pytest.param(
            [[{"action": {"type": "callback", "label": "x", "payload": "{"}}]],
            "not a valid JSON",
            id="payload",
        ),
        pytest.param([[{"action": {"type": "callback", "label": "x"}}]], "has no payload", id="no payload"),
        pytest.param(
            [[{"action": {"type": "text", "label": "x", "payload": '"' + "a" * 254 + '"'}}]],
            "payload is too long",
            id="256 characters",
        ),
        pytest.param([[{"action": {"type": "jump", "label": "x"}}]], "unknown action type", id="action"),
        pytest.param(
            [[{"action": {"type": "text", "label": "x"}, "color": "red"}]], "invalid color", id="colour"
        ),
        pytest.param(
            [[{"action": {"type": "open_link", "label": "x", "link": "{link}"}}]], "invalid link", id="link"
        ),
        pytest.param(
            [[{"action": {"type": "open_link", "label": "x", "link": "https://ya.ru"}, "color": "primary"}]],
            "can not have color",
            id="coloured link",
        ),
    ],
)
def test_bad_keyboards_are_refused(buttons: list[Any], words: str) -> None:
    with pytest.raises(VkError, match="Keyboard format is invalid") as caught:
        read_keyboard(json.dumps({"inline": True, "buttons": buttons}))

    assert words in caught.value.text


def test_ordinary_keyboards_are_larger() -> None:
    rows = [[{"action": {"type": "text", "label": "x"}}] * 4] * 10

    assert len(read_keyboard(json.dumps({"buttons": rows})).rows) == 10
    with pytest.raises(VkError):
        read_keyboard(json.dumps({"buttons": [*rows, rows[0]]}))
    with pytest.raises(VkError, match="can not be one_time"):
        read_keyboard(json.dumps({"inline": True, "one_time": True, "buttons": rows[:1]}))


async def test_pieces_are_bold_where_format_data_says_so(vk: VkServer, api: LocalVk) -> None:
    vk.user(7).start()
    words = bold("жирно")

    message = {"peer_id": 7, "random_id": 1, "message": str(words)}
    await api.request(
        "messages.send", {**message, "format_data": orjson.dumps(orjson.loads(words.as_raw_data())).decode()}
    )

    assert vk.user(7).last.entities == (Entity("bold", 0, 5),)
    beyond = json.dumps({"version": "1", "items": [{"type": "bold", "offset": 3, "length": 5}]})
    with pytest.raises(VKAPIError[100], match="beyond the end"):
        await api.request("messages.send", {**message, "random_id": 2, "format_data": beyond})


async def test_a_press_is_answered_once_within_a_minute(vk: VkServer, api: LocalVk) -> None:
    anna = vk.user(7)
    anna.start()
    await api.messages.send(
        peer_id=7, random_id=1, message="ну?", keyboard=keyboard(Callback("Да", {"a": 1}))
    )
    events = [anna.press("Да"), anna.press("Да")]
    assert events[0] is not None
    assert events[1] is not None
    assert events[0]["object"]["payload"] == {"a": 1}
    answer = {
        "user_id": 7,
        "peer_id": 7,
        "event_id": events[0]["object"]["event_id"],
        "event_data": json.dumps({"type": "show_snackbar", "text": "Записал"}),
    }

    await api.messages.send_message_event_answer(**answer)

    assert anna.events[-1].text == "Записал"
    with pytest.raises(VKAPIError[100]):
        await api.messages.send_message_event_answer(**answer)
    vk.let_pass(61)
    with pytest.raises(VKAPIError[100]):
        await api.messages.send_message_event_answer(
            **{**answer, "event_id": events[1]["object"]["event_id"]}
        )


async def test_old_apps_cannot_press_what_new_ones_can(vk: VkServer, api: LocalVk) -> None:
    old = vk.user(7, callback=False)
    old.start()
    board = keyboard(Callback("Да", {"a": 1}), Text("Нет", {"b": 2}), OpenLink("https://ya.ru", "Сайт"))
    await api.messages.send(peer_id=7, random_id=1, message="ну?", keyboard=board)

    with pytest.raises(NoSuchButtonError, match="cannot press"):
        old.press("Да")
    with pytest.raises(NoSuchButtonError, match="opens"):
        old.press("Сайт")
    event = old.press("Нет")

    assert event is not None
    assert event["object"]["message"]["payload"] == '{"b":2}'
    assert "callback" not in event["object"]["client_info"]["button_actions"]


async def test_an_edit_replaces_text_and_buttons_for_a_day(vk: VkServer, api: LocalVk) -> None:
    anna = vk.user(7)
    anna.start()
    board = keyboard(Text("Нет"))
    await api.messages.send(peer_id=7, random_id=1, message="раз", keyboard=board)

    await api.messages.edit(peer_id=7, cmid=2, message="два")

    assert (anna.texts, anna.last.labels, anna.last.edits) == (["два"], (), 1)
    with pytest.raises(VKAPIError[920]):
        await api.messages.edit(peer_id=7, cmid=1, message="чужое")
    with pytest.raises(VKAPIError[100]):
        await api.messages.edit(peer_id=7, cmid=99, message="нет такого")
    vk.let_pass(24 * 3600 + 1)
    with pytest.raises(VKAPIError[909]):
        await api.messages.edit(peer_id=7, cmid=2, message="поздно")


async def test_a_person_can_forbid_and_allow_messages(vk: VkServer, api: LocalVk) -> None:
    anna = vk.user(7)
    anna.start()
    assert (anna.block() or {})["type"] == "message_deny"

    with pytest.raises(VKAPIError[901]):
        await api.messages.send(peer_id=7, random_id=1, message="x")
    assert (anna.allow() or {})["type"] == "message_allow"

    assert await api.messages.send(peer_id=7, random_id=1, message="x") == 2


async def test_unanswered_conversations_and_history_can_be_swept(vk: VkServer, api: LocalVk) -> None:
    for number in (7, 8):
        vk.user(number).say("привет")
    await api.messages.send(peer_id=7, random_id=1, message="и тебе")

    waiting = await api.messages.get_conversations(filter="unanswered", count=10)
    history = await api.messages.get_history(peer_id=7)

    assert [item.conversation.peer.id for item in waiting.items] == [8]
    assert waiting.items[0].last_message.text == "привет"
    assert [message.text for message in history.items] == ["и тебе", "привет"]


async def test_photos_and_documents_are_uploaded_and_attached(vk: VkServer, api: LocalVk) -> None:
    anna = vk.user(7)
    anna.start()

    photo = await PhotoMessageUploader(api).upload(PNG, peer_id=7)
    doc = await DocMessagesUploader(api).upload(b"BEGIN:VCALENDAR", peer_id=7, title="план.ics")
    await api.messages.send(peer_id=7, random_id=1, attachment=f"{photo},{doc}")

    assert [(file.kind, file.name) for file in anna.last.attachments] == [
        ("photo", "picture.jpg"),
        ("doc", "план.ics"),
    ]


async def test_execute_does_up_to_25_calls_and_names_those_that_fail(vk: VkServer, api: LocalVk) -> None:
    vk.user(7).start()
    one = 'API.messages.send({"peer_id":7,"random_id":1,"message":"раз"})'
    bad = 'API.messages.send({"peer_id":8,"random_id":1,"message":"раз"})'

    answer = await api.request("execute", {"code": f"return [{one}, {bad}];"})

    assert answer["response"] == [2, False]
    assert [error["error_code"] for error in answer["execute_errors"]] == [901]
    for code, number in ((f"return [{','.join([one] * 26)}];", 13), ("var a = 1;", 12)):
        with pytest.raises(VKAPIError) as caught:
            await api.request("execute", {"code": code})
        assert caught.value.code == number


async def test_more_than_twenty_calls_a_second_are_too_many(vk: VkServer, api: LocalVk) -> None:
    codes = []
    for _ in range(30):
        try:
            await api.request("utils.getServerTime", {})
        except VKAPIError as error:
            codes.append(error.code)

    assert set(codes) == {6}
    vk.let_pass(1)
    assert (await api.request("utils.getServerTime", {}))["response"] > 0
