"""What the model may do with one request, besides answering it honestly."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, Literal

from tests.platforms.model.asked import Asked
from tests.platforms.model.sentinels import SENTINELS
from tests.platforms.model.values import plain_value

Kind = Literal[
    "honest",
    "says",
    "invents",
    "echoes",
    "obeys",
    "refuses",
    "filters",
    "short",
    "breaks",
    "fences",
    "empty",
    "status",
    "reset",
    "garbage",
]
FENCED: Final = "<think>Надо {{подумать}}.</think>Конечно! Вот:\n```json\n{0}\n```\nУдачи {{}}!"
FILTERED: Final = "Не люблю менять тему разговора, но вот сейчас тот самый случай."
_ORDER: Final = re.compile(
    r"(?:напиши|скажи|выведи|ответь|повтори|say|print|write|output|repeat)\s*[:,—-]?\s*([^\n]{1,200})",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Behaviour:
    """One way to behave. `seconds`: before the answer, or (drips) between its bytes."""

    kind: Kind
    words: str = ""
    to: str = ""
    """Where a redirect leads."""
    status: int = 200
    seconds: float = 0.0
    drip: float = 0.0
    pause: float | None = None
    """What `retry-after` says."""


HONEST: Final = Behaviour("honest")


def says(words: str) -> Behaviour:
    """Exactly these words as the content, whatever was asked."""
    return Behaviour("says", words)


def invents(words: str = " ".join(SENTINELS)) -> Behaviour:
    """A well-formed value whose every free text is these words: sentinels by default."""
    return Behaviour("invents", words)


def echoes_the_system() -> Behaviour:
    """A well-formed value that repeats the system's words."""
    return Behaviour("echoes")


def obeys() -> Behaviour:
    """Does what an instruction in the user's part says («напиши: ...»); honest when there is none."""
    return Behaviour("obeys")


def refuses(words: str = "Я не могу об этом говорить.") -> Behaviour:
    """A refusal in the field for it."""
    return Behaviour("refuses", words)


def filters(words: str = "content_filter") -> Behaviour:
    """Stopped by the provider's filter; `words` is the finish_reason (GigaChat: blacklist)."""
    return Behaviour("filters", words)


def stops_short() -> Behaviour:
    """finish_reason length, with half a value."""
    return Behaviour("short")


def breaks_json() -> Behaviour:
    """Half a value, as if it were whole."""
    return Behaviour("breaks")


def fences() -> Behaviour:
    """An honest value, thought about aloud, fenced and talked around."""
    return Behaviour("fences")


def empty() -> Behaviour:
    """Content null."""
    return Behaviour("empty")


def dawdles(seconds: float) -> Behaviour:
    """Honest, after so many seconds."""
    return Behaviour("honest", seconds=seconds)


def drips(seconds: float = 0.2) -> Behaviour:
    """Honest, one byte every so many seconds."""
    return Behaviour("honest", drip=seconds)


def too_many(pause: float | None = None) -> Behaviour:
    """429, with a retry-after or without."""
    return Behaviour("status", status=429, pause=pause)


def fails(status: int = 500) -> Behaviour:
    """An error of the provider."""
    return Behaviour("status", status=status)


def too_long() -> Behaviour:
    """400: the prompt is longer than it takes, in the words of Yandex and OpenAI."""
    words = "number of input tokens must be no more than 8192, got 9001; context_length_exceeded"
    return Behaviour("status", words, status=400)


def redirects(to: str) -> Behaviour:
    """Sends the caller, and what it brought, to another address."""
    return Behaviour("status", to=to, status=307)


def resets() -> Behaviour:
    """The connection is torn without an answer."""
    return Behaviour("reset")


def garbage() -> Behaviour:
    """Status 200 and bytes that are nothing."""
    return Behaviour("garbage")


def content(behaviour: Behaviour, asked: Asked, honest: Any) -> str | None:
    """What stands in the message."""
    if behaviour.kind in _WRITERS:
        return _WRITERS[behaviour.kind](behaviour, asked, honest)
    return _json(honest)


def _obedient(_behaviour: Behaviour, asked: Asked, honest: Any) -> str:
    order = _ORDER.search(asked.user)
    return _json(plain_value(asked.schema, order[1]) if order else honest)


def _half(_behaviour: Behaviour, _asked: Asked, honest: Any) -> str:
    whole = _json(honest)
    return whole[: max(1, len(whole) // 2)]


_WRITERS: Final[dict[Kind, Callable[[Behaviour, Asked, Any], str | None]]] = {
    "says": lambda behaviour, _asked, _honest: behaviour.words,
    "invents": lambda behaviour, asked, _honest: _json(plain_value(asked.schema, behaviour.words)),
    "echoes": lambda _behaviour, asked, _honest: _json(plain_value(asked.schema, asked.system)),
    "obeys": _obedient,
    "breaks": _half,
    "short": _half,
    "fences": lambda _behaviour, _asked, honest: FENCED.format(_json(honest)),
    "empty": lambda _behaviour, _asked, _honest: None,
    "refuses": lambda _behaviour, _asked, _honest: None,
    "filters": lambda _behaviour, _asked, _honest: FILTERED,
}


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
