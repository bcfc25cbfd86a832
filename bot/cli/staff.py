"""`consultant staff`: who works here, from the command line."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Annotated, Literal, TypeVar

import typer

from bot.cli.exit_codes import one_line_errors

if TYPE_CHECKING:
    from bot.staff.desk import StaffDesk

Result = TypeVar("Result")
Where = Annotated[Literal["telegram", "vk"], typer.Argument(help="The platform.")]
Number = Annotated[
    int, typer.Argument(min=1, max=10**18, metavar="ID", help="The numeric id of the account there.")
]
Role = Annotated[
    Literal["editor", "owner"],
    typer.Option(help="An editor works on the inbox, an owner changes the list too."),
]
Name = Annotated[str, typer.Option(help="How the list calls this person.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    staff = typer.Typer(no_args_is_help=True, help="See and change who works here.")
    staff.command("list")(list_)
    staff.command("add")(add)
    staff.command("remove")(remove)
    staff.command("invite")(invite)
    app.add_typer(staff, name="staff")


def list_() -> None:
    """List everybody: role, platform, id, name."""
    for line in _use(lambda desk: desk.lines()):
        typer.echo(line)


def add(where: Where, number: Number, role: Role = "editor", name: Name = "") -> None:
    """Put somebody on the list, or change what it says of them."""
    typer.echo(_use(lambda desk: desk.add(where, number, role, name)))


def remove(where: Where, number: Number) -> None:
    """Take somebody off the list; their commands and buttons stop working at once."""
    typer.echo(_use(lambda desk: desk.remove(where, number)))


def invite(name: Name = "", role: Role = "editor") -> None:
    """Make an invitation: it works once and for a day."""
    typer.echo(_use(lambda desk: desk.invite(role, name)))


def _use(work: Callable[[StaffDesk], Awaitable[Result]]) -> Result:
    import asyncio

    from bot.settings import read_settings
    from bot.staff.desk import open_desk

    async def run() -> Result:
        async with open_desk(read_settings()) as desk:
            return await work(desk)

    with one_line_errors():
        return asyncio.run(run())
