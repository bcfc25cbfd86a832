"""The local VK's long poll, asked as vkbottle asks it."""

import asyncio
from typing import Any

from vkbottle.polling import BotPolling
from vkbottle.tools.mini_types.bot import message_min

from tests.platforms.vk import VkServer
from tests.platforms.vk.user import garbage
from tests.unit.platforms.conftest import LocalVk


async def ask(vk: VkServer, api: LocalVk, ts: int | str | None = None, wait: int = 1) -> dict[str, Any]:
    """One a_check; by default from the present ts."""
    server = (await api.groups.get_long_poll_server(group_id=vk.group_id)).model_dump()
    polling = BotPolling(api=api, group_id=vk.group_id, wait=wait)
    return await polling.get_event(server if ts is None else {**server, "ts": ts})


async def test_events_come_with_a_ts_and_an_old_ts_gives_them_again(vk: VkServer, api: LocalVk) -> None:
    vk.user(7).start(ref="m-1")
    vk.user(7).say("привет")

    first = await ask(vk, api, 1)
    again = await ask(vk, api, 1)
    rest = await ask(vk, api, 2)

    assert first == again
    assert (first["ts"], len(first["updates"]), len(rest["updates"])) == ("3", 2, 1)
    message = message_min(first["updates"][0], api)
    assert (message.text, message.payload, message.ref) == ("Начать", '{"command":"start"}', "m-1")
    assert message.client_info is not None
    assert message.client_info.inline_keyboard


async def test_a_poll_waits_until_something_comes(vk: VkServer, api: LocalVk) -> None:
    asyncio.get_running_loop().call_later(0.05, vk.user(7).say, "привет")

    answer = await ask(vk, api, wait=3)

    assert [event["type"] for event in answer["updates"]] == ["message_new"]


async def test_an_expired_key_lost_history_and_lost_information_are_failures(
    vk: VkServer, api: LocalVk
) -> None:
    server = (await api.groups.get_long_poll_server(group_id=vk.group_id)).model_dump()
    polling = BotPolling(api=api, group_id=vk.group_id, wait=1)
    vk.user(7).say("раз")

    vk.poll.expire_key()
    assert await polling.get_event(server) == {"failed": 2}
    vk.poll.lose_information()
    assert await polling.get_event(server) == {"failed": 3}
    vk.poll.lose_history()
    assert await ask(vk, api, 1) == {"failed": 1, "ts": 2}
    assert await ask(vk, api, 99) == {"failed": 1, "ts": 2}


async def test_only_events_that_the_community_switched_on_come(vk: VkServer, api: LocalVk) -> None:
    await api.groups.set_long_poll_settings(group_id=vk.group_id, message_deny=False, message_reply=True)
    settings = await api.groups.get_long_poll_settings(group_id=vk.group_id)
    anna = vk.user(7)

    anna.say("раз")
    anna.block()
    anna.allow()
    await api.messages.send(peer_id=7, random_id=1, message="два")

    answer = await ask(vk, api, 1)
    assert [event["type"] for event in answer["updates"]] == ["message_new", "message_allow", "message_reply"]
    assert settings.is_enabled


async def test_events_are_redelivered_with_their_id_and_garbage_comes_on_demand(
    vk: VkServer, api: LocalVk
) -> None:
    event = vk.user(7).say("раз")
    assert event is not None

    vk.redeliver(event)
    vk.deliver_garbage(garbage(1))

    updates = (await ask(vk, api, 1))["updates"]
    assert [update["event_id"] for update in updates[:2]] == [event["event_id"]] * 2
    assert updates[2]["object"] == {"message": {"text": ["no", "text"]}}
