"""The language model of this process, as the settings and the organisation's file describe it; or none."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from bot.errors import SettingsError
from bot.organisation import TokenBudget
from knowledge.language.model.homeland import host_of, is_foreign, is_own
from knowledge.language.model.outcome import Call, Usage
from knowledge.language.model.port import NoModel
from knowledge.language.model.profiles import profiles
from knowledge.language.model.spending import Budget
from knowledge.language.model.transport import Access

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from pydantic import SecretStr

    from bot.metrics import Metrics
    from bot.settings import Settings
    from knowledge.language.model.connection import Target
    from knowledge.language.model.embedding import OpenAiEndpoint
    from knowledge.language.model.openai_model import OpenAiModel

log = logging.getLogger(__name__)
NO_KEY = "none"
"""Servers of one's own want no key, but the protocol wants a word."""


def language_model(
    settings: Settings, budget: TokenBudget, today: Callable[[], date], metrics: Metrics
) -> OpenAiModel | NoModel:
    """The model, not yet open: keep its `run` running beside the work, it loads a library for seconds.

    `today` tells the organisation's calendar day, on which budgets turn. Raises: SettingsError.
    """
    target = model_target(settings)
    if target is None:
        return NoModel()
    from knowledge.language.model.files import read_used
    from knowledge.language.model.openai_model import OpenAiModel
    from knowledge.language.model.spending import Ledger

    _warn_of_abroad("LLM_BASE_URL", target.access.base_url)
    ledger = Ledger(token_budget(budget), today, read_used(settings.data_dir))
    model = OpenAiModel(target, ledger, _Figures(metrics, ledger.budget))
    metrics.model_ok.set_function(lambda: model.state == "ok")
    return model


def model_target(settings: Settings) -> Target | None:
    """Which model, where and how to get in; None when none is configured.

    Raises: SettingsError when half of it is missing.
    """
    profile = profiles()[settings.llm_provider]
    base_url = settings.llm_base_url or profile.base_url
    if not (settings.llm_base_url or settings.llm_model):
        return None
    if not base_url:
        raise SettingsError("LLM_BASE_URL", "must be set, because LLM_MODEL is")
    if not settings.llm_model:
        raise SettingsError("LLM_MODEL", "must be set, because LLM_BASE_URL is")
    if settings.llm_provider == "yandex" and settings.llm_api_key is None:
        raise SettingsError("LLM_API_KEY", "must be set for LLM_PROVIDER=yandex")
    from knowledge.language.model.connection import Target

    access = _access(settings, base_url, settings.llm_model)
    return Target(
        provider=settings.llm_provider,
        profile=profile,
        model=settings.llm_model,
        access=access,
        folder=settings.data_dir,
    )


def embedding_endpoint(
    settings: Settings, shield: Callable[[str], str], metrics: Metrics
) -> OpenAiEndpoint | None:
    """Where vectors for search come from, not yet open; None: they are made here.

    `shield` takes personal data out of what people ask. Raises: SettingsError when half of it is missing.
    """
    if settings.embeddings != "openai":
        return None
    profile = profiles()[settings.llm_provider]
    base_url = settings.embedding_base_url or settings.llm_base_url or profile.base_url
    if not base_url:
        raise SettingsError("EMBEDDING_BASE_URL", "must be set, because EMBEDDINGS=openai is")
    if not settings.embedding_model:
        raise SettingsError("EMBEDDING_MODEL", "must be set, because EMBEDDINGS=openai is")
    from knowledge.language.model.embedding import Models, OpenAiEndpoint

    _warn_of_abroad("EMBEDDING_BASE_URL", base_url)
    access = _access(settings, base_url, settings.embedding_model, own_key=settings.embedding_api_key)
    models = Models(
        documents=settings.embedding_model,
        queries=profile.query_model(settings.embedding_model),
        one_at_a_time=profile.embeds_one_text,
    )
    return OpenAiEndpoint(access, models, shield, lambda usage: _tell_embedding(metrics, usage))


def _access(settings: Settings, base_url: str, model: str, *, own_key: SecretStr | None = None) -> Access:
    profile, key = profiles()[settings.llm_provider], own_key or settings.llm_api_key
    return Access(
        base_url=base_url,
        api_key=key.get_secret_value() if key else NO_KEY,
        headers=profile.headers,
        project=profile.project(model),
        ca_file=settings.llm_ca_file,
        uses_proxy=not is_own(host_of(base_url)),
    )


def _warn_of_abroad(variable: str, base_url: str) -> None:
    if is_foreign(host := host_of(base_url)):
        log.warning("model-address-may-be-abroad", extra={"variable": variable, "host": host})


def _tell_embedding(metrics: Metrics, usage: Usage) -> None:
    metrics.model_tokens.labels("embed", "in").inc(usage.tokens_in)


def token_budget(budget: TokenBudget) -> Budget:
    """The organisation's bounds as the model's client takes them."""
    return Budget(
        per_day=budget.per_day,
        per_month=budget.per_month,
        per_person_day=budget.per_person_day,
        rub_per_thousand=budget.rub_per_thousand_tokens,
    )


class _Figures:
    """Tells each call to the figures."""

    def __init__(self, metrics: Metrics, budget: Budget) -> None:
        self._metrics = metrics
        self._budget = budget

    def __call__(self, call: Call) -> None:
        metrics = self._metrics
        metrics.model_calls.labels(call.use, call.outcome).inc()
        metrics.model_tokens.labels(call.use, "in").inc(call.usage.tokens_in)
        metrics.model_tokens.labels(call.use, "out").inc(call.usage.tokens_out)
        if (rub := self._budget.rub(call.usage.tokens)) is not None:
            metrics.model_rub.labels(call.use).inc(rub)
        if call.attempts:
            metrics.model_seconds.observe(call.seconds)
