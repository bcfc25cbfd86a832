"""A proxy of this machine that speaks HTTP CONNECT, SOCKS 5 and SOCKS 4a, told apart by the first byte."""

import asyncio
from asyncio import StreamReader as Reader
from asyncio import StreamWriter as Writer
from ipaddress import IPv4Address
from types import TracebackType
from typing import Self


class Proxy:
    """Remembers where it was asked to go."""

    def __init__(self) -> None:
        self.asked_for: set[tuple[str, int]] = set()
        self._tunnels: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.close()

    @property
    def port(self) -> int:
        return int(self._server.sockets[0].getsockname()[1])

    async def _serve(self, reader: Reader, writer: Writer) -> None:
        match await reader.readexactly(1):
            case b"\x05":
                target, ready = await _socks5(reader, writer)
            case b"\x04":
                target, ready = await _socks4(reader)
            case _:
                target, ready = await _connect(reader)
        self.asked_for.add(target)
        writer.write(ready)
        far_reader, far_writer = await asyncio.open_connection(*target)
        async with asyncio.TaskGroup() as group:
            group.create_task(_pump(reader, far_writer))
            group.create_task(_pump(far_reader, writer))


async def _connect(reader: Reader) -> tuple[tuple[str, int], bytes]:
    head = await reader.readuntil(b"\r\n\r\n")
    host, _, port = head.split()[1].decode().partition(":")
    return (host, int(port)), b"HTTP/1.1 200 OK\r\n\r\n"


async def _socks5(reader: Reader, writer: Writer) -> tuple[tuple[str, int], bytes]:
    (methods,) = await reader.readexactly(1)
    await reader.readexactly(methods)
    writer.write(b"\x05\x00")
    _, _, _, kind = await reader.readexactly(4)
    size = 4 if kind == 1 else (await reader.readexactly(1))[0]
    raw = await reader.readexactly(size)
    host = str(IPv4Address(raw)) if kind == 1 else raw.decode()
    port = int.from_bytes(await reader.readexactly(2))
    return (host, port), b"\x05\x00\x00\x01" + b"\0" * 6


async def _socks4(reader: Reader) -> tuple[tuple[str, int], bytes]:
    await reader.readexactly(1)
    port = int.from_bytes(await reader.readexactly(2))
    address = await reader.readexactly(4)
    await reader.readuntil(b"\0")
    is_name = address.startswith(b"\0\0\0")
    host = (await reader.readuntil(b"\0"))[:-1].decode() if is_name else str(IPv4Address(address))
    return (host, port), b"\0\x5a" + b"\0" * 6


async def _pump(reader: Reader, writer: Writer) -> None:
    try:
        while chunk := await reader.read(65_536):
            writer.write(chunk)
            await writer.drain()
    except ConnectionError:
        pass
    finally:
        writer.close()
