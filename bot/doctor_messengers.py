"""Ask each messenger that has a token who we are; one line says what to do when it does not tell."""

import asyncio
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

import aiohttp
from aiohttp_socks import ProxyConnector
from pydantic import SecretStr

from bot.findings import Finding
from bot.organisation import OrganisationError, read_organisation
from bot.settings import Settings

ASK_SECONDS: Final = 5.0
VK_VERSION: Final = "5.199"
VK_WRONG_TOKEN: Final = (5, 27, 28)
VK_RIGHTS: Final = ("manage", "messages", "photos", "docs")
_NETWORK: Final = (aiohttp.ClientError, OSError, TimeoutError, ValueError)


def examine_messengers(settings: Settings) -> Iterator[Finding]:
    """A finding for each; only those with a token are asked."""
    used = _used(settings)
    for variable, token, name in (
        ("TELEGRAM_TOKEN", settings.telegram_token, "telegram"),
        ("VK_TOKEN", settings.vk_token, "vk"),
    ):
        if token is None:
            yield Finding("ok", "tokens", f"{variable} is not set: that messenger is off")
        elif name not in used:
            advice = f"add {name} to `channels` in ORGANISATION_FILE to use it"
            yield Finding(
                "note", "tokens", f"{variable} is set, but the organisation does not use {name}", advice
            )
        else:
            load, ask = (load_telegram, _telegram) if name == "telegram" else (load_vk, _vk)
            yield from unloadable(name, load)
            yield asyncio.run(ask(settings, token))


def unloadable(name: str, load: Callable[[], None]) -> Iterator[Finding]:
    """A finding when the library of a messenger cannot be imported."""
    try:
        load()
    except Exception as error:  # noqa: BLE001 - a damaged library fails in any way
        advice = "run `make setup`, which repairs the environment; the rest works without it"
        yield Finding("wrong", name, f"its library cannot be loaded ({type(error).__name__})", advice)


def load_telegram() -> None:
    from bot.channels.telegram import quick_import

    quick_import.load_telegram()


def load_vk() -> None:
    import bot.channels.vk.channel  # noqa: F401 - takes seconds


def _used(settings: Settings) -> tuple[str, ...]:
    try:
        return read_organisation(settings.organisation_file).channels
    except OrganisationError:  # told by the finding on the organisation
        return ("telegram", "vk")


async def _telegram(settings: Settings, token: SecretStr) -> Finding:
    url = f"{settings.telegram_api_base}/bot{token.get_secret_value()}/getMe"
    try:
        answer = await _ask(url, {}, settings.telegram_proxy)
    except _NETWORK as error:
        through = " through TELEGRAM_PROXY" if settings.telegram_proxy else ""
        advice = "check the network, TELEGRAM_API_BASE and TELEGRAM_PROXY; the rest works without Telegram"
        return Finding("wrong", "telegram", f"no answer{through} ({type(error).__name__})", advice)
    me = answer.get("result")
    if isinstance(me, dict):
        return Finding("ok", "telegram", f"the token belongs to @{me.get('username')}")
    if answer.get("error_code") in (401, 404):
        advice = "take the token from @BotFather (/mybots, API Token) and put it into TELEGRAM_TOKEN"
        return Finding("wrong", "telegram", "Telegram does not know TELEGRAM_TOKEN", advice)
    return Finding("wrong", "telegram", f"error {answer.get('error_code')}", "ask again in a minute")


async def _vk(settings: Settings, token: SecretStr) -> Finding:
    form = {"access_token": token.get_secret_value(), "v": VK_VERSION}
    try:
        answer = await _ask(f"{settings.vk_api_base}/method/groups.getById", form, None)
    except _NETWORK as error:
        advice = "check the network and VK_API_BASE; the rest works without VK"
        return Finding("wrong", "vk", f"no answer ({type(error).__name__})", advice)
    if "error" in answer:
        return _vk_refused(answer["error"])
    found = answer.get("response")
    groups = found.get("groups", []) if isinstance(found, dict) else found or []
    if not groups:
        return Finding("wrong", "vk", "VK_TOKEN belongs to no community", "make a key of the community")
    number = groups[0].get("id")
    if settings.vk_group_id not in (None, number):
        advice = f"set VK_GROUP_ID={number}, or make a key of the community {settings.vk_group_id}"
        return Finding("wrong", "vk", f"VK_TOKEN belongs to the community {number}", advice)
    if missing := await _missing_rights(settings, form):
        advice = "make a key of the community with the rights manage, messages, photos and documents"
        return Finding("wrong", "vk", f"VK_TOKEN has no right to: {', '.join(missing)}", advice)
    return Finding("ok", "vk", f"the token belongs to the community {number}")


async def _missing_rights(settings: Settings, form: Mapping[str, str]) -> list[str]:
    """What the key should be allowed to do and is not; none when VK does not tell."""
    try:
        answer = await _ask(f"{settings.vk_api_base}/method/groups.getTokenPermissions", form, None)
    except _NETWORK:
        return []
    match answer.get("response"):
        case {"permissions": list(rights)}:
            granted = {right.get("name") for right in rights if isinstance(right, dict)}
            return [right for right in VK_RIGHTS if right not in granted]
    return []


def _vk_refused(error: Mapping[str, Any]) -> Finding:
    if error.get("error_code") in VK_WRONG_TOKEN:
        advice = "make a key in the community (Manage, API usage) with messages, photos and documents"
        return Finding("wrong", "vk", "VK does not take VK_TOKEN", advice)
    return Finding("wrong", "vk", f"error {error.get('error_code')}", "ask again in a minute")


async def _ask(url: str, form: Mapping[str, str], proxy: str | None) -> dict[str, Any]:
    """POST and read JSON, whatever the status.

    Raises: aiohttp.ClientError, OSError, TimeoutError, ValueError.
    """
    connector = ProxyConnector.from_url(proxy) if proxy else None
    timeout = aiohttp.ClientTimeout(total=ASK_SECONDS)
    async with (
        aiohttp.ClientSession(connector=connector, timeout=timeout) as session,
        session.post(url, data=form) as answer,
    ):
        found = await answer.json(content_type=None)
    return found if isinstance(found, dict) else {}
