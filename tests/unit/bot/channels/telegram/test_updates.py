"""What Telegram's updates mean; the kinds that people cause are taken from the local Telegram."""

import json
from typing import Any

import pytest

from bot.channels.channel import Received
from bot.channels.telegram.receiving import next_offset
from bot.channels.telegram.updates import NOBODY, callback_id, read, receive, receive_all, update_id
from bot.dialogue.messages import (
    Address,
    AttachmentSent,
    ButtonPressed,
    Content,
    Incoming,
    Notice,
    Started,
    TextSaid,
)
from tests.platforms.telegram import TelegramServer

ANYA = {"id": 5, "is_bot": False, "first_name": "Аня"}
TALK = {"id": 5, "type": "private", "first_name": "Аня"}
GROUP = {"id": -100, "type": "supergroup", "title": "Друзья"}
FILE = {"file_id": "f", "file_unique_id": "u", "duration": 3, "width": 1, "height": 1, "length": 1}


def message(chat: dict[str, Any] | None = None, **content: Any) -> dict[str, Any]:
    body = {"message_id": 7, "date": 1_700_000_000, "chat": chat or TALK, "from": ANYA, **content}
    return {"update_id": 10, "message": body}


def pressed(**more: Any) -> dict[str, Any]:
    query = {"id": "77", "from": ANYA, "chat_instance": "1", "data": "menu", **more}
    return {"update_id": 10, "callback_query": query}


def membership(status: str, chat: dict[str, Any] | None = None) -> dict[str, Any]:
    bot = {"id": 9, "is_bot": True, "first_name": "Бот"}
    member = {"user": bot, "status": status, "until_date": 0}
    change = {"chat": chat or TALK, "from": ANYA, "date": 1, "old_chat_member": member}
    return {"update_id": 10, "my_chat_member": {**change, "new_chat_member": member}}


def meaning(raw: object) -> Incoming | Notice:
    return read(receive(raw))


def content(raw: object) -> Content | None:
    understood = meaning(raw)
    assert understood.address == Address(channel="telegram", account="5")
    return understood.content if isinstance(understood, Incoming) else None


def test_words_are_words() -> None:
    assert content(message(text="Привет 👋")) == TextSaid(text="Привет 👋")
    assert content(message(text="пере", forward_origin=None)) == TextSaid(text="пере")


def test_a_command_that_names_the_bot_is_the_command() -> None:
    assert content(message(text="/open@our_bot сейчас")) == TextSaid(text="/open сейчас")


@pytest.mark.parametrize(
    ("text", "payload"),
    [
        ("/start", ""),
        ("/start m-grant_1", "m-grant_1"),
        ("/start@our_bot w-abc", "w-abc"),
        ("/start привет", ""),
        ("/start " + "a" * 65, ""),
    ],
)
def test_start_carries_the_payload_of_a_link(text: str, payload: str) -> None:
    assert content(message(text=text)) == Started(payload=payload)


def test_a_word_that_begins_like_start_is_not_start() -> None:
    assert content(message(text="/startup")) == TextSaid(text="/startup")


def test_a_forwarded_text_is_read_like_any_other() -> None:
    origin = {"type": "hidden_user", "date": 1, "sender_user_name": "Кто-то"}

    assert content(message(text="Грант!", forward_origin=origin)) == TextSaid(text="Грант!")


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("photo", [FILE]),
        ("voice", FILE),
        ("video", FILE),
        ("video_note", FILE),
        ("audio", FILE),
        ("document", FILE),
        ("animation", FILE),
        ("sticker", {**FILE, "type": "regular", "is_animated": False, "is_video": False}),
        ("contact", {"phone_number": "+7", "first_name": "А"}),
        ("location", {"latitude": 1.0, "longitude": 2.0}),
        ("dice", {"emoji": "🎲", "value": 3}),
    ],
)
def test_what_is_no_words_is_told_by_its_kind(kind: str, body: Any) -> None:
    assert content(message(caption="Вот", **{kind: body})) == AttachmentSent(kind=kind, caption="Вот")


def test_a_place_with_a_name_is_a_venue() -> None:
    location = {"latitude": 1.0, "longitude": 2.0}
    venue = {"location": location, "title": "Парк", "address": "Мира, 1"}

    assert content(message(venue=venue, location=location)) == AttachmentSent(kind="venue")


def test_a_press_tells_its_action_its_label_and_its_message() -> None:
    rows = [[{"text": "Меню", "callback_data": "menu"}]]
    shown = message(text="Выбери", reply_markup={"inline_keyboard": rows})["message"]

    assert content(pressed(message=shown)) == ButtonPressed(action="menu", label="Меню", on="7")


def test_a_press_on_a_message_that_telegram_does_not_show_any_more_is_a_press() -> None:
    old = {"message_id": 7, "date": 0, "chat": TALK}

    assert content(pressed(message=old)) == ButtonPressed(action="menu", on="7")


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(message(pinned_message=message(text="x")["message"]), id="service"),
        pytest.param(message(unheard_of={"a": 1}), id="new kind"),
        pytest.param(pressed(), id="inline press"),
        pytest.param({"update_id": 1, "edited_message": message(text="x")["message"]}, id="edited"),
    ],
)
def test_what_wants_no_answer_is_a_notice(raw: object) -> None:
    assert meaning(raw) == Notice(address=Address(channel="telegram", account="5"), key=str(update_id(raw)))


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(message(GROUP, text="Привет"), id="text"),
        pytest.param(pressed(message=message(GROUP, text="x")["message"]), id="press"),
        pytest.param(membership("kicked", GROUP), id="membership"),
        pytest.param({"update_id": 10, "channel_post": message(GROUP, text="x")["message"]}, id="channel"),
        pytest.param({"update_id": 10, "unheard_of": {"chat": TALK}}, id="unknown"),
        pytest.param({"update_id": 10, "message": None}, id="nothing"),
    ],
)
def test_groups_channels_and_unknown_kinds_are_notices_that_change_nothing(raw: object) -> None:
    understood = meaning(raw)

    assert isinstance(understood, Notice)
    assert understood.may_write is None


@pytest.mark.parametrize(
    ("raw", "may_write"),
    [
        (membership("kicked"), False),
        (membership("member"), True),
        (message(write_access_allowed={"from_request": True}), True),
    ],
)
def test_telegram_tells_whether_we_may_write(raw: object, may_write: bool) -> None:
    understood = meaning(raw)

    assert isinstance(understood, Notice)
    assert understood.may_write is may_write


@pytest.mark.parametrize("raw", [{"update_id": 3, "message": {"message_id": "seven"}}, 5, None, [], "x"])
def test_what_is_not_as_documented_is_kept_and_cannot_be_read(raw: object) -> None:
    kept = receive(raw)

    assert kept.address.account == NOBODY
    with pytest.raises(ValueError, match=r"."):
        read(kept)


def test_an_update_without_a_number_gets_a_key_of_its_own_that_stays() -> None:
    first, second = receive({"message": {"text": "а"}}), receive({"message": {"text": "б"}})

    assert first.key == receive({"message": {"text": "а"}}).key
    assert first.key != second.key
    assert {update_id(raw) for raw in ({}, {"update_id": True}, {"update_id": "5"}, 7)} == {None}


def test_half_a_character_does_not_stop_an_update() -> None:
    kept = receive(json.loads(json.dumps(message(text="Привет \ud83d"))))

    assert content_of(kept) == TextSaid(text="Привет ?")


def content_of(kept: Received) -> Content:
    understood = read(kept)
    assert isinstance(understood, Incoming)
    return understood.content


def test_photos_of_one_album_without_words_are_one_update() -> None:
    photos = [{**message(photo=[FILE], media_group_id="3"), "update_id": number} for number in (1, 2)]
    with_words = message(photo=[FILE], media_group_id="3", caption="Вот")

    assert len({receive(raw).key for raw in photos}) == 1
    assert receive(with_words).key == "10"


@pytest.mark.parametrize("batches", [[[1, 2, 3]], [[1], [2, 3]], [[3, 1, 2]]])
def test_an_album_with_words_is_answered_once(batches: list[list[int]]) -> None:
    album = {
        number: {**message(photo=[FILE], media_group_id="3", caption=caption), "update_id": number}
        for number, caption in ((1, "хочу грант"), (2, None), (3, None))
    }
    recorded: dict[str, Received] = {}
    for batch in batches:
        for row in receive_all([album[number] for number in batch]):
            recorded.setdefault(row.key, row)

    meanings = [read(row) for row in recorded.values()]

    answered = [one.content for one in meanings if isinstance(one, Incoming)]
    assert answered == [AttachmentSent(kind="photo", caption="хочу грант")]


def test_the_sign_for_a_press_needs_its_number() -> None:
    assert callback_id(pressed()) == "77"
    assert callback_id(message(text="x")) is None
    assert callback_id({"callback_query": "x"}) is None


@pytest.mark.parametrize(
    ("updates", "offset"),
    [
        ([], 0),
        ([{"update_id": 5}, {"update_id": 4}], 6),
        ([7, {"update_id": 5}], 6),
        ([7, {}], 0),
    ],
)
def test_the_offset_confirms_what_came(updates: list[object], offset: int) -> None:
    assert next_offset(updates) == offset


async def test_what_people_do_in_the_local_telegram_is_understood() -> None:
    anya = TelegramServer().user(5)
    anya.start("s-poster")
    anya.voice()
    anya.photo("Афиша")
    anya.document()
    anya.contact()
    anya.block()
    anya.unblock()

    understood = [meaning(raw) for raw in anya.updates]

    kinds = [one.content for one in understood if isinstance(one, Incoming)]
    assert kinds == [
        Started(payload="s-poster"),
        *(
            AttachmentSent(kind=kind, caption=words)
            for kind, words in (("voice", ""), ("photo", "Афиша"), ("document", ""), ("contact", ""))
        ),
    ]
    assert [one.may_write for one in understood if isinstance(one, Notice)] == [False, True]
