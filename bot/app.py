"""The composition root: builds every part from the settings; nothing else builds objects.

Telegram and VK will stand beside the site, each built only when its token is set.
"""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import TYPE_CHECKING, Literal

from sqlalchemy.exc import SQLAlchemyError

import migrations
from bot.channels.channel import Channel
from bot.dialogue.engine import Engine
from bot.errors import SettingsError
from bot.knowledge_desk import KnowledgeDesk
from bot.mailbox.mailbox import open_mailbox
from bot.mailbox.thinking import Thinker
from bot.metrics import Metrics
from bot.organisation import Organisation
from bot.serving import App, Parts
from bot.settings import Settings
from bot.storage.secret import read_secret
from bot.texts import russian
from knowledge.catalogue import Catalogue
from knowledge.clock import Clock
from knowledge.database import Database
from knowledge.regions import regions
from knowledge.search.retriever import Retriever

if TYPE_CHECKING:
    from bot.channels.web.channel import WebChannel

log = logging.getLogger(__name__)
Face = Literal["site", "terminal"]


@asynccontextmanager
async def build(
    settings: Settings, organisation: Organisation, clock: Clock, face: Face
) -> AsyncIterator[App]:
    """The consultant, put together and not yet running; closed at the end. Needs DATA_DIR's lock.

    Raises: SettingsError.
    """
    async with AsyncExitStack() as stack:
        await _migrate(settings.database_url)
        database = Database(settings.database_url)
        stack.push_async_callback(database.close)
        parts = _parts(settings, organisation, database, clock)
        if face == "terminal":
            yield App(parts, [_terminal(parts)])
        else:
            site = _site(parts, settings, organisation)
            yield App(parts, [site], [site.listening])


async def _migrate(url: str) -> None:
    try:
        await asyncio.to_thread(migrations.upgrade, url)
    except (SQLAlchemyError, OSError) as error:
        kind = type(error.__cause__ or error).__name__
        raise SettingsError(
            "DATABASE_URL", f"cannot be used ({kind}); `consultant doctor` tells more"
        ) from error


def _parts(settings: Settings, organisation: Organisation, database: Database, clock: Clock) -> Parts:
    if settings.embeddings == "openai":
        log.warning("embeddings-local-only")  # the endpoint's vectors come with the language model
    metrics, catalogue = Metrics(), Catalogue(database, clock)
    home_region = settings.region or regions().regions[0]
    retriever = Retriever(settings.chroma_folder, regions(), settings.chroma_url)
    desk = KnowledgeDesk(
        catalogue=catalogue,
        retriever=retriever,
        regions=regions(),
        home_region=home_region,
        metrics=metrics,
    )
    engine = Engine(
        knowledge=desk,
        texts=russian(),
        organisation=organisation,
        home_region=home_region,
        public_url=settings.public_url,
    )
    mailbox = open_mailbox(
        database=database,
        clock=clock,
        thinker=Thinker(engine, russian()("error-general")),
        secret=read_secret(settings.data_dir),
        metrics=metrics,
    )
    return Parts(
        database=database,
        catalogue=catalogue,
        desk=desk,
        retriever=retriever,
        engine=engine,
        mailbox=mailbox,
        metrics=metrics,
        clock=clock,
    )


def _terminal(parts: Parts) -> Channel:
    from bot.channels.console import ConsoleChannel

    return ConsoleChannel(mail=parts.mailbox.mail, texts=russian())


def _site(parts: Parts, settings: Settings, organisation: Organisation) -> "WebChannel":
    from bot.channels.web.channel import WebChannel
    from bot.channels.web.site import Site
    from bot.health import Health

    health = Health(parts.report, parts.refresh, parts.metrics, organisation.operations.metrics_networks)
    return WebChannel(
        host=settings.web_host,
        port=settings.web_port,
        mail=parts.mailbox.mail,
        texts=russian(),
        site=Site(
            organisation=organisation.name,
            age_label=organisation.age_label,
            allowed_origins=settings.allowed_origins,
            trusted_proxies=settings.trusted_proxies,
        ),
        routes=health.routes(),
    )
