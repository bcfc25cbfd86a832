import numpy as np
import pytest

from knowledge.search.vector_features import Features
from knowledge.search.vectors import GramPca

TEXTS = [
    "Грант молодым предпринимателям на своё дело",
    "Заём самозанятым под низкий процент",
    "Ипотека для молодой семьи",
    "Наставник для школьного проекта",
    "Путешествие студентов по России",
    "Бесплатное обучение новой профессии",
]


def test_vectors_have_length_one() -> None:
    embedding = GramPca.fit(TEXTS)

    lengths = np.linalg.norm(embedding.documents(TEXTS), axis=1)

    assert lengths == pytest.approx(np.ones(len(TEXTS)), abs=1e-5)


def test_with_every_text_a_landmark_the_cosines_of_the_features_are_kept() -> None:
    embedding = GramPca.fit(TEXTS)
    features = Features.fit(TEXTS)
    vectors = np.zeros((len(TEXTS), len(features.rarity)))
    for row, text in zip(vectors, TEXTS, strict=True):
        sparse = features.vector(text)
        row[sparse.numbers] = sparse.weights

    rows = embedding.documents(TEXTS)

    assert rows @ rows.T == pytest.approx(vectors @ vectors.T, abs=1e-4)


@pytest.mark.parametrize(
    ("asked", "nearest"),
    [
        pytest.param("ипотеку молодой семье", 2, id="other forms of the words"),
        pytest.param("самозанятость", 1, id="another word of the same root"),
        pytest.param("предпренимателям", 0, id="a slip of the pen"),
    ],
)
def test_what_is_asked_is_nearest_to_what_speaks_of_it(asked: str, nearest: int) -> None:
    embedding = GramPca.fit(TEXTS)

    cosines = embedding.documents(TEXTS) @ embedding.query(asked)

    assert int(np.argmax(cosines)) == nearest


@pytest.mark.parametrize("text", ["", "???", "зкщшх", "a" * 20_000, "🙂" * 500])
def test_a_text_of_unknown_features_has_the_vector_of_zeros(text: str) -> None:
    embedding = GramPca.fit(TEXTS)

    assert not embedding.query(text).any()


def test_the_same_texts_give_the_same_name_and_the_same_vectors() -> None:
    first, second = GramPca.fit(TEXTS), GramPca.fit(list(TEXTS))

    assert first.name == second.name
    assert np.array_equal(first.documents(TEXTS), second.documents(TEXTS))


def test_another_fit_has_another_name() -> None:
    names = {GramPca.fit(TEXTS).name, GramPca.fit(TEXTS[:-1]).name, GramPca.fit(TEXTS, dimension=3).name}

    assert len(names) == 3


def test_more_texts_than_landmarks_are_placed_by_the_landmarks() -> None:
    texts = [f"{text} {number} раз" for number in range(20) for text in TEXTS]
    embedding = GramPca.fit(texts, dimension=8, most=30)

    rows = embedding.documents(texts)

    assert rows.shape == (120, embedding.dimension)
    assert embedding.dimension <= 8
    assert int(np.argmax(rows @ embedding.query("ипотека"))) % len(TEXTS) == 2


@pytest.mark.parametrize("texts", [["одно и то же"] * 5, [""], ["", "слово"]])
def test_odd_texts_do_no_harm(texts: list[str]) -> None:
    embedding = GramPca.fit(texts)

    assert np.isfinite(embedding.documents(texts)).all()


def test_without_texts_there_is_nothing_to_fit() -> None:
    with pytest.raises(ValueError, match="nothing to fit"):
        GramPca.fit([])
