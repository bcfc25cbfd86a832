"""Messages out, with the real client: shown once, changed, refused as VK refuses, never in a log."""

import json
import logging
from pathlib import Path
from typing import Any

import pytest

from bot.channels.channel import Delivery, Rejected, RetryLater, TalkRests, Unreachable
from bot.channels.vk.abilities import MODERN, KnownApps
from bot.channels.vk.channel import VkChannel
from bot.channels.vk.errors import VkError, VkUnavailable
from bot.dialogue.messages import Address, Button, Outgoing
from bot.texts import Texts
from tests.platforms import faults
from tests.platforms.vk import VkServer
from tests.platforms.vk.user import VkUser
from tests.unit.bot.channels.vk.conftest import listening, make_channel, until
from tests.unit.bot.channels.vk.inbox import MemoryInbox

ANYA = 501
PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)
MENU = ((Button(label="Меню", action="menu"), Button(label="Сайт", url="https://example.ru")),)


def _to(message: Outgoing, account: int | str = ANYA, number: int = 1) -> Delivery:
    return Delivery(number, Address(channel="vk", account=str(account)), message)


@pytest.fixture
async def anya(vk: VkServer) -> VkUser:
    """Somebody who has written to us."""
    user = vk.user(ANYA)
    user.say("привет")
    return user


async def test_a_message_looks_as_it_was_meant(vk: VkServer, channel: VkChannel, anya: VkUser) -> None:
    reference = await channel.send(_to(Outgoing(text="Привет, **Аня** 🎉\n- раз\n- два", rows=MENU)))

    shown = anya.last
    assert shown.text == "Привет, Аня 🎉\n• раз\n• два"
    assert [(entity.kind, shown.piece(entity)) for entity in shown.entities] == [("bold", "Аня")]
    assert shown.labels == ("Меню", "Сайт")
    assert reference == str(shown.raw["conversation_message_id"])
    (call,) = vk.calls.of("messages.send")
    assert call.params["dont_parse_links"] == "1"


async def test_a_card_may_show_its_link(vk: VkServer, channel: VkChannel, anya: VkUser) -> None:
    await channel.send(_to(Outgoing(text="https://example.ru", preview=True)))

    (call,) = vk.calls.of("messages.send")
    assert call.params["dont_parse_links"] == "0"


async def test_buttons_are_those_that_the_persons_app_has(
    vk: VkServer, channel: VkChannel, inbox: MemoryInbox
) -> None:
    new, old = vk.user(1), vk.user(2, callback=False)
    oldest = vk.user(3, callback=False, inline=False)
    async with listening(channel, inbox):
        await until(lambda: vk.calls.counts["messages.getConversations"])  # found there, they tell no app
        for person in (new, old, oldest):
            person.say("привет")
        await inbox.holds(3)

        for person in (new, old, oldest):
            await channel.send(_to(Outgoing(text="Куда?", rows=MENU), person.id))

    assert [new.last.buttons[0].kind, old.last.buttons[0].kind] == ["callback", "text"]
    assert (oldest.last.rows, [button.kind for button in oldest.keyboard[0]]) == ((), ["text", "link"])


async def test_what_an_app_can_show_is_known_for_letters_from_before_the_start(
    vk: VkServer, channel: VkChannel, inbox: MemoryInbox, texts: Texts, tmp_path: Path
) -> None:
    person = vk.user(3, callback=False, inline=False)
    async with listening(channel, inbox):
        await until(lambda: vk.calls.counts["messages.getConversations"])
        person.say("привет")
        (letter,) = await inbox.holds(1)
    restarted = make_channel(vk, texts, tmp_path)

    restarted.read(letter)
    await restarted.send(_to(Outgoing(text="Куда?", rows=MENU), person.id))
    await restarted.close()

    assert (person.last.rows, person.keyboard[0][0].kind) == ((), "text")


async def test_a_person_of_whom_nothing_is_known_gets_buttons_that_work_everywhere(
    channel: VkChannel, anya: VkUser
) -> None:
    await channel.send(_to(Outgoing(text="[Сайт](https://example.ru/a)", rows=MENU)))

    assert anya.last.buttons[0].kind == "text"
    assert anya.last.text == "Сайт (https://example.ru/a)"


async def test_a_message_is_changed_where_it_stands(channel: VkChannel, anya: VkUser) -> None:
    first = await channel.send(_to(Outgoing(text="Страница 1", rows=MENU)))

    second = await channel.send(_to(Outgoing(text="Страница **2**", rows=MENU, replaces=first), number=2))

    assert (second, anya.texts) == (first, ["Страница 2"])
    assert anya.last.labels == ("Меню", "Сайт")


async def test_a_message_that_is_too_old_to_change_is_said_anew(
    vk: VkServer, channel: VkChannel, anya: VkUser
) -> None:
    first = await channel.send(_to(Outgoing(text="Страница 1")))
    vk.passed += 25 * 3600

    second = await channel.send(_to(Outgoing(text="Страница 2", replaces=first), number=2))

    assert second != first
    assert anya.texts == ["Страница 1", "Страница 2"]


@pytest.mark.parametrize("replaces", ["1", "77", "not a number", "0"])
async def test_what_is_no_message_of_ours_is_not_changed(
    channel: VkChannel, anya: VkUser, replaces: str
) -> None:
    await channel.send(_to(Outgoing(text="Ответ", replaces=replaces)))

    assert anya.texts == ["Ответ"]


@pytest.mark.parametrize(
    "fault", [faults.lost(), faults.cut(), faults.malformed()], ids=["no answer", "half of it", "no JSON"]
)
async def test_a_message_of_unknown_outcome_is_shown_once(
    vk: VkServer, channel: VkChannel, anya: VkUser, fault: faults.Fault
) -> None:
    vk.faults.add(fault, "messages.send")
    with pytest.raises(VkUnavailable):
        await channel.send(_to(Outgoing(text="один раз")))

    reference = await channel.send(_to(Outgoing(text="один раз")))

    assert anya.texts == ["один раз"]
    assert reference == str(anya.last.raw["conversation_message_id"])
    assert len(vk.repeats) == 1


async def test_two_messages_of_the_same_words_are_two(channel: VkChannel, anya: VkUser) -> None:
    await channel.send(_to(Outgoing(text="Ок"), number=1))
    await channel.send(_to(Outgoing(text="Ок"), number=2))

    assert anya.texts == ["Ок", "Ок"]


async def test_a_new_database_that_counts_from_one_again_is_heard(
    vk: VkServer, channel: VkChannel, anya: VkUser
) -> None:
    await channel.send(_to(Outgoing(text="из старой базы"), number=1))
    await channel.send(_to(Outgoing(text="из новой базы"), number=1))

    assert anya.texts == ["из старой базы", "из новой базы"]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        *(pytest.param(code, VkError, id=f"{code} passes") for code in (1, 10)),
        pytest.param(9, TalkRests, id="9 is this talk's"),
        *(pytest.param(code, RetryLater, id=f"{code} waits") for code in (6, 29, 5, 14, 15, 27, 28)),
        *(
            pytest.param(code, Unreachable, id=f"{code} ends the account")
            for code in (7, 18, 900, 901, 902, 936)
        ),
        *(pytest.param(code, Rejected, id=f"{code} ends the message") for code in (943, 944, 950, 985)),
        *(pytest.param(code, Rejected, id=f"{code} is our bug") for code in (100, 911, 913, 914, 921)),
    ],
)
async def test_each_error_of_vk_ends_as_it_should(
    vk: VkServer, channel: VkChannel, anya: VkUser, code: int, expected: type[Exception]
) -> None:
    vk.faults.add(faults.refusal(code), "messages.send")

    with pytest.raises(expected):
        await channel.send(_to(Outgoing(text="привет")))


@pytest.mark.parametrize(
    ("code", "state"),
    [(5, "wrong token"), (27, "wrong token"), (28, "wrong token"), (15, "missing right: messages.send")],
)
async def test_a_key_that_is_refused_shows_in_the_state_until_it_works(
    vk: VkServer, channel: VkChannel, anya: VkUser, inbox: MemoryInbox, code: int, state: str
) -> None:
    async with listening(channel, inbox):
        await until(lambda: channel.state == "ok")
        vk.faults.add(faults.refusal(code), "messages.send")
        with pytest.raises(RetryLater) as refused:
            await channel.send(_to(Outgoing(text="привет")))
        assert (channel.state, refused.value.seconds) == (state, 60.0)

        await channel.send(_to(Outgoing(text="привет")))
        assert channel.state == "ok"


async def test_somebody_who_blocked_us_is_unreachable(channel: VkChannel, anya: VkUser) -> None:
    anya.block()

    with pytest.raises(Unreachable):
        await channel.send(_to(Outgoing(text="привет")))


async def test_a_community_whose_bot_abilities_are_off_still_says_all_in_words(
    vk: VkServer, channel: VkChannel, anya: VkUser, inbox: MemoryInbox
) -> None:
    async with listening(channel, inbox):
        await until(lambda: channel.state == "ok")
        vk.bot_abilities = False
        await channel.send(_to(Outgoing(text="**Куда** дальше?", rows=MENU), number=1))
        assert channel.state == "switch on in the community: bot abilities"

        vk.bot_abilities = True
        await channel.send(_to(Outgoing(text="А теперь?", rows=MENU), number=2))
        assert channel.state == "ok"

    assert anya.texts == ["Куда дальше?\n• Меню\n• Сайт: https://example.ru", "А теперь?"]
    assert anya.last.labels == ("Меню", "Сайт")


async def test_a_keyboard_that_vk_does_not_take_costs_the_buttons_only(
    vk: VkServer, channel: VkChannel, anya: VkUser
) -> None:
    vk.faults.add(faults.refusal(911), "messages.send")

    await channel.send(_to(Outgoing(text="Куда дальше?", rows=MENU)))

    assert anya.texts == ["Куда дальше?\n• Меню\n• Сайт: https://example.ru"]


async def test_a_full_message_loses_nothing_when_its_buttons_are_said_in_words(
    vk: VkServer, channel: VkChannel, anya: VkUser
) -> None:
    vk.faults.add(faults.refusal(911), "messages.send")

    await channel.send(_to(Outgoing(text="слово " * 682, rows=MENU)))

    assert " ".join(anya.texts).count("слово") == 682
    assert anya.texts[-1].endswith("• Меню\n• Сайт: https://example.ru")


@pytest.mark.parametrize("account", ["-", "", "abc", "-5", "999"])
async def test_who_is_no_person_of_vk_is_unreachable(channel: VkChannel, account: str) -> None:
    with pytest.raises(Unreachable):
        await channel.send(_to(Outgoing(text="привет"), account))


async def test_pictures_and_documents_go_along(channel: VkChannel, anya: VkUser, tmp_path: Path) -> None:
    (tmp_path / "road.png").write_bytes(PNG)
    (tmp_path / "дни.ics").write_bytes(b"BEGIN:VCALENDAR")

    await channel.send(_to(Outgoing(text="Твой путь", picture="road.png", file="дни.ics")))

    assert anya.last.text == "Твой путь"
    files = [(file.kind, file.content) for file in anya.last.attachments]
    assert files == [("photo", PNG), ("doc", b"BEGIN:VCALENDAR")]
    assert anya.last.attachments[1].name == "дни.ics"


@pytest.mark.parametrize("name", ["gone.png", "broken.png", "empty.png"])
async def test_a_picture_that_cannot_go_does_not_hold_the_words_back(
    channel: VkChannel, anya: VkUser, tmp_path: Path, name: str
) -> None:
    (tmp_path / "broken.png").write_bytes(b"no picture")
    (tmp_path / "empty.png").write_bytes(b"")

    await channel.send(_to(Outgoing(text="Твой путь", picture=name)))

    assert (anya.last.text, anya.last.attachments) == ("Твой путь", ())


async def test_a_picture_alone_is_a_message(channel: VkChannel, anya: VkUser, tmp_path: Path) -> None:
    (tmp_path / "road.png").write_bytes(PNG)

    await channel.send(_to(Outgoing(text="", picture="road.png")))

    assert [file.kind for file in anya.last.attachments] == ["photo"]


async def test_a_message_that_shows_nothing_is_rejected(channel: VkChannel, anya: VkUser) -> None:
    with pytest.raises(Rejected):
        await channel.send(_to(Outgoing(text="", picture="gone.png")))


@pytest.mark.parametrize("method", ["photos.getMessagesUploadServer", "upload", "photos.saveMessagesPhoto"])
async def test_an_upload_that_fails_is_made_again_with_the_message(
    vk: VkServer, channel: VkChannel, anya: VkUser, tmp_path: Path, method: str
) -> None:
    (tmp_path / "road.png").write_bytes(PNG)
    vk.faults.add(faults.page(502), method)
    with pytest.raises(VkUnavailable):
        await channel.send(_to(Outgoing(text="Твой путь", picture="road.png")))

    await channel.send(_to(Outgoing(text="Твой путь", picture="road.png")))

    assert len(anya.last.attachments) == 1


async def test_many_people_get_one_message_and_each_has_an_outcome(vk: VkServer, channel: VkChannel) -> None:
    people = [vk.user(number) for number in range(1, 6)]
    for person in people:
        person.say("привет")
    people[1].block()
    people[2].deactivate()
    addresses = [Address(channel="vk", account=str(person.id)) for person in people]

    vk.faults.add(faults.lost(), "messages.send")
    with pytest.raises(VkUnavailable):
        await channel.send_many("batch-1", addresses, Outgoing(text="**Новость**", rows=MENU))
    outcomes = await channel.send_many("batch-1", addresses, Outgoing(text="**Новость**", rows=MENU))

    assert [type(outcomes[str(person.id)]) for person in people] == [str, Unreachable, Unreachable, str, str]
    assert [person.texts for person in people] == [["Новость"], [], [], ["Новость"], ["Новость"]]
    assert outcomes["1"] == str(people[0].last.raw["conversation_message_id"])


async def test_another_batch_of_the_same_words_is_another_message(channel: VkChannel, anya: VkUser) -> None:
    for batch in ("batch-1", "batch-2"):
        await channel.send_many(batch, [Address(channel="vk", account=str(ANYA))], Outgoing(text="Новость"))

    assert anya.texts == ["Новость", "Новость"]


@pytest.mark.parametrize("count", [0, 101])
async def test_a_batch_has_at_most_a_hundred_people(channel: VkChannel, count: int) -> None:
    with pytest.raises(ValueError, match="1 to 100"):
        await channel.send_many(
            "b", [Address(channel="vk", account=str(number)) for number in range(count)], Outgoing(text="x")
        )


async def test_a_batch_that_is_refused_as_a_whole_says_so(
    vk: VkServer, channel: VkChannel, anya: VkUser
) -> None:
    vk.faults.add(faults.refusal(29), "messages.send")

    with pytest.raises(RetryLater):
        await channel.send_many("b", [Address(channel="vk", account=str(ANYA))], Outgoing(text="Новость"))


async def test_typing_is_shown_when_there_is_room(channel: VkChannel, anya: VkUser) -> None:
    await channel.show_typing(Address(channel="vk", account=str(ANYA)))

    assert anya.typing_at is not None


@pytest.mark.parametrize("fault", [faults.page(502), faults.refusal(10), faults.reset()])
async def test_typing_that_cannot_be_shown_is_nobodys_trouble(
    vk: VkServer, channel: VkChannel, anya: VkUser, fault: faults.Fault
) -> None:
    vk.faults.add(fault, "messages.setActivity")

    await channel.show_typing(Address(channel="vk", account=str(ANYA)))

    assert anya.typing_at is None


async def test_typing_leaves_the_calls_to_messages(vk: VkServer, channel: VkChannel, anya: VkUser) -> None:
    for _ in range(17):
        await channel.pace.slot()

    await channel.show_typing(Address(channel="vk", account=str(ANYA)))

    assert vk.calls.counts["messages.setActivity"] == 0


async def test_a_link_into_the_talk_carries_its_payload(
    vk: VkServer, channel: VkChannel, inbox: MemoryInbox
) -> None:
    assert channel.deep_link("m-grant") == f"https://vk.me/club{vk.group_id}?ref=m-grant"

    async with listening(channel, inbox):
        assert channel.deep_link("w-a b") == f"https://vk.me/club{vk.group_id}?ref=w-a%20b"


async def test_the_token_and_peoples_words_stand_in_no_log(
    vk: VkServer, texts: Texts, inbox: MemoryInbox, caplog: pytest.LogCaptureFixture
) -> None:
    channel = make_channel(vk, texts, Path())
    secret = Outgoing(text="моя тайна")
    vk.user(ANYA).say(secret.text)
    kinds = (faults.page(502), faults.reset(), faults.cut(), faults.malformed(), faults.refusal(100))
    with caplog.at_level(logging.DEBUG):
        async with listening(channel, inbox):
            for fault in kinds:
                vk.faults.add(fault, "messages.send")
                vk.faults.add(fault, "lp")
                with pytest.raises((VkUnavailable, Rejected)) as raised:
                    await channel.send(_to(secret))
                logging.getLogger("bot.tests").warning("said", exc_info=raised.value)
            await inbox.holds(1)

    assert vk.token not in caplog.text
    assert secret.text not in caplog.text


def test_the_memory_of_apps_is_bounded() -> None:
    apps = KnownApps(most=3)
    for number in range(10):
        apps.learn({"type": "message_event", "object": {"user_id": number}})

    assert [apps.of(str(number)) == MODERN for number in range(10)] == [False] * 7 + [True] * 3


@pytest.mark.parametrize(
    "update",
    [
        "x",
        None,
        {},
        {"object": []},
        {"object": {"message": 5, "client_info": 5}},
        {"type": "message_event", "object": {}},
    ],
)
def test_apps_are_learnt_from_whatever_comes(update: Any) -> None:
    KnownApps().learn(update)


async def test_split_makes_of_a_long_message_what_vk_shows(
    vk: VkServer, channel: VkChannel, anya: VkUser
) -> None:
    rows = tuple((Button(label=f"Мера {number}", action=f"m:{number}"),) for number in range(14))
    long = "\n\n".join("Слово **жирное** и [ссылка](https://example.ru). " * 20 for _ in range(12))

    for number, part in enumerate(channel.split(Outgoing(text=long, rows=rows))):
        await channel.send(_to(part, number=number))

    buttons = [button for shown in anya.said for button in shown.buttons]
    assert [json.loads(button.data or "")["a"] for button in buttons] == [
        f"m:{number}" for number in range(14)
    ]
    assert len(anya.said) > 3
