import asyncio
from datetime import timedelta
from pathlib import Path

from bot.dialogue.messages import Incoming, Outgoing
from bot.dialogue.state import State
from bot.mailbox.inbox import sweep_inbox
from bot.mailbox.outbox import sweep_outbox
from bot.storage.tables import inbox, outbox
from tests.talks import NOON, echo, open_talks, web


async def test_what_a_page_has_is_erased_and_ids_go_on_growing(tmp_path: Path) -> None:
    async with open_talks(tmp_path) as talks:
        mail = talks.mailbox.mail
        await talks.say("anna", "раз", "два")
        await talks.answered()
        first, second = await mail.waiting(web("anna"), 0)

        await mail.acknowledge(web("anna"), first.id)
        assert [one.id for one in await mail.waiting(web("anna"), 0)] == [second.id]
        await mail.acknowledge(web("anna"), second.id)
        assert await talks.count(outbox) == 0

        await talks.say("anna", "три")
        await talks.answered()
        (third,) = await mail.waiting(web("anna"), second.id)
        assert third.id > second.id


async def test_nobody_reads_or_erases_the_mail_of_others(tmp_path: Path) -> None:
    async with open_talks(tmp_path) as talks:
        await talks.say("anna", "секрет")
        await talks.answered()
        await talks.mailbox.mail.acknowledge(web("boris"), 10**9)

        assert await talks.heard_back("boris") == []
        assert await talks.heard_back("anna") == ["1: секрет"]


async def test_a_waiting_page_is_woken_by_its_own_mail(tmp_path: Path) -> None:
    async with open_talks(tmp_path) as talks:
        mail = talks.mailbox.mail
        async with asyncio.timeout(5), asyncio.TaskGroup() as tasks:
            waits = tasks.create_task(mail.wait(web("anna"), 60))
            await talks.say("anna", "привет")
            await waits

        assert await talks.heard_back("anna") == ["1: привет"]


async def test_mail_that_comes_between_looking_and_waiting_is_not_slept_through(tmp_path: Path) -> None:
    async with open_talks(tmp_path) as talks:
        mail = talks.mailbox.mail
        assert await mail.waiting(web("anna"), 0) == []
        await talks.say("anna", "привет")
        await talks.answered()

        async with asyncio.timeout(5):
            await mail.wait(web("anna"), 60)


async def test_waiting_ends_after_its_time_though_old_mail_lies_there(tmp_path: Path) -> None:
    async with open_talks(tmp_path) as talks:
        await talks.say("anna", "привет")
        await talks.answered()
        loop = asyncio.get_running_loop()
        await talks.heard_back("anna")

        began = loop.time()
        await talks.mailbox.mail.wait(web("anna"), 0.05)

        assert loop.time() - began >= 0.04


async def test_a_talk_is_busy_from_receipt_to_answer(tmp_path: Path) -> None:
    gate = asyncio.Event()

    async def waits(incoming: Incoming, state: State) -> tuple[State, list[Outgoing]]:
        await gate.wait()
        return await echo(incoming, state)

    async with open_talks(tmp_path, waits) as talks:
        mail = talks.mailbox.mail
        assert not await mail.is_busy(web("anna"))
        await talks.say("anna", "привет")
        assert await mail.is_busy(web("anna"))
        assert not await mail.is_busy(web("boris"))
        gate.set()
        await talks.answered()
        assert not await mail.is_busy(web("anna"))


async def test_keys_are_kept_a_week_and_unread_mail_a_month(tmp_path: Path) -> None:
    async with open_talks(tmp_path) as talks:
        await talks.say("anna", "привет")
        await talks.answered()

        for days, rows in ((6, (1, 1)), (8, (0, 1)), (29, (0, 1)), (31, (0, 0))):
            async with talks.database.write() as connection:
                await sweep_inbox(connection, NOON + timedelta(days=days))
                await sweep_outbox(connection, NOON + timedelta(days=days))
            assert (await talks.count(inbox), await talks.count(outbox)) == rows


async def test_a_message_without_an_answer_is_never_swept(tmp_path: Path) -> None:
    async with open_talks(tmp_path, works=False) as talks:
        await talks.say("anna", "привет")
        async with talks.database.write() as connection:
            await sweep_inbox(connection, NOON + timedelta(days=400))

        assert await talks.count(inbox) == 1
