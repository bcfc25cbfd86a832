"""Settings: the environment and `.env`, read once and checked; others receive plain values."""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib.util import find_spec
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Annotated, Any, Final, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.errors import SettingsError

ENV_FILE: Final = Path(".env")
DATABASE_FILE: Final = "consultant.db"

_TELEGRAM_TOKEN: Final = re.compile(r"\d{1,20}:[A-Za-z0-9_-]{1,200}")
_HEADER_WORD: Final = re.compile(r"[!-~]{1,4096}")
_HOST: Final = re.compile(r"[A-Za-z0-9.:_-]{1,255}")
_DATABASES: Final = ("sqlite+aiosqlite://", "postgresql+asyncpg://", "postgresql+psycopg://")

Network = IPv4Network | IPv6Network


def _url(*schemes: str) -> AfterValidator:
    def check(value: str) -> str:
        try:
            parts = urlsplit(value)
            _ = parts.port
        except ValueError:
            raise ValueError("must be an address such as https://example.ru") from None
        if parts.scheme not in schemes or not parts.hostname or any(sign.isspace() for sign in value):
            raise ValueError(f"must be an address that starts with {' or '.join(f'{s}://' for s in schemes)}")
        return value.rstrip("/")

    return AfterValidator(check)


def _origin(value: str) -> str:
    parts = urlsplit(value)
    if (
        parts.scheme not in ("http", "https")
        or not parts.netloc
        or value != f"{parts.scheme}://{parts.netloc}"
    ):
        raise ValueError("must list origins such as https://example.ru, without a path, separated by commas")
    return value


def _network(value: object) -> Network:
    try:
        return ip_network(str(value))
    except ValueError:
        raise ValueError("must list addresses or networks such as 10.0.0.0/8, separated by commas") from None


def _secret(pattern: re.Pattern[str], problem: str) -> AfterValidator:
    def check(value: SecretStr) -> SecretStr:
        if not pattern.fullmatch(value.get_secret_value()):
            raise ValueError(problem)
        return value

    return AfterValidator(check)


def _parts(value: object) -> object:
    """'1, 2,3' -> ['1', '2', '3']"""
    return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value


def _lower(value: object) -> object:
    return value.lower() if isinstance(value, str) else value


def _upper(value: object) -> object:
    return value.upper() if isinstance(value, str) else value


def _file(value: Path) -> Path:
    try:
        value.open("rb").close()
    except OSError as error:
        raise ValueError(f"must be a file that can be read ({error.strerror})") from None
    return value


def _model_name(value: str) -> str:
    if not _HEADER_WORD.fullmatch(value):
        raise ValueError("must be one word, as the provider writes it")
    return value


def _certificates(value: Path) -> Path:
    import ssl

    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).load_verify_locations(cafile=value)
    except ssl.SSLError:
        raise ValueError("must be a file of certificates in PEM") from None
    return value


def _host(value: str) -> str:
    if not _HOST.fullmatch(value):
        raise ValueError("must be a name or an address of this machine, such as 127.0.0.1 or 0.0.0.0")
    return value


def _database(value: str) -> str:
    if value and not value.startswith(_DATABASES):
        raise ValueError(f"must start with {' or '.join(_DATABASES)}")
    if value.startswith("sqlite") and value.partition(":///")[2].strip("/") in ("", ":memory:"):
        raise ValueError("must name a file: what is kept in memory would not survive")
    if value.startswith("postgresql"):
        _check_server(value)
    return value


def _check_server(value: str) -> None:
    if find_spec("asyncpg") is None or find_spec("psycopg") is None:
        raise ValueError("must be SQLite: the packages asyncpg and psycopg are not installed")
    if not urlsplit(value).hostname or urlsplit(value).port == 0:
        raise ValueError("must name a server")


def _region(value: str) -> str:
    from knowledge.regions import regions

    if value not in regions().regions:
        raise ValueError("must be the name of a region as knowledge/regions.yaml writes it")
    return value


WebUrl = Annotated[str, _url("http", "https")]
ProxyUrl = Annotated[str, _url("http", "https", "socks5", "socks4")]
Secret = Annotated[SecretStr, _secret(_HEADER_WORD, "must be one word of plain letters, digits and signs")]
TelegramToken = Annotated[
    SecretStr, _secret(_TELEGRAM_TOKEN, "must look like 123456789:letters-and-digits, as BotFather gives it")
]
ReadableFile = Annotated[Path, AfterValidator(_file)]
CertificateFile = Annotated[ReadableFile, AfterValidator(_certificates)]
ModelName = Annotated[str, AfterValidator(_model_name)]
Ids = Annotated[tuple[Annotated[int, Field(gt=0)], ...], NoDecode, BeforeValidator(_parts)]
Origins = Annotated[tuple[Annotated[str, AfterValidator(_origin)], ...], NoDecode, BeforeValidator(_parts)]
Networks = Annotated[tuple[Annotated[Any, BeforeValidator(_network)], ...], NoDecode, BeforeValidator(_parts)]


class Settings(BaseSettings):
    """Every setting; all are optional. An empty value counts as none. `.env.example` explains each."""

    model_config = SettingsConfigDict(
        env_file=ENV_FILE,
        env_file_encoding="utf-8-sig",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
    )

    telegram_token: TelegramToken | None = None
    telegram_api_base: WebUrl = "https://api.telegram.org"
    telegram_proxy: ProxyUrl | None = None
    vk_token: Secret | None = None
    vk_group_id: Annotated[int, Field(gt=0)] | None = None
    vk_api_base: WebUrl = "https://api.vk.ru"
    vk_service_token: Secret | None = None

    llm_base_url: WebUrl | None = None
    llm_api_key: Secret | None = None
    llm_model: ModelName | None = None
    llm_provider: Annotated[Literal["yandex", "gigachat", "generic"], BeforeValidator(_lower)] = "generic"
    llm_ca_file: CertificateFile | None = None
    embeddings: Annotated[Literal["local", "openai"], BeforeValidator(_lower)] = "local"
    embedding_model: ModelName | None = None
    embedding_base_url: WebUrl | None = None
    embedding_api_key: Secret | None = None

    data_dir: Path = Path("data")
    database_url: Annotated[str, AfterValidator(_database)] = ""
    chroma_url: WebUrl | None = None

    region: Annotated[str, AfterValidator(_region)] | None = None
    organisation_file: ReadableFile | None = None
    sources_file: ReadableFile | None = None
    staff_telegram_ids: Ids = ()
    staff_vk_ids: Ids = ()

    web_host: Annotated[str, AfterValidator(_host)] = "127.0.0.1"
    web_port: Annotated[int, Field(ge=0, le=65535)] = 8080
    public_url: WebUrl | None = None
    allowed_origins: Origins = ()
    trusted_proxies: Networks = ()
    log_level: Annotated[Literal["DEBUG", "INFO", "WARNING", "ERROR"], BeforeValidator(_upper)] = "INFO"

    def model_post_init(self, _context: object) -> None:
        """SQLite in DATA_DIR unless DATABASE_URL says otherwise."""
        if not self.database_url:
            file = self.data_dir.absolute() / DATABASE_FILE
            object.__setattr__(self, "database_url", f"sqlite+aiosqlite:///{file}")

    @property
    def chroma_folder(self) -> Path:
        """Where the vector index lives."""
        return self.data_dir / "chroma"


def read_settings(build: Callable[[], Settings] = Settings) -> Settings:
    """The settings of this process.

    Raises: SettingsError for the first wrong value.
    """
    try:
        return build()
    except ValidationError as error:
        raise _first(error) from None
    except UnicodeDecodeError:
        raise SettingsError(str(ENV_FILE), "must be text in UTF-8") from None


def _first(error: ValidationError) -> SettingsError:
    fault = error.errors(include_input=False, include_url=False, include_context=False)[0]
    variable = str(fault["loc"][0]).upper() if fault["loc"] else "settings"
    problem = fault["msg"].removeprefix("Value error, ")
    return SettingsError(variable, problem[:1].lower() + problem[1:])
