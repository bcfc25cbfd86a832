"""Local forms of general measures: one of the two is the better one, whatever the person's conditions say."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from bot.path import weights
from knowledge.checking.references import both_usable
from knowledge.measure import SupportMeasure


def lesser_forms(measures: Iterable[SupportMeasure]) -> Mapping[str, list[SupportMeasure]]:
    """Id -> forms of the same thing that it should beat: the local one wins unless its page is much older."""
    known = {measure.id: measure for measure in measures}
    lesser: defaultdict[str, list[SupportMeasure]] = defaultdict(list)
    for local in known.values():
        if local.variant_of not in known or local.variant_of in both_usable():
            continue
        general = known[local.variant_of]
        better, worse = (general, local) if _is_much_older(local, general) else (local, general)
        lesser[better.id].append(worse)
    return lesser


def _is_much_older(local: SupportMeasure, general: SupportMeasure) -> bool:
    if local.checked_on is None or general.checked_on is None:
        return False
    return int(general.checked_on[:4]) - int(local.checked_on[:4]) >= weights.OLDER_YEARS
