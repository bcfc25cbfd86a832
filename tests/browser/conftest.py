"""A real headless Chromium and a site for each test. The tests of this folder are synchronous."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, sync_playwright

from scripts.chromium import ADVICE, find
from tests.browser.echo_site import EchoSite

INPUT = "Твоё сообщение"


@dataclass
class Visitor:
    """A person in front of a page of the chat."""

    page: Page
    complaints: list[str] = field(default_factory=list)
    """What the browser wrote to its console."""

    @property
    def field(self) -> Locator:
        return self.page.get_by_label(INPUT)

    @property
    def log(self) -> Locator:
        return self.page.get_by_role("log")

    def says(self, text: str) -> None:
        """Type and press Enter."""
        self.field.fill(text)
        self.field.press("Enter")

    def reads(self, text: str) -> Locator:
        """The message of the assistant with these words, when it is on the screen."""
        message = self.log.locator(".theirs").filter(has_text=text)
        message.last.wait_for(timeout=20_000)
        return message

    def told(self, text: str) -> Locator:
        """The person's own messages with these words."""
        return self.log.locator(".mine").filter(has_text=text)


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """The installed Chromium."""
    program = find()
    assert program is not None, ADVICE
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture
def site() -> Iterator[EchoSite]:
    """A running echo site."""
    echo = EchoSite()
    echo.start()
    yield echo
    echo.stop()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A device with an empty memory."""
    device = browser.new_context(locale="ru-RU", viewport={"width": 1000, "height": 800})
    yield device
    device.close()


@pytest.fixture
def open_chat(site: EchoSite) -> Callable[..., Visitor]:
    """Open the chat on a device; with `greeted` wait for the first answer."""

    def open_on(device: BrowserContext, query: str = "", *, greeted: bool = True) -> Visitor:
        page = device.new_page()
        visitor = Visitor(page)
        page.on("console", lambda message: visitor.complaints.append(message.text))
        page.on("pageerror", lambda error: visitor.complaints.append(str(error)))
        page.goto(f"{site.url}/chat{query}")
        if greeted:
            visitor.reads("Привет!")
        return visitor

    return open_on


@pytest.fixture
def visitor(context: BrowserContext, open_chat: Callable[..., Visitor]) -> Visitor:
    """A first visit that was greeted."""
    return open_chat(context)
