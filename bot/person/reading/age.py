"""How old somebody is, in all the ways people say it."""

import re
from collections.abc import Iterator
from typing import Final

from bot.person.reading.births import births
from bot.person.reading.found import Found
from bot.person.reading.message import Message
from bot.person.reading.scan import Scan
from bot.person.reading.tables import among, pattern, tables

_FIGURES: Final = re.compile(r"\.\d")
YOUNGEST, OLDEST = 5, 99
BARE: Final = range(12, 61)
"""A number that nothing around it explains is an age only among these."""


def age(scan: Scan) -> Iterator[Found]:
    """`birth_date`, `birth_year` or `age`: at most one, the first that is sure."""
    born = next(births(scan), None)
    if born is not None:
        yield born
        return
    found = list(_ages(scan))
    if found:
        yield found[-1] if _corrects(scan.said, found[-1]) else found[0]


def _ages(scan: Scan) -> Iterator[Found]:
    for index, word in enumerate(scan.said.words):
        if word.value is not None and YOUNGEST <= word.value <= OLDEST:
            last, has_years = _with_years(scan.said, index)
            is_to_come = _is_to_come(scan, index, last)
            if _is_age(scan, index, word.value, (last, has_years, is_to_come)):
                yield Found("age", word.value - is_to_come, index, last)


def _is_age(scan: Scan, index: int, number: int, read: tuple[int, bool, bool]) -> bool:
    last, has_years, is_to_come = read
    is_supposed = scan.within("people.supposed", scan.clause(index)[0], index)
    if is_supposed or _is_range(scan.said, index) or _is_denied(scan.said, index):
        return False
    if _is_me(scan, index) or (is_to_come and (has_years or number in BARE)):
        return has_years or not _counts_things(scan, last)
    if _is_explained(scan, index, number):
        return False
    if has_years:
        return _ends_well(scan, index, last, number)
    return _stands_alone(scan, index, last, number)


def _is_explained(scan: Scan, index: int, number: int) -> bool:
    """Does what stands before make another thing of the number: «до 35», «сыну 15», «поём 8 лет»?"""
    before = "" if scan.said.starts_clause(index) else scan.said.form(index - 1)
    if _is_anothers(scan, index) or among(before, "not_before_age"):
        return True
    is_small = number < BARE.start and scan.asked != "age"
    return is_small or pattern("during").fullmatch(before) is not None


def _ends_well(scan: Scan, index: int, last: int, number: int) -> bool:
    """Not «5 лет назад», «10 лет стажа», «16-летний проект»."""
    following = "" if scan.said.ends_clause(last - 1) else scan.said.form(last)
    if among(scan.said.form(last - 1), "old"):
        begin, _ = scan.clause(index)
        return not following or any(among(scan.said.form(at), "self") for at in range(begin, index))
    return not among(following, "not_after_years") or (among(following, "inside") and number in BARE)


def _corrects(said: Message, found: Found) -> bool:
    """«не 17 а 18»: the number after «а» counts."""
    is_denied_before = any(among(said.form(found.first - back), "denials") for back in (3, 4))
    return among(said.form(found.first - 1), "instead") and is_denied_before


def _is_range(said: Message, index: int) -> bool:
    """«20-22», «27 и 29», «18+», «31.02»"""
    word = said.words[index]
    if said.text[word.end : word.end + 1] == "+" or _FIGURES.match(said.text, word.end):
        return True
    return any(_joins(said, index, near) for near in (index - 1, index + 1)) or any(
        _is_listed(said, index, near) for near in (index - 2, index + 2)
    )


def _joins(said: Message, index: int, near: int) -> bool:
    if not 0 <= near < len(said.words) or said.words[near].value is None:
        return False
    low, high = sorted((index, near))
    return said.text[said.words[low].end : said.words[high].start].strip() in ("-", "–", "—", "")


def _is_listed(said: Message, index: int, near: int) -> bool:
    if not 0 <= near < len(said.words):
        return False
    are_ages = said.words[near].value in BARE and said.words[index].value in BARE
    return are_ages and among(said.form((index + near) // 2), "or_and")


def _with_years(said: Message, index: int) -> tuple[int, bool]:
    """The end of the number with its «лет», and whether there is one."""
    last = index + 1
    if among(said.form(last), "tails"):
        last += 1
    if last >= len(said.words) or said.words[last].clause != said.words[index].clause:
        return last, False
    if among(said.form(last), "years") or among(said.form(last), "old"):
        return last + 1, True
    is_short = among(said.form(last), "short_years") and said.form(last + 1) in (
        "",
        *tables().words["old_tail"],
    )
    return (last + 1, True) if is_short else (last, False)


def _is_to_come(scan: Scan, index: int, last: int) -> bool:
    """«скоро 18», «30 в августе стукнет»"""
    said = scan.said
    begin, end = scan.clause(index)
    back = [said.form(at) for at in range(max(begin, index - 4), index)]
    if among(said.form(index - 1), "times_before") and not said.starts_clause(index):
        return False
    turn = max((at for at, form in enumerate(back) if among(form, "turns")), default=0)
    ahead = [said.form(at) for at in range(last, min(end, last + 3))]
    return any(among(form, "to_come") for form in back[turn:]) or any(
        among(form, "comes_after") for form in ahead
    )


def _is_me(scan: Scan, index: int) -> bool:
    """«мне уже 17», «17 мне», «обоим 30», «возраст 17», «17 исполнилось»"""
    said = scan.said
    begin, end = scan.clause(index)
    at = index - 1
    while at >= begin and among(said.form(at), "steps_to_age"):
        at -= 1
    leader = said.form(at) if at >= begin else ""
    if among(leader, "instead") and among(said.form(at - 2), "denials") and at == index - 1:
        return True
    after = [said.form(one) for one in range(index + 1, min(end, index + 3))]
    if any(among(form, "turned") for form in after) and not scan.of_another(index):
        return True
    is_mine_after = any(among(form, "each_me") for form in after)
    return among(leader, "age_leaders") or (
        is_mine_after and not among(said.form(index - 1), "not_mine_before")
    )


def _counts_things(scan: Scan, last: int) -> bool:
    """Is the number followed by what it counts («мне 50 тысяч»)?"""
    if scan.said.ends_clause(last - 1):
        return False
    return any(hit.first == last for hit in scan.hits("age.not_age"))


def _is_anothers(scan: Scan, index: int) -> bool:
    begin, _ = scan.clause(index)
    near = [scan.said.form(at) for at in range(max(begin, index - 3), index)]
    is_near_kin = any(pattern("kin").fullmatch(form) for form in near)
    return scan.of_another(index) or (is_near_kin and not _is_mother(scan, index))


def _is_mother(scan: Scan, index: int) -> bool:
    """«молодая мама 23 года»"""
    return any(index - 3 <= hit.first and hit.last <= index for hit in scan.hits("people.another!"))


def _stands_alone(scan: Scan, index: int, last: int, number: int) -> bool:
    """A bare number that can be nothing but an age."""
    if number not in BARE or _counts_things(scan, last) or scan.asked == "hours":
        return False
    if scan.asked == "age":
        return True
    if scan.asked is not None and len(scan.said.words) == 1:
        return False
    at_start = scan.said.starts_clause(index)
    at_end = last >= len(scan.said.words) or scan.said.ends_clause(last - 1)
    if at_start and at_end:
        return True
    return _is_fact(scan, last) if at_start else _is_fact(scan, index - 1)


def _is_fact(scan: Scan, index: int) -> bool:
    """Does the word beside the number belong to a status, in a line of facts («студент 19»)?"""
    families = (hits for start in ("statuses.", "family.") for _, hits in scan.prefixed(start))
    return any(hit.first <= index < hit.last for hits in families for hit in hits)


def _is_denied(said: Message, index: int) -> bool:
    before = "" if said.starts_clause(index) else said.form(index - 1)
    return among(before, "denials") or (among(before, "already") and among(said.form(index - 2), "denials"))
