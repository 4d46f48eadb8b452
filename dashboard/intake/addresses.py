"""Which addresses of the web may be fetched: judged by our own table, on the address that is then connected to."""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from dashboard.errors import FetchError

Resolver = Callable[[str, int], Sequence[str]]

# Not `ipaddress.is_global`: it calls NAT64 of a private address, 6to4 of loopback and multicast global.
_DENIED = tuple(
    ipaddress.ip_network(text)
    for text in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
        "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24",
        "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3",
        "2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20",
    )
)  # fmt: skip
_GLOBAL_V6 = ipaddress.ip_network("2000::/3")  # everything else of IPv6 is refused
_LOCAL_NAMES = ("localhost", "local", "internal", "intranet", "lan", "home", "corp", "private", "arpa", "onion", "test")


@dataclass(frozen=True)
class Address:
    """A checked address: what to ask for, and the IP addresses that its name stands for, all of them allowed."""

    url: str
    scheme: str
    host: str
    port: int
    path: str
    ips: tuple[str, ...]


def is_public(ip: str) -> bool:
    """True for an address of the public internet."""
    try:
        address = ipaddress.ip_address(ip)
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv6Address):
        if address.scope_id or address not in _GLOBAL_V6:
            return False
        return not any(address in net for net in _DENIED if net.version == 6)
    return not any(address in net for net in _DENIED if net.version == 4)


def resolve(host: str, port: int) -> Sequence[str]:
    """Return the IP addresses of a name, asked once."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(entry[4][0]) for entry in found))


def check_address(url: str, *, allow_private: bool = False, resolver: Resolver = resolve) -> Address:
    """Return the address with the IPs to connect to. Raises FetchError, before any packet where the text tells.

    Only http and https, on their own ports; every IP of the name must be public (with `allow_private`: any, any port).
    """
    shown = repr(url if len(url) <= 100 else url[:100] + "...")
    if len(url) > 2000:
        raise FetchError(f"{shown}: the address is longer than 2,000 characters")
    if re.search(r"[\0-\x20\x7f-\xa0\\\u2000-\u200f\u2028-\u202f\ufeff]", url):
        raise FetchError(f"{shown}: the address holds a blank, a backslash or a control character")
    try:
        parts = urlsplit(url)
        port = parts.port
        host = parts.hostname or ""
    except ValueError as error:
        raise FetchError(f"{shown}: this is no address of a web page ({error})") from error
    if parts.scheme not in ("http", "https"):
        raise FetchError(f"{shown}: only addresses that begin with http:// or https:// are fetched")
    if "@" in parts.netloc:
        raise FetchError(f"{shown}: an address with a user name is not fetched")
    if not host:
        raise FetchError(f"{shown}: the address names no server")
    usual = 443 if parts.scheme == "https" else 80
    port = usual if port is None else port
    if port != usual and not allow_private:
        raise FetchError(f"{shown}: only the usual ports 80 and 443 are fetched from, not {port}")
    name = _ascii_name(host, shown)
    if not allow_private:
        _refuse_local_name(name, shown)
    try:
        ips = tuple(resolver(name, port))
    except (OSError, UnicodeError) as error:
        raise FetchError(f"{shown}: the server {name} was not found") from error
    if not ips:
        raise FetchError(f"{shown}: the server {name} was not found")
    if not allow_private and not all(is_public(ip) for ip in ips):
        raise FetchError(
            f"{shown}: {name} leads to this machine or a private network, which is not fetched from "
            "(private_addresses in data/limits.yaml)"
        )
    path = parts.path or "/"
    query = f"?{parts.query}" if parts.query else ""
    return Address(url.partition("#")[0], parts.scheme, name, port, _quoted(path + query), ips)


def _ascii_name(host: str, shown: str) -> str:
    if ":" in host:  # an IPv6 address, out of its brackets
        return host
    try:
        return host.rstrip(".").encode("idna").decode("ascii").lower()
    except UnicodeError as error:
        raise FetchError(f"{shown}: {host!r} is no name of a server") from error


def _refuse_local_name(name: str, shown: str) -> None:
    last = name.rpartition(".")[2]
    if last in _LOCAL_NAMES or ("." not in name and ":" not in name and not name.isdigit()):
        raise FetchError(
            f"{shown}: {name} is a name of this machine or a private network, which is not fetched from "
            "(private_addresses in data/limits.yaml)"
        )


def _quoted(path: str) -> str:
    """Return the path as bytes of a request may carry it: letters outside ASCII are percent-encoded."""
    return "".join(c if "!" <= c <= "~" else "".join(f"%{b:02X}" for b in c.encode("utf-8")) for c in path)
