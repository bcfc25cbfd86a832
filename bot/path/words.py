"""The reasons of a path in Russian: codes from `bot.path.telling`, sentences from `ru-path.ftl`."""

from collections.abc import Mapping

from bot.path.path import Note, Step
from bot.reasons import reason_text
from bot.texts import Texts
from bot.wording import short_list
from knowledge.vocabulary import vocabulary


def why_texts(step: Step, titles: Mapping[str, str], texts: Texts) -> list[str]:
    """Why the step is there, a clause each."""
    return [_said("why", note, titles, texts) for note in step.why]


def check_texts(step: Step, titles: Mapping[str, str], texts: Texts) -> list[str]:
    """What to check: conditions that we do not know to be met, then doubts."""
    return [
        *(reason_text(reason, texts) for reason in step.unknown),
        *(_said("check", note, titles, texts) for note in step.check),
    ]


def _said(kind: str, note: Note, titles: Mapping[str, str], texts: Texts) -> str:
    labels: Mapping[str, Mapping[str, str]] = {
        "needs": vocabulary().needs,
        "topics": vocabulary().topics,
        "measures": titles,
    }
    spoken = {
        name: short_list([labels[name][word] for word in value], texts) if isinstance(value, tuple) else value
        for name, value in note.arguments.items()
    }
    return texts(f"path-{kind}-{note.code}", **spoken)
