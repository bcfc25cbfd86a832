"""A VK user who talks with the community."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

import orjson

from tests.platforms.person import NoSuchButtonError, Screen
from tests.platforms.shown import Button, Shown

if TYPE_CHECKING:
    from tests.platforms.vk.longpoll import Event
    from tests.platforms.vk.server import VkServer

_ACTIONS: Final = ("text", "vkpay", "open_app", "location", "open_link", "open_photo")
_GARBAGE: Final[tuple[dict[str, Any], ...]] = (
    {"type": "message_new", "object": None},
    {"type": "message_new", "object": {"message": {"text": ["no", "text"]}}},
    {"object": {}},
    {"type": "unheard_of", "object": {"a": [1, 2]}},
)


class VkUser(Screen):
    """Made by `VkServer.user`; every action gives the event that it caused (None: switched off).

    callback, inline: what the person's app can do (old apps cannot).
    """

    def __init__(self, server: "VkServer", number: int, name: str, *, callback: bool, inline: bool) -> None:
        super().__init__(lean=not server.keeps_updates)
        self._server = server
        self.id = number
        self.name = name
        self.callback = callback
        self.inline = inline
        self.allowed = False
        self.blacklisted = False
        self.deactivated = False
        self.updates: list[Event] = []
        self.one_time = False
        self._last_cmid = 0

    @property
    def client_info(self) -> dict[str, Any]:
        """What the app tells of itself."""
        more = ("callback", "intent_subscribe", "intent_unsubscribe") if self.callback else ()
        return {
            "button_actions": [*_ACTIONS, *more],
            "keyboard": True,
            "inline_keyboard": self.inline,
            "carousel": self.inline,
            "lang_id": 0,
        }

    def new_cmid(self) -> int:
        """conversation_message_id: counts within this conversation."""
        self._last_cmid += 1
        return self._last_cmid

    def say(self, text: str, *, payload: Any = None, ref: str = "") -> "Event | None":
        """Write a message; `ref` comes along when the talk was opened by a link vk.me/...?ref=."""
        content: dict[str, Any] = {"text": text}
        if payload is not None:
            content["payload"] = payload if isinstance(payload, str) else orjson.dumps(payload).decode()
        if ref:
            content |= {"ref": ref, "ref_source": "vk.me"}
        return self._write(content)

    def start(self, ref: str = "") -> "Event | None":
        """Press «Начать»."""
        return self.say("Начать", payload={"command": "start"}, ref=ref)

    def press(self, wanted: str | int) -> "Event | None":
        """Press a button by its label or its number on the newest message with buttons.

        Raises:
            NoSuchButtonError: no such button, it opens a link, or the person's app cannot press it.
        """
        message, button = self.find(wanted)
        if button.kind == "text":
            return self.say(button.label, payload=button.data)
        if button.kind != "callback":
            raise NoSuchButtonError(f"{button.label!r} opens {button.url}")
        return self.press_on(message, button)

    def press_on(self, message: Shown | None, button: Button) -> "Event | None":
        """Press this very button, also on an old message."""
        if not self.callback or (message is not None and not self.inline):
            raise NoSuchButtonError(f"this app cannot press {button.label!r}")
        self.acted()
        cmid = message.raw["conversation_message_id"] if message else self._last_cmid
        content = {
            "user_id": self.id,
            "peer_id": self.id,
            "event_id": self._server.new_press(self.id),
            "payload": orjson.loads(button.data or "{}"),
            "conversation_message_id": cmid,
        }
        return self._cause("message_event", content)

    def sticker(self) -> "Event | None":
        """Send a sticker."""
        sticker = {"sticker_id": 134, "product_id": 4, "images": [], "images_with_background": []}
        return self._write({"text": "", "attachments": [{"type": "sticker", "sticker": sticker}]})

    def voice(self) -> "Event | None":
        """Send a voice message."""
        voice = {
            "id": 1, "owner_id": self.id, "duration": 3, "waveform": [0, 1, 2], "access_key": "k",
            "link_mp3": "http://127.0.0.1/v.mp3", "link_ogg": "http://127.0.0.1/v.ogg",
        }  # fmt: skip
        return self._write({"text": "", "attachments": [{"type": "audio_message", "audio_message": voice}]})

    def photo(self, caption: str = "") -> "Event | None":
        """Send a photo."""
        photo = self._server.photo_body(self.id)
        return self._write({"text": caption, "attachments": [{"type": "photo", "photo": photo}]})

    def allow(self) -> "Event | None":
        """Allow messages from the community."""
        self.allowed = True
        self.refresh()
        return self._cause("message_allow", {"user_id": self.id, "key": ""})

    def block(self) -> "Event | None":
        """Forbid messages from the community."""
        self.allowed = False
        self.refresh()
        return self._cause("message_deny", {"user_id": self.id})

    def unblock(self) -> "Event | None":
        """The same as `allow`."""
        return self.allow()

    def type(self) -> "Event | None":
        """Be typing."""
        content = {"state": "typing", "from_id": self.id, "to_id": -self._server.group_id}
        return self._cause("message_typing_state", content)

    def deactivate(self) -> None:
        """Delete the account."""
        self.deactivated = True

    def _write(self, content: Mapping[str, Any]) -> "Event | None":
        self.allowed = True
        self.acted()
        body = {**self._server.message_body(self, out=False), **content}
        shown = Shown(body["id"], mine=True, text=str(body["text"]), at=self._server.now(), raw=body)
        self.put(shown)
        if self.keyboard and self.one_time:
            self.keyboard = ()
        return self._cause("message_new", {"message": body, "client_info": self.client_info})

    def _cause(self, kind: str, content: Mapping[str, Any]) -> "Event | None":
        event = self._server.event(kind, content)
        if event is not None and self._server.keeps_updates:
            self.updates.append(event)
        return event


def garbage(number: int) -> dict[str, Any]:
    """An event that no parser takes; there are four kinds."""
    return dict(_GARBAGE[number % len(_GARBAGE)])
