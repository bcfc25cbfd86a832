"""Reading a stored talk back; one that an older or broken version wrote begins anew."""

from pydantic import ValidationError

from bot.dialogue.state import VERSION, Conversation, KeptPath


def restore(raw: object) -> tuple[Conversation, bool]:
    """The talk as it was stored (a mapping, or JSON as text or bytes), and whether it could be read.

    An unreadable one gives a talk that begins anew and says so once; profile and consents are not touched.
    """
    try:
        if isinstance(raw, str | bytes):
            stored = Conversation.model_validate_json(raw)
        else:
            stored = Conversation.model_validate(raw)
    except (ValidationError, ValueError):
        return Conversation(memory={"restarted": True}), False
    if stored.version != VERSION:
        return Conversation(memory={"restarted": True}), False
    return stored, True


def restored_path(raw: str) -> KeptPath:
    """A path as it was stored; one that cannot be read begins anew, for it is planned again anyway."""
    try:
        return KeptPath.model_validate_json(raw)
    except ValidationError:
        return KeptPath()
