"""The reasons of a path in Russian: codes from `bot.path.telling`, sentences from `ru-path.ftl`."""

from collections.abc import Mapping, Sequence
from typing import Final

from bot.path.changes import MOVED, NEW, Change
from bot.path.months import calendar_month
from bot.path.path import Argument, Note, Rival, Step
from bot.path.why_not import WhyNot
from bot.reasons import reason_text
from bot.texts import Texts
from bot.wording import short_list
from knowledge.vocabulary import vocabulary

MOST_NAMED: Final = 2
"""Of what came and what went; more is no sentence any more."""


def why_texts(step: Step, titles: Mapping[str, str], texts: Texts, who: str = "you") -> list[str]:
    """Why the step is there, a clause each; `who` the path is for: you, he, she or neutral."""
    return [_said("why", note, titles, texts, who) for note in step.why]


def check_texts(step: Step, titles: Mapping[str, str], texts: Texts, who: str = "you") -> list[str]:
    """What to check: conditions that we do not know to be met, then doubts."""
    return [
        *(reason_text(reason, texts) for reason in step.unknown),
        *(_said("check", note, titles, texts, who) for note in step.check),
    ]


def rival_text(rival: Rival, titles: Mapping[str, str], texts: Texts) -> str:
    """Why the step stands and not this one: a clause."""
    return _said("rival", rival.why, titles, texts)


def why_not_text(why: WhyNot, titles: Mapping[str, str], texts: Texts) -> str:
    """Why a measure is not in the path: a clause."""
    said = reason_text(why.reason, texts) if why.reason else ""
    return texts(f"path-not-{why.code}", reason=said, **_spoken(why.arguments, titles, texts))


def changes_text(changes: Sequence[Change], titles: Mapping[str, str], texts: Texts) -> str:
    """What changed, in one sentence; empty when nothing did. What is done needs no words."""
    gone = [one for one in changes if one.code not in (NEW, MOVED, "done")]
    new = [f"«{titles[one.id]}»" for one in changes if one.code == NEW]
    moved = [one for one in changes if one.code == MOVED]
    clauses = [_gone_text(one, titles, texts) for one in gone[:MOST_NAMED]]
    if len(gone) > MOST_NAMED:
        clauses.append(texts("path-change-more", count=len(gone) - MOST_NAMED))
    if new:
        clauses.append(texts("path-change-new", measures=_listed(new, texts), count=len(new)))
    if moved:
        clauses.append(_moved_text(moved, titles, texts))
    return texts("path-change", clauses="; ".join(clauses)) if clauses else ""


def _gone_text(one: Change, titles: Mapping[str, str], texts: Texts) -> str:
    why = why_not_text(WhyNot(one.code, one.arguments, one.reason), titles, texts)
    return texts("path-change-gone", measure=titles.get(one.id, one.id), why=why)


def _moved_text(moved: Sequence[Change], titles: Mapping[str, str], texts: Texts) -> str:
    first = moved[0]
    month = calendar_month(int(str(first.arguments["month"])))
    name = texts("month-name", month=month)
    return texts("path-change-moved", measure=titles[first.id], month=name, more=len(moved) - 1)


def _listed(names: list[str], texts: Texts) -> str:
    return short_list(names[:MOST_NAMED], texts)


def _said(kind: str, note: Note, titles: Mapping[str, str], texts: Texts, who: str = "you") -> str:
    return texts(f"path-{kind}-{note.code}", who=who, **_spoken(note.arguments, titles, texts))


def _spoken(
    arguments: Mapping[str, Argument], titles: Mapping[str, str], texts: Texts
) -> dict[str, str | int]:
    labels: Mapping[str, Mapping[str, str]] = {
        "needs": vocabulary().needs,
        "topics": vocabulary().topics,
        "measures": titles,
    }
    return {
        name: short_list([labels[name].get(word, word) for word in value], texts)
        if isinstance(value, tuple)
        else value
        for name, value in arguments.items()
    }
