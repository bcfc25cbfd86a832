"""What we use of vkbottle, imported without what importing it does to the whole process.

vkbottle 4.11 replaces `warnings.showwarning` and puts a coloured handler on its logger (vkbottle/modules.py);
its debug lines carry people's words. Both are undone here, so import vkbottle through this module only.
"""

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager


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


with _left_as_it_was():
    from vkbottle import API as LIBRARY_API
    from vkbottle import ABCResponseValidator, AiohttpClient

__all__ = ["LIBRARY_API", "ABCResponseValidator", "AiohttpClient"]
