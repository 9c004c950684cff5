from ipaddress import ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from draftreel.intake import FetchPolicy
from draftreel.intake.guard import is_public, may_dial, may_name

CLOSED = FetchPolicy()

PRIVATE = [
    *("127.0.0.1", "127.255.255.254", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254"),
    *("100.64.0.1", "100.127.255.255", "0.0.0.0", "0.1.2.3", "224.0.0.1", "239.1.1.1", "240.0.0.1", "255.255.255.255"),
    *("192.0.0.1", "192.0.2.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "192.88.99.1"),
    *("::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12::1", "fec0::1", "ff02::1", "2001:db8::1", "100::1"),
]
WRAPPED = {
    "mapped": "::ffff:127.0.0.1",
    "mapped, written in hex": "::ffff:7f00:1",
    "mapped, in full": "0:0:0:0:0:ffff:10.0.0.1",
    "compatible": "::127.0.0.1",
    "translated": "::ffff:0:127.0.0.1",
    "6to4": "2002:7f00:1::1",
    "6to4 of 192.168.1.1": "2002:c0a8:101::",
    "NAT64": "64:ff9b::127.0.0.1",
    "NAT64 of the metadata address": "64:ff9b::a9fe:a9fe",
    "NAT64, local": "64:ff9b:1::10.0.0.1",
    "Teredo": "2001:0:4136:e378:8000:63bf:80ff:fffe",
    "ISATAP": "2a00:1450::5efe:10.0.0.1",
    "ISATAP, global flag": "2a00:1450::200:5efe:10.0.0.1",
}
PUBLIC = [
    "8.8.8.8",
    "1.1.1.1",
    "172.32.0.1",
    "100.128.0.1",
    "2a00:1450:4001::5e",
    "2606:4700::1111",
    "64:ff9b::8.8.8.8",
]


@pytest.mark.parametrize("address", [*PRIVATE, *WRAPPED.values()])
@pytest.mark.checklist(6)
def test_what_is_not_public_is_never_dialled(address):
    assert not is_public(ip_address(address))
    assert not may_dial("example.com", 80, address, CLOSED)


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_are_dialled(address):
    assert may_dial("example.com", 80, address, CLOSED)


@pytest.mark.parametrize(
    "host",
    [
        *("2130706433", "0x7f000001", "0x7f.1", "0177.0.0.1", "017700000001", "127.1", "127.0.1", "127.0.0.1."),
        *("1.2.3.04", "0x08080808", "134744072", "00000000010.0.0.1", "1", "0x"),
        *("localhost", "localhost.", "LOCALHOST", "a.localhost", "printer.local", "db.internal", "minio", "router.lan"),
        *("a..b", "a.-b.com", "a-.com", f"{'a' * 64}.com"),
        *("", ".", *PRIVATE, *WRAPPED.values()),
    ],
)
@pytest.mark.checklist(6)
def test_hosts_that_may_not_stand_in_an_address(host):
    assert not may_name(host, 80, CLOSED)


@pytest.mark.parametrize("host", ["example.com", "example.com.", "cdn-1.example.co.uk", "8.8.8.8", "2606:4700::1111"])
def test_hosts_that_may(host):
    assert may_name(host, 80, CLOSED)


@pytest.mark.parametrize(
    ("entry", "host", "port", "address", "opened"),
    [
        ("127.0.0.1", "127.0.0.1", 80, "127.0.0.1", True),
        ("127.0.0.1", "example.com", 80, "127.0.0.2", False),
        ("127.0.0.1:8000", "127.0.0.1", 8000, "127.0.0.1", True),
        ("127.0.0.1:8000", "127.0.0.1", 8001, "127.0.0.1", False),
        ("10.0.0.0/8", "10.1.2.3", 80, "10.1.2.3", True),
        ("10.0.0.0/8", "11.1.2.3", 80, "127.0.0.1", False),
        ("10.0.0.0/8", "example.com", 80, "10.1.2.3", True),
        ("minio", "minio", 9000, "172.18.0.2", True),
        ("MinIO:9000", "minio.", 9000, "172.18.0.2", True),
        ("minio:9000", "minio", 9001, "172.18.0.2", False),
        ("::1", "::1", 80, "::1", True),
        ("[::1]:80", "::1", 80, "::1", True),
        ("[::1]:80", "::1", 81, "::1", False),
        ("fd00::/8", "fd12::1", 80, "fd12::1", True),
        ("127.0.0.1", "::ffff:127.0.0.1", 80, "::ffff:127.0.0.1", False),
        ("", "localhost", 80, "127.0.0.1", False),
        ("[", "localhost", 80, "127.0.0.1", False),
    ],
)
@pytest.mark.checklist(6)
def test_the_allow_list_opens_exactly_what_it_names(entry, host, port, address, opened):
    assert may_dial(host, port, address, FetchPolicy(allow_hosts=(entry,))) == opened


def test_an_opened_name_may_stand_in_an_address():
    assert may_name("localhost", 8000, FetchPolicy(allow_hosts=("localhost:8000",)))
    assert not may_name("localhost", 8001, FetchPolicy(allow_hosts=("localhost:8000",)))


@given(st.ip_addresses(v=4))
@pytest.mark.checklist(6)
def test_no_wrapping_of_a_private_address_is_public(address):
    four = int(address)
    wraps = [four, 0xFFFF << 32 | four, 0xFFFF << 48 | four, 0x64FF9B << 96 | four, 0x2002 << 112 | four << 80]
    for six in wraps:
        assert is_public(address) or not is_public(ip_address(six.to_bytes(16, "big")))


@given(st.text(max_size=40), st.text(max_size=20))
@pytest.mark.checklist(6)
def test_no_text_makes_the_guard_crash(host, entry):
    may_name(host, 80, FetchPolicy(allow_hosts=(entry,)))
    may_dial(host, 80, host, FetchPolicy(allow_hosts=(entry,)))
