"""What one message of a platform holds."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Shape:
    """Limits of one message. `text`, `caption`: in the units in which the channel measures what it renders;
    `columns`, `rows`, `buttons`: of a keyboard; `label`: characters of a button.
    """

    text: int
    caption: int
    columns: int
    rows: int
    buttons: int
    label: int
