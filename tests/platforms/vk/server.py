"""The local VK server: the community's token and rights, methods, long poll, people, pace."""

import time
from collections.abc import Mapping
from types import TracebackType
from typing import Any, Final, Self
from uuid import uuid4

import orjson

from tests.platforms.contracts import vk_events, vk_methods, vk_tokens
from tests.platforms.faults import Fault
from tests.platforms.front import Answer, Front
from tests.platforms.pace import Bucket, Pace
from tests.platforms.shown import Attachment, Shown
from tests.platforms.vk.errors import VkError, invalid
from tests.platforms.vk.execute import read_code
from tests.platforms.vk.longpoll import Event, LongPoll
from tests.platforms.vk.methods import METHODS
from tests.platforms.vk.parameters import read_values, unknown_names
from tests.platforms.vk.uploads import check_name, upload
from tests.platforms.vk.user import VkUser

TOKEN: Final = "vk1.a.local-vk-server-token"
GROUP: Final = 123456
PRESS_SECONDS: Final = 60.0  # [D] an event waits for its answer for one minute
OVERALL: Final = Pace(per_second=20, burst=20)  # [D] 20 calls a second for a community token
EVENTS: Final = frozenset({"message_new", "message_event", "message_allow", "message_deny"})
RIGHTS: Final = frozenset({"messages", "photos", "docs", "manage"})
_RIGHT_OF: Final = {"messages": "messages", "photos": "photos", "docs": "docs"}
_MANAGED: Final = frozenset({
    "groups.getLongPollServer", "groups.getLongPollSettings", "groups.setLongPollSettings",
})  # fmt: skip


class VkServer(Front):
    """`async with VkServer() as vk:` listens on a free port of this machine.

    events: which events are on in the community's settings. rights: of the token. pace None: no limit.
    """

    def __init__(
        self,
        port: int = 0,
        *,
        token: str = TOKEN,
        group_id: int = GROUP,
        pace: Pace | None = OVERALL,
        log_limit: int | None = 100_000,
    ) -> None:
        super().__init__(port, log_limit)
        self.token = token
        self.group_id = group_id
        self.rights = set(RIGHTS)
        self.events = set(EVENTS)
        self.known_events = frozenset(vk_events()) | EVENTS
        self.long_poll_on = True
        self.bot_abilities = True
        self.users: dict[int, VkUser] = {}
        self.poll = LongPoll()
        self.keeps_updates = log_limit != 0
        self.remembered: dict[tuple[int, int], tuple[float, Shown]] = {}
        self.repeats: list[tuple[int, int]] = []
        self.receipts: dict[str, tuple[Attachment, int]] = {}
        self._pace = Bucket(pace) if pace else None
        self._kept: dict[str, tuple[Attachment, dict[str, Any]]] = {}
        self._presses: dict[str, tuple[int, float]] = {}
        self._last_message_id = 0
        self._last_file_id = 457239000

    async def __aenter__(self) -> Self:
        await self.door.open()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.door.shut()

    def user(self, number: int, name: str = "Аня", *, callback: bool = True, inline: bool = True) -> VkUser:
        """The person of that id; made at the first call. The first word allows the community to answer."""
        if number not in self.users:
            self.users[number] = VkUser(self, number, name, callback=callback, inline=inline)
        return self.users[number]

    def event(self, kind: str, content: Mapping[str, Any]) -> Event | None:
        """A new event; None when it is switched off in the community's settings."""
        if kind not in self.events or not self.long_poll_on:
            return None
        event = {
            "type": kind,
            "event_id": uuid4().hex,
            "v": "5.199",
            "object": content,
            "group_id": self.group_id,
        }
        self.poll.add(event)
        return event

    def redeliver(self, event: Event) -> None:
        """Deliver an event again with its old event_id: "passed twice or more: ignore it" [D]."""
        self.poll.add(event)

    def deliver_garbage(self, content: dict[str, Any]) -> Event:
        """Deliver an event that no parser takes."""
        event = {"event_id": uuid4().hex, "group_id": self.group_id, "v": "5.199", **content}
        self.poll.add(event)
        return event

    def date(self) -> int:
        """Unix time."""
        return int(time.time() + self.passed)

    def message_body(self, user: VkUser, *, out: bool) -> dict[str, Any]:
        """An empty message of a conversation, with its numbers."""
        self._last_message_id += 1
        return {
            "id": self._last_message_id,
            "conversation_message_id": user.new_cmid(),
            "date": self.date(),
            "peer_id": user.id,
            "from_id": -self.group_id if out else user.id,
            "out": int(out),
            "version": 10000000 + self._last_message_id,
            "text": "",
            "attachments": [],
            "fwd_messages": [],
            "important": False,
            "is_hidden": False,
            "random_id": 0,
        }

    def group_body(self) -> dict[str, Any]:
        """The community."""
        return {
            "id": self.group_id,
            "name": "Консультант",
            "screen_name": f"club{self.group_id}",
            "is_closed": 0,
            "type": "group",
            "photo_50": "",
            "photo_100": "",
            "photo_200": "",
        }

    def profile(self, number: int) -> dict[str, Any]:
        """A person's page."""
        user = self.users[number]
        gone = {"deactivated": "deleted"} if user.deactivated else {}
        return {
            "id": number,
            "first_name": user.name,
            "last_name": "",
            "is_closed": False,
            "can_access_closed": True,
            **gone,
        }

    def photo_body(self, owner: int) -> dict[str, Any]:
        """A photo."""
        size = {"type": "x", "url": f"{self.base_url}/photo", "width": 90, "height": 67}
        return {
            "id": self.new_file_id(),
            "owner_id": owner,
            "album_id": -64,
            "date": self.date(),
            "text": "",
            "access_key": uuid4().hex[:16],
            "has_tags": False,
            "sizes": [size],
        }

    def new_file_id(self) -> int:
        """Numbers of photos and documents."""
        self._last_file_id += 1
        return self._last_file_id

    def keep(self, kind: str, body: dict[str, Any], attachment: Attachment) -> None:
        """A file that can be attached from now on."""
        self._kept[f"{kind}{body['owner_id']}_{body['id']}"] = (attachment, {"type": kind, kind: body})

    def attachment(self, name: str) -> tuple[Attachment, dict[str, Any]]:
        """A kept file by its name in `attachment`.

        Raises:
            VkError: 100.
        """
        return self._kept[check_name(name, self._kept)]

    def new_press(self, person: int) -> str:
        """A pressed callback button that waits for its answer."""
        number = uuid4().hex[:12]
        self._presses[number] = (person, self.now())
        return number

    def take_press(self, number: str, person: int) -> bool:
        """Answer a press: once, within a minute, for the one who pressed."""
        pressed, at = self._presses.get(number, (0, 0.0))
        if pressed != person or self.now() - at > PRESS_SECONDS:
            return False
        del self._presses[number]
        return True

    def method_of(self, path: str) -> str:
        """'lp' and 'upload' for what is no method."""
        return path.split("/")[1] if not path.startswith("/method/") else path.removeprefix("/method/")

    def refused(self, fault: Fault) -> Answer:
        """On demand: any error of the platform."""
        return self._error(VkError(fault.status), "", {})

    async def answer(self, path: str, method: str, params: dict[str, Any]) -> Answer:
        """Do the call or refuse it as the platform does."""
        if method == "lp":
            return Answer(orjson.dumps(await self.poll.poll(params)))
        if method == "upload":
            return Answer(orjson.dumps(upload(self, path, params)))
        try:
            self._admit(params)
            if method == "execute":
                return self._execute(params)
            return Answer(orjson.dumps({"response": self.do(method, params)}))
        except VkError as error:
            return self._error(error, method, params)

    def _admit(self, params: Mapping[str, Any]) -> None:
        if params.get("access_token") != self.token:
            raise VkError(5, "invalid access_token (4).")
        if "v" not in params:
            raise VkError(8, "v (version) is required")
        if self._pace is not None:
            if self._pace.wait(self.now()) > 0:
                raise VkError(6)
            self._pace.take()

    def do(self, method: str, params: Mapping[str, Any]) -> Any:
        """One method, alone or inside `execute`.

        Raises:
            VkError: any of the platform's.
        """
        if method not in vk_tokens() and method not in vk_methods():
            self.defect(f"unknown method {method}")
            raise VkError(3)
        self._check_right(method)
        if method not in METHODS or method not in vk_methods():
            self.defect(f"{method} is not emulated")
            raise VkError(3, f"{method} is not emulated by this local server")
        if unknown := unknown_names(method, params):
            self.defect(f"{method}: unknown parameters {sorted(unknown)}")
            raise invalid(f"unknown parameters {sorted(unknown)}")  # [O] the platform ignores them
        return METHODS[method](self, read_values(method, params))

    def _check_right(self, method: str) -> None:
        kinds = vk_tokens().get(method, ("group",))
        if "group" not in kinds and kinds:
            raise VkError(27, "method is unavailable with group auth.")
        right = "manage" if method in _MANAGED else _RIGHT_OF.get(method.partition(".")[0])
        if right is not None and right not in self.rights:
            raise VkError(15, "no access to call this method")

    def _execute(self, params: Mapping[str, Any]) -> Answer:
        if unknown := unknown_names("execute", params):
            self.defect(f"execute: unknown parameters {sorted(unknown)}")
        results: list[Any] = []
        errors: list[dict[str, Any]] = []
        for method, given in read_code(str(params.get("code", ""))):
            try:
                results.append(self.do(method, given))
            except VkError as error:
                results.append(False)
                errors.append({"method": method, "error_code": error.code, "error_msg": error.text})
        body = {"response": results} | ({"execute_errors": errors} if errors else {})
        return Answer(orjson.dumps(body))

    def _error(self, error: VkError, method: str, params: Mapping[str, Any]) -> Answer:
        return Answer(orjson.dumps(error.body(method, params)), outcome=str(error.code))
