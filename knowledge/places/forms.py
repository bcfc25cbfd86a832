"""The cases of place names: Далматово, Далматова, в Далматове; Верхней Пышмой."""

from collections.abc import Sequence
from functools import cache
from itertools import product

from knowledge.places.lexicon import lexicon

CASES = 6


def inflect(name: Sequence[str]) -> frozenset[tuple[str, ...]]:
    """Every case of a name given word by word; the words agree in case, or only the last one changes."""
    words = [*(_or_unchanged(word) for word in name[:-1]), _cases(name[-1])]
    return frozenset(form for case in range(CASES) for form in product(*(forms[case] for forms in words)))


def _or_unchanged(word: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(dict.fromkeys((*forms, word))) for forms in _cases(word))


@cache
def _cases(word: str) -> tuple[tuple[str, ...], ...]:
    """The forms of a word for each case; numbers, prepositions and words like «район» have one."""
    words = lexicon()
    if not word.isalpha() or word in words.areas or word in words.prepositions.into:
        return ((word,),) * CASES
    ending = max((ending for ending in words.endings if word.endswith(ending)), key=len)
    stem = word.removesuffix(ending)
    return tuple(
        tuple(dict.fromkeys(stem + form for form in forms.split("|"))) for forms in words.endings[ending]
    )
