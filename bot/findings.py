"""What `doctor` finds."""

from dataclasses import dataclass
from typing import Literal

State = Literal["ok", "note", "wrong"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. `advice` says what to do when it is not ok."""

    state: State
    about: str
    says: str
    advice: str = ""
