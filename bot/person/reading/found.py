"""One fact as it was found in a message."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Found:
    """A fact (`age`, `statuses.school`, `needs.money` ...) and the words that it came from.

    `certain`: the words can hardly mean anything else.
    """

    key: str
    value: bool | int | str
    first: int
    last: int
    certain: bool = True
