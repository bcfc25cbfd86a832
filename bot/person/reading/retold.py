"""What is told of somebody else, as that one would tell it: «сыну 15, учится» as «мне 15, учусь».

So every reader of the writer's facts reads those of another, too.
"""

from collections.abc import Iterator
from dataclasses import replace

from bot.person.reading.found import Found
from bot.person.reading.lexicon import phrase_index
from bot.person.reading.message import Message
from bot.person.reading.scan import Scan
from bot.person.reading.tables import among, pattern, tables
from knowledge.regions import Regions


def retold(scan: Scan) -> Scan:
    """The words about another in the first person, those of the writer blotted out; the text stays."""
    kin = {hit.first for hit in scan.hits("people.another")}
    words = tuple(
        replace(word, form=_own(word.form, is_kin=index in kin))
        if scan.of_another(index)
        else replace(word, form="", value=None)
        for index, word in enumerate(scan.said.words)
    )
    said = Message(scan.said.text, words)
    return Scan(said, dict(phrase_index().hits(said)), scan.asked)


def is_of_another(scan: Scan, found: Found) -> bool:
    """Does the fact stand in words about somebody else?"""
    return any(scan.of_another(index) for index in range(found.first, found.last))


def their_home(scan: Scan, regions: Regions, region: str) -> Iterator[Found]:
    """Where somebody else lives: «она живет в Кургане», «подруга из Шадринска»."""
    for match in regions.find_all(scan.said.text, region):
        first, last = scan.said.span(match.start, match.end)
        begin, _ = scan.clause(first)
        lives = any(among(scan.said.form(at), "lives") for at in range(max(begin, first - 3), first))
        if match.certain and scan.of_another(first) and lives:
            yield Found("region", match.place.region, first, last)
            if match.place.municipality:
                yield Found("municipality", match.place.municipality, first, last)
            return


def _own(form: str, *, is_kin: bool) -> str:
    """«сыну» is «ему», «сын» is «он», and these are the teller's «мне» and «я»."""
    told = tables().retold
    if is_kin:
        return told[tables().pronouns["to_him" if pattern("dative").fullmatch(form) else "he"]]
    return told.get(form, form)
