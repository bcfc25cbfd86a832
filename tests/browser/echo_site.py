"""The real site channel over a mailbox in memory: `python -m tests.browser.echo_site [port]`."""

import asyncio
import sys
import threading
from contextlib import suppress

from bot.channels.web.channel import WebChannel
from bot.channels.web.site import Site
from bot.texts import Texts, russian
from tests.browser.script import answer
from tests.fakes_site import MemoryMailbox

SITE = Site(organisation="Центр «Время молодых»", age_label="14+")


def channel(mailbox: MemoryMailbox, port: int, site: Site = SITE) -> WebChannel:
    """The channel as app.py builds it."""
    texts: Texts = russian()
    return WebChannel(host="127.0.0.1", port=port, mail=mailbox, texts=texts, site=site)


class EchoSite:
    """Runs in a thread; stopped and started it keeps its port and its mailbox, like a restarted process."""

    def __init__(self, site: Site = SITE, delay_seconds: float = 0.0) -> None:
        self.mailbox = MemoryMailbox(answer, delay_seconds)
        self._site = site
        self.port = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Returns when the site accepts connections."""
        is_up = threading.Event()
        self._thread = threading.Thread(target=asyncio.run, args=(self._serve(is_up),), daemon=True)
        self._thread.start()
        if not is_up.wait(10):
            raise RuntimeError("the echo site did not start")

    def stop(self) -> None:
        """Returns when the port is free."""
        self._loop.call_soon_threadsafe(self._stopped.set)
        self._thread.join(10)

    async def _serve(self, is_up: threading.Event) -> None:
        self._loop = asyncio.get_running_loop()
        self._stopped = asyncio.Event()
        web = channel(self.mailbox, self.port, self._site)
        async with asyncio.TaskGroup() as group:
            listening = group.create_task(web.listen(self.mailbox))
            await web.listening.wait()
            self.port = web.port
            is_up.set()
            await self._stopped.wait()
            listening.cancel()


def main() -> None:
    """Serve until interrupted."""
    port = int(sys.argv[1]) if len(sys.argv) > 1 else 8080
    mailbox = MemoryMailbox(answer, delay_seconds=0.7)
    with suppress(KeyboardInterrupt):
        asyncio.run(channel(mailbox, port).listen(mailbox))


if __name__ == "__main__":
    main()
