"""Lists of measures on the screen: ids are remembered, five shown at a time, verdicts made anew."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from bot.dialogue import cards
from bot.dialogue.judging import verdicts
from bot.dialogue.messages import Button
from bot.dialogue.phrases import phrases
from bot.dialogue.turn import Row, Turn
from knowledge.conditions import Verdict
from knowledge.facts import Facts
from knowledge.measure import SupportMeasure

PAGE: Final = 5
LONGEST: Final = 100
MOST_STAMPS: Final = 1000

ListKind = Literal["search", "open", "saved"]


@dataclass(frozen=True, slots=True)
class ListShown:
    """The list that the person looks at. `stamp` tells it from older ones, whose buttons are outdated."""

    kind: ListKind
    stamp: int
    ids: tuple[str, ...]


def begin(turn: Turn, kind: ListKind, ids: Iterable[str]) -> Turn:
    """The turn with a new list in place of the old one."""
    old = shown(turn)
    stamp = (old.stamp + 1) % MOST_STAMPS if old else 0
    kept = list(ids)[:LONGEST]
    return turn.remember("list", {"kind": kind, "stamp": stamp, "ids": list(kept)})


def shown(turn: Turn) -> ListShown | None:
    """The list on the screen; None when there is none (or it cannot be read)."""
    match turn.recall("list"):
        case {"kind": ("search" | "open" | "saved") as kind, "stamp": int(stamp), "ids": list(ids)}:
            return ListShown(kind, stamp, tuple(id_ for id_ in ids if isinstance(id_, str)))
        case _:
            return None


def place(turn: Turn, offset: int) -> str:
    """The argument of `page` for the list on the screen."""
    current = shown(turn)
    return f"{current.stamp if current else 0}.{offset}"


def sort_anew(turn: Turn, facts: Facts) -> Turn:
    """The same list after something was learned: what cannot fit goes last, the order within stays."""
    if (current := shown(turn)) is None:
        return turn
    judged = verdicts(turn, facts)
    cannot = [id_ for id_ in current.ids if judged.get(id_) is Verdict.NO]
    can = [id_ for id_ in current.ids if judged.get(id_) is not Verdict.NO]
    return begin(turn, current.kind, [*can, *cannot])


def page(turn: Turn, offset: int, facts: Facts, *, intro: str, extra: Sequence[Row] = ()) -> Turn:
    """Say one page of the list on the screen; `extra` rows stand under the numbers."""
    current = shown(turn)
    if current is None:
        return turn
    found = [(number, measure) for number, measure in _measures(turn, current, offset)]
    entries = _entries(turn, found, facts)
    numbers = [Button(label=str(number), action=turn.action("m", measure.id)) for number, measure in found]
    rows = _beside(_more(turn, current, offset), list(extra))
    turn = turn.visited("page", f"{current.stamp}.{offset}")
    return turn.say("\n\n".join([intro, *entries]).strip(), numbers, *rows)


def next_offset(turn: Turn) -> int | None:
    """Where the page after the one that was shown last begins; None when there is none."""
    current = shown(turn)
    for place in reversed(turn.state.conversation.back):
        name, _, argument = place.partition(":")
        stamp, _, offset = argument.partition(".")
        if name == "page" and current and stamp == str(current.stamp) and offset.isdecimal():
            following = int(offset) + PAGE
            return following if following < len(current.ids) else None
    return None


def _beside(more: list[Button], extra: list[Row]) -> list[Row]:
    """«Ещё» beside the next row's button, when that is one only: fewer rows to scroll past."""
    if more and extra and len(extra[0]) == 1:
        return [[*more, *extra[0]], *extra[1:]]
    return [more, *extra]


def numbered(turn: Turn, text: str) -> str | None:
    """The measure that a bare number means, among those whose pages were shown."""
    current, shown_to = shown(turn), _shown_to(turn)
    said = text.strip()
    number = int(said) if said.isdecimal() and len(said) <= 3 else phrases().ordinal(text)
    if current is None or number is None:
        return None
    return current.ids[number - 1] if 1 <= number <= min(shown_to, len(current.ids)) else None


def _shown_to(turn: Turn) -> int:
    """How many entries of the list on the screen have been shown."""
    following = next_offset(turn)
    current = shown(turn)
    return following if following is not None else len(current.ids) if current and _is_visited(turn) else 0


def _is_visited(turn: Turn) -> bool:
    current = shown(turn)
    return current is not None and any(
        place.startswith(f"page:{current.stamp}.") for place in turn.state.conversation.back
    )


def _entries(turn: Turn, found: list[tuple[int, SupportMeasure]], facts: Facts) -> list[str]:
    """The entries; a line of its own stands before the first that cannot fit."""
    judged = verdicts(turn, facts)
    entries: list[str] = []
    told = False
    for number, measure in found:
        if judged.get(measure.id) is Verdict.NO and not told:
            entries.append(turn.words("list-cannot"))
            told = True
        entries.append(cards.entry(turn, number, measure, facts))
    return entries


def _measures(turn: Turn, current: ListShown, offset: int) -> list[tuple[int, SupportMeasure]]:
    numbered = enumerate(current.ids[offset : offset + PAGE], start=offset + 1)
    known = [(number, turn.desk.knowledge.measure(id_)) for number, id_ in numbered]
    return [(number, measure) for number, measure in known if measure is not None]


def _more(turn: Turn, current: ListShown, offset: int) -> list[Button]:
    left = len(current.ids) - offset - PAGE
    if left <= 0:
        return []
    label = turn.words("button-more", count=min(left, PAGE))
    return [Button(label=label, action=turn.action("page", f"{current.stamp}.{offset + PAGE}"))]
