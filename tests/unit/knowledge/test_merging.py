from hypothesis import given
from hypothesis import strategies as st

from knowledge.catalogue_import import SHIPPED_FILES, own_files
from knowledge.measure import SupportMeasure
from knowledge.measure_fields import fields_of, measure_of
from knowledge.merging import Setter, merge
from knowledge.shipped import shipped_measures

MEASURES = shipped_measures()
FIELDS = [field for field in fields_of(MEASURES[0]) if field != "id"]
OWNERS: st.SearchStrategy[Setter] = st.sampled_from(("imported", "staff", "ingest"))
OVER = st.sampled_from((SHIPPED_FILES.over, own_files(()).over))


@given(
    mine=st.sampled_from(MEASURES),
    files=st.sampled_from(MEASURES),
    owners=st.dictionaries(st.sampled_from(FIELDS), OWNERS, max_size=8),
    over=OVER,
)
def test_a_merge_keeps_what_others_set_stays_valid_and_is_done_once(
    mine: SupportMeasure, files: SupportMeasure, owners: dict[str, Setter], over: frozenset[Setter]
) -> None:
    """Any measure stands for the present state, any other for the new file of the same id."""
    current = fields_of(mine)
    shipped = {**fields_of(files), "id": current["id"]}

    first = merge(current, owners, shipped, over)
    after = {**current, **first.taken}
    second = merge(after, owners, shipped, over)

    assert measure_of(after)
    assert not set(first.taken) & {field for field, owner in owners.items() if owner not in over}
    assert {**after, **first.proposed} == {**after, **shipped}
    assert not second.taken
    assert second.proposed == first.proposed


def test_what_nobody_else_set_follows_the_file() -> None:
    current, files = fields_of(MEASURES[0]), fields_of(MEASURES[1])

    merged = merge(current, {}, files, SHIPPED_FILES.over)

    assert {**current, **merged.taken} == files
    assert merged.proposed == {}
