"""Values of a schema: the plainest one, and one whose every free text is given words."""

from collections.abc import Mapping
from typing import Any

Schema = Mapping[str, Any]


def plain_value(schema: Schema, words: str = "") -> Any:
    """A value: the first choices, empty texts (or `words`), 0; a list has one part when `words` are given."""
    if "enum" in schema:
        return schema["enum"][0]
    if choices := schema.get("anyOf"):
        real = [choice for choice in choices if choice.get("type") != "null"]
        return plain_value(real[0], words) if words and real else _plainest(choices)
    match schema.get("type"):
        case "object":
            return {name: plain_value(inner, words) for name, inner in schema.get("properties", {}).items()}
        case "array":
            return [plain_value(schema["items"], words)] if words and "items" in schema else []
        case "integer" | "number":
            return 0
        case "boolean":
            return False
        case "null":
            return None
    return words


def _plainest(choices: list[Schema]) -> Any:
    is_optional = any(choice.get("type") == "null" for choice in choices)
    return None if is_optional else plain_value(choices[0])
