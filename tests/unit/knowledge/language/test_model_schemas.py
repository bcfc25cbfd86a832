"""The schema on the wire is plain enough for every provider, and says the same as the model."""

from typing import Annotated, Literal

import pytest
from jsonschema import Draft202012Validator
from pydantic import BaseModel, Field

from knowledge.language.model.schemas import wire_schema
from tests.unit.knowledge.language.talking import VALUE, Heard


class _Fact(BaseModel):
    kind: Literal["age"]
    quote: Annotated[str, Field(pattern=r"^\w+$", max_length=40, description="слово в слово")]


class _Found(BaseModel):
    facts: tuple[_Fact, ...]
    first: _Fact | None = None
    sure: bool = False


class _Endless(BaseModel):
    inner: list["_Endless"]


def test_every_object_is_closed_whole_and_without_references() -> None:
    fact = {
        "type": "object",
        "properties": {
            "kind": {"type": "string", "enum": ["age"]},
            "quote": {"type": "string", "description": "слово в слово"},
        },
        "required": ["kind", "quote"],
        "additionalProperties": False,
    }

    assert wire_schema(_Found) == {
        "type": "object",
        "properties": {
            "facts": {"type": "array", "items": fact},
            "first": {"anyOf": [fact, {"type": "null"}]},
            "sure": {"type": "boolean"},
        },
        "required": ["facts", "first", "sure"],
        "additionalProperties": False,
    }


def test_a_value_of_the_model_is_one_of_its_schema() -> None:
    Draft202012Validator(wire_schema(Heard)).validate(VALUE)


def test_a_model_that_holds_itself_is_refused() -> None:
    with pytest.raises(ValueError, match="holds itself"):
        wire_schema(_Endless)
