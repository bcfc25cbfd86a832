import io
import json
import logging
from collections.abc import Iterator

import pytest

from bot.logs import HIDDEN, TerminalLines, redact, set_up_logging

TELEGRAM = "123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    """Logging as the process sets it up, put back afterwards."""
    root, ours = logging.getLogger(), logging.getLogger("bot")
    before = root.handlers[:], root.level, ours.level
    stream = io.StringIO()
    set_up_logging("INFO", stream)
    yield stream
    root.handlers[:], root.level, ours.level = before
    logging.captureWarnings(capture=False)
    logging.raiseExceptions = True


def lines(stream: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_an_event_is_one_line_of_json_with_its_facts(stream: io.StringIO) -> None:
    logging.getLogger("bot.x").info("turn", extra={"channel": "web", "scene": None, "ms": 1.5})

    (line,) = lines(stream)
    assert {
        "event": "turn",
        "level": "info",
        "channel": "web",
        "scene": None,
        "ms": 1.5,
    }.items() <= line.items()
    assert {"time", "logger"} <= line.keys()


def test_an_error_is_told_by_its_kind_and_place_and_never_by_its_message(stream: io.StringIO) -> None:
    try:
        try:
            int("Анна Петрова из Шадринска")
        except ValueError as error:
            raise RuntimeError("паспорт 3712 123456") from error
    except RuntimeError:
        logging.getLogger("bot.x").exception("turn-failed")

    (line,) = lines(stream)
    assert (line["error"], line["cause"]) == ("RuntimeError", "ValueError")
    assert "tests/unit/bot/test_logs.py" in str(line["where"])
    assert "Анна" not in stream.getvalue()
    assert "3712" not in stream.getvalue()


@pytest.mark.parametrize(
    "secret",
    [
        TELEGRAM,
        f"https://api.telegram.org/bot{TELEGRAM}/getMe",
        "vk1.a.Qwerty-123_456",
        "Authorization: Bearer abc.def-123",
        "access_token=deadbeef&v=5.199",
        "'api_key': 'AQVN-secret'",
        "sk-proj-0123456789",
        "0123456789abcdef0123456789abcdef",
        "anna@example.ru",
        "+7 (922) 123-45-67",
        "8 922 1234567",
        "198.51.100.7",
        "socks5://user:hunter2@proxy:1080",
    ],
)
def test_what_looks_like_a_secret_or_a_person_is_hidden_wherever_it_stands(
    secret: str, stream: io.StringIO
) -> None:
    log = logging.getLogger("bot.x")
    log.info("said %s", secret, extra={"fact": secret, "facts": [{"deep": secret}]})
    logging.getLogger("somebody.else").warning("oops %s", secret)

    parts = (
        "AAHdq",
        "Qwerty",
        "def-123",
        "deadbeef",
        "AQVN",
        "proj-",
        "9abcdef",
        "anna@",
        "922",
        "51.100",
        "hunter2",
    )
    assert HIDDEN in stream.getvalue()
    assert not any(part in stream.getvalue() for part in parts)


def test_ordinary_facts_are_not_hidden() -> None:
    facts = "turn 2026-11-21T12:00:00+00:00 inbox 1234567 web ms 12.25 bot/app.py:120 247 measures 127.0.0.1"

    assert redact(facts) == facts


def test_libraries_are_heard_from_warnings_on(stream: io.StringIO) -> None:
    logging.getLogger("aiohttp.access").info("GET /chat")
    logging.getLogger("sqlalchemy.engine").info("SELECT")
    logging.getLogger("asyncio").warning("slow")

    assert [line["event"] for line in lines(stream)] == ["slow"]


def test_a_terminal_gets_short_lines_with_the_same_care(stream: io.StringIO) -> None:
    record = logging.makeLogRecord(
        {
            "msg": "turn",
            "levelname": "INFO",
            "name": "bot.x",
            "ms": 2,
            "fact": "anna@example.ru",
            "created": 0,
        }
    )

    assert TerminalLines().format(record) == "00:00:00 info    turn ms=2 fact=[hidden]"
