import re
from pathlib import Path

import pytest
import yaml
from pydantic import ValidationError

from knowledge.measure import SupportMeasure
from knowledge.measure_file import dump_measure, parse_measure, to_data
from knowledge.shipped import FOLDER, read_measures, shipped_measures

DOCUMENTED = FOLDER.parents[1] / "docs" / "catalogue.md"


def test_every_shipped_file_is_written_back_byte_for_byte() -> None:
    changed = [
        measure.id
        for measure in shipped_measures()
        if dump_measure(measure) != (FOLDER / f"{measure.id}.yaml").read_text(encoding="utf-8")
    ]

    assert changed == []


def test_what_a_file_may_leave_out_is_left_out() -> None:
    measures = {measure.id: measure for measure in shipped_measures()}

    general, local = to_data(measures["zemskij-doktor"]), to_data(measures["kurgan-zemsky-doctor"])

    assert "variant_of" not in general
    assert local["variant_of"] == "zemskij-doktor"
    assert all("title" not in source for source in general["sources"])


def test_data_makes_the_measure_again() -> None:
    for measure in shipped_measures():
        assert SupportMeasure.model_validate(to_data(measure)) == measure


def test_measures_come_in_the_order_of_their_ids() -> None:
    ids = [measure.id for measure in shipped_measures()]

    assert ids == sorted(ids)
    assert len(ids) == 247


def test_a_date_without_quotes_stays_text_and_is_checked() -> None:
    text = (FOLDER / "zemskij-doktor.yaml").read_text(encoding="utf-8")
    dated = text.replace("always: true", "always: false").replace("closes: null", "closes: 2026-02-28")

    assert parse_measure(dated).window.last_known.closes == "2026-02-28"
    with pytest.raises(ValidationError, match=r"window\.last_known\.closes"):
        parse_measure(dated.replace("02-28", "02-30"))


def test_a_broken_file_stops_the_reading(tmp_path: Path) -> None:
    (tmp_path / "broken.yaml").write_text("id: [")

    with pytest.raises(yaml.YAMLError):
        read_measures(tmp_path)


def test_a_file_cannot_make_objects(tmp_path: Path) -> None:
    (tmp_path / "evil.yaml").write_text("!!python/object/apply:os.system ['true']")

    with pytest.raises(yaml.YAMLError):
        read_measures(tmp_path)


def test_the_page_on_the_catalogue_tells_of_every_field() -> None:
    page = DOCUMENTED.read_text(encoding="utf-8")
    told = set(re.findall(r"`([a-z_.]+)`", page))

    missing = [field for field in SupportMeasure.model_fields if not {field, f"{field}.note"} & told]

    assert missing == []
