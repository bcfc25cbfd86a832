"""Every type and method of aiogram can be built though none was built at its import."""

import subprocess
import sys

PROBE = """
from bot.channels.telegram.quick_import import load_telegram

load_telegram()
import aiogram.methods, aiogram.types
from pydantic import BaseModel

classes = [getattr(module, name) for module in (aiogram.types, aiogram.methods) for name in module.__all__]
models = [one for one in classes if isinstance(one, type) and issubclass(one, BaseModel)]
unbuilt = sum(not one.__pydantic_complete__ for one in models)
for one in models:
    one.model_rebuild()
broken = [one.__name__ for one in models if not one.__pydantic_complete__]
print(unbuilt > 300, broken, BaseModel.model_rebuild.__func__.__module__)
"""


def test_types_are_built_at_their_first_use_and_pydantic_is_left_as_it_was() -> None:
    told = subprocess.run([sys.executable, "-c", PROBE], capture_output=True, text=True, check=True).stdout

    assert told.strip() == "True [] pydantic.main"
