"""Logs: one JSON line an event on stderr (coloured text on a terminal); facts and ids, never words of people.

An error is told by its kind and the places it went through: its message may quote what somebody wrote.
"""

import logging
import re
import sys
import traceback
from collections.abc import Mapping, MutableMapping
from pathlib import Path
from typing import Any, Final, TextIO

import structlog
from structlog.stdlib import ExtraAdder, ProcessorFormatter

ROOT: Final = Path(__file__).parents[1]
OURS: Final = ("bot", "knowledge", "ingest", "migrations")
HIDDEN: Final = "[hidden]"
FRAMES: Final = 12

_SECRET_NAMES: Final = r"[a-z_-]*(?:token|secret|password|api_?key|authorization|session)"
_SECRETS: Final = (
    re.compile(r"(?<!\d)\d{5,20}:[A-Za-z0-9_-]{20,}"),  # Telegram
    re.compile(r"\bvk\d\.[a-z]\.[A-Za-z0-9_-]+"),
    re.compile(r"(?i)\b(?:bearer|basic|api-key)\s+[^\s\"',;]+"),
    re.compile(rf"(?i)\b{_SECRET_NAMES}\b[\"']?\s*[=:]\s*[\"']?[^\s\"',;&]+"),
    re.compile(r"\bsk-[A-Za-z0-9_-]{8,}"),
    re.compile(r"\b[0-9a-fA-F]{32,}\b"),
    re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+"),  # e-mail
    re.compile(r"(?<![\w.:-])\+?\d[\d ()-]{8,14}\d(?![\w.:-])"),  # phone
    re.compile(r"(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w.])"),  # IPv4
    re.compile(r"(?<=://)[^/@\s]+:[^/@\s]+(?=@)"),  # user:password in an address
)


def set_up_logging(level: str, stream: TextIO = sys.stderr) -> None:
    """Send every log of the process through here: ours from `level` on, of libraries warnings only."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(_formatter(is_terminal=stream.isatty()))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    for name in OURS:
        logging.getLogger(name).setLevel(level)
    logging.raiseExceptions = False  # a log line that cannot be written must not print what it holds
    logging.captureWarnings(capture=True)


def redact(text: str) -> str:
    """The text without what looks like a token, a session, a phone or an e-mail."""
    for pattern in _SECRETS:
        text = pattern.sub(HIDDEN, text)
    return text


def _formatter(*, is_terminal: bool) -> ProcessorFormatter:
    renderer = (
        structlog.dev.ConsoleRenderer()
        if is_terminal
        else structlog.processors.JSONRenderer(ensure_ascii=False)
    )
    return ProcessorFormatter(
        foreign_pre_chain=[
            structlog.stdlib.add_log_level,
            structlog.stdlib.add_logger_name,
            ExtraAdder(),
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _tell_error,
            _hide,
        ],
        processors=[ProcessorFormatter.remove_processors_meta, renderer],
    )


def _tell_error(_logger: object, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Replace an exception by its kind and its places."""
    told = event.pop("exc_info", None)
    error = told[1] if isinstance(told, tuple) else sys.exc_info()[1] if told is True else told
    if isinstance(error, BaseException):
        event["error"] = type(error).__name__
        event["where"] = [_place(frame) for frame in traceback.extract_tb(error.__traceback__)[-FRAMES:]]
        if error.__cause__ is not None:
            event["cause"] = type(error.__cause__).__name__
    return event


def _place(frame: traceback.FrameSummary) -> str:
    path = Path(frame.filename)
    name = path.relative_to(ROOT) if path.is_relative_to(ROOT) else Path(*path.parts[-3:])
    return f"{name}:{frame.lineno} {frame.name}"


def _hide(_logger: object, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    for key, value in event.items():
        if key not in ("timestamp", "_record"):
            event[key] = _hidden(value)
    return event


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
