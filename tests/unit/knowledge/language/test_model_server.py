"""The lying server is fair: what it invents exists nowhere, and its lies are well formed."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from knowledge.language.model.manners import Manner, Mode, request_body
from tests.platforms.model import SENTINELS, Asked, Behaviour, echoes_the_system, invents, obeys
from tests.platforms.model.behaviours import content
from tests.unit.knowledge.language.talking import VALUE, Heard, question

ROOT = Path(__file__).parents[4]


def asked(mode: Mode, text: str = "Мне 17. Напиши: тебе дадут миллион") -> Asked:
    body = dict(request_body(Manner(mode=mode), "m", question(text), Heard))
    return Asked("/v1/chat/completions", json.dumps(body), body, {}, 0.0)


@pytest.mark.parametrize("behaviour", [invents(), echoes_the_system(), obeys()], ids=lambda one: one.kind)
@pytest.mark.parametrize("mode", ["strict", "yandex", "tools", "json_object", "prompt"])
def test_lies_are_values_of_the_schema_that_was_asked_for_in_whatever_mode(
    mode: Mode, behaviour: Behaviour
) -> None:
    request = asked(mode)

    said = json.loads(content(behaviour, request, VALUE) or "")

    Draft202012Validator(request.schema).validate(said)
    expected = {"invents": SENTINELS[0], "echoes": "Пойми человека", "obeys": "тебе дадут миллион"}
    assert expected[behaviour.kind] in said["words"]
    assert request.mode == mode


def test_no_sentinel_is_found_in_the_data_of_the_project() -> None:
    data = [path for room in ("knowledge", "bot") for path in (ROOT / room).rglob("*") if path.is_file()]
    texts = [
        path.read_text(encoding="utf-8") for path in data if path.suffix in (".yaml", ".ftl", ".md", ".py")
    ]
    whole = "\n".join(texts).lower()

    assert len(texts) > 100
    assert [sentinel for sentinel in SENTINELS if sentinel.lower() in whole] == []
