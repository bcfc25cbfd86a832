"""One run of the process: settings, lock, signals, the app, a clean end."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import sys
import threading
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING, Final, Protocol, runtime_checkable

from bot.errors import SettingsError
from bot.logs import set_up_logging
from bot.organisation import Organisation, OrganisationError, read_organisation
from bot.port import port_problem
from bot.process_lock import process_lock
from bot.settings import Settings, read_settings
from knowledge.clock import Clock, FixedClock, SystemClock

if TYPE_CHECKING:
    from bot.app import Face
    from bot.serving import App


@runtime_checkable
class HasPort(Protocol):
    """A channel that listens on a port."""

    @property
    def talks(self) -> bool: ...

    @property
    def port(self) -> int: ...


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
    with process_lock(settings.data_dir):
        if face == "site":
            _check_port(settings)
        asyncio.run(_serve(settings, organisation, clock, face))


async def _serve(settings: Settings, organisation: Organisation, clock: Clock, face: Face) -> None:
    stop = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    from bot.app import build  # seconds of imports, which a refused start must not cost

    async with build(settings, organisation, clock, face) as app:
        await app.run(lambda: _on_ready(app, settings), stop)
    leave = threading.Timer(LEAVE_SECONDS, os._exit, [0])
    leave.daemon = True
    leave.start()


def _organisation(settings: Settings) -> Organisation:
    try:
        return read_organisation(settings.organisation_file)
    except OrganisationError as error:
        raise SettingsError("ORGANISATION_FILE", str(error)) from None


def _check_port(settings: Settings) -> None:
    place = f"cannot listen on {settings.web_host}:{settings.web_port}"
    if problem := port_problem(settings.web_host, 0):
        raise SettingsError("WEB_HOST", f"{place} ({problem})")
    if problem := port_problem(settings.web_host, settings.web_port):
        raise SettingsError("WEB_PORT", f"{place} ({problem})")


def _on_ready(app: App, settings: Settings) -> None:
    """Say on stdout where the site is (scripts wait for it); then let the collector see only what is new."""
    for channel in app.channels:
        if isinstance(channel, HasPort):
            host = f"[{settings.web_host}]" if ":" in settings.web_host else settings.web_host
            with suppress(OSError):  # nobody reads our output any more: no reason to end
                place = f"http://{host}:{channel.port}"
                line = f"Site chat: {place}/chat" if channel.talks else f"Ready: {place}/readyz"
                sys.stdout.write(f"{line}\n")
                sys.stdout.flush()
    gc.collect()
    gc.freeze()
    gc.enable()
