"""Events as VK gives them: what is written down, with which key, and what they mean."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.channel import Received
from bot.channels.vk.abilities import KnownApps
from bot.channels.vk.answers import press_of
from bot.channels.vk.reading import read
from bot.channels.vk.updates import received, swept
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

ANYA = 501
GROUP = 202


def _message(**content: Any) -> dict[str, Any]:
    message = {"id": 9, "peer_id": ANYA, "from_id": ANYA, "conversation_message_id": 7, "date": 1, "text": ""}
    body = {"message": {**message, **content}, "client_info": {"button_actions": ["text"]}}
    return {"type": "message_new", "event_id": "e1", "v": "5.199", "object": body}


def _event(kind: str, **content: Any) -> dict[str, Any]:
    return {"type": kind, "event_id": "e1", "object": {"user_id": ANYA, **content}}


def _meaning(update: object) -> Incoming | Notice:
    (row,) = received(update, GROUP)
    return read(row)


def _content(update: object) -> Content:
    meaning = _meaning(update)
    assert isinstance(meaning, Incoming)
    assert meaning.address == Address(channel="vk", account=str(ANYA))
    return meaning.content


def test_words_are_words() -> None:
    assert _content(_message(text="где деньги")) == TextSaid(text="где деньги")


@pytest.mark.parametrize("payload", ['{"a":"m:grant"}', {"a": "m:grant"}], ids=["text", "object"])
def test_a_silent_button_tells_its_action_and_its_message(payload: object) -> None:
    press = _event("message_event", peer_id=ANYA, event_id="p", payload=payload, conversation_message_id=12)

    assert _content(press) == ButtonPressed(action="m:grant", on="12")


def test_a_text_button_is_a_button() -> None:
    said = _message(text="Показать", payload='{"a":"m:grant"}')

    assert _content(said) == ButtonPressed(action="m:grant", label="Показать")


@pytest.mark.parametrize("payload", ['{"button":"1"}', "[1]", "not json", '{"a":5}', "null", "[" * 5000])
def test_a_button_of_somebody_else_is_the_words_on_it(payload: str) -> None:
    assert _content(_message(text="Купить", payload=payload)) == TextSaid(text="Купить")


def test_a_silent_button_of_somebody_else_is_an_old_button() -> None:
    press = _event("message_event", peer_id=ANYA, payload={"foreign": 1})

    assert _content(press) == ButtonPressed(action="")


def test_the_start_button_starts_the_talk_with_the_link_that_was_followed() -> None:
    start = _message(text="Начать", payload='{"command":"start"}', ref="m-grant")

    assert _content(start) == Started(payload="m-grant")


def test_words_that_came_with_a_link_are_heard_after_it() -> None:
    rows = received(_message(text="а мне 17", ref="m-grant"), GROUP)

    contents = [meaning.content for row in rows if isinstance(meaning := read(row), Incoming)]
    assert contents == [Started(payload="m-grant", before_words=True), TextSaid(text="а мне 17")]


def test_a_link_that_vk_sends_with_each_message_counts_once() -> None:
    first = received(_message(text="раз", ref="m-grant", conversation_message_id=1), GROUP)
    second = received(_message(text="два", ref="m-grant", conversation_message_id=2), GROUP)

    assert first[0].key == second[0].key
    assert first[1].key != second[1].key


def test_a_link_that_is_followed_again_the_next_day_counts_again() -> None:
    today, tomorrow = (
        received(_message(text="Привет", ref="m-grant", date=date, conversation_message_id=number), GROUP)
        for number, date in ((1, 1_790_000_000), (2, 1_790_086_400))
    )

    assert today[0].key != tomorrow[0].key


@pytest.mark.parametrize(
    ("attached", "kind"),
    [
        pytest.param({"attachments": [{"type": "sticker", "sticker": {}}]}, "sticker", id="sticker"),
        pytest.param({"attachments": [{"type": "audio_message"}]}, "voice", id="voice"),
        pytest.param({"attachments": [{"type": "doc"}]}, "document", id="document"),
        pytest.param({"attachments": [{"type": "wall"}]}, "wall", id="wall"),
        pytest.param({"attachments": [{"type": "link"}]}, "link", id="link alone"),
        pytest.param({"geo": {"type": "point"}}, "location", id="place"),
        pytest.param({"fwd_messages": [{"text": "чужое"}]}, "forwarded", id="forwarded"),
    ],
)
def test_what_is_no_words_is_an_attachment(attached: dict[str, Any], kind: str) -> None:
    assert _content(_message(**attached)) == AttachmentSent(kind=kind)


def test_words_beside_a_photo_are_its_caption() -> None:
    said = _message(text="это я", attachments=[{"type": "photo"}])

    assert _content(said) == AttachmentSent(kind="photo", caption="это я")


def test_a_link_in_words_is_no_attachment() -> None:
    said = _message(text="https://example.ru подойдёт?", attachments=[{"type": "link"}])

    assert _content(said) == TextSaid(text="https://example.ru подойдёт?")


@pytest.mark.parametrize(("kind", "may_write"), [("message_allow", True), ("message_deny", False)])
def test_permission_to_write_is_a_notice(kind: str, may_write: bool) -> None:
    meaning = _meaning(_event(kind, key=""))

    assert isinstance(meaning, Notice)
    assert (meaning.may_write, meaning.address.account) == (may_write, str(ANYA))


@pytest.mark.parametrize(
    "update",
    [
        pytest.param(_message(peer_id=2_000_000_001, text="всем"), id="a chat"),
        pytest.param(_message(peer_id=-5, from_id=-5), id="another community"),
        pytest.param({"type": "message_reply", "object": {}}, id="our own message"),
        pytest.param({"type": "unheard_of", "object": {}}, id="a kind we never heard of"),
    ],
)
def test_what_does_not_concern_us_is_not_written_down(update: object) -> None:
    assert received(update, GROUP) == []


@pytest.mark.parametrize(
    "update",
    [
        pytest.param("words", id="no object"),
        pytest.param(None, id="nothing"),
        pytest.param({"object": {}}, id="no type"),
        pytest.param({"type": "message_new", "object": None}, id="no message"),
        pytest.param({"type": "message_new", "object": {"message": {"text": ["x"]}}}, id="no words"),
        pytest.param({"type": "message_event", "object": {"user_id": "x"}}, id="no person"),
        pytest.param({"type": "message_deny", "object": {}}, id="nobody"),
        pytest.param(_message(text={"a": 1}), id="an object for words"),
    ],
)
def test_what_is_broken_is_kept_for_staff(update: object) -> None:
    (row,) = received(update, GROUP)

    with pytest.raises(ValueError):  # noqa: PT011 - the contract of `read`
        read(row)


def test_half_an_emoji_can_be_stored() -> None:
    (row,) = received(_message(text="a\ud83d b"), GROUP)

    assert row.payload.encode()
    assert _content(_message(text="a\ud83d b")) == TextSaid(text="a? b")


def test_a_message_has_one_key_however_it_is_found() -> None:
    update = _message(text="привет")
    again = {**update, "event_id": "another"}

    keys = [row.key for rows in (received(update, GROUP), received(again, GROUP)) for row in rows]
    found = [row.key for row in swept(update["object"]["message"], GROUP)]
    assert {*keys, *found} == {f"m:{GROUP}:{ANYA}:7"}


def test_another_community_counts_its_messages_anew() -> None:
    (here,), (there,) = received(_message(text="раз"), GROUP), received(_message(text="раз"), GROUP + 1)

    assert here.key != there.key


def test_events_without_numbers_are_told_apart_by_what_they_say() -> None:
    nameless = {"type": "message_allow", "object": {"user_id": ANYA}}
    other = {"type": "message_allow", "object": {"user_id": ANYA + 1}}

    assert received(nameless, GROUP)[0].key == received(dict(nameless), GROUP)[0].key
    assert received(nameless, GROUP)[0].key != received(other, GROUP)[0].key


def test_a_letter_that_is_no_json_is_refused() -> None:
    with pytest.raises(ValueError, match="Expecting"):
        read(Received(Address(channel="vk", account="-"), "k", "{"))


def test_a_swept_message_reads_like_the_event() -> None:
    message = _message(text="привет", payload=json.dumps({"a": "menu"}))["object"]["message"]

    (row,) = swept(message, GROUP)

    meaning = read(row)
    assert isinstance(meaning, Incoming)
    assert meaning.content == ButtonPressed(action="menu", label="привет")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=9),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.text(max_size=9), inside, max_size=3),
    max_leaves=8,
)
FIELDS = st.fixed_dictionaries(
    {},
    optional={
        name: JSON | st.just(7) | st.sampled_from(["7", '{"a":"menu"}', {"a": 5}, {"command": "start"}])
        for name in (
            "peer_id", "from_id", "user_id", "text", "payload", "ref", "attachments", "geo", "fwd_messages",
            "conversation_message_id", "event_id",
        )
    },
)  # fmt: skip
EVENT = st.fixed_dictionaries(
    {
        "type": st.sampled_from(["message_new", "message_event", "message_allow", "message_deny"]) | JSON,
        "object": FIELDS | st.fixed_dictionaries({"message": FIELDS | JSON, "client_info": JSON}) | JSON,
    },
    optional={"event_id": JSON},
)


@settings(max_examples=250, deadline=None)
@given(update=EVENT | JSON)
def test_whatever_vk_sends_can_be_stored_and_is_read_or_refused(update: object) -> None:
    KnownApps().learn(update)
    press_of(update)
    for row in received(update, GROUP):
        assert row.payload.encode()
        assert 0 < len(row.key) < 256
        assert row.key == received(update, GROUP)[-1].key or row.key.startswith("r:")
        try:
            meaning = read(row)
        except ValueError:
            continue
        assert meaning.key == row.key
