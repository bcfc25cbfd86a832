"""The local Telegram, driven by aiogram: updates, chats, edits, callbacks, files, pace."""

import asyncio

import pytest
from aiogram import Bot
from aiogram.exceptions import (
    TelegramBadRequest,
    TelegramConflictError,
    TelegramForbiddenError,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)
from aiogram.methods import SendMessage
from aiogram.types import (
    BotCommand,
    BotCommandScopeChat,
    BufferedInputFile,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    ReplyKeyboardMarkup,
)
from aiohttp import ClientSession

from tests.platforms.person import NoAnswerError, NoSuchButtonError
from tests.platforms.telegram import TelegramServer
from tests.platforms.telegram.server import ONE_CHAT
from tests.platforms.telegram.user import garbage
from tests.unit.platforms.conftest import telegram_client

YES = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="Да", callback_data="y")]])
PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)


async def test_an_update_stays_until_a_higher_one_is_asked_for(telegram: TelegramServer, bot: Bot) -> None:
    telegram.user(7).say("раз")
    telegram.user(7).say("два")

    first = await bot.get_updates()
    again = await bot.get_updates(offset=first[0].update_id)
    later = await bot.get_updates(offset=first[0].update_id + 1)

    assert [update.message and update.message.text for update in first] == ["раз", "два"]
    assert again == first
    assert [update.message and update.message.text for update in later] == ["два"]


async def test_a_poll_waits_until_something_comes(telegram: TelegramServer, bot: Bot) -> None:
    asyncio.get_running_loop().call_later(0.05, telegram.user(7).start, "m-1")

    updates = await bot.get_updates(timeout=3)

    assert updates[0].message is not None
    assert updates[0].message.text == "/start m-1"


async def test_a_second_poll_ends_the_first(telegram: TelegramServer, bot: Bot) -> None:
    first = asyncio.ensure_future(bot.get_updates(timeout=3))
    await telegram.updates.polled()

    assert await bot.get_updates(timeout=0) == []
    with pytest.raises(TelegramConflictError, match="terminated by other getUpdates request"):
        await first


async def test_only_the_kinds_asked_for_are_delivered(telegram: TelegramServer, bot: Bot) -> None:
    await bot.get_updates(allowed_updates=["message"])
    anna = telegram.user(7)

    anna.start()
    anna.block()

    assert [update.event_type for update in await bot.get_updates()] == ["message"]


async def test_updates_are_redelivered_and_garbage_comes_on_demand(
    telegram: TelegramServer, bot: Bot
) -> None:
    update = telegram.user(7).say("раз")
    assert update is not None
    await bot.get_updates(offset=update["update_id"] + 1)
    telegram.redeliver(update)
    telegram.deliver_garbage(garbage(0))

    async with ClientSession() as session:
        url = f"{telegram.base_url}/bot{telegram.token}/getUpdates"
        answer = await (await session.post(url, json={"offset": update["update_id"] + 1})).json()
        after = await (await session.post(url, json={"offset": update["update_id"] + 9})).json()

    assert sorted(item["update_id"] for item in answer["result"]) == [1, 2]
    assert after["result"] == []


async def test_chats_are_known_only_after_a_first_word(telegram: TelegramServer, bot: Bot) -> None:
    anna, gone = telegram.user(7), telegram.user(8)
    gone.start()
    gone.deactivate()

    with pytest.raises(TelegramBadRequest, match="chat not found"):
        await bot.send_message(99, "x")
    with pytest.raises(TelegramForbiddenError, match="can't initiate conversation"):
        await bot.send_message(anna.id, "x")
    with pytest.raises(TelegramForbiddenError, match="user is deactivated"):
        await bot.send_message(gone.id, "x")
    anna.start()
    anna.block()
    with pytest.raises(TelegramForbiddenError, match="bot was blocked by the user"):
        await bot.send_message(anna.id, "x")
    anna.unblock()
    assert (await bot.send_message(anna.id, "x")).chat.id == anna.id


async def test_a_wrong_token_an_unknown_method_and_unknown_parameters_are_refused(
    telegram: TelegramServer, bot: Bot
) -> None:
    stranger = telegram_client(telegram, "123456789:AAwrongwrongwrongwrongwrong")
    telegram.user(7).start()

    with pytest.raises(TelegramUnauthorizedError):
        await stranger.get_me()
    await stranger.session.close()
    with pytest.raises(TelegramBadRequest, match="unknown parameters"):
        await bot(SendMessage(chat_id=7, text="x", reply_markup=None, colour="red"))
    async with ClientSession() as session:
        answer = await session.post(f"{telegram.base_url}/bot{telegram.token}/sendLove", json={})
        assert (answer.status, (await answer.json())["description"]) == (404, "Not Found")

    assert telegram.defects == ["sendMessage: unknown parameters ['colour']", "unknown method sendLove"]


async def test_a_press_is_a_callback_query_that_must_be_answered_in_time(
    telegram: TelegramServer, bot: Bot
) -> None:
    anna = telegram.user(7)
    anna.start()
    await bot.send_message(7, "ну?", reply_markup=YES)
    anna.press("Да")

    query = (await bot.get_updates())[-1].callback_query
    assert query is not None
    assert (query.data, query.message and query.message.message_id) == ("y", anna.last.id)
    await bot.answer_callback_query(query.id, text="Записал")

    assert anna.events[-1].text == "Записал"
    telegram.let_pass(31)
    with pytest.raises(TelegramBadRequest, match="query is too old"):
        await bot.answer_callback_query(query.id)
    with pytest.raises(TelegramBadRequest, match="query is too old"):
        await bot.answer_callback_query("77")


async def test_edits_change_what_stands_on_the_screen(telegram: TelegramServer, bot: Bot) -> None:
    anna = telegram.user(7)
    anna.start()
    sent = await bot.send_message(7, "раз", reply_markup=YES)

    await bot.edit_message_text("<b>два</b>", chat_id=7, message_id=sent.message_id, parse_mode="HTML")

    assert (anna.texts, anna.last.edits, anna.last.labels) == (["два"], 1, ())
    with pytest.raises(TelegramBadRequest, match="message is not modified"):
        await bot.edit_message_text("<b>два</b>", chat_id=7, message_id=sent.message_id, parse_mode="HTML")
    with pytest.raises(TelegramBadRequest, match="message to edit not found"):
        await bot.edit_message_text("три", chat_id=7, message_id=99)
    with pytest.raises(TelegramBadRequest, match="message can't be edited"):
        await bot.edit_message_text("три", chat_id=7, message_id=1)
    await bot.edit_message_reply_markup(chat_id=7, message_id=sent.message_id, reply_markup=YES)
    assert anna.labels == ("Да",)
    await bot.delete_message(7, sent.message_id)
    assert anna.texts == []


async def test_a_message_with_a_reply_keyboard_cannot_be_edited(telegram: TelegramServer, bot: Bot) -> None:
    anna = telegram.user(7)
    anna.start()
    keyboard = ReplyKeyboardMarkup(keyboard=[[KeyboardButton(text="Меню")]])
    sent = await bot.send_message(7, "раз", reply_markup=keyboard)

    with pytest.raises(TelegramBadRequest, match="message can't be edited"):
        await bot.edit_message_text("два", chat_id=7, message_id=sent.message_id)
    anna.press("Меню")

    assert anna.messages[-1].text == "Меню"


async def test_files_go_out_and_can_be_sent_again_by_their_id(telegram: TelegramServer, bot: Bot) -> None:
    telegram.chat_pace = None
    anna = telegram.user(7)
    anna.start()

    sent = await bot.send_document(7, BufferedInputFile(b"BEGIN:VCALENDAR", "план.ics"), caption="<i>вот</i>")
    photo = await bot.send_photo(7, BufferedInputFile(PNG, "path.png"))
    assert sent.document is not None
    assert photo.photo
    await bot.send_document(7, sent.document.file_id)

    files = [message.attachments[0] for message in anna.said]
    assert [(file.name, len(file.content)) for file in files] == [
        ("план.ics", 15),
        ("path.png", len(PNG)),
        ("план.ics", 15),
    ]
    with pytest.raises(TelegramBadRequest, match="caption is too long"):
        await bot.send_photo(7, photo.photo[0].file_id, caption="я" * 1025)
    with pytest.raises(TelegramBadRequest, match="IMAGE_PROCESS_FAILED"):
        await bot.send_photo(7, BufferedInputFile(b"no picture", "path.png"))


async def test_a_persons_document_can_be_fetched(telegram: TelegramServer, bot: Bot) -> None:
    telegram.user(7).document("анкета.pdf", b"%PDF-1.4 ...")

    message = (await bot.get_updates())[0].message
    assert message is not None
    assert message.document is not None
    content = await bot.download(message.document)

    assert content is not None
    assert content.read() == b"%PDF-1.4 ..."


async def test_overall_pace_is_thirty_a_second(telegram: TelegramServer, bot: Bot) -> None:
    for number in range(40):
        telegram.user(number + 1).start()

    sends = [bot.send_message(number + 1, "привет") for number in range(40)]
    fates = await asyncio.gather(*sends, return_exceptions=True)

    late = [fate for fate in fates if isinstance(fate, TelegramRetryAfter)]
    assert 5 <= len(late) <= 10
    assert late[0].retry_after == 1


async def test_one_chat_takes_one_message_a_second_when_strict(telegram: TelegramServer, bot: Bot) -> None:
    telegram.chat_pace = ONE_CHAT
    telegram.user(7).start()
    await bot.send_message(7, "раз")

    with pytest.raises(TelegramRetryAfter) as caught:
        await bot.send_message(7, "два")
    telegram.let_pass(caught.value.retry_after)

    assert (await bot.send_message(7, "два")).text == "два"


async def test_commands_are_checked_and_kept_by_scope(telegram: TelegramServer, bot: Bot) -> None:
    telegram.user(7).start()
    mine = BotCommandScopeChat(chat_id=7)
    commands = [BotCommand(command="menu", description="Что я умею")]

    await bot.set_my_commands(commands, scope=mine)

    kept = await bot.get_my_commands(scope=mine)
    assert [(command.command, command.description) for command in kept] == [("menu", "Что я умею")]
    assert await bot.get_my_commands() == []
    with pytest.raises(TelegramBadRequest, match="BOT_COMMAND_INVALID"):
        await bot.set_my_commands([BotCommand(command="Меню", description="x")])
    with pytest.raises(TelegramBadRequest, match="too long"):
        await bot.set_my_description("я" * 513)


async def test_a_person_waits_for_answers_and_says_what_is_missing(
    telegram: TelegramServer, bot: Bot
) -> None:
    anna = telegram.user(7)
    anna.start()

    with pytest.raises(NoAnswerError, match="0 answers of 1"):
        await anna.answered(seconds=0.01)
    asyncio.get_running_loop().call_later(0.05, lambda: asyncio.ensure_future(bot.send_message(7, "тут")))

    assert [message.text for message in await anna.answered()] == ["тут"]
    assert (await anna.sees("ту")).text == "тут"
    with pytest.raises(NoSuchButtonError):
        anna.press("Да")


async def test_a_lean_server_keeps_only_what_is_new() -> None:
    async with TelegramServer(chat_pace=None, log_limit=0) as lean:
        client = telegram_client(lean)
        anna = lean.user(7)
        for number in range(30):
            anna.say(str(number))
            await client.send_message(7, f"ответ {number}")
        await client.session.close()

    assert [message.text for message in anna.answers] == ["ответ 29"]
    assert (len(anna.messages), len(lean.calls), lean.calls.counts["sendMessage"]) == (12, 0, 30)
