"""What search is compared with: plain BM25 on stems, plain Chroma on the same vectors."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from benchmarks.search_scoring import Answer
from knowledge.language.words import normalise
from knowledge.measure import SupportMeasure
from knowledge.regions import regions
from knowledge.search.chroma import ChromaIndex
from knowledge.search.documents import fields
from knowledge.search.measure_text import measure_text
from knowledge.search.vectors import GramPca

_WORD: Final = re.compile(r"[^\W_]+")
_DEPTH: Final = 10


def stems(measures: Sequence[SupportMeasure]) -> Answer:
    """bm25s over Snowball stems of the measures' texts."""
    import bm25s
    import snowballstemmer

    stem = snowballstemmer.stemmer("russian").stemWords

    def tokens(text: str) -> list[str]:
        return list(stem(_WORD.findall(normalise(text))))

    index = bm25s.BM25()
    index.index([tokens(_plain(measure)) for measure in measures], show_progress=False)

    def answer(text: str, region: str) -> list[str]:
        scores = index.get_scores(tokens(text))
        return [measures[n].id for n in (-scores).argsort() if scores[n] > 0 and _near(measures[n], region)][
            :_DEPTH
        ]

    return answer


@contextmanager
def chroma(measures: Sequence[SupportMeasure]) -> Iterator[Answer]:
    """The nearest neighbours in Chroma on the vectors that the consultant makes."""
    texts = [measure_text(measure) for measure in measures]
    by_id = {measure.id: measure for measure in measures}
    embedding = GramPca.fit(texts)
    with TemporaryDirectory() as folder:
        index = ChromaIndex(Path(folder))
        index.open()
        index.build("measures-benchmark", list(by_id), embedding.documents(texts), lambda: True)

        def answer(text: str, region: str) -> list[str]:
            near = index.near(embedding.query(text), len(measures))
            return [
                id_ for id_ in sorted(near, key=near.__getitem__, reverse=True) if _near(by_id[id_], region)
            ][:_DEPTH]

        yield answer
        index.close()


def _plain(measure: SupportMeasure) -> str:
    return "; ".join(text for text, _ in fields(measure, ()))


def _near(measure: SupportMeasure, region: str) -> bool:
    return any(regions().covers(name, region) for name in measure.audience.regions)
