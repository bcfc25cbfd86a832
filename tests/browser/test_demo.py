"""`make demo`: two phones on one page, and the real consultant answers on both."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.browser.test_everybody import complaints_of_axe

pytestmark = pytest.mark.browser
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def demo() -> Iterator[str]:
    """The address of the page, when both messengers answer."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "scripts.demo", "--port", str(port)]
    with subprocess.Popen(command, cwd=ROOT, env=os.environ, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        line = next((line for line in process.stdout if "Two phones" in line), "")
        try:
            yield line.split("Two phones: ")[1].split()[0]
        finally:
            process.send_signal(signal.SIGINT)
            process.stdout.read()
            assert process.wait(30) == 0


@pytest.fixture
def page(context: BrowserContext, demo: str) -> Page:
    page = context.new_page()
    page.goto(demo)
    return page


@pytest.mark.timeout(240)
@pytest.mark.parametrize("platform", ["Telegram", "VK"])
def test_one_can_talk_on_each_phone(page: Page, platform: str) -> None:
    phone = page.get_by_role("region", name=platform)
    log = phone.get_by_role("log")

    phone.get_by_role("button", name="Начать", exact=True).click()
    log.get_by_text("ИИ-помощник").first.wait_for(timeout=60_000)
    phone.get_by_label("Сообщение", exact=True).fill("хочу снимать кино")
    phone.get_by_role("button", name="Отправить").click()
    log.get_by_text("Нажми номер").first.wait_for(timeout=30_000)
    log.get_by_role("button", name="1", exact=True).last.click()

    log.get_by_text("Первый шаг").first.wait_for(timeout=30_000)


def test_axe_finds_nothing_on_the_demo_page(page: Page) -> None:
    page.get_by_role("region", name="VK").wait_for()

    assert complaints_of_axe(page) == []
