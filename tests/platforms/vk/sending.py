"""messages.send and messages.edit."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from tests.platforms.shown import Attachment, Entity, Shown, utf16_length
from tests.platforms.vk.errors import VkError, invalid
from tests.platforms.vk.formats import read_format
from tests.platforms.vk.keyboards import Keyboard, read_keyboard
from tests.platforms.vk.parameters import Values, fits_32_bits

if TYPE_CHECKING:
    from tests.platforms.vk.server import VkServer
    from tests.platforms.vk.user import VkUser

CHATS_FROM: Final = 2_000_000_000
MEMORY_SECONDS: Final = 3600.0  # [K] how long random_id is remembered
EDITABLE_SECONDS: Final = 24 * 3600.0  # [D] messages.edit
SHOWN_WHOLE: Final = 4096  # [K] longer messages are cut or split by the apps, so they are a defect [O]
_NOT_EMULATED: Final = {"template", "forward", "forward_messages", "sticker_id", "reply_to", "lat", "long"}
_TARGETS: Final = ("user_id", "peer_id", "peer_ids", "domain", "chat_id")


@dataclass(frozen=True, slots=True)
class Content:
    """What a message says."""

    text: str
    entities: tuple[Entity, ...]
    keyboard: Keyboard | None
    attachments: tuple[Attachment, ...]
    raw_attachments: tuple[dict[str, Any], ...]


def send(server: "VkServer", values: Values) -> Any:
    """messages.send: a number for one peer, a list with each row's fate for peer_ids."""
    targets = [name for name in _TARGETS if name in values]
    if len(targets) != 1:
        raise invalid("you should specify exactly one of user_id, peer_id, peer_ids, domain, chat_id")
    for name in _NOT_EMULATED & set(values):
        server.defect(f"messages.send: {name} is not emulated")
    if "random_id" not in values:
        raise invalid("random_id is a required parameter")
    random_id = int(values["random_id"])
    if not fits_32_bits(random_id):
        server.defect(f"random_id {random_id} does not fit 32 bits")
    content = _content(server, values)
    if targets[0] == "peer_ids":
        return list(_send_to_all(server, values["peer_ids"], random_id, content))
    if targets[0] in ("domain", "chat_id"):
        raise VkError(917) if targets[0] == "chat_id" else VkError(113)
    return _send_to(server, int(values[targets[0]]), random_id, content).id


def _send_to_all(
    server: "VkServer", peers: list[str], random_id: int, content: Content
) -> Iterator[dict[str, Any]]:
    for peer in peers:
        try:
            message = _send_to(server, int(peer), random_id, content)
        except VkError as error:
            # Such rows come without message_id [E]: models that require it break.
            yield {"peer_id": int(peer), "error": {"code": error.code, "description": error.text}}
        except ValueError:
            raise invalid("peer_ids should be a list of integers") from None
        else:
            cmid = message.raw["conversation_message_id"]
            yield {"peer_id": int(peer), "message_id": message.id, "conversation_message_id": cmid}


def _content(server: "VkServer", values: Values) -> Content:
    text = str(values.get("message", ""))
    if utf16_length(text) > SHOWN_WHOLE:
        server.defect(f"a message of {utf16_length(text)} characters: apps show {SHOWN_WHOLE}")
    keyboard = None
    if values.get("keyboard"):
        if not server.bot_abilities:
            raise VkError(912)
        keyboard = read_keyboard(values["keyboard"])
    names = [name.strip() for name in str(values.get("attachment", "")).split(",") if name.strip()]
    if not text.strip() and not names and "sticker_id" not in values:
        raise invalid("message is empty or invalid")
    if len(names) > 10:
        raise invalid("attachment: too many attachments")
    files = [server.attachment(name) for name in names]
    entities = read_format(values.get("format_data"), text)
    return Content(text, entities, keyboard, tuple(f[0] for f in files), tuple(f[1] for f in files))


def person_of(server: "VkServer", peer: int) -> "VkUser":
    """Whom the community may write to.

    Raises:
        VkError: 100, 917, 18, 900, 901.
    """
    if peer >= CHATS_FROM:
        raise VkError(917)
    if peer <= 0:
        raise invalid("peer_id is invalid")
    user = server.users.get(peer)
    if user is None:
        raise VkError(901)
    if user.deactivated:
        raise VkError(18)
    if user.blacklisted:
        raise VkError(900)
    if not user.allowed:
        raise VkError(901)
    return user


def _send_to(server: "VkServer", peer: int, random_id: int, content: Content) -> Shown:
    user = person_of(server, peer)
    before = server.remembered.get((peer, random_id))
    if random_id and before and server.now() - before[0] < MEMORY_SECONDS:
        server.repeats.append((peer, random_id))
        return before[1]
    body = server.message_body(user, out=True)
    body |= {"text": content.text, "attachments": list(content.raw_attachments), "random_id": random_id}
    shown = Shown(body["id"], mine=False, text="", at=server.now(), raw=body)
    _fill(user, shown, content)
    user.put(shown)
    if random_id:
        server.remembered[peer, random_id] = (server.now(), shown)
    server.event("message_reply", body)
    return shown


def _fill(user: "VkUser", shown: Shown, content: Content) -> None:
    shown.text, shown.entities, shown.attachments = content.text, content.entities, content.attachments
    shown.rows = ()
    if content.keyboard is None:
        return
    if content.keyboard.inline:
        shown.rows = content.keyboard.rows
    else:
        user.keyboard, user.one_time = content.keyboard.rows, content.keyboard.one_time


def edit(server: "VkServer", values: Values) -> int:
    """messages.edit: what is not given (keyboard, attachments) is gone afterwards [K]."""
    user = person_of(server, int(values["peer_id"]))
    message = _found(user, values)
    if message.mine:
        raise VkError(920)
    if server.now() - message.at > EDITABLE_SECONDS:
        raise VkError(909)
    content = _content(server, values)
    if content.keyboard is not None and not content.keyboard.inline:
        raise VkError(911, "only inline keyboard can be edited")  # [K]
    _fill(user, message, content)
    message.edits += 1
    message.raw = {
        **message.raw,
        "text": content.text,
        "attachments": list(content.raw_attachments),
        "update_time": server.date(),
    }
    user.happened("edited", message)
    return 1


def _found(user: "VkUser", values: Values) -> Shown:
    cmid = values.get("cmid") or values.get("conversation_message_id")
    if cmid:
        for message in user.messages:
            if message.raw["conversation_message_id"] == cmid:
                return message
    elif found := user.message(int(values.get("message_id", 0))):
        return found
    raise invalid("message_id or cmid: message not found")
