"""Import aiogram in half the time.

aiogram 3.31 builds the validators of all its 444 types while it is imported (aiogram/types/__init__.py, the
last loop), five of seven seconds on a slow machine; a bot needs a few dozen. Pydantic builds each at first
use when it is not asked for sooner and knows where the names of other types are to be found. To be removed
when aiogram does this itself.
"""

from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from typing import Any, Literal, Optional, Union

from pydantic import BaseModel

TYPES = "aiogram.types"


def load_telegram() -> None:
    """Import the channel with all that it needs."""
    import_aiogram()
    import_module("bot.channels.telegram.channel")


def import_aiogram() -> None:
    """Leave its types unbuilt until they are used."""
    rebuild = BaseModel.__dict__["model_rebuild"]

    def not_yet(cls: type[BaseModel], /, **kwargs: Any) -> bool | None:
        return None if cls.__module__.startswith(TYPES) else _call(rebuild, cls, kwargs)

    BaseModel.model_rebuild = classmethod(not_yet)  # type: ignore[method-assign, assignment]
    try:
        import aiogram.types
        from aiogram.methods import TelegramMethod
    finally:
        BaseModel.model_rebuild = rebuild  # type: ignore[method-assign]
    names = _names(aiogram.types)

    def at_first_use(cls: type[BaseModel], /, **kwargs: Any) -> bool | None:
        return _call(rebuild, cls, {"_types_namespace": names, **kwargs})

    for base in (aiogram.types.TelegramObject, TelegramMethod):
        base.model_rebuild = classmethod(at_first_use)  # type: ignore[method-assign, assignment]


def _call(rebuild: Any, cls: type[BaseModel], kwargs: dict[str, Any]) -> bool | None:
    bound: Callable[..., bool | None] = rebuild.__get__(None, cls)
    return bound(**kwargs)


def _names(types: Any) -> dict[str, Any]:
    """Where aiogram's own loop would look: its types, and what their annotations are written with."""
    from aiogram.client.default import Default

    names: dict[str, Any] = {"Default": Default, "Literal": Literal, "Optional": Optional, "Union": Union}
    names |= {"List": list, "Dict": dict}
    for name in types.__all__:
        with suppress(AttributeError):
            names[name] = getattr(types, name)
    return names
