"""A person's situation on a day: what is known, and what follows from it.

Facts that are one and the same have one value, whichever name it was said under; what is said both ways is
UNKNOWN. What is said beats what merely follows. See docs/eligibility.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from knowledge.condition_kinds import PERSON, STUDENT, STUDYING
from knowledge.condition_texts import ConditionText
from knowledge.facts import Facts
from knowledge.measure import EVERYWHERE
from knowledge.regions import Regions
from knowledge.statements import Texts, merged, said_of_facts, said_of_texts
from knowledge.verdict import Verdict, all_of, any_of, known

STAGE_MEANS: Final[Mapping[str, Mapping[str, Verdict]]] = {
    "idea": {"prototype": Verdict.NO, "running_project": Verdict.NO},
    "prototype": {"prototype": Verdict.YES},
    "running": {"prototype": Verdict.YES, "running_project": Verdict.YES},
}


@dataclass(frozen=True, slots=True)
class Ages:
    """The ages, in full years, that the person may have: from `low` to `high`."""

    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Home:
    """Where the person lives."""

    region: str | None
    municipality: str | None
    gazetteer: Regions

    def lies_in(self, named: str) -> Verdict:
        """Is it inside '*', a region or a macro-region?"""
        if named == EVERYWHERE:
            return Verdict.YES
        if self.region is None:
            return Verdict.UNKNOWN
        if named == self.region or self.region not in self.gazetteer.macro_regions:
            return known(self.gazetteer.covers(named, self.region))
        # Somebody who names only a macro-region lives in one of its regions, we do not know in which.
        parts = [known(self.gazetteer.covers(named, part)) for part in self._parts]
        return all_of(parts) if all_of(parts) is any_of(parts) else Verdict.UNKNOWN

    @property
    def _parts(self) -> frozenset[str]:
        return self.gazetteer.macro_regions[self.region or ""]


@dataclass(frozen=True, slots=True)
class Situation:
    """Everything that conditions are judged by."""

    ages: Ages | None
    home: Home
    citizen: Verdict
    facts: Mapping[str, Verdict]
    answers: Mapping[str, Verdict]
    texts: Texts

    def holds(self, fact: str) -> Verdict:
        """Does a fact (a status or capability) hold?"""
        return self.facts.get(fact, Verdict.UNKNOWN)

    def confirmed(self, text: str) -> Verdict:
        """Is a free-text condition met? What known facts settle needs no answer."""
        entry = self.texts.get(text)
        if entry and entry.negation_of_fact:
            return self.holds(entry.negation_of_fact).negated
        if entry and entry.negation_of:
            return self.confirmed(entry.negation_of).negated
        settled = self._settled(entry) if entry else Verdict.UNKNOWN
        return self.answers.get(text, Verdict.UNKNOWN) if settled is Verdict.UNKNOWN else settled

    def _settled(self, entry: ConditionText) -> Verdict:
        if entry.no_without and any_of(map(self.holds, entry.no_without)) is Verdict.NO:
            return Verdict.NO
        if entry.yes_in and self.home.lies_in(entry.yes_in) is Verdict.YES:
            return Verdict.YES
        if entry.yes_from_age and self.ages and self.ages.low >= entry.yes_from_age:
            return Verdict.YES
        return Verdict.UNKNOWN


def situation(facts: Facts, today: date, regions: Regions, texts: Texts) -> Situation:
    """The situation of a person on a day."""
    return Situation(
        ages=ages_on(facts, today),
        home=Home(facts.region or _only_region_of(facts.municipality, regions), facts.municipality, regions),
        citizen=known(facts.citizenship_ru),
        facts=_with_consequences(merged(said_of_facts(facts, texts)), facts.stage),
        answers=merged(said_of_texts(facts, texts)),
        texts=texts,
    )


def ages_on(facts: Facts, today: date) -> Ages | None:
    """The possible ages on a day; a birth date counts before a stated age, that before a birth year."""
    if facts.birth_date:
        born = facts.birth_date
        had_birthday = (today.month, today.day) >= (born.month, born.day)
        age = today.year - born.year - (0 if had_birthday else 1)
        return Ages(age, age)
    if facts.age is not None:
        return Ages(facts.age, facts.age)
    if facts.birth_year is not None:
        high = today.year - facts.birth_year
        last_day = (today.month, today.day) == (12, 31)
        return Ages(max(high if last_day else high - 1, 0), high)
    return None


def _with_consequences(said: Mapping[str, Verdict], stage: str | None) -> Mapping[str, Verdict]:
    """Add what follows; what is said stays, except that everybody is a person."""
    facts = {**STAGE_MEANS.get(stage or "", {}), **said, PERSON: Verdict.YES}
    for one, other in (("employed", "unemployed"), ("unemployed", "employed")):
        if facts.get(one) is Verdict.YES:
            facts.setdefault(other, Verdict.NO)
    return _with_study(facts)


def _with_study(facts: dict[str, Verdict]) -> dict[str, Verdict]:
    """`student_status` is the OR over the kinds of study, read in both directions."""
    kinds = {kind: facts.get(kind, Verdict.UNKNOWN) for kind in STUDYING}
    student = facts.setdefault(STUDENT, any_of(kinds.values()))
    open_kinds = [kind for kind in STUDYING if kind not in facts]
    if student is Verdict.NO:
        facts.update(dict.fromkeys(open_kinds, Verdict.NO))
    if student is Verdict.YES and len(open_kinds) == 1 and any_of(kinds.values()) is Verdict.UNKNOWN:
        facts[open_kinds[0]] = Verdict.YES
    return facts


def _only_region_of(municipality: str | None, regions: Regions) -> str | None:
    """The region of a municipality, when the gazetteer knows exactly one."""
    homes = regions.homes_of.get(municipality or "", ())
    return homes[0] if len(homes) == 1 else None
