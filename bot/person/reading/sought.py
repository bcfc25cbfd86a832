"""For whom somebody looks: for oneself, a child, somebody close, a group of pupils."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from bot.person.reading.found import Found
from bot.person.reading.patterns import Hit
from bot.person.reading.scan import Scan
from bot.person.reading.tables import among
from knowledge.facts import SeekingFor

ASKED: Final = "seeking_for"
KINDS: Final[tuple[SeekingFor, ...]] = ("son", "daughter", "child", "him", "her", "another", "group")
FIRST_WORDS: Final = 3
"""«У меня сын 17 лет», «я мама, дочке 16»: so many words may stand before whom a message is about."""
_UNSAID: Final[dict[SeekingFor, SeekingFor]] = {"child": "daughter", "another": "her"}
"""What «ей», «она» make of a word that says nothing of the sex."""


@dataclass(frozen=True, slots=True)
class Sought:
    """For whom is looked, by the words `first` to before `last`; `certain`: it is said outright."""

    whom: SeekingFor
    certain: bool
    first: int
    last: int


def sought(scan: Scan, found: Collection[Found]) -> Sought | None:
    """For whom the message looks; None when it does not say so. `found`: the facts of the writer."""
    if scan.asked == ASKED:
        return _answered(scan)
    outright = scan.hits("people.sought")
    if outright:
        return _told(scan, outright[0])
    if own := scan.hits("people.sought_self"):
        return Sought("self", certain=True, first=own[0].first, last=own[0].last)
    perhaps = [hit for hit in scan.hits("people.sought_perhaps") if hit.first <= FIRST_WORDS]
    if perhaps and scan.has("people.their_wish") and not scan.has("people.own_wish_alone"):
        return _told(scan, perhaps[0])
    if scan.has("people.own_wish"):
        return None
    if told := scan.hits("people.sought_of"):
        return _told(scan, told[0])
    perhaps = [hit for hit in perhaps if hit.first <= 1]
    is_of_self = scan.asked is not None or any(one.key.startswith(("age", "birth")) for one in found)
    return _told(scan, perhaps[0], certain=False) if perhaps and not is_of_self else None


def _told(scan: Scan, hit: Hit, *, certain: bool = True) -> Sought:
    return Sought(_whom(scan, hit), certain, hit.first, hit.last)


def _answered(scan: Scan) -> Sought | None:
    """An answer to «для кого ищем?»."""
    whole = Hit("", 0, len(scan.said.words))
    if any(scan.has(f"people.whom_{kind}") for kind in KINDS):
        return _told(scan, whole)
    is_self = any(among(word.form, "oneself") for word in scan.said.words)
    return Sought("self", True, whole.first, whole.last) if is_self else None


def _whom(scan: Scan, hit: Hit) -> SeekingFor:
    """The person named in the phrase, else the last one named before, else the one of the pronoun."""
    named = [(at, kind) for kind in KINDS for at in scan.hits(f"people.whom_{kind}")]
    within = [(at.first, kind) for at, kind in named if at.overlaps(hit)]
    before = [(-at.first, kind) for at, kind in named if at.first < hit.first]
    is_she = any(among(word.form, "she") for word in scan.said.words)
    for ones in (within, before):
        if ones:
            kind = min(ones)[1]
            return _UNSAID.get(kind, kind) if is_she else kind
    return "her" if is_she else "him" if any(among(w.form, "he") for w in scan.said.words) else "another"
