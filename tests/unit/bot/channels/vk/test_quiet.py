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


def _run(code: str) -> str:
    return subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True
    ).stdout.strip()


def test_naming_the_package_imports_no_library() -> None:
    assert _run(IMPORTS_NOTHING) == "[]"


def test_the_library_leaves_warnings_and_logs_as_they_were() -> None:
    assert _run(LEAVES_NOTHING) == "True [] []"
