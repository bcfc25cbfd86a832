"""A fact in a button: what was said elsewhere and may be taken instead. Hostile until read.

Places and studies travel as facts before consent do (`bot.dialogue.carried`), everything else as `key.value`.
What does not fit gets no button.
"""

from typing import Any, Final

from pydantic import ValidationError

from bot.dialogue.actions import Action
from bot.dialogue.carried import pack, unpack
from bot.person.profile import STUDY, fact_keys
from knowledge.facts import Facts
from knowledge.regions import Regions

_PACKED: Final = "p"
_NO_STUDY: Final = "study.none"
_FLAGS: Final = {"0": False, "1": True}


def encode(thing: str, facts: Facts, regions: Regions) -> str | None:
    """The one thing that these facts tell, as an argument of an action; None when it cannot be carried."""
    code = _packed(facts) if thing in ("place", "study") else _plain(facts)
    parsed = Action.parse(f"x:{code}")
    return code if parsed and _says(decode(code, regions), facts) else None


def decode(code: str, regions: Regions) -> Facts | None:
    """The facts of an argument; None for anything that we never wrote."""
    if code == _NO_STUDY:
        return Facts(statuses=dict.fromkeys(STUDY, False))
    key, _, value = code.rpartition(".")
    if key == _PACKED:
        facts = unpack(value, regions)
        return facts if facts.model_fields_set else None
    group, _, word = key.partition(".")
    for meant in (value, int(value) if value.isdecimal() else value, _FLAGS.get(value, value)):
        said: dict[str, Any] = {group: {word: meant} if word else meant}
        try:
            return Facts.model_validate(said)
        except ValidationError:
            continue
    return None


def _packed(facts: Facts) -> str:
    packed = pack(facts)
    return f"{_PACKED}.{packed}" if packed else _NO_STUDY


def _plain(facts: Facts) -> str:
    (key, *more) = fact_keys(facts)
    group, _, word = key.partition(".")
    value = getattr(facts, group)[word] if word else getattr(facts, group)
    return "" if more else f"{key}.{int(value) if isinstance(value, bool) else value}"


def _says(read: Facts | None, meant: Facts) -> bool:
    """Does what is read from a button say all that it should?"""
    if read is None:
        return False
    read_flags = {**read.statuses, **read.capabilities}
    meant_flags = {**meant.statuses, **meant.capabilities}
    held = {word for word, holds in meant_flags.items() if holds}
    plain = meant.model_copy(update={"statuses": read.statuses, "capabilities": read.capabilities})
    return plain == read and (held <= {word for word, holds in read_flags.items() if holds})
