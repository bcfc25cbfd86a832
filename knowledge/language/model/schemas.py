"""The JSON schema of an answer, as every provider can take it: whole, closed, plain.

References are put in place (llama.cpp refuses some), every property is required and no other allowed (OpenAI
wants that when strict), and keywords that some grammars do not know (patterns, lengths, bounds) are left out:
pydantic judges what comes back anyway.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final

from pydantic import BaseModel

Schema = Mapping[str, Any]

_KEPT: Final = ("type", "enum", "description")
_REFERENCE: Final = "$ref"
_DEEPEST: Final = 12


@lru_cache(maxsize=64)
def wire_schema(model: type[BaseModel]) -> Schema:
    """The schema of a model.

    Raises: ValueError for a model that holds itself: there is no plain schema of it.
    """
    whole = model.model_json_schema()
    return _plain(whole, whole.get("$defs", {}), 0)


def schema_name(model: type[BaseModel]) -> str:
    """What the schema is called on the wire."""
    return model.__name__.lstrip("_")[:60].lower()


def _plain(node: Schema, named: Schema, depth: int) -> dict[str, Any]:
    if depth > _DEEPEST:
        raise ValueError("the schema is too deep, or holds itself")
    if _REFERENCE in node:
        return _plain(named[node[_REFERENCE].rpartition("/")[2]], named, depth + 1)
    plain: dict[str, Any] = {key: node[key] for key in _KEPT if key in node}
    if "const" in node:
        plain["enum"] = [node["const"]]
    if choices := node.get("anyOf") or node.get("oneOf"):
        plain["anyOf"] = [_plain(choice, named, depth + 1) for choice in choices]
    if "items" in node:
        plain["items"] = _plain(node["items"], named, depth + 1)
    if node.get("type") == "object":
        plain |= _closed(node, named, depth)
    return plain


def _closed(node: Schema, named: Schema, depth: int) -> dict[str, Any]:
    properties = {name: _plain(inner, named, depth + 1) for name, inner in node.get("properties", {}).items()}
    return {"properties": properties, "required": list(properties), "additionalProperties": False}
