"""Checks parameters against the published schema and turns their texts into values."""

from collections.abc import Mapping
from typing import Any, Final

from tests.platforms.contracts import vk_methods
from tests.platforms.vk.errors import VkError, invalid

EVERYWHERE: Final = frozenset(
    {"access_token", "v", "lang", "test_mode", "captcha_sid", "captcha_key", "confirm"}
)
_TRUE: Final = ("1", "true", "True")
_FALSE: Final = ("0", "false", "False", "")
_INT32: Final = 2**31

Values = dict[str, Any]


def unknown_names(method: str, params: Mapping[str, Any]) -> set[str]:
    """Parameters that the method does not have."""
    return set(params) - EVERYWHERE - set(vk_methods()[method])


def read_values(method: str, params: Mapping[str, Any]) -> Values:
    """Every known parameter in its type.

    Raises:
        VkError: 100 (missing, wrong type, out of range, not among the allowed ones), 914 (message too long).
    """
    values: Values = {}
    for name, spec in vk_methods()[method].items():
        if name in params and params[name] is not None:
            values[name] = _value(name, spec, params[name])
        elif spec.get("required"):
            raise invalid(f"{name} is undefined")
    return values


def _value(name: str, spec: Mapping[str, Any], given: Any) -> Any:
    kind = spec.get("type")
    if kind == "integer":
        return _integer(name, spec, given)
    if kind == "boolean":
        return _boolean(name, given)
    if kind == "array":
        return _array(name, spec, given)
    if kind == "number":
        return float(given)
    return _string(name, spec, given)


def _integer(name: str, spec: Mapping[str, Any], given: Any) -> int:
    try:
        value = int(str(given))
    except ValueError:
        raise invalid(f"{name} should be integer") from None
    if value < spec.get("minimum", value):
        raise invalid(f"{name} should be greater or equal to {spec['minimum']}")
    if value > spec.get("maximum", value):
        raise invalid(f"{name} should be less or equal to {spec['maximum']}")
    if "enum" in spec and value not in spec["enum"]:
        raise invalid(f"{name} should be one of {spec['enum']}")
    return value


def _boolean(name: str, given: Any) -> bool:
    if str(given) not in (*_TRUE, *_FALSE):
        raise invalid(f"{name} should be boolean")
    return str(given) in _TRUE


def _array(name: str, spec: Mapping[str, Any], given: Any) -> list[str]:
    items = given if isinstance(given, list) else str(given).split(",")
    values = [str(item).strip() for item in items if str(item).strip()]
    if len(values) > spec.get("maxItems", len(values)):
        raise invalid(f"{name} should have at most {spec['maxItems']} items")
    return values


def _string(name: str, spec: Mapping[str, Any], given: Any) -> str:
    value = str(given)
    if len(value) > spec.get("maxLength", len(value)):
        raise VkError(914) if name == "message" else invalid(f"{name} is too long")
    if "enum" in spec and value not in spec["enum"]:
        raise invalid(f"{name} should be one of {spec['enum']}")
    return value


def fits_32_bits(number: int) -> bool:
    """Whether VK's own clients could send it as random_id [K]."""
    return -_INT32 <= number < _INT32
