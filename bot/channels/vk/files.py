"""Pictures and documents: uploaded for the talk they go to, then attached by name."""

import asyncio
import json
import logging
from pathlib import Path
from typing import Any

from bot.channels.vk.errors import VkUnavailable
from bot.channels.vk.line import Line
from bot.dialogue.messages import Outgoing

log = logging.getLogger(__name__)


class Files:
    """Uploads. A file that cannot be read or that VK does not take is left out: the words matter more.

    `folder`: where names of pictures and files are looked for.
    """

    def __init__(self, line: Line, folder: Path) -> None:
        self._line = line
        self._folder = folder

    async def attachment(self, message: Outgoing, peer: int) -> str:
        """What goes into `attachment`; empty when there is nothing.

        Raises: VkError, VkUnavailable.
        """
        found = []
        if message.picture is not None and (content := await _read(self._folder / message.picture)):
            found.append(await self._picture(Path(message.picture).name, content, peer))
        if message.file is not None and (content := await _read(self._folder / message.file)):
            found.append(await self._document(Path(message.file).name, content, peer))
        return ",".join(name for name in found if name)

    async def _picture(self, name: str, content: bytes, peer: int) -> str | None:
        server = await self._line.call("photos.getMessagesUploadServer", peer_id=peer)
        receipt = await self._line.client.upload(_address(server), "photo", name, content)
        match receipt:
            case {"photo": str(photo), "server": int() | str() as number, "hash": str(hashed)}:
                saved = await self._line.call(
                    "photos.saveMessagesPhoto", photo=photo, server=number, hash=hashed
                )
                return _name("photo", saved[0] if isinstance(saved, list) and saved else None)
        _say_not_taken(receipt)
        return None

    async def _document(self, name: str, content: bytes, peer: int) -> str | None:
        server = await self._line.call("docs.getMessagesUploadServer", type="doc", peer_id=peer)
        receipt = await self._line.client.upload(_address(server), "file", name, content)
        match receipt:
            case {"file": str(file)}:
                saved = await self._line.call("docs.save", file=file, title=name)
                return _name("doc", saved.get("doc") if isinstance(saved, dict) else None)
        _say_not_taken(receipt)
        return None


async def _read(path: Path) -> bytes | None:
    try:
        return await asyncio.to_thread(path.read_bytes) or None
    except OSError as error:
        facts = {"file": path.name, "error": type(error).__name__}
        log.error("file-unreadable", extra=facts)  # noqa: TRY400 - where it happened is known
        return None


def _address(server: Any) -> str:
    match server:
        case {"upload_url": str(url)} if url.startswith(("http://", "https://")):
            return url
    raise VkUnavailable("no upload server")


def _name(kind: str, saved: Any) -> str:
    match saved:
        case {"owner_id": int(owner), "id": int(number), **more}:
            key = more.get("access_key")
            return f"{kind}{owner}_{number}" + (f"_{key}" if key else "")
    raise VkUnavailable("no saved file")


def _say_not_taken(receipt: dict[str, Any]) -> None:
    log.error("vk-file-not-taken", extra={"receipt": json.dumps(receipt)[:200]})
