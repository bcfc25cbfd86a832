"""What the command line does about staff: the same records as in the talk, by nobody's name."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from sqlalchemy.exc import SQLAlchemyError

import migrations
from bot.dialogue.messages import Address, ChannelName
from bot.dialogue.staff import MOST_INVITES, Invite, Member, Role
from bot.errors import BotError, SettingsError
from bot.settings import Settings
from bot.staff import codes, records
from bot.staff.roles import Roles, owners_of
from bot.storage.secret import read_secret
from knowledge.clock import Clock, SystemClock
from knowledge.database import Database

LONGEST_NAME: Final = 60


class StaffError(BotError):
    """The command cannot be carried out; the message is one line that says why."""


class StaffDesk:
    """Reads and changes the list; every change is logged."""

    def __init__(
        self, database: Database, roles: Roles, key: bytes, clock: Clock, vk_group: int | None
    ) -> None:
        self._database = database
        self._roles = roles
        self._key = key
        self._clock = clock
        self._vk_group = vk_group

    async def lines(self) -> list[str]:
        """One line for each member."""
        async with self._database.read() as connection:
            members = await self._roles.members(connection)
        return [_line(member) for member in members] or [
            "nobody yet: `consultant staff add` or STAFF_TELEGRAM_IDS"
        ]

    async def add(self, channel: ChannelName, number: int, role: Role, name: str) -> str:
        """Put somebody on the list.

        Raises: StaffError.
        """
        member = Member(Address(channel=channel, account=str(number)), role, _named(name))
        now = self._clock.now()
        async with self._database.write() as connection:
            await records.add_member(connection, member, now)
            await records.write_log(connection, "", f"added-{role}", records.named(member), now)
        return _line(member)

    async def remove(self, channel: ChannelName, number: int) -> str:
        """Take somebody off the list.

        Raises: StaffError when they are not on it, or an owner by the settings.
        """
        address, now = Address(channel=channel, account=str(number)), self._clock.now()
        async with self._database.write() as connection:
            member = await self._roles.member(connection, address)
            if member is None:
                raise StaffError(f"{channel} {number} is not on the list")
            if member.fixed:
                setting = f"STAFF_{channel.upper()}_IDS"
                raise StaffError(f"{channel} {number} is an owner by the settings: change {setting} there")
            await records.drop_member(connection, address)
            await records.write_log(connection, "", "removed", records.named(member), now)
        return f"removed: {_line(member)}"

    async def invite(self, role: Role, name: str) -> str:
        """Words to send to the bot, and a link where it can be told without asking the platform.

        Raises: StaffError.
        """
        code, now = codes.new_code(), self._clock.now()
        made = Invite(codes.code_hash(self._key, code), role, _named(name), None)
        async with self._database.write() as connection:
            if await records.open_invites(connection, now) >= MOST_INVITES:
                raise StaffError(
                    f"{MOST_INVITES} invitations are open already: wait a day or cancel them in /staff"
                )
            await records.add_invite(connection, made, now)
            await records.write_log(connection, "", f"invited-{role}", made.name, now)
        links = [f"https://vk.me/club{self._vk_group}?ref=i-{code}"] if self._vk_group else []
        return "\n".join(
            ["works once, for 24 hours; send these words to the bot:", f"/start i-{code}", *links]
        )


@asynccontextmanager
async def open_desk(settings: Settings) -> AsyncIterator[StaffDesk]:
    """The list of a deployment, also while it runs; the database is made when it is missing.

    Raises: SettingsError.
    """
    database = Database(settings.database_url)
    try:
        await asyncio.to_thread(migrations.upgrade, settings.database_url)
        roles = Roles(owners_of(settings.staff_telegram_ids, settings.staff_vk_ids))
        key = read_secret(settings.data_dir)
        yield StaffDesk(database, roles, key, SystemClock(), settings.vk_group_id)
    except (SQLAlchemyError, OSError) as error:
        kind = type(error.__cause__ or error).__name__
        raise SettingsError(
            "DATABASE_URL", f"cannot be used ({kind}); `consultant doctor` tells more"
        ) from error
    finally:
        await database.close()


def _named(name: str) -> str:
    flat = " ".join("".join(sign if sign.isprintable() else " " for sign in name).split())
    if len(flat) > LONGEST_NAME:
        raise StaffError(f"--name: at most {LONGEST_NAME} characters")
    return flat


def _line(member: Member) -> str:
    parts = [member.name, "(by the settings)" if member.fixed else ""]
    words = " ".join(part for part in parts if part)
    return f"{member.role:6} {member.address.channel:8} {member.address.account} {words}".rstrip()
