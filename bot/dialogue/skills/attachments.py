"""What is no words: voice, stickers, photos, files, places."""

from collections.abc import Mapping
from typing import Final

from bot.dialogue.turn import Turn

SPOKEN: Final = frozenset({"voice", "audio", "audio_message", "video_note"})
PLAYFUL: Final = frozenset({"sticker", "animation", "gif", "graffiti", "emoji", "dice"})
SEEN: Final = frozenset({"photo", "video", "document", "doc", "file", "picture", "image"})
PLACES: Final = frozenset({"location", "geo", "venue", "place"})

_KEYS: Final[Mapping[str, str]] = {
    **dict.fromkeys(SPOKEN, "attachment-voice"),
    **dict.fromkeys(PLAYFUL, "attachment-sticker"),
    **dict.fromkeys(SEEN, "attachment-file"),
    **dict.fromkeys(PLACES, "attachment-place"),
    "contact": "attachment-contact",
}


def describe_attachment(turn: Turn, kind: str) -> Turn:
    """Say what we can do with it, which is mostly: please write."""
    key = _KEYS.get(kind, "attachment-other")
    return turn.say(turn.words(key), [turn.button("button-menu", "menu")])
