"""Whatever bytes come back, reading them ends in a value of the schema or in none."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.language.model.reading import read_reply, value_of
from tests.unit.knowledge.language.talking import HEARD, VALUE, Heard

TEXT = json.dumps(VALUE, ensure_ascii=False)
OTHER = {**VALUE, "need": "mentor"}
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


def body(message: dict[str, Any], **choice: Any) -> bytes:
    return json.dumps({"choices": [{"message": message, **choice}]}).encode()


@pytest.mark.parametrize(
    "message",
    [
        pytest.param({"content": TEXT}, id="content"),
        pytest.param({"content": f"\ufeff```json\n{TEXT}\n```"}, id="fenced, with a mark at its start"),
        pytest.param({"content": f"<think>{{'a': 1}} {{}}</think> Вот: {TEXT} Удачи!"}, id="thoughts"),
        pytest.param({"content": f"{json.dumps(OTHER)} Нет, лучше: {TEXT}"}, id="a second thought"),
        pytest.param({"content": [{"type": "text", "text": TEXT[:9]}, {"text": TEXT[9:]}]}, id="parts"),
        pytest.param({"content": None, "tool_calls": [{"function": {"arguments": TEXT}}]}, id="tool"),
        pytest.param(
            {"content": "", "tool_calls": [{"function": {"arguments": VALUE}}]}, id="tool, an object"
        ),
        pytest.param({"tool_calls": None, "function_call": {"arguments": TEXT}}, id="function"),
        pytest.param({"function_call": {"arguments": json.dumps(TEXT)}}, id="function, packed twice"),
        pytest.param({"reasoning_content": "{}", "content": TEXT, "refusal": None}, id="reasoning beside it"),
        pytest.param({"content": f'{{"need": "gold"}} {TEXT}'}, id="a wrong object before the right one"),
        pytest.param({"content": TEXT.replace("хочу", "хо\\ud83dчу")}, id="half a sign"),
    ],
)
def test_every_shape_met_in_practice_is_read(message: dict[str, Any]) -> None:
    reply = read_reply(body(message, finish_reason="stop"))

    assert reply.fault is None
    assert value_of(reply, Heard) == HEARD


@pytest.mark.parametrize(
    ("message", "finish", "fault"),
    [
        ({"content": TEXT}, "length", "cut"),
        ({"content": TEXT}, "content_filter", "filtered"),
        ({"content": "Давайте о другом"}, "blacklist", "filtered"),
        ({"content": None, "refusal": "Не буду"}, "stop", "refused"),
        ({"content": None}, "stop", "broken"),
        ({}, None, "broken"),
    ],
)
def test_faults_have_names(message: dict[str, Any], finish: str | None, fault: str) -> None:
    assert read_reply(body(message, finish_reason=finish)).fault == fault


@pytest.mark.parametrize(
    "usage", [None, {}, {"prompt_tokens": None}, {"prompt_tokens": -1, "completion_tokens": 10**12}, "много"]
)
def test_a_usage_that_makes_no_sense_counts_as_none(usage: object) -> None:
    said = json.dumps({"choices": [{"message": {"content": TEXT}}], "usage": usage}).encode()

    assert read_reply(said).usage is None


@given(st.binary(max_size=80) | ANYTHING.map(lambda value: json.dumps(value).encode()))
def test_no_bytes_make_reading_fail(said: bytes) -> None:
    assert value_of(read_reply(said), Heard) is None


@given(ANYTHING, ANYTHING, ANYTHING)
def test_no_completion_makes_reading_fail(content: object, calls: object, choice: object) -> None:
    said = {
        "choices": [{"message": {"content": content, "tool_calls": calls}, "finish_reason": choice}, choice]
    }

    assert value_of(read_reply(json.dumps(said).encode()), Heard) is None


def test_thoughts_that_never_end_are_no_answer() -> None:
    assert value_of(read_reply(body({"content": f"<think>Может быть, {TEXT}"})), Heard) is None


def test_depth_and_length_without_end_are_no_trouble() -> None:
    for hostile in ("[" * 200_000, '{"a":' * 100_000, "{" * 1_000_000, '{"a":1}' * 100_000):
        assert value_of(read_reply(body({"content": hostile})), Heard) is None
        assert value_of(read_reply(hostile.encode()), Heard) is None
