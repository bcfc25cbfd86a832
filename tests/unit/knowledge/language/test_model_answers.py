"""What every provider and every misbehaviour comes to: a value of the schema or a named absence."""

import asyncio
import logging
from pathlib import Path

import pytest

from knowledge.language.model.outcome import Absence, Absent, Answered, Made, Usage
from knowledge.language.model.port import NoModel, TurnTime
from knowledge.language.model.profiles import ProviderName
from tests.platforms.model import (
    API_KEY,
    Behaviour,
    ModelServer,
    breaks_json,
    echoes_the_system,
    empty,
    fails,
    fences,
    filters,
    garbage,
    invents,
    redirects,
    refuses,
    resets,
    says,
    stops_short,
    too_long,
    too_many,
)
from tests.platforms.model.asked import Mode
from tests.platforms.model.server import Unknown
from tests.platforms.model.shapes import Shape
from tests.unit.knowledge.language.talking import (
    HEARD,
    Heard,
    Talk,
    question,
    running,
    talking,
    target,
)


@pytest.mark.parametrize(
    ("shape", "provider", "mode"),
    [
        ("openai", "generic", "strict"),
        ("vllm", "generic", "strict"),
        ("llamacpp", "generic", "strict"),
        ("ollama", "generic", "strict"),
        ("yandex", "yandex", "yandex"),
        ("gpt2giga", "gigachat", "tools"),
    ],
)
async def test_every_provider_is_asked_in_its_own_manner(
    shape: Shape, provider: ProviderName, mode: Mode, tmp_path: Path
) -> None:
    async with ModelServer(shape) as server, talking(server, tmp_path, provider) as talk:
        found = await talk.model.complete(question(), Heard, turn=TurnTime.begin())

        assert isinstance(found, Answered)
        assert found.value == HEARD
        assert found.made == Made("hear", 3, talk.model.target.model)
        assert [asked.mode for asked in server.asked] == [mode]


@pytest.mark.parametrize("unknown", ["declines", "ignores", "fails"])
@pytest.mark.parametrize("only", ["strict", "tools", "json_object", "prompt"])
async def test_the_probe_finds_the_one_manner_that_a_server_takes(
    only: Mode, unknown: Unknown, tmp_path: Path
) -> None:
    server = ModelServer("openai", modes=(only,), unknown=unknown)

    async with server, talking(server, tmp_path) as talk:
        found = await talk.model.complete(question(), Heard, turn=TurnTime.begin())

        assert isinstance(found, Answered)
        assert talk.model.manner is not None
        assert talk.model.manner.mode == only


TRIED_TWICE = {"unreachable", "broken"}


@pytest.mark.parametrize(
    ("behaviour", "why"),
    [
        (breaks_json(), "broken"),
        (says("Привет! Чем помочь?"), "broken"),
        (says("{" * 5000), "broken"),
        (says('{"need": "money"}'), "broken"),
        (says('{"need": "gold", "words": "", "age": null, "places": []}'), "broken"),
        (empty(), "broken"),
        (garbage(), "broken"),
        (refuses(), "refused"),
        (filters(), "filtered"),
        (filters("blacklist"), "filtered"),
        (stops_short(), "cut"),
        (fails(500), "unreachable"),
        (fails(503), "unreachable"),
        (resets(), "unreachable"),
        (fails(401), "key"),
        (fails(404), "unfit"),
        (too_many(60), "limited"),
        (redirects("http://127.0.0.1:1/v1/chat/completions"), "unreachable"),
    ],
    ids=lambda value: getattr(value, "kind", value),
)
async def test_a_model_that_misbehaves_is_a_named_absence(
    behaviour: Behaviour, why: Absence, tmp_path: Path
) -> None:
    async with ModelServer() as server, talking(server, tmp_path) as talk:
        server.behave(behaviour)

        found = await talk.model.complete(question(), Heard, turn=TurnTime.begin())

        assert found == Absent(why)
        assert len(server.asked) == (2 if why in TRIED_TWICE else 1)


@pytest.mark.parametrize(("shape", "provider"), [("yandex", "yandex"), ("gpt2giga", "gigachat")])
async def test_errors_in_the_shapes_of_other_providers_have_the_same_names(
    shape: Shape, provider: ProviderName, tmp_path: Path
) -> None:
    expected: dict[Absence, Behaviour] = {
        "too-long": too_long(),
        "filtered": filters("blacklist"),
        "broken": fails(400),
        "unreachable": fails(500),
        "limited": too_many(20),
    }
    async with ModelServer(shape) as server, talking(server, tmp_path, provider) as talk:
        for why, behaviour in expected.items():
            server.behave(behaviour)

            assert await talk.model.complete(question(), Heard, turn=TurnTime.begin()) == Absent(why)


@pytest.mark.parametrize(
    "behaviour",
    [breaks_json(), empty(), garbage(), fails(502), resets(), too_many(0.1), too_many(), fails(400)],
    ids=lambda behaviour: f"{behaviour.kind}{behaviour.status}",
)
async def test_one_bad_answer_is_asked_for_again_and_all_is_well(
    behaviour: Behaviour, tmp_path: Path
) -> None:
    async with ModelServer() as server, talking(server, tmp_path) as talk:
        server.behave(behaviour, times=1)

        found = await talk.model.complete(question(seconds=12), Heard, turn=TurnTime.begin())

        assert isinstance(found, Answered) or found == Absent("limited")
        assert isinstance(found, Answered) is (behaviour != too_many())


@pytest.mark.parametrize("provider", ["yandex", "gigachat", "generic"])
async def test_a_fenced_answer_among_thoughts_and_small_talk_is_read(
    provider: ProviderName, tmp_path: Path
) -> None:
    shape: Shape = {"yandex": "yandex", "gigachat": "gpt2giga", "generic": "vllm"}[provider]  # type: ignore[assignment] # mypy widens the values
    async with ModelServer(shape) as server, talking(server, tmp_path, provider) as talk:
        server.behave(fences())

        found = await talk.model.complete(question(), Heard, turn=TurnTime.begin())

        assert isinstance(found, Answered)
        assert found.value == HEARD


async def test_what_cannot_be_seen_is_taken_out_of_an_answer(tmp_path: Path) -> None:
    async with ModelServer() as server, talking(server, tmp_path) as talk:
        server.behave(invents("гр\u200bант\u202e \U000e0041да\x00\x1b[31m"))

        found = await talk.model.complete(question(), Heard, turn=TurnTime.begin())

        assert isinstance(found, Answered)
        assert found.value.words == "грант да[31m"


async def test_the_callers_check_is_told_to_the_model_once_and_then_the_answer_is_rejected(
    tmp_path: Path,
) -> None:
    async with ModelServer() as server, talking(server, tmp_path) as talk:
        server.behave(echoes_the_system())

        found = await talk.model.complete(
            question(),
            Heard,
            turn=TurnTime.begin(),
            check=lambda heard: "есть цифры" if heard.words else None,
        )

        assert found == Absent("rejected")
        assert "есть цифры" not in server.asked[0].user
        assert "есть цифры" in server.asked[1].user


async def test_a_provider_that_names_the_bound_of_an_answer_otherwise_is_understood(tmp_path: Path) -> None:
    async with ModelServer() as server:
        server.cap = "max_completion_tokens"
        async with talking(server, tmp_path) as talk:
            found = await talk.model.complete(question(), Heard, turn=TurnTime.begin())

            assert isinstance(found, Answered)
            assert server.asked[0].body["max_completion_tokens"] == 100
            assert "max_tokens" not in server.asked[0].body


async def test_yandex_is_told_the_folder_and_not_to_keep_what_people_write(tmp_path: Path) -> None:
    async with ModelServer("yandex") as server, talking(server, tmp_path, "yandex") as talk:
        await talk.model.complete(question(), Heard, turn=TurnTime.begin())

        headers = server.asked[0].headers
        assert headers["openai-project"] == "b1gfolder"
        assert headers["x-data-logging-enabled"] == "false"


async def test_the_environment_of_the_process_names_no_account(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_ORG_ID", "org-secret")
    monkeypatch.setenv("OPENAI_PROJECT_ID", "proj-secret")

    async with ModelServer() as server, talking(server, tmp_path) as talk:
        await talk.model.complete(question(), Heard, turn=TurnTime.begin())

        assert not {"openai-organization", "openai-project"} & server.asked[0].headers.keys()


async def test_without_usage_tokens_are_guessed_and_otherwise_counted(tmp_path: Path) -> None:
    async with ModelServer("gpt2giga") as server, talking(server, tmp_path, "gigachat") as talk:
        guessed = await talk.model.complete(question(), Heard, turn=TurnTime.begin())
    async with ModelServer() as server, talking(server, tmp_path) as talk:
        counted = await talk.model.complete(question(), Heard, turn=TurnTime.begin())

    assert isinstance(guessed, Answered)
    assert isinstance(counted, Answered)
    assert guessed.usage.is_guess
    assert guessed.usage.tokens > 50
    assert not counted.usage.is_guess


async def test_neither_the_key_nor_what_people_write_gets_into_any_log(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    secret = "Аполлинария Тимофеевна"
    caplog.set_level(logging.DEBUG)

    async with ModelServer() as server, talking(server, tmp_path) as talk:
        for behaviour in (None, echoes_the_system(), fails(500), breaks_json(), garbage(), fails(400)):
            server.honest()
            if behaviour is not None:
                server.behave(behaviour)
            await talk.model.complete(question(secret), Heard, turn=TurnTime.begin())

    logged = "".join(f"{record.getMessage()} {vars(record)}" for record in caplog.records)
    assert server.heard.count(secret) > 6
    assert "model-call" in logged
    assert secret not in logged
    assert API_KEY not in logged


async def test_a_wrong_key_leaves_the_model_absent_and_says_so(tmp_path: Path) -> None:
    async with ModelServer() as server:
        talk = Talk(target(server, tmp_path, api_key="sk-another"))
        async with running(talk) as model:
            assert await model.looked_over() == "key"
            assert await model.complete(question(), Heard, turn=TurnTime.begin()) == Absent("key")


async def test_before_it_is_ready_and_without_any_model_every_call_is_absent_at_once(tmp_path: Path) -> None:
    async with ModelServer() as server:
        talk = Talk(target(server, tmp_path))

        async with asyncio.timeout(10):
            assert await talk.model.complete(question(), Heard, turn=TurnTime.begin()) == Absent("starting")
            assert await NoModel().complete(question(), Heard, turn=TurnTime.begin()) == Absent("off")

    assert [call.usage for call in talk.calls] == [Usage()]
    assert server.asked == []
