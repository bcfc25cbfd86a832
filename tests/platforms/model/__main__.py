"""The model as a process of its own: `python -m tests.platforms.model --behave invents --shape yandex`.

Prints one line of JSON with what LLM_BASE_URL and LLM_API_KEY are to be; ends with SIGTERM or Ctrl-C.
"""

import argparse
import asyncio
import json
import signal
import sys
from collections.abc import Callable
from typing import Final, get_args

from tests.platforms.model import behaviours
from tests.platforms.model.behaviours import Behaviour
from tests.platforms.model.server import API_KEY, ModelServer
from tests.platforms.model.shapes import Shape

BEHAVIOURS: Final[dict[str, Callable[[], Behaviour]]] = {
    "honest": lambda: behaviours.HONEST,
    "invents": behaviours.invents,
    "echoes": behaviours.echoes_the_system,
    "obeys": behaviours.obeys,
    "breaks": behaviours.breaks_json,
    "empty": behaviours.empty,
    "refuses": behaviours.refuses,
    "dawdles": lambda: behaviours.dawdles(30),
    "drips": behaviours.drips,
    "too-many": behaviours.too_many,
    "fails": behaviours.fails,
    "resets": behaviours.resets,
    "garbage": behaviours.garbage,
}


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.platforms.model", description=__doc__)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--shape", choices=get_args(Shape), default="openai")
    parser.add_argument("--behave", choices=sorted(BEHAVIOURS), default="honest")
    return parser.parse_args()


async def _serve(options: argparse.Namespace) -> None:
    stopped = asyncio.Event()
    for how in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(how, stopped.set)
    async with ModelServer(options.shape, port=options.port) as server:
        server.behave(BEHAVIOURS[options.behave](), when=lambda asked: "colour" not in asked.text)
        said = {"LLM_BASE_URL": server.base_url, "LLM_API_KEY": API_KEY, "LLM_MODEL": "test-model"}
        sys.stdout.write(json.dumps(said) + "\n")
        sys.stdout.flush()
        await stopped.wait()


if __name__ == "__main__":
    try:
        asyncio.run(_serve(_options()))
    except OSError as error:
        sys.stderr.write(f"model: {error}\n")
        sys.exit(2)
