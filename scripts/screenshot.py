"""`make screenshot`: the README's picture of the chat, taken from the real process in a real browser."""

import asyncio
import tempfile
from pathlib import Path
from typing import Final

from playwright.async_api import Page, ViewportSize, async_playwright

from scripts.chromium import ADVICE, find
from tests.running import running

PICTURE: Final = Path(__file__).parents[1] / "docs" / "chat.png"
NOW: Final = "2026-11-21T12:00:00+05:00"
SIZE: Final[ViewportSize] = {"width": 900, "height": 860}
SAID: Final = ("мне 17, живу в Шадринске, учусь в школе. хочу подработать летом",)


async def main() -> None:
    """Start the consultant, talk, take the picture."""
    program = find()
    if program is None:
        raise SystemExit(ADVICE)
    with tempfile.TemporaryDirectory() as folder:
        async with (
            running(Path(folder), "--now", NOW, LOG_LEVEL="ERROR") as consultant,
            async_playwright() as driver,
        ):
            browser = await driver.chromium.launch(executable_path=program, args=["--no-sandbox"])
            page = await browser.new_page(viewport=SIZE, device_scale_factor=1, locale="ru-RU")
            await page.goto(f"{consultant.base}/chat")
            await _talk(page)
            await page.screenshot(path=PICTURE)
            await browser.close()
    print(f"docs/{PICTURE.name}")


async def _talk(page: Page) -> None:
    answers = page.locator(".theirs")
    await answers.first.wait_for()
    for words in SAID:
        before = await answers.count()
        await page.get_by_role("textbox").fill(words)
        await page.keyboard.press("Enter")
        await answers.nth(before).wait_for()
        await page.wait_for_timeout(800)


if __name__ == "__main__":
    asyncio.run(main())
