"""Redaction on labelled messages: spans wholly covered, messages left whole, time; each with its count."""

import time
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from statistics import median
from typing import Final, get_args

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter

from knowledge.language.redaction import Kind, Redacted, redact

FOLDER: Final = Path(__file__).parent
SETS: Final = (
    "pii-dev",
    "pii-own",
    "pii-second",
    "pii-third",
    "pii-fourth",
    "pii-fifth",
    "pii-sixth",
    "pii-seventh",
    "pii-eighth",
)
WITHOUT: Final = ("utterances-dev", "utterances-own", "utterances-fresh", "queries-dev", "queries-own")
"""Messages written for other benchmarks: what is found in them should be what they really tell."""
FREER: Final[tuple[Kind, ...]] = ("name", "address")
"""Kinds with the goal 0.95; the others have 0.99."""


class Labelled(BaseModel):
    """A personal datum as its author marked it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    start: int
    end: int
    kind: Kind


class Message(BaseModel):
    """One labelled message; the header of pii-dev.yaml is the specification."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str
    spans: tuple[Labelled, ...]


def read(name: str) -> tuple[Message, ...]:
    """The messages of `<name>.yaml`."""
    loaded = yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    return TypeAdapter(tuple[Message, ...]).validate_python(loaded)


def is_covered(label: Labelled, found: Redacted) -> bool:
    """Whether every character of the span was replaced."""
    hidden = {place for span in found.spans for place in range(span.start, span.end)}
    return hidden.issuperset(range(label.start, label.end))


def run() -> None:
    """Print the figures."""
    redact("")  # load the models before anything is timed
    print("goals: names and addresses 0.95, other kinds 0.99, messages without personal data left whole 0.9")
    times: list[float] = []
    for name in SETS:
        _print_set(name, [(one, _timed(one.text, times)) for one in read(name)])
    _print_others(times)
    times.sort()
    print(f"a message: median {median(times):.1f} ms, p95 {times[int(len(times) * 0.95)]:.1f} ms")


def _timed(text: str, times: list[float]) -> Redacted:
    begin = time.process_time()
    found = redact(text)
    times.append((time.process_time() - begin) * 1000)
    return found


def _print_set(name: str, pairs: Sequence[tuple[Message, Redacted]]) -> None:
    all_of, covered = Counter[Kind](), Counter[Kind]()
    for one, found in pairs:
        all_of.update(label.kind for label in one.spans)
        covered.update(label.kind for label in one.spans if is_covered(label, found))
    print(f"{name}: {len(pairs)} messages")
    for title, kinds in (("names, addresses", FREER), ("other kinds", _others(FREER))):
        if not any(all_of[kind] for kind in kinds):
            continue
        whole, part = sum(all_of[kind] for kind in kinds), sum(covered[kind] for kind in kinds)
        print(f"  {title:<17}{_share(part, whole)}")
    print("    " + ", ".join(f"{kind} {covered[kind]}/{all_of[kind]}" for kind in get_args(Kind)))
    clean = [found for one, found in pairs if not one.spans]
    if clean:
        print(f"  left whole       {_share(sum(not found.spans for found in clean), len(clean))}")


def _others(kinds: Iterable[Kind]) -> list[Kind]:
    return [kind for kind in get_args(Kind) if kind not in kinds]


def _share(part: int, whole: int) -> str:
    return f"{part / max(whole, 1):.3f}  ({part} of {whole})"


def _print_others(times: list[float]) -> None:
    texts = [
        one["text"]
        for name in WITHOUT
        for one in yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    ]
    changed = sum(bool(_timed(text, times).spans) for text in texts)
    print(f"messages of the other benchmarks: {changed} of {len(texts)} changed")
