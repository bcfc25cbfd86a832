"""Dense vectors of texts without any download: landmarks and principal components (Gram-PCA).

Another embedding (an endpoint, say) is another class with the same four names; an index that an embedding of
another `name` made is built anew.
"""

from collections.abc import Sequence
from hashlib import sha256
from typing import Final, Protocol, Self

import numpy as np
from numpy.typing import NDArray

from knowledge.search.vector_features import Features, SparseVector

Matrix = NDArray[np.float32]
Vector = NDArray[np.float32]

VERSION: Final = 1
"""Grows with every change of features, weights or mathematics."""
MOST_LANDMARKS: Final = 1000
DIMENSION: Final = 256
_LEAST_SHARE: Final = 1e-6
"""Components weaker than this share of the strongest are noise of the arithmetic."""


class Embedding(Protocol):
    """Turns texts into unit vectors whose dot product says how near they are. Blocks: call it in a thread."""

    @property
    def name(self) -> str:
        """Method, version and what it was fitted on: equal names give equal vectors. [a-z0-9-] only."""
        ...

    @property
    def dimension(self) -> int:
        """Numbers in a vector."""
        ...

    def documents(self, texts: Sequence[str]) -> Matrix:
        """One row a text."""
        ...

    def query(self, text: str) -> Vector:
        """The vector of what a person asks; all zeros when no word of it is known."""
        ...


class Landmarks:
    """Some of the texts, to which every text is compared: postings of feature -> (landmark, weight)."""

    def __init__(self, vectors: Sequence[SparseVector], features: int) -> None:
        numbers = np.concatenate([vector.numbers for vector in vectors])
        owners = np.repeat(np.arange(len(vectors)), [len(vector.numbers) for vector in vectors])
        weights = np.concatenate([vector.weights for vector in vectors])
        order = np.argsort(numbers, kind="stable")
        self.count = len(vectors)
        self._owners = owners[order].astype(np.int32)
        self._weights = weights[order].astype(np.float32)
        self._starts = np.searchsorted(numbers[order], np.arange(features + 1)).astype(np.int64)

    def cosines(self, vector: SparseVector) -> NDArray[np.float64]:
        """The cosine of the vector with each landmark."""
        starts = self._starts[vector.numbers]
        lengths = self._starts[vector.numbers + 1] - starts
        ends = np.cumsum(lengths)
        total = int(ends[-1]) if len(ends) else 0
        at = np.arange(total) + np.repeat(starts - ends + lengths, lengths)
        products = np.repeat(vector.weights, lengths) * self._weights[at]
        return np.bincount(self._owners[at], weights=products, minlength=self.count).astype(np.float64)


class GramPca:
    """Cosines with the landmarks, turned so that few numbers keep nearly all of them (an `Embedding`).

    With G the landmarks' cosines among each other and G = U diag(l) U', a text of cosines c gets
    c U / sqrt(l): then dot products of landmarks are G again, and those of other texts come near theirs.
    """

    def __init__(self, features: Features, landmarks: Landmarks, projection: Matrix) -> None:
        self._features = features
        self._landmarks = landmarks
        self._projection = projection
        fingerprint = sha256(projection.tobytes() + features.rarity.tobytes()).hexdigest()
        self.name = f"gram-pca-{VERSION}-{fingerprint[:16]}"
        self.dimension = projection.shape[1]

    @classmethod
    def fit(cls, texts: Sequence[str], dimension: int = DIMENSION, most: int = MOST_LANDMARKS) -> Self:
        """Fit on texts. Fewer numbers than `dimension` when the texts do not differ in so many ways.

        Raises: ValueError without a text.
        """
        if not texts:
            raise ValueError("there is nothing to fit on")
        features = Features.fit(texts)
        chosen = np.unique(np.linspace(0, len(texts) - 1, min(most, len(texts))).astype(int))
        vectors = [features.vector(texts[place]) for place in chosen]
        landmarks = Landmarks(vectors, len(features.rarity))
        return cls(features, landmarks, _projection(landmarks, vectors, dimension))

    def documents(self, texts: Sequence[str]) -> Matrix:
        """One row a text."""
        rows = [self.query(text) for text in texts]
        return np.stack(rows) if rows else np.empty((0, self.dimension), np.float32)

    def query(self, text: str) -> Vector:
        """The vector of a text; all zeros when none of its features is known."""
        cosines = self._landmarks.cosines(self._features.vector(text))
        return _unit(cosines.astype(np.float32) @ self._projection)


def _projection(landmarks: Landmarks, vectors: Sequence[SparseVector], dimension: int) -> Matrix:
    gram = np.stack([landmarks.cosines(vector) for vector in vectors])
    strengths, turns = np.linalg.eigh((gram + gram.T) / 2)
    strongest = np.argsort(strengths)[::-1][:dimension]
    kept = strongest[strengths[strongest] > max(strengths.max(), 1e-12) * _LEAST_SHARE]
    if not len(kept):
        return np.zeros((landmarks.count, 1), np.float32)
    return np.asarray(turns[:, kept] / np.sqrt(strengths[kept]), np.float32)


def _unit(vector: Vector) -> Vector:
    length = float(np.linalg.norm(vector))
    return vector / np.float32(length) if length else vector
