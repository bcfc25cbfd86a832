"""Sending: what people see, and what Telegram's refusals mean."""

import logging
from pathlib import Path

import pytest
from aiogram.exceptions import AiogramError

from bot.channels.channel import Delivery, Rejected, RetryLater, Unreachable
from bot.dialogue.messages import Address, Button, Outgoing
from tests.platforms import faults
from tests.platforms.shown import Entity
from tests.unit.bot.channels.telegram.conftest import Bench

MENU = (Button(label="Меню", action="menu", style="primary"), Button(label="Сайт", url="https://a.ru"))
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40


async def test_a_message_arrives_with_its_marks_and_buttons(bench: Bench) -> None:
    reference = await bench.send("**Привет** & [сайт](https://a.ru/?b=1&c=2)", MENU)

    shown = bench.telegram.user(5).last
    assert str(shown.id) == reference
    assert shown.text == "Привет & сайт"
    assert shown.entities == (
        Entity("bold", 0, 6, None),
        Entity("text_link", 9, 4, "https://a.ru/?b=1&c=2"),
    )
    assert shown.labels == ("Меню", "Сайт")
    assert shown.preview is False


async def test_a_preview_is_shown_only_when_asked_for(bench: Bench) -> None:
    await bench.send("https://a.ru", preview=True)

    assert bench.telegram.user(5).last.preview is True


async def test_a_picture_and_a_file_arrive_with_words_and_buttons(bench: Bench, tmp_path: Path) -> None:
    (tmp_path / "path.png").write_bytes(PNG)
    (tmp_path / "plan.ics").write_bytes(b"BEGIN:VCALENDAR")

    await bench.send("**Путь**", MENU, picture="path.png")
    picture = bench.telegram.user(5).last
    await bench.send("", file="plan.ics")
    file = bench.telegram.user(5).last

    assert (picture.text, picture.labels) == ("Путь", ("Меню", "Сайт"))
    assert [(one.kind, one.name, one.content) for one in picture.attachments] == [("photo", "path.png", PNG)]
    assert [(one.kind, one.name) for one in file.attachments] == [("document", "plan.ics")]


async def test_a_message_changes_instead_of_a_new_one(bench: Bench) -> None:
    reference = await bench.send("Страница 1", MENU)

    assert await bench.send("Страница 2", replaces=reference) == reference

    assert bench.telegram.user(5).texts == ["Страница 2"]
    assert bench.telegram.user(5).last.rows == ()


async def test_a_change_that_changes_nothing_is_fine(bench: Bench) -> None:
    reference = await bench.send("Страница 1", MENU)

    assert await bench.send("Страница 1", MENU, replaces=reference) == reference


@pytest.mark.parametrize("replaces", ["999", "0", "not-a-number", "9" * 30])
async def test_a_message_that_cannot_be_changed_is_said_anew(bench: Bench, replaces: str) -> None:
    await bench.send("Страница 1")

    await bench.send("Страница 2", replaces=replaces)

    assert bench.telegram.user(5).texts == ["Страница 1", "Страница 2"]


async def test_a_picture_cannot_become_words_so_the_words_are_new(bench: Bench, tmp_path: Path) -> None:
    (tmp_path / "path.png").write_bytes(PNG)
    reference = await bench.send("", picture="path.png")

    assert await bench.send("Меню", replaces=reference) != reference


async def test_who_blocked_the_bot_is_unreachable(bench: Bench) -> None:
    bench.telegram.user(5).blocked = True
    with pytest.raises(Unreachable):
        await bench.send("Привет")


async def test_a_deleted_account_is_unreachable_also_for_a_change(bench: Bench) -> None:
    reference = await bench.send("Привет")
    bench.telegram.user(5).deactivated = True
    with pytest.raises(Unreachable):
        await bench.send("Привет снова", replaces=reference)


async def test_who_never_wrote_and_who_does_not_exist_are_unreachable(bench: Bench) -> None:
    bench.telegram.user(6)
    for stranger in (6, 7):
        with pytest.raises(Unreachable):
            await bench.send("Привет", to=stranger)


async def test_silence_is_asked_for_exactly_as_long_as_telegram_says(bench: Bench) -> None:
    bench.telegram.faults.add(faults.refusal(429, 17), "sendMessage")
    with pytest.raises(RetryLater) as caught:
        await bench.send("Привет")

    assert caught.value.seconds == 17


async def test_a_wrong_token_waits_a_minute(bench: Bench) -> None:
    bench.telegram.token = "1:another"
    with pytest.raises(RetryLater) as caught:
        await bench.send("Привет")

    assert caught.value.seconds == 60
    assert bench.channel.state == "wrong token"


@pytest.mark.parametrize(
    "trouble",
    [faults.page(502), faults.page(200), faults.reset(), faults.cut(), faults.malformed(), faults.lost(),
     faults.refusal(500)],
    ids=lambda fault: f"{fault.kind}-{fault.status}",
)  # fmt: skip
async def test_trouble_of_the_network_is_left_to_the_sender_and_tells_no_secret(
    bench: Bench, trouble: faults.Fault
) -> None:
    bench.telegram.faults.add(trouble, "sendMessage")
    with pytest.raises((AiogramError, OSError)) as caught:
        await bench.send("Тайное слово")

    assert bench.telegram.token not in str(caught.value)


@pytest.mark.parametrize("more", [{"text": "а" * 5000}, {"picture": "broken.png"}, {"file": "gone"}])
async def test_what_telegram_cannot_take_is_rejected(
    bench: Bench, tmp_path: Path, more: dict[str, str]
) -> None:
    (tmp_path / "broken.png").write_bytes(b"no picture")
    message = Outgoing.model_validate({"text": "", **more})

    with pytest.raises(Rejected):
        await bench.channel.send(Delivery(1, Address(channel="telegram", account="5"), message))


async def test_a_message_that_telegram_refuses_once_arrives_bare(bench: Bench) -> None:
    bench.telegram.faults.add(faults.refusal(400), "sendMessage")
    await bench.send("**Привет** и [сайт](https://a.ru)", MENU)

    shown = bench.telegram.user(5).last
    assert (shown.text, shown.labels) == ("Привет и сайт (https://a.ru)", ())
    assert bench.telegram.calls.counts["sendMessage"] == 2


async def test_a_message_that_telegram_refuses_twice_is_rejected(bench: Bench) -> None:
    bench.telegram.faults.add(faults.refusal(400), "sendMessage", times=None)
    with pytest.raises(Rejected):
        await bench.send("Привет", MENU)

    assert bench.telegram.calls.counts["sendMessage"] == 2


async def test_an_account_that_is_no_number_is_rejected(bench: Bench) -> None:
    with pytest.raises(Rejected):
        await bench.channel.send(Delivery(1, Address(channel="telegram", account="-"), Outgoing(text="а")))


async def test_typing_is_shown_and_never_fails(bench: Bench) -> None:
    for account in ("5", "6", "-"):
        await bench.channel.show_typing(Address(channel="telegram", account=account))

    assert bench.telegram.user(5).typing_at is not None


async def test_logs_hold_neither_token_nor_words(bench: Bench, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    bench.telegram.faults.add(faults.page(502), "sendMessage")
    with pytest.raises(AiogramError):
        await bench.send("Тайное слово")
    async with bench.telegram.door.shut_for_a_while():
        await bench.channel.show_typing(Address(channel="telegram", account="5"))

    assert bench.telegram.token not in caplog.text
    assert "Тайное слово" not in caplog.text
