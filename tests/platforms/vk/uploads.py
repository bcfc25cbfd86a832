"""Upload servers: an address, a multipart body, a receipt, and then `save` [D]."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final
from uuid import uuid4

import orjson

from tests.platforms.front import Upload
from tests.platforms.shown import Attachment
from tests.platforms.vk.errors import VkError, invalid
from tests.platforms.vk.parameters import Values

if TYPE_CHECKING:
    from tests.platforms.vk.server import VkServer

_FIELDS: Final = {"photo": "photo", "doc": "file"}
_IMAGES: Final = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8")


def photos_server(server: "VkServer", values: Values) -> dict[str, Any]:
    """photos.getMessagesUploadServer"""
    return {"upload_url": _address(server, "photo", values), "album_id": -64, "group_id": server.group_id}


def docs_server(server: "VkServer", values: Values) -> dict[str, Any]:
    """docs.getMessagesUploadServer"""
    return {"upload_url": _address(server, "doc", values)}


def _address(server: "VkServer", kind: str, values: Values) -> str:
    peer = values.get("peer_id", 0)
    if peer and (peer not in server.users or not server.users[peer].allowed):
        raise VkError(901)
    return f"{server.base_url}/upload/{kind}/{peer}/{uuid4().hex}"


def upload(server: "VkServer", path: str, params: Mapping[str, Any]) -> dict[str, Any]:
    """The receipt for a file, or the platform's `error`."""
    kind, peer = path.split("/")[2:4]
    file = params.get(_FIELDS[kind])
    if not isinstance(file, Upload) or not file.content:
        return {"error": "ERR_UPLOAD_NO_FILE", "error_descr": "no file"}
    if kind == "photo" and not file.content.startswith(_IMAGES):
        return {"error": "ERR_UPLOAD_BAD_IMAGE_FORMAT: bad image format"}
    receipt = uuid4().hex
    server.receipts[receipt] = (Attachment(kind, file.name, file.content), int(peer))
    if kind == "doc":
        return {"file": receipt}
    return {"server": 1, "photo": orjson.dumps([{"receipt": receipt}]).decode(), "hash": receipt[:8]}


def save_photo(server: "VkServer", values: Values) -> list[dict[str, Any]]:
    """photos.saveMessagesPhoto"""
    try:
        receipt = str(orjson.loads(values["photo"])[0]["receipt"])
    except (orjson.JSONDecodeError, KeyError, IndexError, TypeError):
        raise VkError(129) from None
    if receipt not in server.receipts:
        raise VkError(129)
    if values.get("hash") != receipt[:8]:
        raise VkError(121)
    if values.get("server") != 1:
        raise VkError(118)
    attachment, _ = server.receipts.pop(receipt)
    body = server.photo_body(-server.group_id)
    server.keep("photo", body, attachment)
    return [body]


def save_doc(server: "VkServer", values: Values) -> dict[str, Any]:
    """docs.save"""
    if values["file"] not in server.receipts:
        raise VkError(105)
    attachment, peer = server.receipts.pop(values["file"])
    title = str(values.get("title") or attachment.name)
    body = {
        "id": server.new_file_id(),
        "owner_id": peer or -server.group_id,
        "title": title,
        "size": len(attachment.content),
        "ext": title.rpartition(".")[2],
        "date": server.date(),
        "type": 1,
        "url": f"{server.base_url}/file",
        "access_key": uuid4().hex[:16],
        "is_unsafe": 0,
    }
    server.keep("doc", body, Attachment("doc", title, attachment.content))
    return {"type": "doc", "doc": body}


def check_name(name: str, known: Mapping[str, Any]) -> str:
    """'photo-1_2_key' -> 'photo-1_2'

    Raises:
        VkError: 100, no such file.
    """
    short = "_".join(name.split("_")[:2])
    if short not in known:
        raise invalid("attachments: invalid media owner_id")
    return short
