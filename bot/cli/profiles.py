"""Profiles as commands get them: a YAML or JSON file with one, a file with one JSON object a line."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from pathlib import Path

import yaml
from pydantic import ValidationError

from bot.cli.single_keys import KeyTwice, json_of, yaml_of
from bot.person.profile import age_span
from knowledge.clock import Clock, local_day
from knowledge.condition_texts import ConditionText
from knowledge.facts import Facts
from knowledge.measure import SupportMeasure
from knowledge.regions import Regions
from knowledge.statements import contradictions


class WrongProfile(Exception):
    """A profile that cannot be used; one line that names the place and the key or word."""


class Profiles:
    """Reads profiles and checks them against the catalogue; each comes with the day to judge it on."""

    def __init__(
        self,
        measures: Sequence[SupportMeasure],
        texts: Mapping[str, ConditionText],
        gazetteer: Regions,
        clock: Clock,
    ) -> None:
        self._ids = {measure.id for measure in measures}
        self._texts = texts
        self._known_texts = {*texts, *(text for one in measures for text in one.audience.conditions)}
        self._gazetteer, self._clock = gazetteer, clock
        self._listed = frozenset(gazetteer.regions)

    def read(self, path: Path, today: date | None) -> tuple[Facts, date]:
        """The one profile of a YAML or JSON file; an empty file knows nothing of the person.

        Without a day it is the present one where the person lives.
        Raises: WrongProfile.
        """
        try:
            return self._checked(yaml_of(_text(path)) or {}, today)
        except yaml.YAMLError as error:
            raise WrongProfile(f"{path}: {_yaml_fault(error)}") from None
        except (WrongProfile, KeyTwice) as error:
            raise WrongProfile(f"{path}: {error}") from None

    def read_lines(self, path: Path, today: date | None) -> tuple[tuple[Facts, date], ...]:
        """The profiles of a file with one JSON object a line; all are read before the first is used.

        Blank lines are passed over, as readers of JSON lines do.

        Raises: WrongProfile, naming the line.
        """
        try:
            lines = _text(path).split("\n")
        except WrongProfile as error:
            raise WrongProfile(f"{path}: {error}") from None
        said = ((number, line) for number, line in enumerate(lines, start=1) if line.strip())
        return tuple(self._line(f"{path}, line {number}", line, today) for number, line in said)

    def doubts(self, facts: Facts, day: date) -> Iterator[str]:
        """What is worth a word though it is taken: ages that differ, places that are not listed."""
        yield from _ages_apart(facts, day)
        listed = self._gazetteer.municipalities(facts.region) if facts.region in self._listed else ()
        if facts.region is not None and facts.region not in self._listed:
            yield from _unknown("region", "region", facts.region, self._listed)
        elif facts.municipality is not None and listed:
            yield from _unknown("municipality", "municipality", facts.municipality, listed)

    def _line(self, where: str, line: str, today: date | None) -> tuple[Facts, date]:
        try:
            return self._checked(json_of(line), today)
        except KeyTwice as error:
            raise WrongProfile(f"{where}: {error}") from None
        except (ValueError, RecursionError) as error:
            raise WrongProfile(f"{where}: broken JSON: {error}") from None
        except WrongProfile as error:
            raise WrongProfile(f"{where}: {error}") from None

    def _checked(self, loaded: object, today: date | None) -> tuple[Facts, date]:
        try:
            facts = Facts.model_validate(loaded)
        except ValidationError as error:
            raise WrongProfile(_first_fault(error)) from None
        day = today or local_day(self._clock, self._gazetteer.timezone(facts.region))
        for fault in (*self._faults(facts), *_unborn(facts, day)):
            raise WrongProfile(fault)
        return facts, day

    def _faults(self, facts: Facts) -> Iterator[str]:
        for text in facts.confirmed:
            yield from _unknown("confirmed", "condition", text, self._known_texts)
        for id_ in facts.has:
            yield from _unknown("has", "measure", id_, self._ids)
        for one, other in contradictions(facts, self._texts):
            yield f"{one} and {other} contradict each other"


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise WrongProfile(error.strerror or "cannot be read") from None
    except UnicodeDecodeError:
        raise WrongProfile("must be text in UTF-8") from None


def _unborn(facts: Facts, day: date) -> Iterator[str]:
    if facts.birth_date and facts.birth_date > day:
        yield f"birth_date: {facts.birth_date} is after {day}"
    if facts.birth_year and facts.birth_year > day.year:
        yield f"birth_year: {facts.birth_year} is after {day}"


def _ages_apart(facts: Facts, day: date) -> Iterator[str]:
    """Ages that cannot be of one person; the date of birth counts, else the age.

    A year is let pass, because an age may have been told some time ago.
    """
    born = facts.birth_date.year if facts.birth_date else None
    if born is not None and facts.birth_year not in (None, born):
        yield f"birth_year: {facts.birth_year} is not the year of birth_date, {facts.birth_date}"
    told = facts.model_copy(update={"age": None})
    span = age_span(told, day)
    if facts.age is not None and span is not None and not span[0] - 1 <= facts.age <= span[1] + 1:
        key = "birth_date" if facts.birth_date else "birth_year"
        yield f"age: {facts.age} is not the age of {key}, {getattr(facts, key)}"


def _unknown(key: str, kind: str, word: str, words: Collection[str]) -> Iterator[str]:
    if word not in words:
        close = get_close_matches(word, words, n=1)
        hint = f"; did you mean {close[0]!r}?" if close else ""
        yield f"{key}: unknown {kind} {word!r}{hint}"


def _yaml_fault(error: yaml.YAMLError) -> str:
    if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark:
        return f"line {error.problem_mark.line + 1}: broken YAML: {error.problem}"
    return "broken YAML"


def _first_fault(error: ValidationError) -> str:
    fault = error.errors(include_url=False, include_context=False)[0]
    where = ".".join(str(part) for part in fault["loc"] if part != "[key]")
    if fault["type"] == "extra_forbidden":
        return f"unknown key {where!r}; known: {', '.join(Facts.model_fields)}"
    if not where:
        return "a profile must be a mapping of keys to values"
    return f"{where}: {fault['msg'].removeprefix('Value error, ')}"
