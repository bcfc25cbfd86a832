"""Of whom each word of a message speaks: of the writer or of somebody else."""

from collections.abc import Mapping, Sequence
from typing import Final

from bot.person.reading.message import Message
from bot.person.reading.patterns import Hit
from bot.person.reading.tables import among, pattern

CHILDHOOD: Final = range(18)
"""«дочь инвалид, 12 лет»: an age like this beside a child is the child's."""

_OPENING: Final = 3
"""«сейчас не работает»: so many words into a clause its verb may tell of whom it is."""


def owners(said: Message, hits: Mapping[str, Sequence[Hit]], *, is_spoken_of: bool) -> tuple[bool, ...]:
    """Word by word: of somebody else? Kin begin it; «я», a verb of the first person, a clause end it.

    `is_spoken_of`: somebody else was named, so «он», «она» begin it, too.
    """
    others = {hit.first for hit in hits.get("people.another", ())}
    if is_spoken_of:
        others |= {hit.first for hit in hits.get("people.spoken_of", ())}
    selves = {hit.first for hit in hits.get("people.another_self", ())}
    children = {hit.first for hit in hits.get("people.own_child", ())} & others
    sought = {hit.last - 1 for hit in hits.get("people.sought", ())}
    others |= sought
    told: list[bool] = []
    is_other = is_child = False
    for index, word in enumerate(said.words):
        if said.starts_clause(index) and index:
            is_other = is_other and (
                _goes_on(said, index, is_child=is_child) or (bool(sought) and _describes(said, index))
            )
        if index in selves or pattern("first_person").fullmatch(word.form):
            is_other = False
        elif index in others:
            is_other, is_child = True, index in children
        told.append(is_other)
    return tuple(told)


def _goes_on(said: Message, index: int, *, is_child: bool) -> bool:
    """Does a clause go on about the same one: a verb of the third person, a bracket, the age of a child?"""
    word, before = said.words[index], said.words[index - 1]
    if "(" in said.text[before.end : word.start]:
        return True
    if word.sentence != before.sentence:
        return False
    begin = [said.form(at) for at in range(index, index + _OPENING) if not _is_past(said, index, at)]
    if any(pattern("third_person").fullmatch(form) for form in begin):
        return True
    return is_child and word.value in CHILDHOOD and among(said.form(index + 1), "years")


def _describes(said: Message, index: int) -> bool:
    """«для подруги, студентка, 19 лет»: does the clause go on describing the one for whom is looked?"""
    words = [word for word in said.words[index:] if word.clause == said.words[index].clause]
    if any(among(word.form, "oneself") or pattern("first_person").fullmatch(word.form) for word in words):
        return False
    following = said.form(index + 1)
    is_number = words[0].value is not None and (among(following, "years") or among(following, "of_class"))
    return is_number or among(words[0].form, "describing")


def _is_past(said: Message, index: int, at: int) -> bool:
    """Is a word outside the clause that begins at `index`?"""
    return at >= len(said.words) or said.words[at].clause != said.words[index].clause
