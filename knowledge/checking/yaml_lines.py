"""A YAML document together with the line of every key and item."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import yaml

from knowledge.measure_file import JsonValue, MeasureLoader

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """What a file holds; `lines` count from 1, `repeated` are keys that stand twice in one mapping."""

    data: JsonValue
    lines: Mapping[Path, int]
    repeated: tuple[tuple[Path, int], ...]

    def line(self, path: Path) -> int:
        """The line of a key or item; of the nearest one around it when it is missing."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def read_document(text: str) -> Document:
    """Parse a document with its lines.

    Raises: yaml.YAMLError.
    """
    loader = MeasureLoader(text)
    try:
        node = loader.get_single_node()
        if node is None:
            return Document(None, {}, ())
        found = list(_walk(node, (), frozenset()))
        lines: dict[Path, int] = {}
        repeated = []
        for path, line in found:
            if path in lines:
                repeated.append((path, line))
            lines[path] = line
        return Document(loader.construct_document(node), lines, tuple(repeated))
    finally:
        loader.dispose()


def _walk(node: yaml.Node, path: Path, above: frozenset[int]) -> Iterator[tuple[Path, int]]:
    if id(node) in above:
        raise yaml.YAMLError("an alias that holds itself")
    above |= {id(node)}
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield (*path, str(key.value)), key.start_mark.line + 1
            yield from _walk(value, (*path, str(key.value)), above)
    elif isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            yield (*path, index), item.start_mark.line + 1
            yield from _walk(item, (*path, index), above)
