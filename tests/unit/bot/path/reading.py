"""A second reading of docs/path.md: from measures and a person to a problem, day by day and without haste.

It shares with the planner the values of a problem, and with the rest of the product the verdict on the
conditions of a measure on a day (`Rules`); windows, ages, chains, lengths, fit and benefit are read anew.
"""

import calendar
import math
from collections.abc import Sequence
from datetime import date, timedelta

from bot.path.problem import Candidate, Place, Problem
from knowledge.conditions import Rules
from knowledge.facts import Facts
from knowledge.measure import SupportMeasure
from knowledge.regions import regions
from knowledge.verdict import Verdict

HORIZON = 18
FORMS = {
    "sole_proprietor": "sole_proprietor_status",
    "self_employed": "self_employed_status",
    "ngo": "ngo_status",
    "company": "company_status",
}


def read(measures: Sequence[SupportMeasure], facts: Facts, today: date) -> Problem:
    """The problem of a person whose birth date is known; nothing is trimmed."""
    owned = {one.id for one in measures if one.id in facts.has}
    gifts = {fact for one in measures if one.id in owned for fact in one.gives}
    facts = facts.model_copy(update={"capabilities": {**facts.capabilities, **dict.fromkeys(gifts, True)}})
    pairs = {
        (min(one.id, other), max(one.id, other))
        for one in measures
        for other in (*one.excludes, *((one.variant_of,) if one.variant_of else ()))
    }
    lost = {other for pair in pairs if owned & set(pair) for other in pair}
    rules = Rules(measures, regions())
    candidates = [_read(one, facts, today, rules) for one in measures if one.id not in owned | lost]
    return Problem(
        candidates=tuple(one for one in candidates if one is not None),
        exclusions=frozenset(pairs),
        needs=frozenset(facts.needs),
        months=HORIZON,
        minutes_a_month=60 * (20 if facts.hours_per_month is None else facts.hours_per_month),
        most_steps=7,
        seats=(200, 500, 650),
    )


def _read(one: SupportMeasure, facts: Facts, today: date, rules: Rules) -> Candidate | None:
    days = [today + timedelta(days=number) for number in range(600)]
    good = [day for day in days if _month(day, today) < HORIZON and _open(one, day, today)]
    fails: dict[int, bool] = {}
    first: dict[int, Place] = {}
    for day in good:
        age = _full_years(facts, day)
        if age not in fails:
            fails[age] = _fails(one, facts, day, rules)
        if not fails[age]:
            first.setdefault(_month(day, today), _place(one, day, today))
    most = 60 * (facts.hours_per_month or 20)
    places = {s: place for s, place in first.items() if place.finish < HORIZON and place.minutes <= most}
    undated = not good and not one.window.always and not _fails(one, facts, today, rules)
    undated = undated and _place(one, today, today, closes=today).minutes <= most
    if not places and not undated:
        return None
    covers = frozenset(one.needs) & frozenset(facts.needs)
    stale = one.checked_on is not None and int(one.checked_on[:4]) < today.year - 2
    reliable = one.confidence != "low" and not stale
    fit = _fit(one, facts, len(covers)) if covers else None
    if fit is None:
        covers = frozenset()
    else:
        distant = bool(places) and min(places) >= 12
        fit -= 200 * (not reliable) + 150 * (one.kind == "loan") + 100 * (not places) + 150 * distant
    return Candidate(
        id=one.id,
        covers=covers,
        fit=-200 if fit is None else max(fit, 1),
        benefit=_benefit(one, today) if covers and reliable else 0,
        effort=one.effort_hours,
        is_federal=one.level == "federal",
        places=tuple(places.values()),
        undated=undated,
        wants=tuple(_wants(one, facts, today, rules)),
        gives=frozenset(one.gives),
        is_reliable=reliable,
        is_contest=one.kind in ("contest", "grant"),
    )


def _fails(one: SupportMeasure, facts: Facts, day: date, rules: Rules) -> bool:
    reasons = rules.judge(one.id, facts, day).reasons
    return any(
        reason.verdict is Verdict.NO and reason.condition not in ("applicant", *one.requires)
        for reason in reasons
    )


def _wants(one: SupportMeasure, facts: Facts, day: date, rules: Rules) -> list[frozenset[str]]:
    wants = []
    for reason in rules.judge(one.id, facts, day).reasons:
        if reason.verdict is Verdict.NO and reason.condition == "applicant":
            wants.append(frozenset(FORMS.get(form, form) for form in one.audience.applicant))
        elif reason.verdict is Verdict.NO and reason.condition in one.requires:
            wants.append(frozenset({reason.condition}))
    return wants


def _open(one: SupportMeasure, day: date, today: date) -> bool:
    if one.window.always:
        return True
    known = one.window.last_known
    opens = date.fromisoformat(known.opens) if known.opens else None
    closes = date.fromisoformat(known.closes) if known.closes else None
    if closes and closes >= today:
        if (
            day <= closes
            and one.kind in ("contest", "grant")
            and (closes - day).days * 2 + 2 < one.effort_hours
        ):
            return False
        return (opens or today) <= day <= closes or (day > closes and _usual(one, day, closes))
    if opens and opens > today:
        ahead = (day.year, day.month) == (opens.year, opens.month)
        later = (day.year, day.month) > (opens.year, opens.month)
        return day >= opens if ahead else later and day.month in one.window.months_open
    return _usual(one, day, closes) if closes else day.month in one.window.months_open


def _usual(one: SupportMeasure, day: date, closed: date) -> bool:
    """In a usual month, with at least one month that is not usual since the round closed (or twelve are)."""
    months = one.window.months_open
    if day.month not in months or (day.year, day.month) <= (closed.year, closed.month):
        return False
    if closed.month not in months or len(months) == 12:
        return True
    walk = closed
    while (walk.year, walk.month) < (day.year, day.month):
        walk = (walk.replace(day=1) + timedelta(days=32)).replace(day=1)
        if walk.month not in months:
            return True
    return False


def _place(one: SupportMeasure, day: date, today: date, closes: date | None = None) -> Place:
    start = _month(day, today)
    result = (closes or _ends(one, day, today)) + timedelta(
        weeks=8 if one.result_weeks is None else one.result_weeks
    )
    length = max(_month(result, today) - start + 1, math.ceil(one.effort_hours / 40))
    return Place(start, start + length - 1, math.ceil(one.effort_hours * 60 / length))


def _ends(one: SupportMeasure, day: date, today: date) -> date:
    """The day from which the result is awaited."""
    if one.kind not in ("contest", "grant") or one.window.always:
        return day
    known = one.window.last_known
    if known.closes and today <= date.fromisoformat(known.closes) and day <= date.fromisoformat(known.closes):
        return date.fromisoformat(known.closes)
    year, month = day.year, day.month
    while len(one.window.months_open) < 12 and month % 12 + 1 in one.window.months_open:
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return date(year, month, calendar.monthrange(year, month)[1])


def _full_years(facts: Facts, day: date) -> int:
    born = facts.birth_date
    assert born is not None
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _month(day: date, today: date) -> int:
    return (day.year - today.year) * 12 + day.month - today.month


def _fit(one: SupportMeasure, facts: Facts, covered: int) -> int | None:
    """None for what is made for others. Words are not known here, nor regions."""
    order = ["idea", "prototype", "running"]
    steps = [abs(order.index(facts.stage) - order.index(stage)) for stage in one.stages if facts.stage]
    if steps and min(steps) == 2:
        return None
    topics = 150
    if facts.topics:
        like = {"volunteering", "local_community"} if "social" in facts.topics else set()
        worth = [1.0 if t in facts.topics else 0.5 if t in like else 0.0 for t in one.topics]
        theirs = (2 * worth[0] + sum(worth)) / (2 + len(worth))
        due = one.audience.statuses == ("parent",) and one.kind in ("training", "payment")
        if theirs < 0.4 and not due:
            return None
        mine = sum(t in one.topics for t in facts.topics) / len(facts.topics)
        topics = math.floor(150 * theirs + 1e-9) + math.floor(150 * mine + 1e-9)
        topics = max(topics, 150 * due)
    stage = 37 if facts.stage is None or not one.stages else 75 * (facts.stage in one.stages)
    low, high = one.audience.age_min or 0, one.audience.age_max
    young = 0 if high is None else 50 if high - low <= 8 else 25 if high <= 35 else 0
    sure = 75 * (one.kind in ("payment", "housing") and one.audience.statuses == ("parent",))
    return 200 * covered // len(facts.needs) + topics + 150 + stage + sure + young


def _benefit(one: SupportMeasure, today: date) -> int:
    amount: float = one.benefit.amount_max or one.benefit.amount_min or 0
    if one.kind in ("loan", "subsidy"):
        amount = 0
    if one.benefit.period == "month":
        amount *= 12
    if one.kind in ("contest", "grant"):
        amount *= {"federal": 0.05, "regional": 0.15}[one.level]
    trust = {"high": 1.0, "medium": 0.8}[one.confidence]
    if one.checked_on is None or int(one.checked_on[:4]) < today.year - 1:
        trust *= 0.8
    return round(100 * math.log10(1 + amount / 1000) * trust)
