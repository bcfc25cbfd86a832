"""From the settings to a model that answers: addresses, keys, certificates, figures, the doctor's words."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path

import pytest

from bot.doctor_model import examine_embeddings, examine_model
from bot.errors import SettingsError
from bot.findings import Finding
from bot.language_model import language_model
from bot.metrics import Metrics
from bot.organisation import TokenBudget, shipped_organisation
from bot.settings import Settings
from knowledge.language.model.files import write_used
from knowledge.language.model.openai_model import OpenAiModel
from knowledge.language.model.outcome import Absent, Answered
from knowledge.language.model.port import LanguageModel, NoModel, TurnTime
from knowledge.language.model.spending import Used
from tests.platforms.model import API_KEY, CERTIFICATES, ModelServer, dawdles, fails, too_many
from tests.unit.knowledge.language.talking import HEARD, Heard, brain, question

DAY = date(2026, 11, 22)
BUDGET = TokenBudget(per_day=100_000, per_person_day=10_000, rub_per_thousand_tokens=0.5)


def settings(tmp_path: Path, **given: object) -> Settings:
    return Settings.model_validate({"data_dir": tmp_path, **given})


def of(server: ModelServer, tmp_path: Path, **given: object) -> Settings:
    names = {"llm_base_url": server.base_url, "llm_model": "test-model", "llm_api_key": API_KEY}
    return settings(tmp_path, **{**names, **given})


@asynccontextmanager
async def opened(made: Settings, metrics: Metrics) -> AsyncIterator[tuple[LanguageModel, str]]:
    """The model at work, and what it was found to be."""
    model = language_model(made, BUDGET, lambda: DAY, metrics)
    assert isinstance(model, OpenAiModel)
    async with asyncio.TaskGroup() as group:
        work = group.create_task(model.run())
        try:
            yield model, await model.looked_over()
        finally:
            work.cancel()


async def test_a_configured_model_answers_and_tells_the_figures_by_use(tmp_path: Path) -> None:
    metrics = Metrics()
    async with ModelServer() as server:
        server.brain = brain
        async with opened(of(server, tmp_path), metrics) as (model, state):
            found = await model.complete(question(), Heard, turn=TurnTime.begin())
            server.behave(fails(404))
            await model.complete(question(), Heard, turn=TurnTime.begin())

            text = metrics.text().decode()

    assert state == "ok"
    assert isinstance(found, Answered)
    assert found.value == HEARD
    assert 'consultant_model_calls_total{outcome="answered",use="understand"} 1.0' in text
    assert 'consultant_model_calls_total{outcome="unfit",use="understand"} 1.0' in text
    assert (
        f'consultant_model_tokens_total{{direction="in",use="understand"}} {found.usage.tokens_in}.0' in text
    )
    assert 'consultant_model_rub_total{use="understand"} 0.0' in text
    assert "consultant_model_ok 0.0" in text  # resting after the 404


async def test_a_private_root_is_trusted_only_when_it_is_named(tmp_path: Path) -> None:
    async with ModelServer(tls=True) as server:
        server.brain = brain
        async with opened(of(server, tmp_path), Metrics()) as (_, state):
            assert state == "unreachable"
        with_root = of(server, tmp_path, llm_ca_file=CERTIFICATES / "ca.pem")
        async with opened(with_root, Metrics()) as (_, state):
            assert state == "ok"


@pytest.mark.parametrize(
    ("given", "variable"),
    [
        ({"llm_model": "m"}, "LLM_BASE_URL"),
        ({"llm_base_url": "http://localhost:1/v1"}, "LLM_MODEL"),
        ({"llm_provider": "yandex", "llm_model": "gpt://f/yandexgpt/latest"}, "LLM_API_KEY"),
    ],
)
def test_half_of_a_model_is_a_wrong_setting_in_one_line(
    tmp_path: Path, given: dict[str, object], variable: str
) -> None:
    with pytest.raises(SettingsError, match=variable):
        language_model(settings(tmp_path, **given), BUDGET, lambda: DAY, Metrics())


async def test_without_any_of_it_there_is_no_model(tmp_path: Path) -> None:
    model = language_model(settings(tmp_path, llm_api_key="sk-1"), BUDGET, lambda: DAY, Metrics())

    assert isinstance(model, NoModel)
    assert await model.complete(question(), Heard, turn=TurnTime.begin()) == Absent("off")


def test_providers_have_addresses_of_their_own(tmp_path: Path) -> None:
    made = settings(tmp_path, llm_provider="gigachat", llm_model="GigaChat-2-Max")

    model = language_model(made, BUDGET, lambda: DAY, Metrics())

    assert isinstance(model, OpenAiModel)
    assert model.target.access.base_url == "http://localhost:8090/v1"


@pytest.mark.parametrize(
    ("address", "warned"), [("https://api.openai.com/v1", True), ("http://127.0.0.1:1/v1", False)]
)
def test_a_foreign_address_is_one_clear_warning_at_the_start(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, address: str, warned: bool
) -> None:
    made = settings(tmp_path, llm_base_url=address, llm_model="m", llm_api_key="sk-1")

    language_model(made, BUDGET, lambda: DAY, Metrics())

    lines = [record for record in caplog.records if record.levelno >= logging.WARNING]
    assert [line.getMessage() for line in lines] == ["model-address-may-be-abroad"] * warned


async def doctor(made: Settings) -> list[Finding]:
    return await asyncio.to_thread(lambda: list(examine_model(made)))


async def test_the_doctor_asks_the_model_and_tells_how_it_is_asked_and_what_was_used(tmp_path: Path) -> None:
    write_used(tmp_path, {date(2020, 1, 1): {"tell": Used(calls=1, tokens_in=5)}})
    async with ModelServer("vllm") as server:
        server.brain = brain
        findings = await doctor(of(server, tmp_path))

    assert [(finding.state, finding.about) for finding in findings] == [("ok", "model")] * 2
    assert findings[0].says == "test-model answers (schema mode strict)"
    budget = shipped_organisation().tokens
    assert findings[1].says == f"today 0 of {budget.per_day} tokens, this month 0 of {budget.per_month}"


@pytest.mark.parametrize(
    ("behaviour", "says"),
    [
        (fails(401), "LLM_API_KEY is not taken"),
        (fails(404), "no such model"),
        (fails(500), "no answer"),
        (too_many(5), "too many"),
        (dawdles(0), "is not up to it"),
    ],
    ids=lambda value: getattr(value, "status", None),
)
async def test_the_doctor_says_what_to_do_and_never_the_key(
    tmp_path: Path, behaviour: object, says: str
) -> None:
    async with ModelServer() as server:
        server.brain = lambda _asked: []
        server.behave(behaviour)  # type: ignore[arg-type] # the table's type
        finding = (await doctor(of(server, tmp_path)))[0]

    assert finding.state == "wrong"
    assert says in finding.says
    assert finding.advice
    assert API_KEY not in str(finding)


async def test_the_doctor_names_half_a_model_and_an_address_abroad(tmp_path: Path) -> None:
    half = await doctor(settings(tmp_path, llm_model="m"))
    none = await doctor(settings(tmp_path))

    assert [(finding.state, "LLM_BASE_URL" in finding.says) for finding in half] == [("wrong", True)]
    assert [finding.state for finding in none] == ["ok"]


async def test_the_doctor_looks_the_endpoint_of_vectors_over(tmp_path: Path) -> None:
    async def findings(**given: object) -> list[Finding]:
        return await asyncio.to_thread(lambda: list(examine_embeddings(settings(tmp_path, **given))))

    async with ModelServer("yandex") as server:
        given = {
            "embeddings": "openai",
            "embedding_base_url": server.base_url,
            "embedding_api_key": API_KEY,
            "embedding_model": "emb://f/text-search-doc/latest",
            "llm_provider": "yandex",
        }
        (well,) = await findings(**given)
        server.embeds = fails(503)
        (down,) = await findings(**given)

    assert (well.state, well.says) == ("ok", "vectors of 64 numbers from emb://f/text-search-doc/latest")
    assert down.state == "wrong"
    assert await findings() == []
    assert [one.state for one in await findings(embeddings="openai")] == ["wrong"]
    assert server.embedded[0].headers["x-data-logging-enabled"] == "false"


def test_a_file_that_holds_no_certificates_is_a_wrong_setting(tmp_path: Path) -> None:
    file = tmp_path / "ca.pem"
    file.write_text("no certificate", encoding="utf-8")

    with pytest.raises(ValueError, match="certificates in PEM"):
        settings(tmp_path, llm_ca_file=file)
