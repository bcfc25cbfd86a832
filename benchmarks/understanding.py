"""Understanding by rules on labelled messages: precision and recall of facts, accuracy of intents, time."""

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any, Final, Literal

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter

from bot.person.reading.leaves import as_labels
from bot.person.understanding import Rules
from knowledge.regions import regions

FOLDER: Final = Path(__file__).parent
SETS: Final = ("dev", "own", "fresh", "second", "fifth", "sixth", "seventh", "eighth")
HOME: Final = "Курганская область"
_NOT_SCORED: Final = ("corrects", "goal")
_SAME: Final = (
    ("statuses.self_employed", "capabilities.self_employed_status"),
    ("statuses.sole_proprietor", "capabilities.sole_proprietor_status"),
)
"""Forms to apply in are not among them: several are options, as the header says."""
_STUDENT: Final = "capabilities.student_status"
_STUDY: Final = ("statuses.college", "statuses.university", "statuses.postgraduate")
_FOLLOWS: Final[tuple[tuple[str, object, Mapping[str, object]], ...]] = (
    *((kind, True, {_STUDENT: True}) for kind in _STUDY),
    (_STUDENT, False, dict.fromkeys(_STUDY, False)),
    ("statuses.unemployed", True, {"statuses.employed": False}),
    ("apply_as.team", True, {"capabilities.team": True}),
    ("apply_as.ngo", True, {"capabilities.ngo_status": True}),
    ("apply_as.company", True, {"capabilities.company_status": True}),
    ("stage", "prototype", {"capabilities.prototype": True}),
    ("stage", "running", {"capabilities.prototype": True, "capabilities.running_project": True}),
    ("stage", "idea", {"capabilities.prototype": False, "capabilities.running_project": False}),
)

Leaves = frozenset[tuple[str, object]]


class Utterance(BaseModel):
    """One labelled message."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str
    asked: str | None
    intent: str
    facts: Mapping[str, Any]
    whom: Literal["self", "child", "another", "group"] = "self"
    about: Mapping[str, Any] = {}


@dataclass(frozen=True, slots=True)
class Score:
    """Facts as leaves, micro-averaged; shares of right intents."""

    precision: float
    recall: float
    intents: float


def read(name: str) -> tuple[Utterance, ...]:
    """The messages of `utterances-<name>.yaml`."""
    loaded = yaml.safe_load((FOLDER / f"utterances-{name}.yaml").read_text(encoding="utf-8"))
    return TypeAdapter(tuple[Utterance, ...]).validate_python(loaded)


def leaves(facts: Mapping[str, Any]) -> Leaves:
    """The facts as leaves, closed under the rules that the header of the file names."""
    flat: dict[str, object] = {}
    for key, value in facts.items():
        if key in _NOT_SCORED:
            continue
        if isinstance(value, Mapping):
            flat |= {f"{key}.{word}": holds for word, holds in value.items()}
        elif isinstance(value, list | tuple):
            flat |= {f"{key}.{word}": True for word in value}
        else:
            flat[key] = value
    return frozenset(_closed(flat).items())


def _closed(flat: dict[str, object]) -> dict[str, object]:
    for same in _SAME:
        for name in same:
            if (said := next((flat[one] for one in same if one in flat), None)) is not None:
                flat.setdefault(name, said)
    for fact, holds, follows in _FOLLOWS:
        if flat.get(fact) == holds:
            for name, value in follows.items():
                flat.setdefault(name, value)
    return flat


def score(pairs: Iterable[tuple[Utterance, str, Leaves]]) -> Score:
    """Messages with the intents and the leaves that were read in them."""
    right = told = labelled = intents = count = 0
    for utterance, intent, found in pairs:
        expected = leaves(utterance.facts)
        right, told, labelled = right + len(found & expected), told + len(found), labelled + len(expected)
        intents, count = intents + (intent == utterance.intent), count + 1
    return Score(right / max(told, 1), right / max(labelled, 1), intents / max(count, 1))


def run() -> None:
    """Print the figures."""
    rules = Rules(regions(), HOME)
    print("set    messages  precision  recall  intents   goals 0.93, 0.78, 0.85")
    for name in SETS:
        said = read(name)
        result = score(_read(rules, said))
        print(
            f"{name:<7}{len(said):>8}  {result.precision:9.3f}  {result.recall:6.3f}  {result.intents:7.3f}"
        )
        for kind, some in _by_kind(said).items():
            part = score(_read(rules, some))
            print(
                f"  {kind:<13}{len(some):>3}  {part.precision:9.3f}  {part.recall:6.3f}  {part.intents:7.3f}"
            )
    _print_speed(rules, [one for name in SETS for one in read(name)])


def _read(rules: Rules, said: Sequence[Utterance]) -> list[tuple[Utterance, str, Leaves]]:
    read_ones = ((one, rules.understand(one.text, one.asked)) for one in said)
    return [(one, got.intent, leaves(as_labels(got.facts))) for one, got in read_ones]


def _by_kind(said: Sequence[Utterance]) -> dict[str, list[Utterance]]:
    kinds: dict[str, list[Utterance]] = {"openers": [], "answers": [], "others": []}
    for one in said:
        is_opener = one.intent in ("build_path", "search")
        kinds["openers" if is_opener else "answers" if one.asked else "others"].append(one)
    return kinds


def _print_speed(rules: Rules, said: Sequence[Utterance]) -> None:
    """Everything has been read before, so dictionaries and lexicon are warm."""
    times = []
    for one in said:
        begin = time.process_time()
        rules.understand(one.text, one.asked)
        times.append((time.process_time() - begin) * 1000)
    times.sort()
    print(
        f"a message: median {median(times):.2f} ms, p95 {times[int(len(times) * 0.95)]:.2f} ms; goal p95 5 ms"
    )
