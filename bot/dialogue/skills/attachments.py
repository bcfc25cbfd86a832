"""What is no words: voice, stickers, photos, files, places."""

from typing import Final

from bot.dialogue.turn import Turn

SPOKEN: Final = frozenset({"voice", "audio", "audio_message", "video_note"})
PLAYFUL: Final = frozenset({"sticker", "animation", "gif", "graffiti", "emoji", "dice"})
SEEN: Final = frozenset({"photo", "video", "document", "doc", "file", "picture", "image", "contact"})


def describe_attachment(turn: Turn, kind: str) -> Turn:
    """Say what we can do with it, which is mostly: please write."""
    if kind in SPOKEN:
        key = "attachment-voice"
    elif kind in PLAYFUL:
        key = "attachment-sticker"
    elif kind in SEEN:
        key = "attachment-file"
    else:
        key = "attachment-place" if kind in {"location", "geo", "venue", "place"} else "attachment-other"
    return turn.say(turn.words(key), [turn.button("button-menu", "menu")])
