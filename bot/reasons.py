"""Reasons of eligibility in words: the codes of `knowledge.condition_reasons` said in Russian."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from bot.texts import Argument, Texts
from knowledge.condition_reasons import NO_BOUND
from knowledge.conditions import Argument as ReasonArgument
from knowledge.conditions import Reason, Verdict

STUDY_PLACES: Final = ("school", "college", "university", "postgraduate")


def reason_text(reason: Reason, texts: Texts) -> str:
    """A reason as one clause that starts in lower case and has no full stop."""
    return _said(reason.code, tuple(reason.arguments.items()), texts)


def verdict_text(verdict: Verdict, texts: Texts) -> str:
    """The verdict in a word or three."""
    return texts(f"verdict-{verdict.word}")


@lru_cache(maxsize=4096)  # the same few hundred reasons come again for each person
def _said(code: str, arguments: tuple[tuple[str, ReasonArgument], ...], texts: Texts) -> str:
    spoken: dict[str, Argument] = {}
    for name, value in arguments:
        if not isinstance(value, tuple):
            spoken[name] = value
        elif name == "places":
            spoken |= {"places": ", ".join(value), "count": len(value)}
        else:
            spoken |= _spoken_words(code, value, texts)
    if code.startswith("age-"):
        spoken = _spoken_ages(spoken, texts)
    return texts(f"reason-{code}", **spoken)


def _spoken_words(code: str, words: Sequence[str], texts: Texts) -> dict[str, Argument]:
    kind = code.partition("-")[0]
    if kind == "requires":
        return {side: texts(f"reason-{side}-{word}") for word in words for side in ("has", "needs")}
    if code == "applicant-person":
        return {}
    if kind == "statuses":
        phrases = _status_phrases(words, texts)
        return {"words": "; ".join(phrases), "count": len(phrases)}
    forms = [texts(f"reason-form-{form}") for form in words]
    return {"words": ", ".join(forms) if code.endswith("-yes") else _either(forms, texts)}


def _status_phrases(statuses: Sequence[str], texts: Texts) -> list[str]:
    """One clause for each status, but places of study are told together: «учишься в школе или колледже»."""
    places = [texts(f"reason-status-place-{word}") for word in STUDY_PLACES if word in statuses]
    study = [texts("reason-status-study", places=_either(places, texts))] if places else []
    return study + [texts(f"reason-status-{word}") for word in statuses if word not in STUDY_PLACES]


def _either(phrases: Sequence[str], texts: Texts) -> str:
    """a; a или b; a, b или c."""
    *head, last = phrases
    return texts("reason-either", first=", ".join(head), last=last) if head else last


def _spoken_ages(arguments: dict[str, Argument], texts: Texts) -> dict[str, Argument]:
    minimum, maximum = arguments["minimum"], arguments["maximum"]
    shape = "to" if minimum == NO_BOUND else "from" if maximum == NO_BOUND else "both"
    spoken: dict[str, Argument] = {
        "bounds": texts("reason-age-bounds", shape=shape, minimum=minimum, maximum=maximum)
    }
    if "high" in arguments:
        low, high = arguments["low"], arguments["high"]
        known = "exactly" if low == high else "roughly"
        spoken["person"] = texts("reason-age-person", known=known, low=low, high=high)
    return spoken
