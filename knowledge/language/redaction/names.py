"""Names of private persons, found by dictionaries and by the words around them."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from knowledge.language.redaction.lexicon import pattern
from knowledge.language.redaction.name_context import Context
from knowledge.language.redaction.name_lexicon import name_lexicon
from knowledge.language.redaction.name_words import Word, words_of
from knowledge.language.redaction.span import Span

_INITIALS: Final = ("initials_after", "initials_before", "bare_initials")
_SMALL_INITIALS: Final = ("small_initials_after", "small_initials_before")
_MOST_WORDS: Final = 4
_GAPS: Final = range(1, 6)
"""Lengths of «, » and « и », which join a list."""


def names(seen: str, plain: str) -> list[Span]:
    """Names in a text, in order."""
    words = words_of(seen, plain)
    context = Context(seen, plain, words)
    found = [*_with_initials(seen, plain, context), *_whole(words, plain, context)]
    found += _expected(words, context)
    found = _merged(found)
    return _merged([*found, *_in_company(words, plain, context, found)])


def _with_initials(seen: str, plain: str, context: Context) -> Iterator[Span]:
    """«Носова К. Л.»: in small letters only with two initials."""
    for text, forms in ((seen, _INITIALS), (plain, _SMALL_INITIALS)):
        for form in forms:
            for found in pattern(form).finditer(text):
                if context.is_private_surname(found.start("name"), has_dots="." in found[0]):
                    yield Span(*found.span(), "name")


def _whole(words: Sequence[Word], plain: str, context: Context) -> Iterator[Span]:
    """Several words that make a name together, and single ones that need no help."""
    index = 0
    while index < len(words):
        count = _length(words, index, plain)
        is_name = context.is_single_name(index) if count == 1 else not context.is_public_person(index, count)
        if is_name:
            yield Span(words[index].start, words[index + count - 1].end, "name")
        index += count


def _length(words: Sequence[Word], index: int, plain: str) -> int:
    """How many words from here on make a full name; 1 if none."""
    most = _adjoining(words, index, plain)
    return next((count for count in range(most, 1, -1) if _is_full_name(words[index : index + count])), 1)


def _adjoining(words: Sequence[Word], index: int, plain: str) -> int:
    """How many words from here on stand together and may each be a part of a name."""
    count = 1 if words[index].reading.is_part or _is_oglu(words[index]) else 0
    while 0 < count < _MOST_WORDS and index + count < len(words):
        before, word = words[index + count - 1], words[index + count]
        is_part = word.reading.is_part or _is_oglu(word) or _is_last(before, word)
        if not is_part or not pattern("space").fullmatch(plain, before.end, word.start):
            break
        count += 1
    return count


def _is_full_name(parts: Sequence[Word]) -> bool:
    """A first name with a surname or a patronymic; ordinary words («роман», «белых») need one firm part."""
    patronymics = [word for word in parts if word.reading.patronymic or _is_oglu(word)]
    lasts = [word for before, word in pairwise(parts) if _is_last(before, word)]
    lasts += [word for word in parts if word.reading.surname]
    firsts = [word for word in parts if word.reading.first]
    if any(word not in firsts and word not in patronymics and word not in lasts for word in parts):
        return False
    if patronymics:
        return len(patronymics) < len(parts)
    return len(parts) == 2 and any(
        _is_pair(first, last) for first in firsts for last in lasts if first is not last
    )


def _is_oglu(word: Word) -> bool:
    return word.plain in name_lexicon().oglu


def _is_last(before: Word, word: Word) -> bool:
    """Whether a word that is no surname in the dictionary is one after this: «Голубь» after «Алина»."""
    is_odd = word.looks_foreign or (word.stands_out and word.reading.is_thing and before.is_capital)
    return is_odd or (before.reading.patronymic and word.ends_as_surname)


def _is_pair(first: Word, last: Word) -> bool:
    firm = first.reading.firm_first, last.reading.firm_surname
    return (
        all(firm)
        or (any(firm) and (first.is_capital == last.is_capital))
        or (first.stands_out and last.stands_out)
    )


def _expected(words: Sequence[Word], context: Context) -> Iterator[Span]:
    """Names after «меня зовут», «мама», «я»."""
    for index in range(len(words)):
        last = context.told_name_end(index)
        if last is not None:
            yield Span(words[index].start, words[last].end, "name")


def _in_company(words: Sequence[Word], plain: str, context: Context, found: Sequence[Span]) -> Iterator[Span]:
    """Doubtful names that stand in one list with sure ones: «Алина, Кама, Ренат»."""
    starts, ends = {span.start for span in found}, {span.end for span in found}
    for _ in range(2):
        for index, word in enumerate(words):
            if word.start in starts or not context.may_be_name(index):
                continue
            after = any(
                word.start - gap in ends and context.is_listed(word.start - gap, word.start) for gap in _GAPS
            )
            before = any(
                word.end + gap in starts and context.is_listed(word.end, word.end + gap) for gap in _GAPS
            )
            if after or before:
                starts.add(word.start)
                ends.add(word.end)
                yield Span(word.start, word.end, "name")


def _merged(found: Sequence[Span]) -> list[Span]:
    """Overlapping spans become one."""
    merged: list[Span] = []
    for span in sorted(found):
        if merged and span.start < merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end), span.kind)
        else:
            merged.append(span)
    return merged
