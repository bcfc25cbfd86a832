"""What is said of a measure: in a list, on its card, in its details. Every figure with year and source."""

from bot.dialogue.judging import judge
from bot.dialogue.markup_text import bold, escape, host, link
from bot.dialogue.turn import Turn
from bot.dialogue.windows import opening, window_of
from bot.reasons import reason_text
from bot.wording import benefit_sum, data_age, is_stale, opening_words
from knowledge.conditions import Judgement, Reason, Verdict
from knowledge.facts import Facts
from knowledge.measure import MeasureSource, SupportMeasure

MOST_REASONS = 3
NEWEST_SOURCES = 3
SELF_EVIDENT = frozenset({"regions-everywhere", "applicant-person"})


def entry(turn: Turn, number: int, measure: SupportMeasure, facts: Facts) -> str:
    """A measure in a list: title, verdict with its main reason, sum, when, year with the source."""
    judgement = judge(turn, measure.id, facts)
    heading = f"**{number}. {escape(measure.title)}**"
    figures = [_sum(turn, measure), _when(turn, measure), data(turn, measure), _doubt(turn, measure)]
    return "\n".join([heading, _verdict_line(turn, judgement), " · ".join(filter(None, figures))])


def card(turn: Turn, measure: SupportMeasure, facts: Facts) -> str:
    """The card: what it gives, for whom, when, the first step, where, how fresh the data is."""
    judgement = judge(turn, measure.id, facts)
    parts = [
        bold(measure.title),
        escape(measure.summary),
        turn.words("card-gives", what=gives(turn, measure)),
        _verdict(turn, judgement),
        turn.words("card-when", when=_when(turn, measure)),
        turn.words("card-first-step", step=escape(measure.steps[0])),
        site(turn, measure),
        turn.words("card-checked", data=data(turn, measure)),
        *warnings(turn, measure),
    ]
    return "\n\n".join(part for part in parts if part)


def details(turn: Turn, measure: SupportMeasure, facts: Facts) -> str:
    """Everything else that the record knows: all conditions, all steps, papers, effort, sources."""
    judgement = judge(turn, measure.id, facts)
    conditions = [_reason(turn, reason) for reason in judgement.reasons if reason.code not in SELF_EVIDENT]
    parts = [
        bold(measure.title),
        _bullets(turn, "details-conditions", conditions),
        _bullets(turn, "details-steps", [escape(step) for step in measure.steps]),
        _bullets(turn, "details-documents", [escape(paper) for paper in measure.documents])
        or turn.words("details-no-documents"),
        _effort(turn, measure),
        turn.words("details-window", note=escape(_sentence(measure.window.note))),
        turn.words("details-provider", provider=escape(measure.provider)),
        turn.words("details-sources", sources=_sources(turn, measure)),
        turn.words("card-checked", data=data(turn, measure)),
        *warnings(turn, measure),
    ]
    return "\n\n".join(part for part in parts if part)


def _sum(turn: Turn, measure: SupportMeasure) -> str | None:
    known = benefit_sum(measure.benefit, turn.desk.texts)
    if known and measure.kind == "loan":
        return turn.words("card-loan-sum", sum=known)
    return known


def gives(turn: Turn, measure: SupportMeasure) -> str:
    note = escape(measure.benefit.note)
    known = _sum(turn, measure)
    return turn.words("card-sum-and-note", sum=known, note=note) if known else note


def _when(turn: Turn, measure: SupportMeasure) -> str:
    window = window_of(measure, turn.desk.organisation.own_windows)
    return opening_words(opening(window, turn.today), turn.today, turn.desk.texts)


def _verdict_line(turn: Turn, judgement: Judgement) -> str:
    """«Подходит», or the main reason that stands in the way, with the number of the others."""
    if judgement.verdict is Verdict.YES:
        return turn.words("entry-fits")
    telling = _telling(judgement)
    more = turn.words("entry-more", count=len(telling) - 1) if len(telling) > 1 else ""
    return _headed(turn, telling[0]) + more


def _verdict(turn: Turn, judgement: Judgement) -> str:
    """The verdict of a card with its main reasons as a list."""
    telling = _telling(judgement)
    reasons = [f"- {_reason(turn, reason)}" for reason in telling[:MOST_REASONS]]
    if len(telling) > MOST_REASONS:
        reasons.append("- " + turn.words("card-more-reasons", count=len(telling) - MOST_REASONS))
    if not telling:
        reasons.append("- " + turn.words("card-no-rules"))
    return "\n".join([turn.words(f"card-verdict-{judgement.verdict.word}"), *reasons])


def _telling(judgement: Judgement) -> list[Reason]:
    """The reasons for this very verdict, what nobody can change first; what holds for all stays unsaid."""
    telling = [
        reason
        for reason in judgement.reasons
        if reason.verdict is judgement.verdict and reason.code not in SELF_EVIDENT
    ]
    if any(reason.condition == "municipalities" for reason in telling):
        telling = [reason for reason in telling if reason.condition != "regions"]
    return sorted(telling, key=lambda reason: reason.obtainable)


def _headed(turn: Turn, reason: Reason) -> str:
    """«**Проверь возраст:** от 14 до 35 лет»: the words before the colon stand out."""
    said = _reason(turn, reason)
    head, colon, rest = said.partition(":")
    return f"**{head}:**{rest}" if colon else said


def _reason(turn: Turn, reason: Reason) -> str:
    return _sentence(escape(reason_text(reason, turn.desk.texts)))


def data(turn: Turn, measure: SupportMeasure) -> str:
    """«по данным 2026 года», linked to the newest source that has an address."""
    said = data_age(measure.checked_on, turn.desk.texts)
    address = next((source.url for source in measure.sources if source.url), measure.url)
    return link(said, address) if address else turn.words("data-paper", data=said)


def warnings(turn: Turn, measure: SupportMeasure) -> list[str]:
    said = []
    if measure.kind == "loan":
        said.append(turn.words("warning-loan"))
    if measure.confidence == "low":
        said.append(turn.words("warning-low"))
    if measure.checked_on is None:
        said.append(turn.words("warning-undated"))
    elif is_stale(measure.checked_on, turn.desk.organisation.stale_after_months, turn.today):
        said.append(turn.words("warning-stale", year=measure.checked_on[:4]))
    return said


def _doubt(turn: Turn, measure: SupportMeasure) -> str | None:
    """The warning of a list entry, in two words."""
    if measure.confidence == "low":
        return turn.words("doubt-low")
    months = turn.desk.organisation.stale_after_months
    return turn.words("doubt-stale") if is_stale(measure.checked_on, months, turn.today) else None


def site(turn: Turn, measure: SupportMeasure) -> str:
    if measure.url is None:
        return turn.words("card-no-site", provider=escape(measure.provider))
    return turn.words("card-site", link=link(host(measure.url), measure.url))


def _effort(turn: Turn, measure: SupportMeasure) -> str:
    said = turn.words("details-effort", hours=measure.effort_hours)
    if measure.result_weeks is None:
        return said
    return f"{said} {turn.words('details-result', weeks=measure.result_weeks)}"


def _sources(turn: Turn, measure: SupportMeasure) -> str:
    return ", ".join(_source(turn, source) for source in measure.sources[:NEWEST_SOURCES])


def _source(turn: Turn, source: MeasureSource) -> str:
    name = host(source.url) if source.url else escape(source.title or "")
    said = link(name, source.url) if source.url else name
    return turn.words("details-source", name=said, year=str(source.year)) if source.year else said


def _bullets(turn: Turn, key: str, items: list[str]) -> str:
    if not items:
        return ""
    return turn.words(key) + "\n" + "\n".join(f"- {item}" for item in items)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
