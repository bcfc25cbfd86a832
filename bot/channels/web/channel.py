"""The organisation's site as a channel: serves the chat page and its API until cancelled."""

import asyncio
import logging
from collections.abc import Sequence
from typing import Final

from aiohttp import web

from bot.channels.channel import Inbox, Mail
from bot.channels.web.api import LARGEST_BODY, Api
from bot.channels.web.guard import API, Guard, errors_as_json
from bot.channels.web.page import page_routes
from bot.channels.web.site import Site
from bot.dialogue.messages import ChannelName
from bot.texts import Texts

log = logging.getLogger(__name__)

CLOSING_SECONDS: Final = 0.5
"""How long answers under way may take when the site closes; polls are let go at once."""


class WebChannel:
    """One aiohttp site. `routes` are served beside the chat (health, figures), or alone when it is off."""

    name: ChannelName = "web"

    def __init__(
        self,
        *,
        host: str,
        port: int,
        mail: Mail,
        texts: Texts,
        site: Site | None = None,
        routes: Sequence[web.RouteDef] = (),
    ) -> None:
        self._host = host
        self._port = port
        self._mail = mail
        self._texts = texts
        self._site = site or Site()
        self._routes = routes
        self.listening = asyncio.Event()
        """Set while the site accepts connections."""

    @property
    def port(self) -> int:
        """The port in use: with port 0 the machine chose one when the site began to listen."""
        return self._port

    @property
    def talks(self) -> bool:
        """Is the chat served?"""
        return self._site.talks

    async def listen(self, inbox: Inbox) -> None:
        """Serve until cancelled.

        Raises: OSError when the port is taken.
        """
        api = Api(inbox, self._mail, self._site)
        runner = web.AppRunner(
            self._application(api),
            handle_signals=False,
            access_log=None,
            shutdown_timeout=CLOSING_SECONDS,
        )
        await runner.setup()
        try:
            await web.TCPSite(runner, self._host, self._port).start()
            self._port = runner.addresses[0][1]
            log.info("site-listening", extra={"host": self._host, "port": self._port})
            self.listening.set()
            await asyncio.Event().wait()
        finally:
            self.listening.clear()
            api.close()
            await runner.cleanup()

    def _application(self, api: Api) -> web.Application:
        guard = Guard(self._site.allowed_origins)
        app = web.Application(client_max_size=LARGEST_BODY, middlewares=[errors_as_json])
        app.on_response_prepare.append(guard.on_response)
        app.add_routes(self._routes)
        if self._site.talks:
            app.add_routes(
                [
                    web.post(f"{API}messages", api.say),
                    web.post(f"{API}poll", api.poll),
                    web.options(f"{API}{{name}}", guard.preflight),
                    *page_routes(self._site, self._texts),
                ]
            )
        return app
