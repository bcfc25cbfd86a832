"""`make bench`: quality and speed beside simple baselines, one section a benchmark, in one run."""

import importlib
import sys
from typing import Final

BENCHMARKS: Final = (
    "search",
    "articles",
    "understanding",
    "redaction",
    "eligibility",
    "planning",
    "questions",
    "mailbox",
    "channels",
    "start",
)


def main(names: list[str]) -> None:
    """Run the named benchmarks, or all."""
    for name in names or BENCHMARKS:
        print(f"\n== {name} ==", flush=True)
        importlib.import_module(f"benchmarks.{name}").run()


if __name__ == "__main__":
    main(sys.argv[1:])
