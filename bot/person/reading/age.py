"""How old somebody is, in all the ways people say it; the year or the day of birth."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from bot.person.reading.found import Found
from bot.person.reading.message import Message
from bot.person.reading.scan import Scan
from bot.person.reading.tables import tables

YOUNGEST, OLDEST = 5, 99
BARE: Final = range(12, 61)
_YEARS: Final = frozenset(("лет", "год", "года", "годик", "годика", "годиков", "годков", "лвл", "левел", "lvl", "level", "yo", "years", "летний", "летняя", "полных", "л", "годочков", "летка", "летнего"))
_TAILS: Final = frozenset(("ть", "ти", "и", "тый"))
_STEP: Final = frozenset(("уже", "сейчас", "всего", "только", "пока", "полных", "лет", "ровно", "где", "то", "вот", "щас", "ща", "тока", "будет", "исполнилось", "стукнуло", "недавно", "сегодня", "вчера", "скоро", "почти", "исполнится", "стукнет", "через", "месяц", "неделю", "на", "днях", "завтра", "полгода", "пару", "месяцев", "недель", "год", "в", "этом", "году", "как", "раз", "по", "обоим", "всем", "осенью", "летом", "зимой", "весной", "не", "всё", "все", "еще", "же", "типа", "это", "ну", "щас", "января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря", "январе", "феврале", "марте", "апреле", "мае", "июне", "июле", "августе", "сентябре", "октябре", "ноябре", "декабре"))
_TO_COME: Final = frozenset(("скоро", "почти", "исполнится", "стукнет", "будет", "через", "бахнет", "завтра", "исполняется", "исполниться", "будит", "стукнит"))
_NOT_BEFORE: Final = frozenset(("до", "от", "с", "со", "старше", "младше", "за", "под", "около", "больше", "меньше", "после", "через", "на", "в", "во", "к", "примерно", "свыше", "из", "стаж", "стажем", "опыт", "опытом", "школа", "школе", "школы", "лицей", "гимназия", "дом", "группа", "группе", "номер", "класс", "нас", "отряд", "топ", "ему", "ей", "им", "было", "лишь", "хотя", "более", "менее", "минимум", "максимум", "уже-", "женаты", "вместе", "работаю", "работаем", "живу", "живем", "играем", "играю", "занимаюсь", "занимаемся", "прошло", "проекту", "делаем", "делаю", "веду", "ведем", "клубу", "кружку", "учусь", "итого"))
_AFTER_YEARS: Final = frozenset(("назад", "работаю", "работаем", "стаж", "стажа", "опыт", "опыта", "учебы", "как", "подряд", "занимаюсь", "занимаемся", "играю", "играем", "живу", "живем", "вместе", "в", "женаты", "пашу", "делаю", "делаем", "веду", "ведем", "пою", "танцую", "рисую", "шью", "пеку"))
_MAY_FOLLOW_IN: Final = "в"
_CHILD_WORDS: Final = ("ребен", "сын", "доч", "дет", "малыш", "мам", "пап", "брат", "сестр", "муж", "жен", "племян", "внук", "внуч", "бабуш", "дед", "отц", "отец", "мать", "матер", "друг", "подруг", "парн", "парен", "девуш", "пацан", "мелк")
_DURING: Final = re.compile(r"\w{2,}(?:ем|им|ём|аю|ую|яю|ею|ам)")
"""«поём 8 лет»"""
_DATE: Final = re.compile(r"(?<!\d)(\d{1,2})[./ -](\d{1,2})[./ -]((?:19|20)\d\d|\d\d)(?!\d)")
_SPELT_DATE: Final = re.compile(r"(?<!\d)(\d{1,2}) (январ|феврал|март|апрел|ма[йя]|июн|июл|август|сентябр|октябр|ноябр|декабр)\w* ((?:19|20)\d\d)(?!\d)")
_BORN: Final = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)?\d\d)[ -]?(?:(?:го|ого|й|ый)\b ?)?(?:г\.? ?р\b|гр\b|г\.? ?рожд\w*|год[ау]? ?рожд\w*|год[ау]? ?р\b)"
    r"|\bродил(?:ся|ась) (?:я )?(?:в |\d{1,2}[ .]\w+ )?(?P<born>(?:19|20)?\d\d)(?:[ -]?(?:м|ом))?(?! ?(?:лет|год[ауе]? назад))\b"
    r"|\b(?:я|мы) (?:с )?(?P<self>(?:19[89]|20[01])\d)(?:[ -]?(?:го|ого))?(?: ?г\b| ?года?\b)?(?! (?:жив|работ|уч|зани|хож))"
    r"|\bгод рождения\W{1,3}(?P<label>(?:19|20)\d\d)"
)
_BARE_YEAR: Final = re.compile(r"(?:^|[,.;] ?|\bя |\bмне )(?P<year>(?:19[89]|20[01])\d) ?(?:г|год|года)?\.?(?=[ )]*(?:$|[,.;]))")
_ANY_YEAR: Final = re.compile(r"(?<!\d)(?P<year>(?:19[5-9]|20[012])\d|\d\d(?= ?(?:г\b|год|-?го)))(?!\d)")


def age(scan: Scan) -> Iterator[Found]:
    """`birth_date` (as YYYY-MM-DD), `birth_year` or `age`: at most one, the first that is sure."""
    born = next(_births(scan), None)
    if born is not None:
        yield born
        return
    found = [one for one in _ages(scan) if one is not None]
    if found:
        yield found[-1] if _corrects(scan.said, found[-1]) else found[0]


def _births(scan: Scan) -> Iterator[Found]:
    text = scan.said.text
    for match in (*_DATE.finditer(text), *_SPELT_DATE.finditer(text)):
        if day := _day(match):
            first, last = _span(scan.said, match.start(), match.end())
            if not scan.of_another(first) and (scan.asked == "age" or not _is_other_date(text, match)):
                yield Found("birth_date", day.isoformat(), first, last)
    patterns = (_BORN, _BARE_YEAR, *((_ANY_YEAR,) if scan.asked == "age" else ()))
    for pattern in patterns:
        for match in pattern.finditer(text):
            year = _year(next(group for group in match.groups() if group))
            first, last = _span(scan.said, match.start(), match.end())
            if 1930 < year < 2022 and not scan.of_another(first):
                yield Found("birth_year", year, first, last)


def _is_other_date(text: str, match: re.Match[str]) -> bool:
    """A date is a birthday when it is nearly all of the text, or is called so."""
    year = _year(match[3])
    return not (1960 < year < 2016 or "родил" in text or "рожд" in text)


def _day(match: re.Match[str]) -> date | None:
    month = tables().months.get(match[2]) if not match[2].isdecimal() else int(match[2])
    try:
        return date(_year(match[3]), month or 0, int(match[1]))
    except ValueError:
        return None


def _year(digits: str) -> int:
    number = int(digits)
    if number >= 100:
        return number
    return number + (2000 if number < 22 else 1900)


def _span(said: Message, start: int, end: int) -> tuple[int, int]:
    inside = [index for index, word in enumerate(said.words) if word.start < end and word.end > start]
    return (inside[0], inside[-1] + 1) if inside else (0, 0)


def _corrects(said: Message, found: Found) -> bool:
    """«не 17 а 18»: the number after «а» counts."""
    return said.form(found.first - 1) == "а" and "не" in {said.form(found.first - 3), said.form(found.first - 4)}


def _ages(scan: Scan) -> Iterator[Found | None]:
    for index, word in enumerate(scan.said.words):
        if word.value is not None and YOUNGEST <= word.value <= OLDEST:
            yield _age_at(scan, index, word.value)


def _age_at(scan: Scan, index: int, number: int) -> Found | None:
    said = scan.said
    if _is_range(said, index) or scan.within("people.supposed", *_before(scan, index)):
        return None
    last, has_years = _with_years(said, index)
    is_to_come = _is_to_come(scan, index, last)
    age_now = number - 1 if is_to_come else number
    before = "" if said.starts_clause(index) else said.form(index - 1)
    if _is_me(scan, index) or (is_to_come and (has_years or scan.asked == "age")):
        is_age = has_years or not _counts_things(scan, last)
    elif _is_anothers(scan, index) or before in _NOT_BEFORE:
        is_age = False
    elif number < BARE.start and scan.asked != "age":
        is_age = False
    elif _DURING.fullmatch(before):
        is_age = False
    elif has_years:
        following = "" if said.ends_clause(last - 1) else said.form(last)
        is_age = following not in _AFTER_YEARS or (following == _MAY_FOLLOW_IN and number >= BARE.start)
    else:
        is_age = _stands_alone(scan, index, last, number)
    return Found("age", age_now, index, last) if is_age and not _is_denied(said, index) else None


def _before(scan: Scan, index: int) -> tuple[int, int]:
    return scan.clause(index)[0], index


def _is_range(said: Message, index: int) -> bool:
    """«20-22», «27 и 29», «18+»"""
    word = said.words[index]
    after = said.text[word.end : word.end + 3].lstrip()
    if after.startswith("+") and not said.text[word.end : word.end + 3].startswith(" "):
        return True
    for near in (index - 1, index + 1):
        if 0 <= near < len(said.words) and said.words[near].value is not None:
            low, high = sorted((index, near))
            gap = said.text[said.words[low].end : said.words[high].start].strip()
            if gap in ("-", "–", "—", ""):
                return True
    for near in (index - 2, index + 2):
        if 0 <= near < len(said.words) and said.words[near].value in BARE and word.value in BARE:
            if said.form((index + near) // 2) in ("и", "или", "до"):
                return True
    return False


def _with_years(said: Message, index: int) -> tuple[int, bool]:
    """The end of the number with its «лет», and whether there is one."""
    last = index + 1
    if said.form(last) in _TAILS:
        last += 1
    is_there = last < len(said.words) and said.words[last].clause == said.words[index].clause
    if is_there and said.form(last) in _YEARS:
        return last + 1, True
    if is_there and said.form(last) in ("y", "г") and said.form(last + 1) in ("o", ""):
        return last + 1, True
    return last, False


def _is_to_come(scan: Scan, index: int, last: int) -> bool:
    said = scan.said
    begin, end = scan.clause(index)
    back = [said.form(at) for at in range(max(begin, index - 4), index)]
    ahead = [said.form(at) for at in range(last, min(end, last + 3))]
    if "но" in back or "а" in back:
        back = back[max(at for at, form in enumerate(back) if form in ("но", "а")) :]
    return not _TO_COME.isdisjoint(back) or any(
        form in ("стукнет", "исполнится", "будет", "бахнет", "исполняется") for form in ahead
    )


def _is_me(scan: Scan, index: int) -> bool:
    """«мне уже 17», «17 мне», «обоим 30», «возраст 17», «я 17 лет»"""
    said = scan.said
    begin, end = scan.clause(index)
    at = index - 1
    while at >= begin and said.form(at) in _STEP and said.form(at) not in ("обоим", "всем"):
        at -= 1
    leader = said.form(at) if at >= begin else ""
    if leader == "а" and said.form(at - 2) == "не" and at == index - 1:
        return True
    if leader in ("мне", "возраст", "обоим", "мнe"):
        return True
    if leader == "нам":
        return True
    after = [said.form(one) for one in range(index + 1, min(end, index + 3))]
    if {"исполнилось", "стукнуло", "бахнуло"} & set(after) and not scan.of_another(index):
        return True
    return "мне" in after and said.form(index - 1) not in ("за", "под", "до", "через")


def _counts_things(scan: Scan, last: int) -> bool:
    """Is the number followed by what it counts («мне 50 тысяч»)?"""
    return not scan.said.ends_clause(last - 1) and any(hit.first == last for hit in scan.hits("age.not_age"))


def _is_anothers(scan: Scan, index: int) -> bool:
    said = scan.said
    begin, _ = scan.clause(index)
    near = [said.form(at) for at in range(max(begin, index - 3), index)]
    return scan.of_another(index) or any(form.startswith(_CHILD_WORDS) for form in near) and not _mother(scan, index)


def _mother(scan: Scan, index: int) -> bool:
    """«молодая мама 23 года»"""
    return any(index - 3 <= hit.first and hit.last <= index for hit in scan.hits("people.another!"))


def _stands_alone(scan: Scan, index: int, last: int, number: int) -> bool:
    """A bare number that can be nothing but an age."""
    said = scan.said
    if number not in BARE or _counts_things(scan, last):
        return False
    if scan.asked == "age":
        return True
    if scan.asked == "hours":
        return False
    at_start, at_end = said.starts_clause(index), last >= len(said.words) or said.ends_clause(last - 1)
    if at_start and at_end:
        return True
    is_line_of_facts = _is_fact(scan, index - 1) if not at_start else _is_fact(scan, last)
    return is_line_of_facts and not said.form(index - 1).isdigit()


def _is_fact(scan: Scan, index: int) -> bool:
    """Does the word beside the number belong to a status, so that it is a line of facts («студент 19»)?"""
    if not 0 <= index < len(scan.said.words):
        return False
    return any(hit.first <= index < hit.last for start in ("statuses.", "family.", "answers.student") for _, hits in scan.prefixed(start) for hit in hits)


def _is_denied(said: Message, index: int) -> bool:
    return said.form(index - 1) == "не" or (said.form(index - 1) == "уже" and said.form(index - 2) == "не")
