"""ORGANISATION_FILE: the shipped default, the schema, the errors."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from bot.organisation import PATH, OrganisationError, json_schema, read_organisation, shipped_organisation

ROOT = Path(__file__).parents[3]


def _shipped() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(PATH.read_text(encoding="utf-8"))
    return loaded


def _file(folder: Path, data: object) -> Path:
    path = folder / "organisation.yaml"
    path.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    return path


def test_the_shipped_file_is_the_default_and_fits_the_schema() -> None:
    assert read_organisation() == shipped_organisation()
    jsonschema.validate(_shipped(), json.loads(json_schema()))


def test_the_schema_in_the_docs_is_fresh() -> None:
    written = (ROOT / "docs/organisation.schema.json").read_text(encoding="utf-8")

    assert written == json_schema() + "\n", "run: python -m bot.organisation > docs/organisation.schema.json"


def test_the_shipped_file_names_every_setting() -> None:
    assert set(_shipped()) == set(type(shipped_organisation()).model_fields)


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"name": ""}, "name"),
        ({"nmae": "x"}, "nmae"),
        ({"contacts": {"site": "mp45.ru"}}, "contacts.site"),
        ({"contacts": {"fax": "1"}}, "contacts.fax"),
        ({"tax_number": "123"}, "tax_number"),
        ({"quiet_hours": {"since": "25:00", "until": "10:00"}}, "quiet_hours.since"),
        ({"working_hours": {"days": ["mon"], "since": "18:00", "until": "09:00"}}, "working_hours"),
        ({"working_hours": {"days": ["пн"], "since": "09:00", "until": "18:00"}}, "working_hours.days"),
        ({"channels": ["fax"]}, "channels.0"),
        ({"stale_after_months": 0}, "stale_after_months"),
        ({"stale_after_months": "24"}, "stale_after_months"),
        ({"consents": {}}, "consents.processing"),
        ({"operations": {"metrics_networks": ["10.0.0.0/99"]}}, "operations.metrics_networks.0"),
        ({"own_windows": [{"measure": "x", "opens": "2027-02-30"}]}, "own_windows.0.opens"),
        ({"own_windows": [{"measure": "x", "opens": "2027-03-01", "closes": "2027-02-01"}]}, "own_windows.0"),
        ({"age_label": "взрослые"}, "age_label"),
    ],
)
def test_a_wrong_value_is_one_line_that_names_the_place(
    tmp_path: Path, change: dict[str, Any], place: str
) -> None:
    path = _file(tmp_path, _shipped() | change)

    with pytest.raises(OrganisationError) as caught:
        read_organisation(path)

    assert str(caught.value).startswith(f"{path}: {place}")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("text", ["", "[]", "name: [", "a: b: c", "\x00"])
def test_a_file_that_is_no_description_is_one_line_too(tmp_path: Path, text: str) -> None:
    path = tmp_path / "organisation.yaml"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(OrganisationError) as caught:
        read_organisation(path)

    assert "\n" not in str(caught.value)


def test_a_missing_or_huge_file_is_named(tmp_path: Path) -> None:
    huge = tmp_path / "huge.yaml"
    huge.write_text("#" * 300_000, encoding="utf-8")

    for path in (tmp_path / "none.yaml", huge):
        with pytest.raises(OrganisationError, match=path.name):
            read_organisation(path)


def test_a_changed_text_has_another_hash() -> None:
    document = shipped_organisation().consents.processing

    assert document.text_hash != document.model_copy(update={"text": document.text + " "}).text_hash
