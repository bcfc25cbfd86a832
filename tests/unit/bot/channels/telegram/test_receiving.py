"""Receiving: recorded first, confirmed after, whatever the network and the platform do."""

import asyncio
import logging
from collections.abc import Mapping
from typing import Any

import pytest

from bot.channels.telegram.channel import Access, TelegramChannel
from bot.channels.telegram.receiving import Rhythm
from bot.dialogue.messages import Button, Incoming, TextSaid
from bot.texts import russian
from tests.platforms import faults
from tests.unit.bot.channels.telegram.conftest import QUICK, Bench, until
from tests.unit.bot.channels.telegram.proxy import Proxy


async def said(bench: Bench, count: int) -> list[str]:
    heard = [one.content for one in await bench.heard(count) if isinstance(one, Incoming)]
    return [one.text for one in heard if isinstance(one, TextSaid)]


async def test_words_come_in_order_and_are_confirmed_only_after_they_were_recorded(bench: Bench) -> None:
    bench.inbox.broken = True
    for word in ("раз", "два", "три"):
        bench.telegram.user(5).say(word)
    async with bench.listening():
        await until(lambda: bench.inbox.tries >= 2)
        assert len(bench.telegram.updates) == 3
        assert bench.channel.state != "unreachable"
        bench.inbox.broken = False

        assert await said(bench, 3) == ["раз", "два", "три"]
        await until(lambda: len(bench.telegram.updates) == 0)


async def test_an_update_that_is_delivered_again_keeps_its_key(bench: Bench) -> None:
    update = bench.telegram.user(5).say("раз")
    assert update is not None
    async with bench.listening():
        await bench.inbox.has(1)
        await until(lambda: bench.inbox.tries == 1 and len(bench.telegram.updates) == 0)

        bench.telegram.redeliver(update)
        await until(lambda: bench.inbox.tries == 2)

    assert len(bench.inbox.received) == 1


@pytest.mark.parametrize(
    "trouble",
    [faults.page(502), faults.page(200), faults.reset(), faults.cut(), faults.malformed(), faults.lost(),
     faults.hang(), faults.refusal(500), faults.refusal(429, 1)],
    ids=lambda fault: f"{fault.kind}-{fault.status}",
)  # fmt: skip
async def test_trouble_loses_nothing_and_passes(bench: Bench, trouble: faults.Fault) -> None:
    bench.telegram.faults.add(trouble, "getUpdates", times=2)
    bench.telegram.user(5).say("раз")

    async with bench.listening():
        assert await said(bench, 1) == ["раз"]
        await until(lambda: bench.channel.state == "ok")


async def test_a_platform_that_was_away_is_heard_again(bench: Bench) -> None:
    async with bench.listening():
        await until(lambda: bench.channel.state == "ok")
        async with bench.telegram.door.shut_for_a_while():
            await until(lambda: bench.channel.state == "unreachable")
        bench.telegram.user(5).say("снова тут")

        assert await said(bench, 1) == ["снова тут"]


async def test_silence_as_asked_for_is_kept(bench: Bench) -> None:
    bench.telegram.faults.add(faults.refusal(429, 1), "getUpdates")
    async with bench.listening():
        await until(lambda: len(bench.telegram.calls.of("getUpdates")) >= 2)

    first, second = bench.telegram.calls.of("getUpdates")[:2]
    assert second.at - first.at >= 1


async def test_a_wrong_token_is_said_once_and_tried_again(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    right, bench.telegram.token = bench.telegram.token, "1:another"
    caplog.set_level(logging.INFO, "bot")
    async with bench.listening():
        await until(lambda: bench.telegram.calls.outcomes["getUpdates", "401"] >= 3)
        assert bench.channel.state == "wrong token"
        bench.telegram.token = right
        await until(lambda: bench.channel.state == "ok")

    errors = [record for record in caplog.records if record.levelno >= logging.ERROR]
    assert [record.getMessage() for record in errors] == ["telegram-wrong-token"]
    assert right not in caplog.text


async def test_another_program_with_the_same_token_is_told_of(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    bench.telegram.faults.add(faults.refusal(409), "getUpdates", times=2)
    async with bench.listening():
        await until(lambda: bench.telegram.calls.outcomes["getUpdates", "refusal"] == 2)
        await until(lambda: bench.channel.state == "ok")

    assert [record.getMessage() for record in caplog.records] == ["telegram-another-poller"]


async def test_a_second_that_polls_with_the_same_token_is_noticed(bench: Bench) -> None:
    access = Access(bench.telegram.token, bench.telegram.base_url)
    rhythm = Rhythm(poll=5, first_pause=0.2, longest_pause=0.2)
    other = Bench(bench.telegram, TelegramChannel(access=access, texts=russian(), rhythm=rhythm))
    async with bench.listening(), other.listening():
        await until(lambda: "another poller" in (bench.channel.state, other.channel.state))
    await other.channel.close()


async def test_a_webhook_that_is_in_the_way_is_dropped_and_its_updates_are_not(bench: Bench) -> None:
    bench.telegram.updates.webhook = "https://old.example/hook"
    bench.telegram.user(5).say("раз")

    async with bench.listening():
        assert await said(bench, 1) == ["раз"]

    assert bench.telegram.calls.counts["deleteWebhook"] == 1


async def test_an_update_that_nobody_can_read_is_kept_and_does_not_stop_the_others(bench: Bench) -> None:
    for content in ({"message": {"message_id": "seven"}}, {"message": None}, {"unheard_of": {"a": [1]}}):
        bench.telegram.deliver_garbage(content)
    bench.telegram.user(5).say("раз")

    async with bench.listening():
        received = await bench.inbox.has(4)
        await until(lambda: len(bench.telegram.updates) == 0)

    assert sum(one.address.account == "5" for one in received) == 1


async def test_only_the_kinds_that_mean_something_are_asked_for(bench: Bench) -> None:
    async with bench.listening():
        await until(lambda: bench.channel.state == "ok")
        bench.telegram.user(5).say("раз")
        assert bench.telegram.user(5).edit("два") is None
        await bench.inbox.has(1)


async def test_after_an_empty_poll_smaller_numbers_are_welcome(bench: Bench) -> None:
    bench.telegram.user(5).say("раз")
    async with bench.listening():
        await bench.inbox.has(1)
        await until(lambda: bench.telegram.calls.of("getUpdates")[-1].params.get("offset", 0) == 2)
        await until(lambda: bench.telegram.calls.of("getUpdates")[-1].params.get("offset") == 0)


async def test_a_press_loses_its_clock_as_soon_as_it_is_recorded(bench: Bench) -> None:
    await bench.send("Выбери", (Button(label="Меню", action="menu"),))
    anya = bench.telegram.user(5)
    async with bench.listening():
        anya.press("Меню")

        await until(lambda: any(event.kind == "notified" for event in anya.events))


async def test_a_sign_that_cannot_be_given_disturbs_nobody(bench: Bench) -> None:
    bench.telegram.faults.add(faults.page(502), "answerCallbackQuery", times=1)
    await bench.send("Выбери", (Button(label="Меню", action="menu"),))
    anya = bench.telegram.user(5)
    async with bench.listening():
        anya.press("Меню")
        await until(lambda: bench.telegram.calls.counts["answerCallbackQuery"] == 1)
        anya.press("Меню")

        await until(lambda: any(event.kind == "notified" for event in anya.events))
    assert len(bench.inbox.received) == 2


async def test_the_bot_learns_its_name_when_telegram_comes_back(bench: Bench) -> None:
    bench.telegram.faults.add(faults.page(502), "getMe", times=2)
    assert bench.channel.deep_link("i-abc") is None

    async with bench.listening():
        await until(lambda: bench.channel.username is not None)

    assert bench.channel.deep_link("i-abc") == "https://t.me/local_consultant_bot?start=i-abc"


async def test_what_is_on_its_way_arrives_when_receiving_stops(bench: Bench) -> None:
    arrived = asyncio.Event()

    def arrives(_: Mapping[str, Any]) -> bool:
        arrived.set()
        return True

    bench.telegram.faults.add(faults.slow(0.3), "sendMessage", when=arrives)
    async with asyncio.TaskGroup() as group, bench.listening():
        await until(lambda: bench.channel.state == "ok")
        group.create_task(bench.send("Ответ"))
        await arrived.wait()

    assert bench.telegram.user(5).texts == ["Ответ"]


async def test_a_channel_can_listen_again_after_it_was_stopped(bench: Bench) -> None:
    async with bench.listening():
        await until(lambda: bench.channel.state == "ok")
    bench.telegram.user(5).say("раз")

    async with bench.listening():
        assert await said(bench, 1) == ["раз"]


@pytest.mark.parametrize("kind", ["http", "socks5", "socks4"])
async def test_a_channel_goes_through_a_proxy(bench: Bench, kind: str) -> None:
    async with Proxy() as proxy:
        access = Access(bench.telegram.token, bench.telegram.base_url, f"{kind}://127.0.0.1:{proxy.port}")
        bench.channel = TelegramChannel(access=access, texts=russian(), rhythm=QUICK)
        bench.telegram.user(5).say("раз")
        async with bench.listening():
            assert await said(bench, 1) == ["раз"]
            await bench.send("Привет")
        await bench.channel.close()

    assert proxy.asked_for == {("127.0.0.1", bench.telegram.door.port)}


async def test_a_proxy_that_is_not_there_is_trouble_like_any_other(bench: Bench) -> None:
    access = Access(bench.telegram.token, bench.telegram.base_url, "socks5://127.0.0.1:9")
    bench.channel = TelegramChannel(access=access, texts=russian(), rhythm=QUICK)

    async with bench.listening():
        await until(lambda: bench.channel.state == "unreachable")


def test_pauses_grow_and_differ_and_telegram_is_heard_again_within_a_minute() -> None:
    rhythm = Rhythm()
    pauses = [rhythm.pause(troubles) for troubles in range(1, 30)]

    assert 0.5 <= pauses[0] <= 1
    assert min(pauses[6:]) >= rhythm.longest_pause / 2
    assert len(set(pauses)) == len(pauses)
    assert max(pauses) + rhythm.poll + rhythm.grace < 60
