"""Accounts from tokens, addresses from proxies."""

from ipaddress import ip_network

import pytest

from bot.channels.web.visitors import account_of, client_address

TOKEN = "0123456789abcdef" * 2
PROXIES = (ip_network("10.0.0.0/8"), ip_network("fd00::/8"))


def test_the_account_is_not_the_token_and_always_the_same() -> None:
    account = account_of(TOKEN)

    assert account is not None
    assert account == account_of(TOKEN)
    assert account != TOKEN
    assert len(account) == 32


@pytest.mark.parametrize(
    "token", ["", "x" * 32, TOKEN[:-1], TOKEN + "0", TOKEN.upper(), TOKEN[:-1] + "\n", "٠" * 32]
)
def test_anything_but_32_hex_digits_is_nobody(token: str) -> None:
    assert account_of(token) is None


@pytest.mark.parametrize(
    ("peer", "forwarded", "seen"),
    [
        pytest.param("203.0.113.5", [], "203.0.113.5", id="no proxy"),
        pytest.param("203.0.113.5", ["1.1.1.1"], "203.0.113.5", id="a stranger says so"),
        pytest.param("10.0.0.1", ["203.0.113.5"], "203.0.113.5", id="a proxy says so"),
        pytest.param("10.0.0.1", ["1.1.1.1, 203.0.113.5"], "203.0.113.5", id="the client lied to the proxy"),
        pytest.param("10.0.0.1", ["203.0.113.5, 10.2.2.2"], "203.0.113.5", id="two proxies"),
        pytest.param("10.0.0.1", ["1.1.1.1", "203.0.113.5"], "203.0.113.5", id="two headers"),
        pytest.param("10.0.0.1", ["nonsense"], "10.0.0.1", id="nonsense"),
        pytest.param("10.0.0.1", [], "10.0.0.1", id="a proxy says nothing"),
        pytest.param("10.0.0.1", ["10.0.0.7"], "10.0.0.7", id="from inside"),
        pytest.param("2001:db8:1:2:3:4:5:6", [], "2001:db8:1:2::/64", id="one home"),
        pytest.param("::ffff:203.0.113.5", [], "203.0.113.5", id="IPv4 in IPv6"),
        pytest.param("fd00::1", ["2001:db8::7"], "2001:db8::/64", id="an IPv6 proxy"),
        pytest.param(None, ["1.1.1.1"], "unknown", id="no peer"),
    ],
)
def test_only_trusted_proxies_are_believed(peer: str | None, forwarded: list[str], seen: str) -> None:
    assert client_address(peer, forwarded, PROXIES) == seen
