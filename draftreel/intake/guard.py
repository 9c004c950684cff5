"""Which network addresses may be dialled: public ones, and those that the operator opened."""

import re
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network

from draftreel.intake.policy import FetchPolicy

Address = IPv4Address | IPv6Address

_NAT64 = IPv6Network("64:ff9b::/96")
_RELAY = ip_network("192.88.99.0/24")
# IPv6 forms that carry an IPv4 address, or that no public server has: never dialled, whatever is inside.
_WRAPPED = tuple(
    IPv6Network(text)
    for text in ("::/96", "::ffff:0:0/96", "::ffff:0:0:0/96", "64:ff9b:1::/48", "2001::/32", "2002::/16", "fec0::/10")
)
_ISATAP = (0x00005EFE, 0x02005EFE)
_NUMBER = re.compile(r"(0x[0-9a-f]*|[0-9]+)(\.(0x[0-9a-f]*|[0-9]+)){0,3}\.?", re.IGNORECASE)
_LABEL = r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?"
_NAME = re.compile(rf"{_LABEL}(\.{_LABEL})*")
_LOCAL_NAME = re.compile(r"(.*\.)?(localhost|localdomain|local|internal|lan|home|intranet)|[^.]+")


def may_dial(host: str, port: int, address: str, policy: FetchPolicy) -> bool:
    """Whether a connection to `address`, which `host` resolved to, is allowed: the one place that decides."""
    found = _address(address)
    return found is not None and (is_public(found) or _opened(host, port, found, policy))


def may_name(host: str, port: int, policy: FetchPolicy) -> bool:
    """Whether a host may stand in an address at all, before anything is resolved.

    Numbers that are not plain dotted quads, local names and refused addresses may not;
    other alphabets come as their ASCII form (punycode).
    """
    name = host.lower().rstrip(".")
    literal = _address(name)
    if literal is not None:
        return host == name and may_dial(name, port, str(literal), policy)
    if _NUMBER.fullmatch(name) or not _NAME.fullmatch(name):
        return False
    return not _LOCAL_NAME.fullmatch(name) or _named(name, port, policy)


def is_public(address: Address) -> bool:
    """Whether an address is a public server's, and not another one in disguise."""
    if isinstance(address, IPv6Address):
        if address in _NAT64:
            return is_public(IPv4Address(int(address) & 0xFFFFFFFF))
        if any(address in network for network in _WRAPPED) or (int(address) >> 32) & 0xFFFFFFFF in _ISATAP:
            return False
    special = address.is_private or address.is_multicast or address.is_reserved or address.is_unspecified
    special = special or address.is_loopback or address.is_link_local or not address.is_global
    return not special and address not in _RELAY


def _opened(host: str, port: int, address: Address, policy: FetchPolicy) -> bool:
    return _named(host.lower().rstrip("."), port, policy) or any(
        _covers(entry, port, address) for entry in policy.allow_hosts
    )


def _named(name: str, port: int, policy: FetchPolicy) -> bool:
    return any(_split(entry) in ((name, None), (name, port)) for entry in policy.allow_hosts)


def _covers(entry: str, port: int, address: Address) -> bool:
    host, wanted = _split(entry)
    if wanted not in (None, port):
        return False
    try:
        return address in ip_network(host, strict=False)
    except ValueError:
        return False


def _split(entry: str) -> tuple[str, int | None]:
    """An allow-list entry as host (or network) and port: `a`, `a:1`, `10.0.0.0/8`, `::1`, `[::1]:1`."""
    entry = entry.strip().lower()
    found = re.fullmatch(r"\[(?P<six>[^]]+)\](:(?P<p>\d+))?|(?P<name>[^:\[\]]+)(:(?P<q>\d+))?", entry)
    if found is None:
        return entry, None
    port = found["p"] or found["q"]
    return (found["six"] or found["name"]).rstrip("."), int(port) if port else None


def _address(text: str) -> Address | None:
    try:
        return ip_address(text)
    except ValueError:
        return None
