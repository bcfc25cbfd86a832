"""Write the worked examples of docs/path.md anew: `python -m scripts.path_examples`.

tests/unit/scripts/test_path_examples.py fails when they are stale.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Final

from bot.cli.planning import Planning
from bot.cli.profiles import Profiles
from bot.organisation import shipped_organisation
from bot.path.months import month_name
from bot.path.path import Path as SupportPath
from bot.path.path import Step
from bot.path.planner import plan
from bot.path.words import check_texts
from bot.reasons import reason_text
from bot.texts import russian
from bot.wording import money
from knowledge.clock import SystemClock
from knowledge.condition_texts import condition_texts
from knowledge.facts import Facts
from knowledge.regions import regions
from knowledge.shipped import shipped_measures
from knowledge.vocabulary import vocabulary

ROOT: Final = Path(__file__).parents[1]
PAGE: Final = ROOT / "docs" / "path.md"
PEOPLE: Final = ROOT / "docs" / "examples" / "people"
NAMES: Final = (
    "pupil-with-an-idea",
    "ceramics-studio",
    "research-project",
    "small-business",
    "village-activist",
)
DAYS: Final = (date(2026, 11, 21), date(2026, 3, 5))
START: Final = "<!-- examples: written by scripts/path_examples.py -->\n"
END: Final = "<!-- end of examples -->\n"
TITLES: Final = {measure.id: measure.title for measure in shipped_measures()}


def written(page: str) -> str:
    """The page with the examples as the program gives them now."""
    head, _, rest = page.partition(START)
    return head + START + "\n" + "\n".join(examples()) + "\n" + END + rest.partition(END)[2]


def examples() -> Iterator[str]:
    """The lines of all examples."""
    planning = Planning(shipped_measures(), regions(), shipped_organisation())
    profiles = Profiles(shipped_measures(), condition_texts(), regions(), SystemClock())
    for name in NAMES:
        file = PEOPLE / f"{name}.yaml"
        who = file.read_text(encoding="utf-8").split("\n", 1)[0].removeprefix("# ")
        yield f"### {who}\n"
        for number, day in enumerate(DAYS):
            facts, today = profiles.read(file, day)
            if not number:
                yield _about(facts, name)
            yield from _lines(plan(planning.request(facts, today)), today)


def _about(facts: Facts, name: str) -> str:
    words = vocabulary()
    needs = ", ".join(words.needs[need] for need in facts.needs)
    topics = ", ".join(words.topics[topic] for topic in facts.topics)
    return f"«{facts.goal}». Needs: {needs}. Topics: {topics}. Profile: `docs/examples/people/{name}.yaml`.\n"


def _lines(path: SupportPath, today: date) -> Iterator[str]:
    values = ", ".join(f"{level} {value}" for level, value in path.scores.items())
    proven = "proven" if path.is_proven else f"gap {path.gap:.1%}"
    sure, unsure, hoped = (money(rub, russian()) for rub in (path.sure_rub, path.unsure_rub, path.hoped_rub))
    sums = f"{sure} sure, {unsure} after a check, up to {hoped} to win"
    yield f"On {today}: {values}; {proven}; {sums}.\n"
    yield "| when | measure | fills | check |"
    yield "|---|---|---|---|"
    for step in path.steps:
        yield _row(step)
    yield ""
    for one in path.almost[:2]:
        yield f"- Almost: {TITLES[one.id]} — {reason_text(one.missing, russian())}."
    yield ""


def _row(step: Step) -> str:
    fills = ", ".join(vocabulary().needs[need] for need in step.covers) or "only unlocks"
    if step.unlocks:
        fills += "; unlocks: " + ", ".join(TITLES[id_] for id_ in step.unlocks)
    checks = "; ".join(check_texts(step, TITLES, russian()))
    return f"| {_when(step)} | {TITLES[step.id]} | {fills} | {checks} |"


def _when(step: Step) -> str:
    if step.start is None or step.finish is None:
        return "not known"
    usual = "usually " if step.expected else ""
    until = f", apply by {step.apply_by}" if step.apply_by else ""
    return f"{usual}{month_name(step.start)} to {month_name(step.finish)}{until}"


if __name__ == "__main__":
    PAGE.write_text(written(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
