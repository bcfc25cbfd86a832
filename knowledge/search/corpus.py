"""The indexed catalogue: sparse indexes of words, n-grams and phrases, and a measure's fields as arrays."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from knowledge.language.words import lemma, lemmas, words
from knowledge.measure import NO_AGE_LIMIT, SupportMeasure
from knowledge.search.documents import document, fields, spoken_lines
from knowledge.search.features import grams, word_and_grams, word_counts
from knowledge.search.index import SparseIndex
from knowledge.search.kin import Kin
from knowledge.search.lexicon import facets, silent_words, synonyms
from knowledge.vocabulary import vocabulary

FACETS: Final = ("needs", "topics", "kind", "statuses")


@dataclass(frozen=True, slots=True)
class Corpus:
    """All that ranking needs; row n of every array is measure n.

    `spoken`: how people ask for each; `variants`: rows of a measure and of the one it is the local form of.
    """

    measures: tuple[SupportMeasure, ...]
    spoken: tuple[tuple[str, ...], ...]
    words: SparseIndex
    grams: SparseIndex
    phrases: SparseIndex
    phrase_owner: NDArray[np.int32]
    kin: Kin
    facets: Mapping[str, Mapping[str, NDArray[np.bool_]]]
    age_min: NDArray[np.int16]
    age_max: NDArray[np.int16]
    variants: NDArray[np.intp]

    @classmethod
    def build(cls, measures: Sequence[SupportMeasure], asked: Mapping[str, Sequence[str]]) -> Self:
        """Index the measures. `asked`: id -> how people ask for it, for those of which that is known."""
        spoken = [spoken_lines(measure, asked.get(measure.id, ())) for measure in measures]
        documents = [document(measure, said) for measure, said in zip(measures, spoken, strict=True)]
        owners = [number for number, said in enumerate(spoken) for _ in said]
        lines = [word_counts(lemmas(line)) for said in spoken for line in said]
        bounds = [(one.audience.age_min or 0, one.audience.age_max or NO_AGE_LIMIT) for one in measures]
        return cls(
            measures=tuple(measures),
            spoken=tuple(spoken),
            words=SparseIndex.bm25(documents),
            grams=SparseIndex.bm25(documents, grams),
            phrases=SparseIndex.cosine(lines, word_and_grams),
            phrase_owner=np.array(owners, dtype=np.int32),
            kin=Kin(documents),
            facets=_facet_arrays(measures),
            age_min=np.array([low for low, _ in bounds], dtype=np.int16),
            age_max=np.array([high for _, high in bounds], dtype=np.int16),
            variants=_variants(measures),
        )


def known_words(corpus: Corpus) -> dict[str, int]:
    """Every word that search understands, as it is written and as a lemma, with how often it occurs."""
    counts: Counter[str] = Counter(_written(corpus))
    for word, count in list(counts.items()):
        counts[lemma(word)] += count
    tables = (synonyms(), *facets().values())
    for word in (*silent_words(), *(word for table in tables for word in table.words())):
        counts[word] += 1
    return {word: count for word, count in counts.items() if len(word) > 1 or word in silent_words()}


def _written(corpus: Corpus) -> Iterator[str]:
    for measure, said in zip(corpus.measures, corpus.spoken, strict=True):
        for text, _ in fields(measure, said):
            yield from words(text)


def _variants(measures: Sequence[SupportMeasure]) -> NDArray[np.intp]:
    rows = {measure.id: row for row, measure in enumerate(measures)}
    pairs = [(row, rows[one.variant_of]) for row, one in enumerate(measures) if one.variant_of in rows]
    return np.array(pairs, dtype=np.intp).reshape(-1, 2)


def _facet_arrays(measures: Sequence[SupportMeasure]) -> dict[str, dict[str, NDArray[np.bool_]]]:
    names = vocabulary()
    held = {
        "needs": [frozenset(one.needs) for one in measures],
        "topics": [frozenset(one.topics) for one in measures],
        "kind": [frozenset((one.kind,)) for one in measures],
        "statuses": [frozenset(one.audience.statuses) for one in measures],
    }
    return {
        facet: {word: np.array([word in one for one in held[facet]]) for word in getattr(names, facet)}
        for facet in FACETS
    }
