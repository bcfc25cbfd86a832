import shutil
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.catalogue_check import check_folder
from knowledge.checking.fault import Fault
from knowledge.measure import SupportMeasure
from knowledge.shipped import FOLDER

TODAY = date(2026, 11, 21)
DOCTOR, BASE = "kurgan-zemsky-doctor", "zemskij-doktor"
CARD, ACCOUNT = "pushkinskaya-karta", "esia-uchetnaya-zapis"
LOAN, STATUS = "mikrozajm-samozanyatym", "npd-samozanyatost"
BRIGADE, JOB = "kurgan-labor-teams-14-17", "vremennaya-rabota-14-18"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Eight shipped measures that need no others."""
    for name in (DOCTOR, BASE, CARD, ACCOUNT, LOAN, STATUS, BRIGADE, JOB):
        shutil.copy(FOLDER / f"{name}.yaml", tmp_path)
    return tmp_path


def replace(folder: Path, name: str, old: str, new: str) -> Path:
    file = folder / f"{name}.yaml"
    text = file.read_text(encoding="utf-8")
    assert old in text, f"{name} has no {old!r}"
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return file


def found(folder: Path) -> list[tuple[str, int, str, str]]:
    return [
        (fault.file.stem, fault.line, fault.field, fault.problem)
        for fault in check_folder(folder, TODAY).faults
    ]


def test_the_shipped_catalogue_has_no_faults() -> None:
    result = check_folder(FOLDER, TODAY)

    assert result.faults == ()
    assert result.files == 247


def test_a_sound_folder_has_no_faults(folder: Path) -> None:
    assert found(folder) == []


@pytest.mark.parametrize(
    ("old", "new", "line", "field", "problem"),
    [
        pytest.param("level: federal", "level: [federal", 5, "", "is not YAML", id="unparsable"),
        pytest.param("provider: Деп", "owner: Деп", 3, "owner", "is not a key", id="unknown key"),
        pytest.param("level: federal\n", "", 1, "level", "is missing", id="missing key"),
        pytest.param("    opens: null\n", "", 38, "window.last_known.opens", "is missing", id="missing deep"),
        pytest.param("gives: []", "requires: []", 44, "requires", "stands twice", id="key twice"),
        pytest.param("kind: payment", "kind: gift", 5, "kind", "unknown word 'gift'", id="unknown kind"),
        pytest.param("  - health", "  - heath", 28, "topics[0]", "unknown word 'heath'", id="unknown topic"),
        pytest.param("- doctor", "- medic", 22, "audience.statuses[0]", "unknown word", id="unknown status"),
        pytest.param("- job", "- money", 31, "needs", "repeats", id="repeated word"),
        pytest.param("age_min: 18", "age_min: 180", 15, "audience.age_min", "120", id="impossible age"),
        pytest.param("age_max: null", "age_max: 17", 15, "audience.age_min", "greater", id="ages crossed"),
        pytest.param("age_min: 18", "age_min: '18'", 15, "audience.age_min", "integer", id="age as text"),
        pytest.param("750000", "-1", 10, "benefit.amount_min", "greater than or equal", id="negative sum"),
        pytest.param(
            "750000", "2750000", 10, "benefit.amount_min", "amount_min is greater", id="sums crossed"
        ),
        pytest.param(
            "period: once", "period: null", 12, "benefit.period", "period must be null", id="no period"
        ),
        pytest.param(
            "always: true\n  months_open: []",
            "always: false\n  months_open:\n    - 3\n    - 13",
            38,
            "window.months_open[1]",
            "less than or equal to 12",
            id="impossible month",
        ),
        pytest.param(
            "months_open: []", "months_open: [1]", 35, "window.always", "always: true", id="always + months"
        ),
        pytest.param(
            "closes: null", "closes: 2026-02-30", 40, "window.last_known.closes", "day", id="impossible date"
        ),
        pytest.param(
            "closes: null", "closes: '20260203'", 40, "window.last_known.closes", "YYYY-MM-DD", id="odd date"
        ),
        pytest.param(
            "opens: null\n    closes: null",
            "opens: '2026-03-02'\n    closes: '2026-03-01'",
            39,
            "window.last_known.opens",
            "opens after it closes",
            id="dates crossed",
        ),
        pytest.param("'2023'", "2023", 58, "checked_on", "string", id="year without quotes"),
        pytest.param("'2023'", "'2023-13'", 58, "checked_on", "must be", id="impossible checked_on"),
        pytest.param("year: null", "year: 1870", 56, "sources[1].year", "2000", id="impossible year"),
        pytest.param(
            "url: https://dz", "url: htp://dz", 53, "sources[0].url", "http(s)", id="not an address"
        ),
        pytest.param("  - zemskij-doktor", "  - no-such", 46, "excludes[0]", "no measure", id="dangling"),
        pytest.param("of: zemskij-doktor", "of: no-such", 6, "variant_of", "no measure", id="no such base"),
        pytest.param("of: zemskij-doktor", f"of: {DOCTOR}", 6, "variant_of", "itself", id="own variant"),
        pytest.param("of: zemskij-doktor", f"of: {BRIGADE}", 6, "variant_of", "a variant itself", id="chain"),
        pytest.param("of: zemskij-doktor", f"of: {CARD}", 6, "variant_of", "exclude each", id="both usable"),
        pytest.param("- Курганская область", "- Юг", 18, "audience.regions[0]", "no region", id="region"),
        pytest.param(
            "municipalities: []",
            "municipalities:\n    - Ирбит",
            20,
            "audience.municipalities[0]",
            "no municipality 'Ирбит'",
            id="unknown municipality",
        ),
        pytest.param(
            "- можешь отработать",
            "- сможешь",
            26,
            "audience.conditions[1]",
            "conditions.yaml",
            id="condition",
        ),
        pytest.param(
            "requires: []", "requires:\n  - team", 44, "requires[0]", "nothing gives 'team'", id="not given"
        ),
        pytest.param(
            "applicant: []", "applicant: [ngo]", 23, "audience.applicant", "'ngo_status'", id="form"
        ),
        pytest.param("title: «", 'title: "Ура" «', 2, "", "is not YAML", id="broken quotes"),
        pytest.param("summary: 'М", 'summary: \'"М" м', 7, "summary", "quotes", id="straight quotes"),
        pytest.param("title: «Земский", f"title: «{'о' * 70}", 2, "title", "70", id="long title"),
        pytest.param("summary: 'М", f"summary: 'М{'о' * 300}", 7, "summary", "300", id="long summary"),
        pytest.param("documents: []", "documents: null", 50, "documents", "valid tuple", id="null list"),
    ],
)
def test_a_fault_is_told_with_its_line_and_field(
    folder: Path, old: str, new: str, line: int, field: str, problem: str
) -> None:
    replace(folder, DOCTOR, old, new)

    faults = [fault for fault in found(folder) if fault[:3] == (DOCTOR, line, field) and problem in fault[3]]

    assert len(faults) == 1, found(folder)


@pytest.mark.parametrize(
    ("old", "new", "field", "problem"),
    [
        pytest.param("year: 2023", "year: 2027", "sources[0].year", "2027 has not come yet", id="source"),
        pytest.param(
            "checked_on: '2023'", "checked_on: '2027'", "checked_on", "2027 has not come", id="year to come"
        ),
        pytest.param(
            "checked_on: '2023'",
            "checked_on: 2026-12",
            "checked_on",
            "2026-12 has not come",
            id="month to come",
        ),
        pytest.param(
            "checked_on: '2023'", "checked_on: 2026-11-22", "checked_on", "2026-11-22 has not", id="tomorrow"
        ),
        pytest.param("checked_on: '2023'", "checked_on: '2022'", "checked_on", "of 2023", id="older than it"),
        pytest.param("  note: ", "  note: В 2062 году. ", "benefit.note", "speaks of 2062", id="benefit"),
    ],
)
def test_a_day_that_cannot_be_is_told(folder: Path, old: str, new: str, field: str, problem: str) -> None:
    file = replace(folder, DOCTOR, old, new)

    faults = check_folder(folder, TODAY).faults

    assert [(fault.field, problem in fault.problem, fault.between) for fault in faults] == [
        (field, True, True)
    ], faults
    assert (
        file.read_text(encoding="utf-8")
        .splitlines()[faults[0].line - 1]
        .strip(" -")
        .startswith(field.rpartition(".")[2])
    )


def test_a_round_that_is_announced_years_ahead_is_told(folder: Path) -> None:
    replace(folder, BRIGADE, "closes: null", "closes: 2030-01-01")

    ((_, _, field, problem),) = found(folder)

    assert field == "window.last_known.closes"
    assert problem == "2030-01-01 is years ahead of 2026-11-21"


def test_today_and_this_month_and_this_year_are_no_days_to_come(folder: Path) -> None:
    for day in ("2026-11-21", "2026-11", "'2026'"):
        replace(folder, DOCTOR, "checked_on: '2023'", f"checked_on: {day}")
        assert found(folder) == []
        replace(folder, DOCTOR, f"checked_on: {day}", "checked_on: '2023'")


def test_an_exclusion_must_be_returned(folder: Path) -> None:
    replace(folder, BASE, "excludes:\n  - kurgan-zemsky-doctor", "excludes: []")

    problem = f"'{BASE}' does not exclude '{DOCTOR}' in return"
    assert (DOCTOR, 46, "excludes[0]", problem) in found(folder)


def test_a_measure_cannot_exclude_itself(folder: Path) -> None:
    replace(folder, CARD, "excludes: []", f"excludes: [{CARD}]")

    assert [fault[3] for fault in found(folder)] == ["a measure cannot exclude itself"]


def test_a_variant_that_may_be_used_with_its_base_does_not_exclude_it(folder: Path) -> None:
    replace(folder, BRIGADE, "excludes: []", f"excludes: [{JOB}]")
    replace(folder, JOB, "excludes: []", f"excludes: [{BRIGADE}]")

    ((file, _, field, problem),) = found(folder)
    assert (file, field) == (BRIGADE, "variant_of")
    assert problem.startswith(f"'{BRIGADE}' and its base '{JOB}' may both be used")


def test_an_id_is_used_once_and_names_the_file(folder: Path) -> None:
    shutil.copy(folder / f"{CARD}.yaml", folder / "another-name.yaml")

    assert [(file, line, field) for file, line, field, _ in found(folder)] == [
        ("another-name", 1, "id"),
        (CARD, 1, "id"),
    ]


def test_a_form_that_nothing_gives_is_named(folder: Path) -> None:
    (folder / f"{STATUS}.yaml").unlink()

    fault = (LOAN, 22, "audience.applicant", "nothing gives 'self_employed_status'")
    assert fault in found(folder)


def test_an_institution_and_facts_of_life_need_no_giver(folder: Path) -> None:
    replace(folder, DOCTOR, "applicant: []", "applicant: [institution]")
    replace(folder, DOCTOR, "requires: []", "requires: [student_status, low_income_status]")

    assert found(folder) == []


def test_a_capability_must_be_reachable_in_every_region_of_the_measure(folder: Path) -> None:
    replace(folder, ACCOUNT, "    - '*'", "    - Дальний Восток")

    ((file, _, field, problem),) = found(folder)
    assert (file, field) == (CARD, "requires[0]")
    assert problem.startswith("'esia_account' cannot be reached in ")
    assert "Камчатский край" not in problem


def test_a_giver_that_cannot_be_used_itself_does_not_count(folder: Path) -> None:
    replace(folder, ACCOUNT, "requires: []", "requires: [esia_account]")

    assert {(fault[0], fault[2]) for fault in found(folder)} == {
        (ACCOUNT, "requires[0]"),
        (CARD, "requires[0]"),
    }


def test_a_giver_in_a_town_counts_in_that_town_only(folder: Path) -> None:
    replace(folder, ACCOUNT, "    - '*'", "    - Курганская область")
    replace(folder, ACCOUNT, "municipalities: []", "municipalities: [Шадринск]")
    replace(folder, CARD, "    - '*'", "    - Курганская область")

    assert [fault[2] for fault in found(folder)] == ["requires[0]"]
    replace(folder, CARD, "municipalities: []", "municipalities: [Шадринск]")
    assert found(folder) == []


def test_text_that_is_not_utf_8_is_told_with_its_line(folder: Path) -> None:
    (folder / f"{CARD}.yaml").write_bytes("id: pushkinskaya-karta\ntitle: Карта".encode("cp1251"))

    assert (CARD, 2, "", "is not text in UTF-8") in found(folder)


def test_a_file_that_is_no_measure_is_told(folder: Path) -> None:
    (folder / "notes.txt").write_text("заметки")
    (folder / "empty.yaml").write_text("")
    (folder / "list.yaml").write_text("- 1")

    assert [(fault[0], fault[3]) for fault in found(folder)] == [
        ("empty", "holds no keys"),
        ("list", "holds no keys"),
        ("notes", "is not a measure: its name must end in .yaml"),
    ]


def test_a_broken_file_does_not_make_others_look_broken(folder: Path) -> None:
    replace(folder, BASE, "kind: payment", "kind: gift")

    assert [(fault[0], fault[2]) for fault in found(folder)] == [(BASE, "kind")]


@pytest.mark.parametrize("name", [BASE, ACCOUNT])
def test_a_file_that_cannot_be_parsed_does_not_make_others_look_broken(folder: Path, name: str) -> None:
    replace(folder, name, "level: ", "level: [")

    assert [(fault[0], fault[2]) for fault in found(folder)] == [(name, "")]


def test_all_faults_are_told_at_once_in_order(folder: Path) -> None:
    replace(folder, DOCTOR, "kind: payment", "kind: gift")
    replace(folder, DOCTOR, "age_min: 18", "age_min: 180")
    replace(folder, DOCTOR, "  - zemskij-doktor", "  - no-such")
    replace(folder, CARD, "title: ", "headline: ")

    told = [(file, field) for file, _, field, _ in found(folder)]

    assert told == [
        (DOCTOR, "kind"),
        (DOCTOR, "variant_of"),
        (DOCTOR, "audience.age_min"),
        (DOCTOR, "excludes[0]"),
        (CARD, "title"),
        (CARD, "headline"),
        (BASE, "excludes[0]"),
    ]


def test_an_alias_that_holds_itself_is_refused(folder: Path) -> None:
    (folder / "loop.yaml").write_text("steps: &steps\n  - *steps\n")

    assert ("loop", 1, "", "is not YAML: an alias that holds itself") in found(folder)


def test_a_fault_reads_as_file_line_field_and_problem() -> None:
    fault = Fault(Path("measures/a.yaml"), 7, "sources[1].url", "is missing")

    assert str(fault) == "measures/a.yaml:7: sources[1].url: is missing"
    assert str(Fault(Path("a.yaml"), 1, "", "holds no keys")) == "a.yaml:1: holds no keys"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(field=st.sampled_from([*SupportMeasure.model_fields, "other"]), value=JSON)
def test_any_value_anywhere_is_a_fault_or_sound_but_never_a_crash(
    tmp_path: Path, field: str, value: object
) -> None:
    data = yaml.safe_load((FOLDER / f"{DOCTOR}.yaml").read_text(encoding="utf-8"))
    (tmp_path / f"{DOCTOR}.yaml").write_text(yaml.safe_dump({**data, field: value}), encoding="utf-8")

    result = check_folder(tmp_path, TODAY)

    assert all(fault.line >= 1 for fault in result.faults)


@pytest.mark.parametrize(
    "text",
    [
        "1: 2\n? [a]\n: b\n",
        "? {a: 1}\n: b\n",
        "id: &a [*a]\n",
        "<<: {id: 5}\n",
        "id: !!binary x\n",
        "---\n---\n",
        "\t",
        "\x00",
    ],
)
def test_odd_yaml_is_a_fault_and_not_a_crash(tmp_path: Path, text: str) -> None:
    (tmp_path / "odd.yaml").write_text(text, encoding="utf-8")

    assert check_folder(tmp_path, TODAY).faults
