"""One run of the process: settings, signals, the app, a clean end."""

import asyncio
import os
import signal
import socket
import sys
import threading
from datetime import datetime
from typing import Final

from bot.app import Face, build
from bot.errors import SettingsError
from bot.logs import set_up_logging
from bot.organisation import Organisation, OrganisationError, read_organisation
from bot.settings import Settings, read_settings
from knowledge.clock import Clock, FixedClock, SystemClock

LEAVE_SECONDS: Final = 2.0
"""How long threads (a build of the index, say) may hold up the exit; they are made to be cut."""


def run_consultant(face: Face, now: datetime | None = None) -> None:
    """Run until told to stop; `now` freezes the calendar.

    Raises: SettingsError, AlreadyRunning.
    """
    settings = read_settings()
    organisation = _organisation(settings)
    set_up_logging(settings.log_level if face == "site" else "ERROR")
    clock: Clock = FixedClock(now) if now else SystemClock()
    asyncio.run(_serve(settings, organisation, clock, face))


async def _serve(settings: Settings, organisation: Organisation, clock: Clock, face: Face) -> None:
    stop = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    async with build(settings, organisation, clock, face) as app:
        if face == "site":
            _check_port(settings)
        await app.run(lambda: _tell(settings, face), stop)
    leave = threading.Timer(LEAVE_SECONDS, os._exit, [0])
    leave.daemon = True
    leave.start()


def _organisation(settings: Settings) -> Organisation:
    try:
        return read_organisation(settings.organisation_file)
    except OrganisationError as error:
        raise SettingsError("ORGANISATION_FILE", str(error)) from None


def _check_port(settings: Settings) -> None:
    family = socket.AF_INET6 if ":" in settings.web_host else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((settings.web_host, settings.web_port))
    except OSError as error:
        place = f"{settings.web_host}:{settings.web_port}"
        raise SettingsError("WEB_PORT", f"cannot listen on {place} ({error.strerror})") from None


def _tell(settings: Settings, face: Face) -> None:
    if face == "site":
        host = f"[{settings.web_host}]" if ":" in settings.web_host else settings.web_host
        base = settings.public_url or f"http://{host}:{settings.web_port}"
        sys.stdout.write(f"Site chat: {base}/chat\n")
        sys.stdout.flush()
