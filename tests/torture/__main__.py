"""`make torture`: 100 deaths over 1,000 messages; prints the table of docs/performance.md."""

import asyncio
import sys
import tempfile
import time
from pathlib import Path

from tests.torture.forks import nursery
from tests.torture.kills import Plan, Result, torture

PLAN = Plan(kills=100, messages=1_000)


def main() -> int:
    """Run it; 0 when every guarantee held."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        result = asyncio.run(_torture(Path(folder)))
    sys.stdout.write(_table(result, time.monotonic() - began))
    for line in (*result.rows, *result.wrong, *result.defects):
        sys.stdout.write(f"{line}\n")
    broken = result.rows or result.wrong or result.defects or result.vk_repeats or result.telegram_worst > 1
    return 1 if broken else 0


async def _torture(folder: Path) -> Result:
    async with nursery(folder) as children:
        return await torture(PLAN, folder, children)


def _table(result: Result, seconds: float) -> str:
    rows = {
        "deaths (`kill -9`)": result.kills,
        "messages from 50 people on both platforms": result.asked,
        "messages and answers that a death caught under way": result.caught,
        "accounts without exactly one answer for each message in the database": len(result.rows),
        "chats that do not show their answers in order": len(result.wrong),
        "answers shown twice on VK": result.vk_repeats,
        "repeated sends that VK held back by their random_id": result.vk_held_back,
        "answers shown twice on Telegram": result.telegram_repeats,
        "most of them in one chat for one death (allowed: 1)": result.telegram_worst,
        "calls that the platforms would have refused as wrong": len(result.defects),
        "seconds": round(seconds),
    }
    lines = [f"| {what} | {count} |" for what, count in rows.items()]
    return "\n".join(["| | |", "|---|---|", *lines]) + "\n"


if __name__ == "__main__":
    sys.exit(main())
