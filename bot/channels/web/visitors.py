"""Who asks: the account behind a session token, the network address behind a proxy."""

import re
from collections.abc import Sequence
from hashlib import sha256
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Final

Network = IPv4Network | IPv6Network

_TOKEN: Final = re.compile(r"[0-9a-f]{32}")
_ACCOUNT_LENGTH: Final = 32


def account_of(token: str) -> str | None:
    """The account of a session; None when the token is not 32 hex digits.

    It is a hash, so that nobody who reads the database can speak for a person.
    """
    if not _TOKEN.fullmatch(token):
        return None
    return sha256(token.encode()).hexdigest()[:_ACCOUNT_LENGTH]


def client_address(peer: str | None, forwarded: Sequence[str], trusted: Sequence[Network]) -> str:
    """The address that rates count: the peer, or what trusted proxies say was before them.

    `forwarded` are the X-Forwarded-For headers. It is read from its end, since a client may write anything at
    its beginning. An IPv6 client counts as its whole /64, which one person has to himself.
    """
    chain = [part.strip() for header in forwarded for part in header.split(",")]
    seen = _parse(peer or "")
    while seen is not None and _is_trusted(seen, trusted) and chain:
        earlier = _parse(chain.pop())
        if earlier is None:
            break
        seen = earlier
    return _key(seen)


def _parse(text: str) -> IPv4Address | IPv6Address | None:
    try:
        address = ip_address(text)
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address


def _is_trusted(address: IPv4Address | IPv6Address, trusted: Sequence[Network]) -> bool:
    return any(address in network for network in trusted if network.version == address.version)


def _key(address: IPv4Address | IPv6Address | None) -> str:
    if address is None:
        return "unknown"
    if isinstance(address, IPv6Address):
        return str(ip_network((int(address), 64), strict=False))
    return str(address)
