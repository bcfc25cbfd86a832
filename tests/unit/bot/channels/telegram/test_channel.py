"""The channel as a whole: splitting to Telegram's limits, links, weight."""

import subprocess
import sys

import pytest

from bot.channels.channel import PushChannel
from bot.channels.telegram.render import measure
from bot.dialogue.messages import Button, Outgoing
from tests.unit.bot.channels.telegram.conftest import Bench


async def test_it_is_a_channel_that_is_pushed_to(bench: Bench) -> None:
    assert isinstance(bench.channel, PushChannel)
    assert (bench.channel.name, bench.channel.state) == ("telegram", "starting")


async def test_a_text_that_is_too_long_becomes_messages_of_at_most_4096_units(bench: Bench) -> None:
    text = "\n\n".join(f"**Абзац {number}** 👍 " + "слово " * 50 for number in range(40))

    parts = bench.channel.split(Outgoing(text=text))
    for part in parts:
        await bench.send(part.text)

    assert all(measure(part.text) <= 4096 for part in parts)
    assert sum(text.count("Абзац") for text in bench.telegram.user(5).texts) == 40


async def test_a_picture_and_a_file_are_two_messages_the_picture_with_the_buttons(bench: Bench) -> None:
    rows = ((Button(label="Меню", action="menu"),),)
    parts = bench.channel.split(Outgoing(text="Путь", picture="p.png", file="p.ics", rows=rows))

    assert [(part.file, part.picture, part.rows) for part in parts] == [
        ("p.ics", None, ()),
        (None, "p.png", rows),
    ]


async def test_a_button_that_telegram_would_refuse_is_told_in_words(bench: Bench) -> None:
    rows = ((Button(label="Сайт", url="http://localhost:1"), Button(label="Меню", action="menu")),
            (Button(label="Пусто"), Button(label="Много", action="x" * 65)))  # fmt: skip

    (part,) = bench.channel.split(Outgoing(text="Смотри", rows=rows))
    await bench.send(part.text, *part.rows)

    assert bench.telegram.user(5).last.text == "Смотри\n\nСайт: http://localhost:1"
    assert bench.telegram.user(5).last.labels == ("Меню",)


@pytest.mark.parametrize("payload", ["", "a b", "привет", "a" * 65])
async def test_a_link_carries_only_what_telegram_can_carry(bench: Bench, payload: str) -> None:
    with pytest.raises(ValueError, match="payload"):
        bench.channel.deep_link(payload)


def test_channels_without_a_token_cost_no_library() -> None:
    code = "import sys, bot.channels.splitting, bot.channels.telegram; assert 'aiogram' not in sys.modules"

    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
