"""The person's own words on what they want, as they are kept: to find what is near to them, nothing else."""

import re
from typing import Final

FEWEST_WORDS: Final = 3
LONGEST: Final = 200
_WORD: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_ADDRESS: Final = re.compile(r"\S*(?:@|://|www\.)\S*|[\w.-]+\.(?:ru|com|org|net|рф)\b|\+?\d[\d\s()-]{5,}\d")


def own_words(text: str) -> str | None:
    """The words without figures, addresses and numbers to call; None when too little is left."""
    words = _WORD.findall(_ADDRESS.sub(" ", text))
    while words and len(" ".join(words)) > LONGEST:
        words.pop()
    return " ".join(words) if len(words) >= FEWEST_WORDS else None
