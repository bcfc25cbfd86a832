"""The composition root: builds every part from the settings; nothing else builds objects.

Telegram and VK stand beside the site, each only when its token is set; their libraries load after it opened.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial
from typing import TYPE_CHECKING, Final, Literal

from pydantic import SecretStr
from sqlalchemy.exc import SQLAlchemyError

import migrations
from bot.article_desk import ArticleDesk
from bot.channels.channel import Channel, Limits, PushChannel
from bot.channels.platforms import Platforms
from bot.dialogue.crisis import crisis_in
from bot.dialogue.engine import Engine
from bot.dialogue.messages import ChannelName
from bot.dialogue.turn import Books, DeepLink, Sharing
from bot.errors import SettingsError
from bot.knowledge_desk import KnowledgeDesk
from bot.language_model import embedding_endpoint, language_model
from bot.mailbox import flight_recorder
from bot.mailbox.flight_recorder import FlightRecorder
from bot.mailbox.mailbox import open_mailbox
from bot.mailbox.thinking import Thinker
from bot.mailbox.throttle import Throttle
from bot.messengers import Messenger, Messengers
from bot.metrics import Metrics
from bot.organisation import Organisation
from bot.path_desk import PathDesk
from bot.path_page import PathPages, new_code
from bot.serving import App, Parts
from bot.settings import Settings
from bot.staff.staffing import staffing
from bot.staff.watch import StaffWatch
from bot.storage.answer_clerks import answer_clerks
from bot.storage.link_clerks import link_clerks
from bot.storage.links import SqlLinkBook
from bot.storage.secret import read_secret
from bot.storage.shared_paths import SharedPaths
from bot.storage.states import States
from bot.texts import russian
from knowledge.catalogue import Catalogue
from knowledge.clock import Clock, local_day
from knowledge.database import Database
from knowledge.regions import regions
from knowledge.search.retriever import Retriever

if TYPE_CHECKING:
    from bot.channels.web.channel import WebChannel

log = logging.getLogger(__name__)
Face = Literal["site", "terminal"]
Paces = Mapping[ChannelName, Limits]
MESSENGERS: Final[Sequence[ChannelName]] = ("telegram", "vk")


@asynccontextmanager
async def build(
    settings: Settings, organisation: Organisation, clock: Clock, face: Face, limits: Paces | None = None
) -> AsyncIterator[App]:
    """The consultant, put together and not yet running; closed at the end. Needs DATA_DIR's lock.

    `limits`: other paces than the messengers' own, for benchmarks. Raises: SettingsError.
    """
    async with AsyncExitStack() as stack:
        await _migrate(settings.database_url)
        database = Database(settings.database_url)
        stack.push_async_callback(database.close)
        recorder = FlightRecorder(settings.data_dir / flight_recorder.FILE)
        stack.callback(recorder.close)
        parts = _parts(settings, organisation, database, clock, recorder, limits or {})
        stack.push_async_callback(parts.messengers.close)
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


def _parts(
    settings: Settings,
    organisation: Organisation,
    database: Database,
    clock: Clock,
    recorder: FlightRecorder,
    limits: Paces,
) -> Parts:
    metrics, catalogue = Metrics(), Catalogue(database, clock)
    home_region = settings.region or regions().regions[0]
    retriever = Retriever(settings.chroma_folder, regions(), settings.chroma_url)
    if (endpoint := embedding_endpoint(settings, _redacted, metrics)) is not None:
        retriever.ask_endpoint(endpoint)
    desk = KnowledgeDesk(
        catalogue=catalogue,
        retriever=retriever,
        regions=regions(),
        home_region=home_region,
        metrics=metrics,
    )
    platforms, secret = Platforms(MESSENGERS), read_secret(settings.data_dir)
    messengers = _messengers(settings, organisation, clock, limits)
    staff = staffing(
        settings,
        database,
        secret=secret,
        texts=russian(),
        timezone=regions().timezone(home_region),
        push=[one.name for one in messengers],
    )
    path_desk = PathDesk(knowledge=desk, organisation=organisation, near=desk.near, home_region=home_region)
    books = Books(
        staff=staff.book,
        links=SqlLinkBook(database, States(database), secret),
        articles=ArticleDesk(),
        planner=path_desk,
        sharing=_sharing(settings, organisation),
        deep_links=_deep_links(settings, organisation, platforms, messengers),
    )
    engine = Engine(
        knowledge=desk,
        texts=russian(),
        organisation=organisation,
        home_region=home_region,
        public_url=settings.public_url,
        books=books,
    )
    mailbox = open_mailbox(
        database=database,
        clock=clock,
        thinker=Thinker(engine, russian()("error-general")),
        secret=secret,
        clerks={**link_clerks(secret), **staff.clerks, **answer_clerks()},
        returned=staff.returned,
        read_roles=staff.roles.of,
        metrics=metrics,
        flood_notice=russian()("flood-notice"),
        platforms=platforms,
        throttle=Throttle(lambda text: crisis_in(text) is not None),
        recorder=recorder,
    )
    several = Messengers(messengers, platforms, mailbox)
    return Parts(
        database=database,
        catalogue=catalogue,
        desk=desk,
        retriever=retriever,
        engine=engine,
        path_desk=path_desk,
        mailbox=mailbox,
        metrics=metrics,
        clock=clock,
        messengers=several,
        model=language_model(
            settings,
            organisation.tokens,
            partial(local_day, clock, regions().timezone(home_region)),
            metrics,
        ),
        staff_watch=StaffWatch(
            database=database,
            clock=clock,
            roles=staff.roles,
            texts=russian(),
            bell=mailbox.bell,
            states=several.states,
            channels=platforms,
        ),
    )


def _sharing(settings: Settings, organisation: Organisation) -> Sharing | None:
    """Pages that show a path to others, where the site has an address that others can open."""
    base = settings.public_url
    if base is None or "web" not in organisation.channels:
        return None
    return Sharing(new_code, lambda code: f"{base.rstrip('/')}/p/{code}")


def _redacted(text: str) -> str:
    from knowledge.language.redaction import redact  # loads its models at first use

    return redact(text).text


def _deep_links(
    settings: Settings, organisation: Organisation, platforms: Platforms, messengers: Sequence[Messenger]
) -> Mapping[ChannelName, DeepLink]:
    """The channels that run here, each with its way to make a link that opens a talk."""
    links: dict[ChannelName, DeepLink] = {
        one.name: partial(platforms.deep_link, one.name) for one in messengers
    }
    if "web" in organisation.channels:
        links["web"] = partial(_site_link, settings.public_url)
    return links


def _site_link(public_url: str | None, payload: str) -> str | None:
    return f"{public_url.rstrip('/')}/chat?start={payload}" if public_url else None


def _messengers(
    settings: Settings, organisation: Organisation, clock: Clock, limits: Paces
) -> Sequence[Messenger]:
    """Those that have a token and that the organisation uses."""
    telegram, vk = settings.telegram_token, settings.vk_token
    built = []
    if telegram and "telegram" in organisation.channels:
        make = partial(_telegram, settings, telegram, limits)
        built.append(Messenger("telegram", _load_telegram, make))
    if vk and "vk" in organisation.channels:
        built.append(Messenger("vk", _load_vk, partial(_vk, settings, vk, limits, clock)))
    return built


def _load_telegram() -> None:
    from bot.channels.telegram.quick_import import load_telegram

    load_telegram()


def _load_vk() -> None:
    import bot.channels.vk.channel  # noqa: F401 - takes seconds


def _telegram(settings: Settings, token: SecretStr, limits: Paces) -> PushChannel:
    from bot.channels.telegram.channel import LIMITS, Access, TelegramChannel

    return TelegramChannel(
        access=Access(token.get_secret_value(), settings.telegram_api_base, settings.telegram_proxy),
        texts=russian(),
        files=settings.data_dir,
        limits=limits.get("telegram", LIMITS),
    )


def _vk(settings: Settings, token: SecretStr, limits: Paces, clock: Clock) -> PushChannel:
    from bot.channels.vk.channel import LIMITS, Access, VkChannel

    return VkChannel(
        access=Access(token.get_secret_value(), settings.vk_api_base, settings.vk_group_id),
        texts=russian(),
        secret=read_secret(settings.data_dir),
        clock=clock,
        files=settings.data_dir,
        limits=limits.get("vk", LIMITS),
    )


def _terminal(parts: Parts) -> Channel:
    from bot.channels.console import ConsoleChannel

    return ConsoleChannel(mail=parts.mailbox.mail, texts=russian())


def _site(parts: Parts, settings: Settings, organisation: Organisation) -> "WebChannel":
    from bot.channels.web.channel import WebChannel
    from bot.channels.web.path_page import path_page_routes
    from bot.channels.web.site import Site
    from bot.health import Health

    health = Health(parts.report, parts.refresh, parts.metrics, organisation.operations.metrics_networks)
    pages = PathPages(find=SharedPaths(parts.database).find, knowledge=parts.desk, texts=russian())
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
            talks="web" in organisation.channels,
        ),
        routes=[*health.routes(), *path_page_routes(pages.page, russian(), organisation.name)],
    )
