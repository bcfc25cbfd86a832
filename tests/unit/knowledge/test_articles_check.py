"""The check of articles names file, line and field of every fault."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from knowledge.articles.checking import article_faults
from knowledge.articles.shelf import FOLDER
from knowledge.shipped import shipped_measures

TODAY = date(2026, 11, 22)
MEASURES = frozenset(measure.id for measure in shipped_measures())
GOAL, PLAN = "cel-i-zadachi", "biznes-plan"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in (GOAL, PLAN):
        shutil.copy(FOLDER / f"{name}.yaml", tmp_path)
    return tmp_path


def found(folder: Path, today: date = TODAY) -> list[tuple[str, str]]:
    return [(fault.field, fault.problem) for fault in article_faults(folder, MEASURES, today)]


def change(folder: Path, name: str, old: str, new: str) -> None:
    file = folder / f"{name}.yaml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_shipped_articles_have_no_faults() -> None:
    assert article_faults(FOLDER, MEASURES, TODAY) == []


def test_a_measure_that_is_not_there_is_named_with_its_place(folder: Path) -> None:
    change(folder, GOAL, "measures: [kurgan-mp-courses-social", "measures: [kurgan-mp-courses")

    (fault,) = article_faults(folder, MEASURES, TODAY)

    assert (fault.file.name, fault.field) == (f"{GOAL}.yaml", "measures[0]")
    assert fault.line > 1


def test_a_source_cannot_have_been_read_tomorrow(folder: Path) -> None:
    assert ("sources[0].checked_on", "2026-11-22 has not come yet") in found(folder, date(2026, 11, 21))


def test_a_file_bears_the_name_of_its_article(folder: Path) -> None:
    (folder / f"{GOAL}.yaml").rename(folder / "cel.yaml")

    assert found(folder) == [("id", f"the file must be named {GOAL}.yaml")]


def test_two_articles_cannot_answer_one_question(folder: Path) -> None:
    change(folder, PLAN, "  - как написать бизнес-план\n", "  - как написать цель проекта\n")

    assert ("asked[0]", f"'{PLAN}' answers it, too") in found(folder)


@pytest.mark.parametrize("text", ["id: [", "id: x\nid: y\n", "\ufeffid: \x00"])
def test_a_broken_file_is_a_fault_and_no_crash(folder: Path, text: str) -> None:
    (folder / "x.yaml").write_text(text, encoding="utf-8")

    assert any(fault.file.name == "x.yaml" for fault in article_faults(folder, MEASURES, TODAY))


def test_an_age_in_figures_is_named_with_its_line(folder: Path) -> None:
    change(folder, GOAL, "Проверь связь", "Проверь связь в 14 лет")

    (fault,) = article_faults(folder, MEASURES, TODAY)

    assert fault.field == "sections[2].title"
    assert "an age in figures" in fault.problem
