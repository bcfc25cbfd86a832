"""Reading YAML and JSON in which no key stands twice: of two values one would silently be lost."""

import json
from typing import Any

import yaml

from knowledge.measure_file import MeasureLoader


class KeyTwice(ValueError):
    """A mapping has a key twice."""

    def __init__(self, key: str) -> None:
        super().__init__(f"the key {key!r} stands twice")
        self.key = key


class _Loader(MeasureLoader):
    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            if isinstance(key, yaml.ScalarNode):
                _remember(key.value, seen)
        return super().construct_mapping(node, deep)


def yaml_of(text: str) -> object:
    """One YAML (or JSON) document.

    Raises: yaml.YAMLError, KeyTwice.
    """
    return yaml.load(text, Loader=_Loader)


def json_of(text: str) -> object:
    """One JSON value.

    Raises: json.JSONDecodeError, RecursionError, KeyTwice.
    """
    return json.loads(text, object_pairs_hook=_mapping)


def _mapping(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    seen: set[str] = set()
    for key, _ in pairs:
        _remember(key, seen)
    return dict(pairs)


def _remember(key: str, seen: set[str]) -> None:
    if key in seen:
        raise KeyTwice(key)
    seen.add(key)
