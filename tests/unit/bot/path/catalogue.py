"""Small made-up measures for tests of the planner."""

from collections.abc import Mapping
from typing import Any, Final

from knowledge.measure import SupportMeasure

ALWAYS: Final = {
    "always": True,
    "months_open": [],
    "note": "-",
    "last_known": {"opens": None, "closes": None},
}
PARTS: Final = ("audience", "benefit", "window")


def window(*months: int, opens: str | None = None, closes: str | None = None) -> dict[str, Any]:
    """Usual months and the last announced round; neither: nobody knows when."""
    return {
        "always": False,
        "months_open": list(months),
        "note": "-",
        "last_known": {"opens": opens, "closes": closes},
    }


def measure(id_: str, **changes: Any) -> SupportMeasure:
    """A course for everybody that is always open, takes five hours and a week, and gives money."""
    data: dict[str, Any] = {
        "id": id_,
        "title": id_,
        "provider": "-",
        "level": "federal",
        "kind": "training",
        "summary": "-",
        "benefit": {"amount_min": None, "amount_max": None, "period": None, "note": "-"},
        "audience": {
            "age_min": None,
            "age_max": None,
            "regions": ["*"],
            "municipalities": [],
            "citizenship_ru": None,
            "statuses": [],
            "applicant": ["person"],
            "conditions": [],
        },
        "topics": ["social"],
        "stages": [],
        "needs": ["money"],
        "window": ALWAYS,
        "effort_hours": 5,
        "result_weeks": 1,
        "requires": [],
        "gives": [],
        "excludes": [],
        "steps": ["-"],
        "documents": [],
        "url": None,
        "sources": [{"url": "https://example.org/", "year": 2026}],
        "confidence": "high",
        "checked_on": "2026-10",
        "note": None,
    }
    for key, value in changes.items():
        data[key] = {**data[key], **value} if key in PARTS and isinstance(value, Mapping) else value
    return SupportMeasure.model_validate(data)
