"""Every sentence a person reads, from the Fluent files in `locales/`; strict where Fluent is forgiving.

fluent.runtime drops broken entries, answers an unknown key with the key and a missing argument with its name,
and adds invisible marks; here each of these is an error.
"""

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from itertools import chain
from pathlib import Path
from typing import Final

from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax import ast
from fluent.syntax.parser import FluentParser

LOCALES: Final = Path(__file__).with_name("locales")
REMEMBERED: Final = 4_096
"""Formatted texts: sums, months and labels of measures come back with every list."""
Argument = str | int | float


class TextError(Exception):
    """A text that is broken, unknown, defined twice or lacks an argument."""


class Texts:
    """The texts of one language: `texts("menu-hello", name="...")`."""

    def __init__(self, locale: str, sources: Mapping[str, str]) -> None:
        self._bundle = FluentBundle([locale], use_isolating=False)
        self._keys: set[str] = set()
        self._known = lru_cache(REMEMBERED, typed=True)(self._format)
        for name, source in sources.items():
            self._add(name, source)

    def __call__(self, key: str, /, **arguments: Argument) -> str:
        """The text of a key.

        Raises: TextError for an unknown key or a missing argument.
        """
        return self._known(key, *chain.from_iterable(arguments.items()))

    def _format(self, key: str, *pairs: Argument) -> str:
        if key not in self._keys:
            raise TextError(f"unknown text {key!r}")
        pattern = self._bundle.get_message(key).value
        if pattern is None:
            raise TextError(f"text {key!r} has attributes only")
        text, errors = self._bundle.format_pattern(
            pattern, dict(zip(map(str, pairs[::2]), pairs[1::2], strict=True))
        )
        if errors:
            raise TextError(f"{key}: {'; '.join(str(error) for error in errors)}")
        return str(text)

    def __contains__(self, key: object) -> bool:
        return key in self._keys

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(self._keys)

    def _add(self, name: str, source: str) -> None:
        for entry in FluentParser(with_spans=False).parse(source).body:
            if isinstance(entry, ast.Junk):
                raise TextError(f"{name}: broken entry: {(entry.content or '').strip()[:80]!r}")
            if isinstance(entry, ast.Message):
                if entry.id.name in self._keys:
                    raise TextError(f"{name}: {entry.id.name} is defined twice")
                self._keys.add(entry.id.name)
        self._bundle.add_resource(FluentResource(source))


def read_locale(locale: str, folder: Path = LOCALES) -> Mapping[str, str]:
    """The Fluent sources of a language: `ru.ftl`, `ru-reasons.ftl` ..."""
    files: Sequence[Path] = sorted([*folder.glob(f"{locale}.ftl"), *folder.glob(f"{locale}-*.ftl")])
    return {file.name: file.read_text(encoding="utf-8") for file in files}


@cache
def russian() -> Texts:
    """The shipped Russian texts, read once."""
    return Texts("ru", read_locale("ru"))
