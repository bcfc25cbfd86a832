from hypothesis import given
from hypothesis import strategies as st

from knowledge.measure import SupportMeasure
from knowledge.measure_fields import fields_of, measure_of
from knowledge.merging import Setter, merge
from knowledge.shipped import shipped_measures

MEASURES = shipped_measures()
FIELDS = [field for field in fields_of(MEASURES[0]) if field != "id"]
OWNERS: st.SearchStrategy[Setter] = st.sampled_from(("staff", "ingest"))


@given(
    mine=st.sampled_from(MEASURES),
    files=st.sampled_from(MEASURES),
    owners=st.dictionaries(st.sampled_from(FIELDS), OWNERS, max_size=8),
)
def test_a_merge_keeps_what_others_set_stays_valid_and_is_done_once(
    mine: SupportMeasure, files: SupportMeasure, owners: dict[str, Setter]
) -> None:
    """Any measure stands for the present state, any other for the new file of the same id."""
    current = fields_of(mine)
    shipped = {**fields_of(files), "id": current["id"]}

    first = merge(current, owners, shipped)
    after = {**current, **first.taken}
    second = merge(after, owners, shipped)

    assert measure_of(after)
    assert not set(first.taken) & set(owners)
    assert {**after, **first.proposed} == {**after, **shipped}
    assert not second.taken
    assert second.proposed == first.proposed


def test_what_nobody_else_set_follows_the_file() -> None:
    current, files = fields_of(MEASURES[0]), fields_of(MEASURES[1])

    merged = merge(current, {}, files)

    assert {**current, **merged.taken} == files
    assert merged.proposed == {}
