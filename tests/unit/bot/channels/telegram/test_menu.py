"""The commands that the apps offer."""

import json

from bot.channels.telegram.channel import MENU_TRIES
from bot.channels.telegram.menu import COMMANDS, STAFF_COMMANDS
from tests.platforms import faults
from tests.unit.bot.channels.telegram.conftest import Bench, until


def lists(bench: Bench) -> dict[str, list[str]]:
    """Scope or chat -> names."""
    found = {}
    for scope, commands in bench.telegram.commands.items():
        stated = json.loads(scope)
        found[str(stated.get("chat_id", stated["type"]))] = [one["command"] for one in commands]
    return found


async def test_everybody_sees_the_usual_commands(bench: Bench) -> None:
    async with bench.listening():
        await until(lambda: bool(lists(bench)))

    assert lists(bench) == {"all_private_chats": list(COMMANDS)}


async def test_a_list_that_stands_already_is_not_set_again(bench: Bench) -> None:
    async with bench.listening():
        await until(lambda: bool(lists(bench)))
    async with bench.listening():
        await until(lambda: bench.telegram.calls.counts["getMyCommands"] == 2)
        bench.telegram.user(5).say("раз")
        await bench.inbox.has(1)

    assert bench.telegram.calls.counts["setMyCommands"] == 1


async def test_staff_sees_more_until_it_is_staff_no_longer(bench: Bench) -> None:
    bench.telegram.user(6)

    done = await bench.channel.show_commands(["5", "6", "-", "999"], [])
    assert set(done) == {"5", "6"}
    assert lists(bench) == {number: [*COMMANDS, *STAFF_COMMANDS] for number in ("5", "6")}

    done = await bench.channel.show_commands([], ["5", "-", "999"])
    assert set(done) == {"5", "-", "999"}
    assert lists(bench) == {"6": [*COMMANDS, *STAFF_COMMANDS]}


async def test_a_menu_that_the_network_does_not_let_through_is_not_done(bench: Bench) -> None:
    bench.telegram.faults.add(faults.page(502), "getMyCommands", times=2)

    assert await bench.channel.show_commands(["5"], []) == []
    assert await bench.channel.show_commands([], ["5"]) == []
    assert await bench.channel.show_commands(["5"], []) == ["5"]


async def test_commands_are_set_when_the_network_is_well_again(bench: Bench) -> None:
    bench.telegram.faults.add(faults.page(502), "setMyCommands", times=2)
    async with bench.listening():
        await until(lambda: bool(lists(bench)))


async def test_commands_that_cannot_be_set_stop_nothing(bench: Bench) -> None:
    bench.telegram.faults.add(faults.page(502), "setMyCommands", times=None)
    bench.telegram.user(5).say("раз")
    async with bench.listening():
        await until(lambda: bench.telegram.calls.counts["setMyCommands"] == MENU_TRIES)

        await bench.inbox.has(1)
