"""Importing: cheap for those who have no token, without side effects for those who have one."""

import subprocess
import sys

IMPORTS_NOTHING = """
import sys
import bot.channels.channel, bot.channels.splitting, bot.channels.vk
print(sorted(name for name in ("vkbottle", "aiohttp") if name in sys.modules))
"""
LEAVES_NOTHING = """
import logging, warnings
shown = warnings.showwarning
import bot.channels.vk.channel
print(warnings.showwarning is shown, logging.getLogger("vkbottle").handlers, logging.getLogger().handlers)
"""
COMES_WHOLE = """
import sys
from bot.channels.vk.quiet import LIBRARY_API
alone = "vkbottle.framework" not in sys.modules
import vkbottle, vkbottle.tools
print(alone, vkbottle.API is LIBRARY_API, vkbottle.Bot.__name__, vkbottle.tools.Keyboard.__name__)
"""


def _run(code: str) -> str:
    return subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True
    ).stdout.strip()


def test_naming_the_package_imports_no_library() -> None:
    assert _run(IMPORTS_NOTHING) == "[]"


def test_the_library_leaves_warnings_and_logs_as_they_were() -> None:
    assert _run(LEAVES_NOTHING) == "True [] []"


def test_its_client_comes_alone_and_whoever_wants_the_whole_library_gets_it() -> None:
    assert _run(COMES_WHOLE) == "True True Bot Keyboard"
