"""One fact as it was found in a message."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Found:
    """A fact (`age`, `statuses.school`, `needs.money` ...) and the words that it came from."""

    key: str
    value: bool | int | str
    first: int
    last: int
