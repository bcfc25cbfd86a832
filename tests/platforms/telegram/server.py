"""The local Bot API server: tokens, methods, users, pace."""

import inspect
import math
import re
import time
from types import TracebackType
from typing import Any, Final, Self

import orjson

from tests.platforms.contracts import TelegramMethod, telegram_methods
from tests.platforms.faults import Fault
from tests.platforms.front import Answer, Front
from tests.platforms.pace import Bucket, Pace
from tests.platforms.shown import Attachment
from tests.platforms.telegram.methods import METHODS
from tests.platforms.telegram.refusal import Refusal, bad_request, too_many
from tests.platforms.telegram.updates import Update, Updates
from tests.platforms.telegram.user import TelegramUser

TOKEN: Final = "123456789:AAlocal-telegram-server-token-00000"
QUERY_SECONDS: Final = 30.0  # [K] later the platform says the query is too old
OVERALL: Final = Pace(per_second=30, burst=30)  # [D] "about 30 messages per second"
ONE_CHAT: Final = Pace(per_second=1, burst=1)  # [D] "avoid sending more than one message per second"
ONE_CHAT_BURST: Final = Pace(per_second=1, burst=3)  # [K] short bursts pass
_PATH: Final = re.compile(r"/(file/)?bot([^/]+)/(.+)")


class TelegramServer(Front):
    """`async with TelegramServer() as telegram:` listens on a free port of this machine.

    chat_pace: ONE_CHAT_BURST as in practice, ONE_CHAT for the strict rule, None switches both limits off.
    """

    def __init__(
        self,
        port: int = 0,
        *,
        token: str = TOKEN,
        chat_pace: Pace | None = ONE_CHAT_BURST,
        overall: Pace | None = OVERALL,
        log_limit: int | None = 100_000,
    ) -> None:
        super().__init__(port, log_limit)
        self.token = token
        self.users: dict[int, TelegramUser] = {}
        self.updates = Updates()
        self.files: dict[str, Attachment] = {}
        self.commands: dict[str, list[dict[str, str]]] = {}
        self.about: dict[tuple[str, str], str] = {}
        self.with_reply_markup: set[int] = set()
        self.keeps_updates = log_limit != 0
        self.chat_pace = chat_pace
        self._overall = Bucket(overall) if overall and chat_pace else None
        self._chats: dict[int, Bucket] = {}
        self._closed_until = 0.0
        self._queries: dict[str, tuple[int, float]] = {}
        self._last_message_id = 0
        self.me: dict[str, Any] = {
            "id": int(token.partition(":")[0]),
            "is_bot": True,
            "first_name": "Консультант",
            "username": "local_consultant_bot",
        }

    async def __aenter__(self) -> Self:
        await self.door.open()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.door.shut()

    def user(self, number: int, name: str = "Аня") -> TelegramUser:
        """The person of that id; made at the first call, known to the bot only after the first word."""
        if number not in self.users:
            self.users[number] = TelegramUser(self, number, name)
        return self.users[number]

    def redeliver(self, update: Update) -> None:
        """Deliver a confirmed update again, as happens after a lost confirmation."""
        self.updates.deliver(update, self.now())

    def deliver_garbage(self, content: dict[str, Any]) -> Update:
        """Deliver an update that no parser takes."""
        update = {"update_id": self.updates.take_id(), **content}
        self.updates.deliver(update, self.now())
        return update

    def date(self) -> int:
        """Unix time."""
        return int(time.time() + self.passed)

    def new_message_id(self) -> int:
        """Numbers grow over all chats of a bot [K]."""
        self._last_message_id += 1
        return self._last_message_id

    def new_query(self, person: int) -> str:
        """A callback query that waits for its answer."""
        number = str(10**15 + len(self._queries))
        self._queries[number] = (person, self.now())
        return number

    def open_query(self, number: str) -> int | None:
        """Whose query it is; None when unknown or too old."""
        person, at = self._queries.get(number, (0, -math.inf))
        return person if self.now() - at <= QUERY_SECONDS else None

    def keep_file(self, kind: str, name: str, content: bytes) -> dict[str, Any]:
        """A file that gets an id."""
        number = f"local-{kind}-{len(self.files) + 1}"
        self.files[number] = Attachment(kind, name, content)
        return self.file_body(number)

    def file_body(self, number: str) -> dict[str, Any]:
        """File, as the Bot API writes it."""
        return {
            "file_id": number,
            "file_unique_id": f"u-{number}",
            "file_size": len(self.files[number].content),
        }

    def spend(self, chat: int) -> None:
        """One message to a chat.

        Raises:
            Refusal: 429; the rule that was broken stays closed for `retry_after` seconds.
        """
        if self.chat_pace is None:
            return
        now = self.now()
        if now < self._closed_until:
            raise too_many(math.ceil(self._closed_until - now))
        mine = self._chats.setdefault(chat, Bucket(self.chat_pace))
        self._check(mine, now, whole=False)
        if self._overall is not None:
            self._check(self._overall, now, whole=True)
            self._overall.take()
        mine.take()

    def _check(self, bucket: Bucket, now: float, *, whole: bool) -> None:
        wait = bucket.wait(now)
        if wait > 0:
            seconds = max(1, math.ceil(wait))
            if whole:
                self._closed_until = now + seconds
            raise too_many(seconds)

    def spend_edit(self, chat: int) -> None:
        """One edit: not counted, the documented limits speak of messages."""

    def method_of(self, path: str) -> str:
        """The method's own spelling, whatever the caller's."""
        found = telegram_methods().get(path.rsplit("/", 1)[-1].lower())
        return found.name if found else path.rsplit("/", 1)[-1]

    def refused(self, fault: Fault) -> Answer:
        """On demand: 429 with the seconds to wait, or any other status."""
        if fault.status == 429:
            return _refused(too_many(math.ceil(fault.seconds)))
        words = {
            401: "Unauthorized",
            409: "Conflict: on demand",
            403: "Forbidden: bot was blocked by the user",
        }
        return _refused(Refusal(fault.status, words.get(fault.status, "Internal Server Error: on demand")))

    async def answer(self, path: str, method: str, params: dict[str, Any]) -> Answer:
        """Do the call or refuse it as the platform does."""
        try:
            result = await self._do(path, method, params)
        except Refusal as refusal:
            return _refused(refusal)
        if isinstance(result, Answer):
            return result
        return Answer(orjson.dumps({"ok": True, "result": result}))

    async def _do(self, path: str, method: str, params: dict[str, Any]) -> Any:
        found = _PATH.fullmatch(path)
        if found is None:
            raise Refusal(404, "Not Found")
        if found.group(2) != self.token:
            raise Refusal(401, "Unauthorized")
        if found.group(1):
            return self._download(found.group(3))
        contract = telegram_methods().get(found.group(3).lower())
        if contract is None:
            self.defect(f"unknown method {method}")
            raise Refusal(404, "Not Found")
        self._check_names(contract, params)
        if contract.name not in METHODS:
            self.defect(f"{method} is not emulated")
            raise bad_request(f"{method} is not emulated by this local server")
        result = METHODS[contract.name](self, params)
        return await result if inspect.isawaitable(result) else result

    def _check_names(self, contract: TelegramMethod, params: dict[str, Any]) -> None:
        unknown = {name for name in params if name not in contract.known} - _attached(params)
        if unknown:
            self.defect(f"{contract.name}: unknown parameters {sorted(unknown)}")
            raise bad_request(f"unknown parameters {sorted(unknown)}")  # [O] the platform ignores them

    def _download(self, path: str) -> Answer:
        file = self.files.get(path.removeprefix("files/"))
        if file is None:
            raise Refusal(404, "Not Found")
        return Answer(file.content)


def _attached(params: dict[str, Any]) -> set[str]:
    """Names of file fields that another field points to with attach://."""
    stated = [value for value in params.values() if isinstance(value, str) and "attach://" in value]
    return {name for text in stated for name in re.findall(r"attach://([\w\-]+)", text)}


def _refused(refusal: Refusal) -> Answer:
    return Answer(orjson.dumps(refusal.body()), status=refusal.code, outcome=str(refusal.code))
