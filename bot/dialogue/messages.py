"""What goes in and out of a talk, on any channel."""

from typing import Annotated, Final, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

ChannelName = Literal["telegram", "vk", "web", "console"]
MAX_ACTION_BYTES: Final = 64


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Address(_Value):
    """One account in one channel: where a message comes from and where answers go."""

    channel: ChannelName
    account: str


class TextSaid(_Value):
    """Words; may be empty or very long."""

    type: Literal["text"] = "text"
    text: str


class ButtonPressed(_Value):
    """A button of ours; `action` is what we put into it (hostile until parsed)."""

    type: Literal["button"] = "button"
    action: str
    label: str = ""
    on: str | None = None
    """The platform's reference of the message that carries the button: what a new page may replace."""


class AttachmentSent(_Value):
    """Something that is not words: a sticker, voice, photo, file, place."""

    type: Literal["attachment"] = "attachment"
    kind: str
    caption: str = ""


class Started(_Value):
    """The person opened the talk, maybe by a deep link (`m-<id>`, `s-<src>`, `w-<code>`)."""

    type: Literal["started"] = "started"
    payload: str = ""
    before_words: bool = False
    """Words came with the link: they are the next message and get the answer, so this needs no greeting."""


Content = Annotated[TextSaid | ButtonPressed | AttachmentSent | Started, Field(discriminator="type")]


class Incoming(_Value):
    """One update: who, its unique key in the channel (duplicates are dropped) and what."""

    address: Address
    key: str
    content: Content
    sent_at: AwareDatetime | None = None
    """When the platform says that it was sent, if it does (whole seconds); it may have waited for days."""


class Notice(_Value):
    """An update that wants no answer. `may_write`: the platform says that we may (not) write to this one."""

    address: Address
    key: str
    may_write: bool | None = None


class Button(_Value):
    """A button: an action of at most 64 bytes for ourselves, or an address to open."""

    label: str
    action: str | None = None
    url: str | None = None
    style: Literal["plain", "primary", "danger"] = "plain"


class Outgoing(_Value):
    """One message in our Markdown subset: **bold**, _italic_, [link](https://...), `- ` lists, `> ` quotes.

    Text from outside must pass `markup.escape` before it gets in here.
    """

    text: str
    rows: tuple[tuple[Button, ...], ...] = ()
    picture: str | None = None
    file: str | None = None
    replaces: str | None = None
    """The platform's reference of the message to change; a channel that cannot sends a new one."""
    preview: bool = False
    forget: bool = False
    """The account is gone: the channel forgets the session when this has been shown."""
