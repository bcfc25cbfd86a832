"""Is an address of a model abroad, as far as one can tell without asking the network?"""

from functools import cache
from ipaddress import IPv6Address, ip_address
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import yaml
from pydantic import BaseModel, ConfigDict

PATH: Final = Path(__file__).with_name("homeland.yaml")


class Homeland(BaseModel):
    """What counts as not abroad."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    domains: tuple[str, ...]
    own: tuple[str, ...]


@cache
def homeland() -> Homeland:
    """The shipped list, read once."""
    return Homeland.model_validate(yaml.load(PATH.read_bytes(), Loader=yaml.CSafeLoader))


def host_of(url: str) -> str:
    """The host of an address, in lower case, without a dot at its end."""
    return (urlsplit(url).hostname or "").lower().rstrip(".")


def is_own(host: str) -> bool:
    """The machine itself or a network of one's own: no dot in the name, a private number or ending."""
    try:
        address = ip_address(host)
    except ValueError:
        return "." not in host or host.rpartition(".")[2] in homeland().own
    if isinstance(address, IPv6Address):
        address = address.ipv4_mapped or address
    return not address.is_global


def is_foreign(host: str) -> bool:
    """Not one's own and not under a domain of the list; a public number is foreign, too."""
    if is_own(host):
        return False
    return not any(host == domain or host.endswith(f".{domain}") for domain in homeland().domains)
