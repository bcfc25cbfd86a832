"""How many turns a second the mailbox carries: 100 talks at once, a trivial engine, all of it on the disk."""

import asyncio
import tempfile
import time
from pathlib import Path
from typing import Final

from tests.talks import Talks, open_talks, said

TALKS: Final = 100
TURNS_EACH: Final = 30
GOAL: Final = 500


async def _measure(folder: Path) -> float:
    async with open_talks(folder) as talks:
        began = time.perf_counter()
        async with asyncio.TaskGroup() as group:
            for number in range(TALKS):
                group.create_task(_visitor(talks, f"visitor-{number}"))
        return TALKS * TURNS_EACH / (time.perf_counter() - began)


async def _visitor(talks: Talks, account: str) -> None:
    """Says the next thing when the last one is answered, and acknowledges what it has, as a page does."""
    for number in range(TURNS_EACH):
        message = said(account, "hello", f"{account}:{number}")
        await talks.mailbox.inbox.record([message])
        while not (found := await talks.mailbox.mail.waiting(message.address, 0)):
            await talks.mailbox.mail.wait(message.address, 5)
        await talks.mailbox.mail.acknowledge(message.address, found[-1].id)


def run() -> None:
    """Print the figure."""
    with tempfile.TemporaryDirectory() as folder:
        rate = asyncio.run(_measure(Path(folder)))
    print(f"mailbox: {rate:.0f} turns/s with {TALKS} talks (record, answer, fetch, erase); goal {GOAL}")


if __name__ == "__main__":
    run()
