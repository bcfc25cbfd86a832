"""Persons found by slovnet's neural tagger with the weights that ship in natasha's wheel.

Loaded when first needed: about a second and 150 MB. natasha's own package is not imported.
"""

from collections.abc import Iterator
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING, Final

from knowledge.language.redaction.name_lexicon import natasha_folder

if TYPE_CHECKING:
    from slovnet import NER

_LONGEST: Final = 12_000
"""Characters that are tagged, at about 15,000 a second; longer texts are redacted by rules beyond it."""
_lock = Lock()


def persons(seen: str) -> Iterator[tuple[int, int]]:
    """Places of persons in a text; in one without capitals it sees none worth the time."""
    said = seen[:_LONGEST]
    if said == said.lower():
        return iter(())
    with _lock:
        marked = _tagger()(said)
    return ((span.start, span.stop) for span in marked.spans if span.type == "PER")


@cache
def _tagger() -> "NER":
    from navec import Navec
    from slovnet import NER

    data = natasha_folder()
    tagger = NER.load(str(data / "model" / "slovnet_ner_news_v1.tar"))
    tagger.navec(Navec.load(str(data / "emb" / "navec_news_v1_1B_250K_300d_100q.tar")))
    return tagger
