"""Logs: one JSON line an event on stderr (short text on a terminal); facts and ids, never words of people.

An error is told by its kind and the places it went through: its message may quote what somebody wrote.
"""

import json
import logging
import re
import sys
import traceback
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, TextIO

ROOT: Final = Path(__file__).parents[1]
OURS: Final = ("bot", "knowledge", "ingest", "migrations")
HIDDEN: Final = "[hidden]"
FRAMES: Final = 12

_SECRET_NAMES: Final = r"[a-z_-]*(?:token|secret|password|api_?key|authorization|session)"
_SECRETS: Final = (
    re.compile(r"(?<!\d)\d{5,20}:[A-Za-z0-9_-]{20,}"),  # Telegram
    re.compile(r"(?<=/bot)\d+:[A-Za-z0-9_-]+"),  # the same in an address, whatever its length
    re.compile(r"\bvk\d\.[a-z]\.[A-Za-z0-9_-]+"),
    re.compile(r"(?i)\b(?:bearer|basic|api-key)\s+[^\s\"',;]+"),
    re.compile(rf"(?i)\b{_SECRET_NAMES}\b[\"']?\s*[=:]\s*[\"']?[^\s\"',;&]+"),
    re.compile(r"\bsk-[A-Za-z0-9_-]{8,}"),
    re.compile(r"\b[0-9a-fA-F]{32,}\b"),
    re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+"),  # e-mail
    re.compile(r"(?<![\w.:-])\+?\d[\d ()-]{8,14}\d(?![\w.:-])"),  # phone
    re.compile(r"(?<![\w.])(?!127\.|0\.0)(?:\d{1,3}\.){3}\d{1,3}(?![\w.])"),  # IPv4
    re.compile(r"(?<=://)[^/@\s]+:[^/@\s]+(?=@)"),  # user:password in an address
)


def set_up_logging(level: str, stream: TextIO = sys.stderr) -> None:
    """Send every log of the process through here: ours from `level` on, of libraries warnings only."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(TerminalLines() if stream.isatty() else JsonLines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    for name in OURS:
        logging.getLogger(name).setLevel(level)
    logging.raiseExceptions = False  # a log line that cannot be written must not print what it holds
    logging.captureWarnings(capture=True)


class JsonLines(logging.Formatter):
    """Each event as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        head = {"time": _moment(record), "level": record.levelname.lower(), "logger": record.name}
        return json.dumps({**head, **facts_of(record)}, ensure_ascii=False, default=str)


class TerminalLines(logging.Formatter):
    """Each event as a short line for eyes."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        facts = facts_of(record)
        event = facts.pop("event")
        told = " ".join(f"{name}={value}" for name, value in facts.items())
        return f"{_moment(record)[11:19]} {record.levelname.lower():7} {event} {told}".rstrip()


def facts_of(record: logging.LogRecord) -> dict[str, Any]:
    """The event, what was passed as `extra`, and the error; nothing in it looks like a secret or a person."""
    facts = {name: value for name, value in vars(record).items() if name not in _OWN}
    return {
        name: _hidden(value)
        for name, value in {"event": record.getMessage(), **facts, **_error(record)}.items()
    }


_OWN: Final = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


def _moment(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")


def _error(record: logging.LogRecord) -> dict[str, Any]:
    """The kind of the exception and the places it went through."""
    error = record.exc_info[1] if record.exc_info else None
    if error is None:
        return {}
    places = [_place(frame) for frame in traceback.extract_tb(error.__traceback__)[-FRAMES:]]
    cause = {"cause": type(error.__cause__).__name__} if error.__cause__ else {}
    return {"error": type(error).__name__, "where": places, **cause}


def _place(frame: traceback.FrameSummary) -> str:
    path = Path(frame.filename)
    name = path.relative_to(ROOT) if path.is_relative_to(ROOT) else Path(*path.parts[-3:])
    return f"{name}:{frame.lineno} {frame.name}"


def redact(text: str) -> str:
    """The text without what looks like a token, a session, a phone or an e-mail."""
    for pattern in _SECRETS:
        text = pattern.sub(HIDDEN, text)
    return text


def _hidden(value: Any) -> Any:
    match value:
        case str():
            return redact(value)
        case Mapping():
            return {key: _hidden(entry) for key, entry in value.items()}
        case list() | tuple():
            return [_hidden(entry) for entry in value]
        case _:
            return value
