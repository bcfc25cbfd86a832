"""Sentences about real measures (eligibility_cases.yaml), each held against the rules."""

from datetime import date
from pathlib import Path
from typing import Final

import pytest
import yaml
from pydantic import BaseModel, ConfigDict, Field

from knowledge.conditions import Rules
from knowledge.facts import Facts
from knowledge.regions import regions
from knowledge.shipped import shipped_measures

PATH: Final = Path(__file__).with_name("eligibility_cases.yaml")


class Case(BaseModel):
    """One sentence."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    measure: str
    day: date = date(2026, 11, 21)
    profile: Facts
    expect: str
    because: dict[str, str] = Field(default_factory=dict)
    obtainable: list[str] | None = None


CASES: Final = [Case.model_validate(case) for case in yaml.safe_load(PATH.read_text(encoding="utf-8"))]


@pytest.fixture(scope="module")
def rules() -> Rules:
    return Rules(shipped_measures(), regions())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name.replace(" ", "-"))
def test_a_sentence_about_a_real_measure_holds(case: Case, rules: Rules) -> None:
    judgement = rules.judge(case.measure, case.profile, case.day)

    found = {reason.condition: reason.verdict.word for reason in judgement.reasons}
    obtainable = [reason.condition for reason in judgement.reasons if reason.obtainable]
    assert judgement.verdict.word == case.expect
    assert {name: found[name] for name in case.because} == case.because
    assert case.obtainable is None or obtainable == case.obtainable


def test_the_sentences_are_many_and_about_many_measures() -> None:
    assert len(CASES) >= 60
    assert len({case.measure for case in CASES}) >= 40
    assert len({case.name for case in CASES}) == len(CASES)
