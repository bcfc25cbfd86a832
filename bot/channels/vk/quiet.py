"""What we use of vkbottle, imported without what importing it does to the whole process.

vkbottle 4.11 replaces `warnings.showwarning` and puts a coloured handler on its logger (vkbottle/modules.py);
its debug lines carry people's words. Both are undone here, so import vkbottle through this module only. And a
bot of its framework brings two hundred modules with it, a third of the time that importing takes: we take its
client alone.
"""

import logging
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Final

LEFT_OUT: Final = ("vkbottle", "vkbottle.tools")
"""Packages whose own `__init__` brings everything."""


@contextmanager
def _left_as_it_was() -> Iterator[None]:
    shown = warnings.showwarning
    logger = logging.getLogger("vkbottle")
    handlers = list(logger.handlers)
    try:
        yield
    finally:
        warnings.showwarning = shown
        logger.handlers[:] = handlers
        logger.setLevel(logging.ERROR)


@contextmanager
def _client_alone() -> Iterator[None]:
    """Inside, empty packages stand in for those that bring everything; later everything can be had."""
    if (spec := find_spec("vkbottle")) is None or "vkbottle" in sys.modules:
        yield
        return
    folder = Path(spec.origin or "").parent
    for name in LEFT_OUT:
        package = ModuleType(name)
        package.__path__ = [str(folder.joinpath(*name.split(".")[1:]))]
        sys.modules[name] = package
    try:
        yield
    finally:
        for name in LEFT_OUT:
            del sys.modules[name]


with _left_as_it_was(), _client_alone():
    from vkbottle.api import API as LIBRARY_API
    from vkbottle.api import ABCResponseValidator
    from vkbottle.http import AiohttpClient

__all__ = ["LIBRARY_API", "ABCResponseValidator", "AiohttpClient"]
