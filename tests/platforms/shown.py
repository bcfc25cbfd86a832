"""What a person sees in a messenger: messages as rendered, buttons, files."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class Entity:
    """A piece of formatted text; offset and length in UTF-16 units, as both platforms count."""

    kind: str
    offset: int
    length: int
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Button:
    """`callback` sends `data` silently, `text` writes the label into the chat, `link` opens `url`."""

    label: str
    kind: Literal["callback", "text", "link", "other"]
    data: str | None = None
    url: str | None = None
    colour: str | None = None


Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of a message."""

    kind: str
    name: str
    content: bytes = field(repr=False)


@dataclass(slots=True)
class Shown:
    """One message in a chat, as it stands now."""

    id: int
    mine: bool
    text: str
    at: float
    entities: tuple[Entity, ...] = ()
    rows: Rows = ()
    attachments: tuple[Attachment, ...] = ()
    edits: int = 0
    preview: bool = False
    raw: Mapping[str, Any] = field(default_factory=dict, repr=False)

    @property
    def buttons(self) -> tuple[Button, ...]:
        """All buttons under the message, row by row."""
        return tuple(button for row in self.rows for button in row)

    @property
    def labels(self) -> tuple[str, ...]:
        """What stands on the buttons."""
        return tuple(button.label for button in self.buttons)

    def piece(self, entity: Entity) -> str:
        """The text of one entity."""
        return cut_utf16(self.text, entity.offset, entity.length)


def utf16_length(text: str) -> int:
    """How both platforms count characters."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def cut_utf16(text: str, offset: int, length: int) -> str:
    """A piece of a text by UTF-16 offsets."""
    raw = text.encode("utf-16-le", "surrogatepass")
    return raw[2 * offset : 2 * (offset + length)].decode("utf-16-le", "replace")
