"""A Telegram user who talks with the bot."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from tests.platforms.person import NoSuchButtonError, Screen
from tests.platforms.shown import Button, Shown

if TYPE_CHECKING:
    from tests.platforms.telegram.server import TelegramServer
    from tests.platforms.telegram.updates import Update

_GARBAGE: Final[tuple[dict[str, Any], ...]] = (
    {"message": {"message_id": "seven"}},
    {"message": None},
    {},
    {"unheard_of": {"a": [1, 2]}},
)


class TelegramUser(Screen):
    """Made by `TelegramServer.user`; every action gives the update that it caused (None: not asked for)."""

    def __init__(self, server: "TelegramServer", number: int, name: str) -> None:
        super().__init__(lean=not server.keeps_updates)
        self._server = server
        self.id = number
        self.name = name
        self.started = False
        self.blocked = False
        self.deactivated = False
        self.updates: list[Update] = []

    @property
    def body(self) -> dict[str, Any]:
        """User, as the Bot API writes it."""
        return {"id": self.id, "is_bot": False, "first_name": self.name, "language_code": "ru"}

    @property
    def chat(self) -> dict[str, Any]:
        """The private chat with this user."""
        return {"id": self.id, "type": "private", "first_name": self.name}

    def say(self, text: str) -> "Update | None":
        """Write a message; commands are marked as the apps mark them."""
        entities: list[dict[str, Any]] = []
        if text.startswith("/") and len(text) > 1:
            entities = [{"type": "bot_command", "offset": 0, "length": len(text.split(maxsplit=1)[0])}]
        return self._write({"text": text} | ({"entities": entities} if entities else {}), text)

    def start(self, payload: str = "") -> "Update | None":
        """Press «Start» (also by a deep link t.me/<bot>?start=payload)."""
        self.started = True
        return self.say(f"/start {payload}".strip())

    def press(self, wanted: str | int) -> "Update | None":
        """Press a button by its label or its number on the newest message with buttons.

        Raises:
            NoSuchButtonError: no such button, or it opens a link.
        """
        message, button = self.find(wanted)
        if button.kind == "text":
            return self.say(button.label)
        if button.kind != "callback" or message is None:
            raise NoSuchButtonError(f"{button.label!r} opens {button.url}")
        return self.press_on(message, button)

    def press_on(self, message: Shown, button: Button) -> "Update | None":
        """Press this very button, also on an old or deleted message."""
        self.acted()
        query = {
            "id": self._server.new_query(self.id),
            "from": self.body,
            "message": dict(message.raw),
            "chat_instance": str(-self.id * 7919),
            "data": button.data,
        }
        return self._cause("callback_query", query)

    def sticker(self) -> "Update | None":
        """Send a sticker."""
        sticker = {
            **self._file("sticker"), "type": "regular", "width": 512, "height": 512,
            "is_animated": False, "is_video": False, "emoji": "👍",
        }  # fmt: skip
        return self._write({"sticker": sticker}, "")

    def voice(self) -> "Update | None":
        """Send a voice message."""
        return self._write({"voice": {**self._file("voice"), "duration": 3, "mime_type": "audio/ogg"}}, "")

    def photo(self, caption: str = "") -> "Update | None":
        """Send a photo."""
        content: dict[str, Any] = {"photo": [{**self._file("photo"), "width": 90, "height": 67}]}
        return self._write(content | ({"caption": caption} if caption else {}), caption)

    def document(self, name: str = "file.pdf", content: bytes = b"%PDF-1.4") -> "Update | None":
        """Send a document; the bot can fetch it with getFile."""
        file = self._server.keep_file("document", name, content)
        return self._write({"document": {**file, "file_name": name}}, "")

    def contact(self) -> "Update | None":
        """Share a phone number."""
        return self._write({"contact": {"phone_number": "+79991234567", "first_name": self.name}}, "")

    def edit(self, text: str) -> "Update | None":
        """Edit one's newest message."""
        message = next(message for message in reversed(self.messages) if message.mine)
        message.text = text
        body = {**message.raw, "text": text, "edit_date": self._server.date()}
        return self._cause("edited_message", body)

    def block(self) -> "Update | None":
        """Block the bot."""
        self.blocked = True
        self.refresh()
        return self._membership("member", "kicked")

    def unblock(self) -> "Update | None":
        """Take the bot back."""
        self.blocked = False
        self.refresh()
        return self._membership("kicked", "member")

    def deactivate(self) -> None:
        """Delete the account."""
        self.deactivated = True

    def _write(self, content: Mapping[str, Any], text: str) -> "Update | None":
        self.started = True
        self.acted()
        body = {
            "message_id": self._server.new_message_id(),
            "from": self.body,
            "chat": self.chat,
            "date": self._server.date(),
            **content,
        }
        self.put(Shown(body["message_id"], mine=True, text=text, at=self._server.now(), raw=body))
        return self._cause("message", body)

    def _membership(self, old: str, new: str) -> "Update | None":
        bot = self._server.me
        return self._cause(
            "my_chat_member",
            {
                "chat": self.chat,
                "from": self.body,
                "date": self._server.date(),
                "old_chat_member": _member(bot, old),
                "new_chat_member": _member(bot, new),
            },
        )

    def _cause(self, kind: str, content: Mapping[str, Any]) -> "Update | None":
        update = self._server.updates.add(kind, content, self._server.now())
        if update is not None and self._server.keeps_updates:
            self.updates.append(update)
        return update

    def _file(self, kind: str) -> dict[str, Any]:
        return self._server.keep_file(kind, f"{kind}.bin", b"\x00" * 16)


def _member(bot: Mapping[str, Any], status: str) -> dict[str, Any]:
    return {"user": dict(bot), "status": status} | ({"until_date": 0} if status == "kicked" else {})


def garbage(number: int) -> dict[str, Any]:
    """An update that no parser takes; there are four kinds."""
    return dict(_GARBAGE[number % len(_GARBAGE)])
