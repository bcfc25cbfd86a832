import re
from pathlib import Path

import pytest

from bot.errors import SettingsError
from bot.settings import Settings, read_settings

ROOT = Path(__file__).parents[3]
SECRET = "42-a-token-that-nobody-may-see"


@pytest.fixture(autouse=True)
def _empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)


def test_the_example_names_exactly_the_settings_and_sets_none() -> None:
    text = (ROOT / ".env.example").read_text(encoding="utf-8")

    lines = [line for line in text.splitlines() if line and not line.startswith("#")]

    assert sorted(lines) == sorted(f"{name.upper()}=" for name in Settings.model_fields)


def test_the_example_explains_every_group_of_settings_just_above_it() -> None:
    text = (ROOT / ".env.example").read_text(encoding="utf-8")

    groups = re.findall(r"((?:^#.*\n)+)((?:^[A-Z_]+=\n)+)", text, flags=re.MULTILINE)

    assert sum(settings.count("=") for _, settings in groups) == len(Settings.model_fields)


def test_without_settings_everything_has_a_default() -> None:
    settings = read_settings()

    assert (settings.web_host, settings.web_port, settings.data_dir) == ("127.0.0.1", 8080, Path("data"))
    assert settings.database_url == f"sqlite+aiosqlite:///{Path.cwd()}/data/consultant.db"
    assert settings.telegram_token is None
    assert settings.region is None


def test_an_empty_value_counts_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.setenv(name.upper(), "")

    assert read_settings() == Settings()


def test_the_file_in_the_working_folder_is_read_and_the_environment_wins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".env").write_text(
        "\ufeffWEB_PORT=8081\nREGION='Пермский край'\nWEB_HOST=0.0.0.0\n", encoding="utf-8"
    )
    monkeypatch.setenv("WEB_HOST", "::1")

    settings = read_settings()

    assert (settings.web_host, settings.web_port, settings.region) == ("::1", 8081, "Пермский край")


@pytest.mark.parametrize("token", ["42:TEST", "123456789:AAF-abc_defGHIjklMNOpqrSTUvwxYZ0123456"])
def test_the_token_of_a_local_bot_api_may_be_short(monkeypatch: pytest.MonkeyPatch, token: str) -> None:
    monkeypatch.setenv("TELEGRAM_TOKEN", token)

    settings = read_settings()

    assert settings.telegram_token is not None
    assert settings.telegram_token.get_secret_value() == token


def test_lists_are_separated_by_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STAFF_VK_IDS", "1, 22,333,")
    monkeypatch.setenv("TRUSTED_PROXIES", "127.0.0.1,10.0.0.0/8")
    monkeypatch.setenv("ALLOWED_ORIGINS", "https://mp45.ru, http://localhost:3000")

    settings = read_settings()

    assert settings.staff_vk_ids == (1, 22, 333)
    assert [str(network) for network in settings.trusted_proxies] == ["127.0.0.1/32", "10.0.0.0/8"]
    assert settings.allowed_origins == ("https://mp45.ru", "http://localhost:3000")


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("TELEGRAM_TOKEN", SECRET),
        ("TELEGRAM_API_BASE", "api.telegram.org"),
        ("TELEGRAM_PROXY", "ftp://proxy"),
        ("VK_TOKEN", "two words"),
        ("VK_GROUP_ID", "-5"),
        ("VK_API_BASE", "https://"),
        ("VK_SERVICE_TOKEN", "слово"),
        ("LLM_BASE_URL", "https://host:port"),
        ("LLM_API_KEY", "line\nbreak"),
        ("LLM_PROVIDER", "yandeks"),
        ("LLM_CA_FILE", "/nowhere/ca.pem"),
        ("EMBEDDINGS", "remote"),
        ("EMBEDDING_BASE_URL", "http://a b"),
        ("DATABASE_URL", "mysql://localhost/x"),
        ("DATABASE_URL", "sqlite+aiosqlite:///:memory:"),
        ("DATABASE_URL", "sqlite+aiosqlite://"),
        ("DATABASE_URL", "postgresql+asyncpg://u:p@127.0.0.1:port/x"),
        ("CHROMA_URL", "localhost:8000"),
        ("REGION", "Курганская"),
        ("ORGANISATION_FILE", "/nowhere.yaml"),
        ("SOURCES_FILE", "/"),
        ("STAFF_TELEGRAM_IDS", "1,two"),
        ("STAFF_VK_IDS", "0"),
        ("WEB_HOST", "local host"),
        ("WEB_PORT", "99999"),
        ("PUBLIC_URL", "chat.example.ru"),
        ("ALLOWED_ORIGINS", "https://example.ru/path"),
        ("TRUSTED_PROXIES", "10.0.0.1/8"),
        ("LOG_LEVEL", "LOUD"),
    ],
)
def test_a_wrong_value_is_one_line_that_names_the_variable_and_never_the_value(
    variable: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, value)

    with pytest.raises(SettingsError) as caught:
        read_settings()

    assert str(caught.value).startswith(f"{variable}: must") or "should be" in str(caught.value)
    assert caught.value.variable == variable
    assert "\n" not in str(caught.value)
    assert SECRET not in str(caught.value)


def test_secrets_do_not_show_when_settings_are_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VK_TOKEN", SECRET)

    settings = read_settings()

    assert SECRET not in repr(settings)
    assert settings.vk_token is not None
    assert settings.vk_token.get_secret_value() == SECRET


def test_a_file_that_is_not_text_is_named(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"REGION=\xd2\xfe\xff")

    with pytest.raises(SettingsError, match=r"^\.env: must be text in UTF-8$"):
        read_settings()
