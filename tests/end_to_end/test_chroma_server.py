"""CHROMA_URL: the index on a Chroma server, which may come, go and lose what it had."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

import pytest

from knowledge.search.chroma import POINTER_FILE, ChromaIndex
from tests.keeping import asked, kept, reach, reach_failure
from tests.running import free_port

SERVER: Final = "import sys, chromadb_rust_bindings as chroma; chroma.cli(['chroma', *sys.argv[1:]])"
"""What the command `chroma` does, whose own script needs a library that we leave out."""

pytestmark = pytest.mark.end_to_end


@asynccontextmanager
async def serving(folder: Path, port: int) -> AsyncIterator[str]:
    """A real Chroma server."""
    url = f"http://127.0.0.1:{port}"
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-c", SERVER, "run", "--path", str(folder), "--host", "127.0.0.1", "--port", str(port)),
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        await _answering(port)
        yield url
    finally:
        process.terminate()
        await process.wait()


async def _answering(port: int) -> None:
    async with asyncio.timeout(60):
        while True:
            try:
                _reader, writer = await asyncio.open_connection("127.0.0.1", port)
            except ConnectionRefusedError:
                await asyncio.sleep(0.05)
            else:
                writer.close()
                return


async def test_the_index_lives_on_a_server_that_comes_later_and_forgets(tmp_path: Path) -> None:
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    ours = tmp_path / "ours"

    async with kept(ours, url=url) as retriever:
        await reach_failure(retriever)
        async with serving(tmp_path / "one", port):
            await reach(retriever)
            first = await asked(retriever)
    assert [file.name for file in ours.iterdir()] == [POINTER_FILE]
    pointer = ChromaIndex(ours, url).pointer()
    assert pointer is not None

    async with serving(tmp_path / "one", port), kept(ours, url=url) as retriever:
        await reach(retriever)
        assert await asked(retriever) == first
        assert ChromaIndex(ours, url).pointer() == pointer

    async with serving(tmp_path / "empty", port), kept(ours, url=url) as retriever:
        await reach(retriever)
        assert await asked(retriever) == first


async def test_a_server_that_answers_nonsense_is_said_and_search_goes_on(tmp_path: Path) -> None:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\nConnection: close\r\n\r\n<html>")
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with server, kept(tmp_path, url=f"http://127.0.0.1:{port}") as retriever:
        await reach_failure(retriever)
