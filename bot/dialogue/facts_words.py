"""What is known of a person, in words: «тебе 17 лет», «место: Шадринск», «учишься в школе»."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from bot.dialogue.markup_text import escape
from bot.person.profile import STUDY, WORK, form
from bot.texts import Texts
from bot.wording import grouped, short_list
from knowledge.facts import Facts
from knowledge.vocabulary import vocabulary

NOTHING: Final[Mapping[str, str]] = {}


def fact_phrases(facts: Facts, texts: Texts) -> list[str]:
    """Everything that is known, one phrase each, in the order in which people tell it."""
    return [
        *_maybe(age_phrase(facts, texts)),
        *_maybe(place_phrase(facts, texts)),
        *study_phrases(facts, texts),
        *work_phrases(facts, texts),
        *other_phrases(facts, texts),
    ]


def age_phrase(facts: Facts, texts: Texts) -> str | None:
    if facts.birth_date is not None:
        return texts("fact-birth-date", day=facts.birth_date.strftime("%d.%m.%Y"))
    if facts.age is not None:
        return texts("fact-age", age=facts.age)
    return texts("fact-birth-year", year=str(facts.birth_year)) if facts.birth_year is not None else None


def place_phrase(facts: Facts, texts: Texts) -> str | None:
    """The town or district with its region; the region alone when that is all."""
    if facts.region is None:
        return escape(facts.municipality) if facts.municipality else None
    if facts.municipality is None:
        return escape(facts.region)
    return texts("fact-place", place=escape(facts.municipality), region=escape(facts.region))


def study_phrases(facts: Facts, texts: Texts) -> list[str]:
    known = {word: facts.statuses[word] for word in STUDY if word in facts.statuses}
    if len(known) == len(STUDY) and not any(known.values()):
        return [texts("fact-no-study", who=form(facts))]
    said = [status(word, facts, texts) for word, holds in known.items() if holds]
    if not said and facts.capabilities.get("student_status"):
        return [texts("fact-student", who=form(facts))]
    return said


def status(word: str, facts: Facts, texts: Texts) -> str:
    """«учишься в школе», of somebody else «учится в школе»."""
    return texts(f"status-{word.replace('_', '-')}", who=form(facts))


def work_phrases(facts: Facts, texts: Texts) -> list[str]:
    known = {word: facts.statuses[word] for word in WORK if word in facts.statuses}
    said = [status(word, facts, texts) for word, holds in known.items() if holds]
    return said or ([texts("fact-no-work", who=form(facts))] if known.get("employed") is False else [])


def positive_phrases(facts: Facts, texts: Texts, titles: Mapping[str, str] = NOTHING) -> list[str]:
    """Of all that is neither age, place, study nor work what holds; `titles` of measures, by id."""
    flags = {
        group: {word: True for word, holds in getattr(facts, group).items() if holds}
        for group in ("statuses", "capabilities", "confirmed")
    }
    return other_phrases(facts.model_copy(update=flags), texts, titles)


def other_phrases(facts: Facts, texts: Texts, titles: Mapping[str, str] = NOTHING) -> list[str]:
    """All that is neither age, place, study nor work; nothing that is held is left out."""
    labels = {**vocabulary().applicant, **vocabulary().all_capabilities}
    said = [
        status(word, facts, texts) if holds else _not(vocabulary().statuses[word], texts)
        for word, holds in facts.statuses.items()
        if word not in (*STUDY, *WORK)
    ]
    said += [
        labels[word] if holds else _not(labels[word], texts)
        for word, holds in facts.capabilities.items()
        if word != "student_status"
    ]
    said += [text if holds else _not(text, texts) for text, holds in facts.confirmed.items()]
    said += _wished("fact-needs", [vocabulary().needs[word] for word in facts.needs], texts)
    said += _wished("fact-topics", [vocabulary().topics[word] for word in facts.topics], texts)
    said += [vocabulary().applicant[word] for word in facts.apply_as]
    has = (texts("fact-has", measure=escape(titles.get(id_, id_))) for id_ in facts.has)
    return [*said, *_more(facts, texts), *has]


def fact_label(key: str, facts: Facts, texts: Texts, titles: Mapping[str, str] = NOTHING) -> str:
    """One fact by its key (`statuses.school`), with its value; `titles` of measures, by id."""
    group, _, word = key.partition(".")
    if word:
        labels = {**vocabulary().statuses, **vocabulary().applicant, **vocabulary().all_capabilities}
        holds = {"statuses": facts.statuses, "capabilities": facts.capabilities, "confirmed": facts.confirmed}
        label = escape(labels.get(word, word))
        return label if holds[group][word] else _not(label, texts)
    value = escape(_value(key, getattr(facts, key), texts, titles))
    return texts("export-value", key=texts(f"export-key-{key.replace('_', '-')}"), value=value)


def _value(key: str, value: object, texts: Texts, titles: Mapping[str, str]) -> str:
    words = {
        "needs": vocabulary().needs,
        "topics": vocabulary().topics,
        "stage": vocabulary().stages,
        "apply_as": vocabulary().applicant,
        "has": titles,
    }.get(key, NOTHING)
    if key == "seeking_for":
        return texts(f"seeking-for-{value}")
    if isinstance(value, bool):
        return texts("button-yes" if value else "button-no").lower()
    if isinstance(value, date):
        return value.strftime("%d.%m.%Y")
    items = [str(item) for item in value] if isinstance(value, tuple) else [str(value)]
    return ", ".join(words.get(item, item) for item in items)


def _more(facts: Facts, texts: Texts) -> list[str]:
    said: list[str] = []
    if facts.seeking_for is not None:
        said.append(texts(f"seeking-for-{facts.seeking_for}"))
    if facts.citizenship_ru is not None:
        said.append(texts("fact-citizen" if facts.citizenship_ru else "fact-no-citizen"))
    if facts.stage is not None:
        said.append(vocabulary().stages[facts.stage])
    if facts.goal is not None:
        said.append(texts("fact-goal", goal=escape(facts.goal)))
    if facts.hours_per_month is not None:
        said.append(texts("fact-hours", hours=grouped(facts.hours_per_month)))
    return said


def _not(label: str, texts: Texts) -> str:
    return texts("fact-not", fact=label)


def _wished(key: str, labels: list[str], texts: Texts) -> list[str]:
    """Needs and topics say that they are wishes: «работа» alone reads as if there were one."""
    return [texts(key, words=short_list(labels, texts))] if labels else []


def _maybe(phrase: str | None) -> list[str]:
    return [phrase] if phrase else []
