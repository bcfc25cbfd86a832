"""The terminal: a whole talk through a pipe."""

import asyncio
import io
import os
from collections.abc import Sequence

from bot.channels.channel import Inbox, Mail
from bot.channels.console import ConsoleChannel
from bot.channels.console_screen import numbered, rich_text
from bot.channels.markup import parse
from bot.dialogue.messages import Button, ButtonPressed, Content, Outgoing, TextSaid
from bot.texts import russian
from tests.fakes_site import MemoryMailbox

ROWS = (
    (Button(label="Да", action="yes"), Button(label="Сайт", url="https://example.ru")),
    (Button(label="1", action="first"), Button(label="2", action="second")),
)


def _script(content: Content) -> Sequence[Outgoing]:
    match content:
        case TextSaid(text="кнопки"):
            return [Outgoing(text="**Выбирай:**", rows=ROWS)]
        case TextSaid(text="дважды"):
            return [Outgoing(text="раз"), Outgoing(text="два")]
        case TextSaid(text="молчи"):
            return []
        case TextSaid(text="управляй"):
            return [Outgoing(text="красный\x1b[31m 500\u00a0000 ₽ \u202eназад")]
        case TextSaid(text=text):
            return [Outgoing(text=f"эхо {text}")]
        case ButtonPressed(action=action):
            return [Outgoing(text=f"нажато {action}")]
        case _:
            return []


async def _talk(words: str, delay_seconds: float = 0.0) -> tuple[str, MemoryMailbox]:
    mailbox = MemoryMailbox(_script, delay_seconds)
    source, sink = os.pipe()
    os.write(sink, words.encode())
    os.close(sink)
    screen = io.StringIO()
    mail: Mail = mailbox
    inbox: Inbox = mailbox
    channel = ConsoleChannel(mail=mail, texts=russian(), descriptor=source, output=screen)
    async with asyncio.timeout(5):
        await channel.listen(inbox)
    os.close(source)
    return screen.getvalue(), mailbox


async def test_it_ends_with_its_input_after_the_last_answer() -> None:
    said, mailbox = await _talk("гранты", delay_seconds=0.1)

    assert said.endswith("эхо гранты\n")
    assert mailbox.undelivered == []


async def test_all_answers_to_a_line_come_before_the_next_line() -> None:
    said, _ = await _talk("дважды\nдальше\n")

    assert [line for line in said.split("\n") if line] == ["› дважды", "раз", "два", "› дальше", "эхо дальше"]


async def test_a_number_presses_a_button_and_number_labels_keep_their_number() -> None:
    said, mailbox = await _talk("кнопки\n3\n")

    assert "[3] Да   Сайт: https://example.ru" in said
    assert "[1]   [2]" in said
    pressed = list(mailbox.recorded.values())[-1].content
    assert pressed == ButtonPressed(action="yes", label="Да")


async def test_a_number_without_a_button_is_words() -> None:
    said, _ = await _talk("кнопки\n9\n")

    assert "эхо 9" in said


async def test_the_word_for_leaving_ends_the_talk() -> None:
    said, mailbox = await _talk("привет\nВыход\nещё\n")

    assert "эхо привет" in said
    assert len(mailbox.recorded) == 1


async def test_silence_and_empty_lines_stop_nothing() -> None:
    said, mailbox = await _talk("\n   \nмолчи\nдальше\n")

    assert "эхо дальше" in said
    assert len(mailbox.recorded) == 2


async def test_no_text_steers_the_terminal() -> None:
    said, _ = await _talk("управляй")

    assert "красный[31m 500\u00a0000 ₽ назад" in said


async def test_bytes_that_are_no_text_are_taken_as_they_can() -> None:
    mailbox = MemoryMailbox(_script)
    source, sink = os.pipe()
    os.write(sink, b"\xff\xd0\xb4\xd0\xb0\r\n")
    os.close(sink)

    await ConsoleChannel(mail=mailbox, texts=russian(), descriptor=source, output=io.StringIO()).listen(
        mailbox
    )

    os.close(source)
    assert [one.content for one in mailbox.recorded.values()] == [TextSaid(text="\ufffdда")]


def test_buttons_of_several_messages_get_numbers_of_their_own() -> None:
    first = numbered([[Button(label="Да", action="yes")]])

    second = numbered([[Button(label="Нет", action="no")]], first)

    assert {**first, **second} == {
        "1": Button(label="Да", action="yes"),
        "2": Button(label="Нет", action="no"),
    }


def test_a_terminal_shows_where_a_link_leads_and_a_pipe_the_whole_address() -> None:
    blocks = parse("[заявка](https://мойбизнес.рф/гранты) и [example.ru](https://example.ru/a)")

    for_terminal = rich_text(blocks, full_addresses=False)
    for_pipe = rich_text(blocks, full_addresses=True)

    assert for_terminal.plain == "заявка (мойбизнес.рф) и example.ru"
    assert "(https://example.ru/a)" in for_pipe.plain


async def test_a_typed_label_presses_the_button_on_the_screen() -> None:
    said, _ = await _talk("кнопки\nда\nда\n")

    assert "нажато yes" in said
    assert said.endswith("эхо да\n")
