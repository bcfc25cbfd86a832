"""Ask the language model a trial question, say what it has used, and what to do when it is not there."""

import asyncio
from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Final

from bot.errors import SettingsError
from bot.findings import Finding
from bot.language_model import embedding_endpoint, model_target, token_budget
from bot.metrics import Metrics
from bot.organisation import OrganisationError, read_organisation
from bot.settings import Settings
from knowledge.clock import SystemClock, local_day
from knowledge.language.model.embedding_trouble import EmbeddingFailed
from knowledge.language.model.files import read_used
from knowledge.language.model.homeland import host_of, is_foreign
from knowledge.language.model.manners import Manner
from knowledge.language.model.probe import NoManner, find_manner
from knowledge.language.model.spending import Days, spent
from knowledge.language.model.transport import WireTrouble
from knowledge.regions import regions

if TYPE_CHECKING:
    from knowledge.language.model.connection import Target
    from knowledge.language.model.embedding import OpenAiEndpoint

ASK_SECONDS: Final = 60.0
_WHAT_TO_DO: Final[Mapping[str, tuple[str, str]]] = {
    "unreachable": ("no answer", "check the network, LLM_BASE_URL and LLM_CA_FILE; rules answer meanwhile"),
    "limited": ("too many questions just now", "ask again in a minute, or raise the provider's quota"),
    "key": ("LLM_API_KEY is not taken", "make a new key and check its rights and the folder of LLM_MODEL"),
    "unfit": (
        "no such model or address",
        "check LLM_MODEL, and that LLM_BASE_URL ends with /v1 if it should",
    ),
}


def examine_model(settings: Settings) -> Iterator[Finding]:
    """What there is to say of the model. Asking it costs some hundred tokens."""
    try:
        target = model_target(settings)
    except SettingsError as error:
        yield Finding("wrong", "model", str(error), f"set {error.variable}, or unset the others")
        return
    if target is None:
        yield Finding("ok", "model", "none: rules and templates answer")
        return
    if is_foreign(host := host_of(target.access.base_url)):
        advice = (
            "personal data of people in Russia are to be processed there: use a provider or a machine there"
        )
        yield Finding("note", "model", f"{host} may be abroad", advice)
    yield asyncio.run(_asked(target))
    yield from _used(settings)


def examine_embeddings(settings: Settings) -> Iterator[Finding]:
    """Whether search's vectors come from an endpoint, and whether that gives any."""
    try:
        endpoint = embedding_endpoint(settings, lambda text: text, Metrics())
    except SettingsError as error:
        yield Finding("wrong", "embeddings", str(error), f"set {error.variable}, or unset EMBEDDINGS")
        return
    if endpoint is not None:
        yield asyncio.run(_looked_over(endpoint))


async def _looked_over(endpoint: "OpenAiEndpoint") -> Finding:
    try:
        found = await endpoint.look_over()
    except EmbeddingFailed as error:
        advice = (
            "check the network, EMBEDDING_BASE_URL, EMBEDDING_MODEL and the key; words are searched meanwhile"
        )
        return Finding("wrong", "embeddings", f"no vectors ({error})", advice)
    finally:
        await endpoint.close()
    return Finding(
        "ok", "embeddings", f"vectors of {found.dimension} numbers from {endpoint.models.documents}"
    )


async def _asked(target: "Target") -> Finding:
    from knowledge.language.model.transport import open_wire

    transport = await asyncio.to_thread(open_wire, target.access)
    try:
        async with asyncio.timeout(ASK_SECONDS):
            found = await find_manner(transport, target.model, target.profile.modes, lambda _usage: None)
    except TimeoutError:
        advice = "use a quicker model: each answer is waited for a few seconds only"
        return Finding("wrong", "model", f"no answer within {ASK_SECONDS:.0f} s", advice)
    except NoManner:
        advice = "it answers, but never with the JSON that is asked for: use a more capable model"
        return Finding("wrong", "model", f"{target.model} is not up to it", advice)
    except WireTrouble as trouble:
        said, advice = _WHAT_TO_DO.get(trouble.kind, _WHAT_TO_DO["unreachable"])
        return Finding("wrong", "model", f"{said} ({trouble})", advice)
    finally:
        await transport.close()
    return Finding("ok", "model", f"{target.model} answers ({_told(found)})")


def _told(manner: Manner) -> str:
    return f"schema mode {manner.mode}"


def _used(settings: Settings) -> Iterator[Finding]:
    try:
        budget = token_budget(read_organisation(settings.organisation_file).tokens)
    except OrganisationError:  # told by the finding on the organisation
        return
    home = settings.region or regions().regions[0]
    days, today = read_used(settings.data_dir), local_day(SystemClock(), regions().timezone(home))
    day, month = spent(days, today)
    month_bound = "no bound" if budget.per_month is None else f"{budget.per_month}"
    says = f"today {day} of {budget.per_day} tokens, this month {month} of {month_bound}"
    if (rub := budget.rub(month)) is not None:
        says += f", about {rub:.0f} roubles"
    if uses := _by_use(days, today):
        says += f" ({uses})"
    if day >= budget.per_day or (budget.per_month is not None and month >= budget.per_month):
        yield Finding("note", "model", says, "rules answer now; raise `tokens` in ORGANISATION_FILE to go on")
    else:
        yield Finding("ok", "model", says)


def _by_use(days: Days, today: date) -> str:
    totals: dict[str, int] = {}
    for day, uses in days.items():
        for use, used in uses.items() if (day.year, day.month) == (today.year, today.month) else ():
            totals[use] = totals.get(use, 0) + used.tokens
    return ", ".join(f"{use} {tokens}" for use, tokens in sorted(totals.items()))
