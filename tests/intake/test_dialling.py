from dataclasses import replace

import pytest

from draftreel.errors import AddressError, DraftNotFound, MaterialError
from draftreel.intake import DraftAddress, download, list_draft


def test_the_address_that_is_checked_is_the_address_that_is_dialled(server, policy, tmp_path):
    server.give("/a.mp4", b"abc")
    answers = iter([["127.0.0.1"], ["10.0.0.1"]])
    asked = []

    def rebinding(host, port):
        asked.append((host, port))
        return next(answers)

    open_name = replace(policy, allow_hosts=("127.0.0.0/8",))
    url = f"http://rebind.example:{server.port}/a.mp4"
    assert download(url, tmp_path, open_name, resolve=rebinding).bytes == 3
    assert asked == [("rebind.example", server.port)]
    assert server.asked[0][2]["host"] == f"rebind.example:{server.port}"
    with pytest.raises(MaterialError, match="host not allowed"):
        download(url, tmp_path, open_name, resolve=rebinding)


def test_a_name_that_turns_private_after_the_check_sends_no_packet(server, policy, tmp_path):
    server.give("/a.mp4", b"abc")
    url = f"http://public.example:{server.port}/a.mp4"
    with pytest.raises(MaterialError, match=r"a\.mp4 \(host not allowed\)") as caught:
        download(url, tmp_path, replace(policy, allow_hosts=()), resolve=lambda *_: ["127.0.0.1"])
    assert not caught.value.transient
    assert server.asked == []


def test_of_several_addresses_only_the_allowed_ones_are_dialled(server, policy, tmp_path):
    server.give("/a.mp4", b"abc")
    url = f"http://many.example:{server.port}/a.mp4"
    assert download(url, tmp_path, policy, resolve=lambda *_: ["10.0.0.1", "127.0.0.1"]).bytes == 3


def test_the_draft_s_own_host_is_refused_as_an_address(server, policy):
    address = DraftAddress(f"http://public.example:{server.port}/?draft_id=a", "a")
    with pytest.raises(AddressError, match="host not allowed"):
        list_draft(address, replace(policy, allow_hosts=()), resolve=lambda *_: ["127.0.0.1"])
    assert server.asked == []


@pytest.mark.parametrize(
    "target",
    [
        "http://10.0.0.1/a",
        "http://localhost:1/a",
        "file:///etc/passwd",
        "ftp://example.com/a",
        "http://[::ffff:7f00:1]/",
    ],
)
def test_a_redirect_to_where_nobody_may_go_is_not_followed(server, policy, tmp_path, target):
    url = server.give("/r", b"", 302, location=target)
    with pytest.raises(MaterialError):
        download(url, tmp_path, policy)
    server.give("/l", b"", 302, location=target)
    with pytest.raises((DraftNotFound, AddressError)):
        list_draft(DraftAddress(server.url + "/l?draft_id=a", "a"), policy)


def test_redirects_are_followed_up_to_the_limit(server, policy, tmp_path):
    server.give("/0", b"here")
    for hop in range(1, 8):
        server.give(f"/{hop}", b"", 302, location=f"/{hop - 1}")
    assert download(server.url + "/5", tmp_path, policy).bytes == 4
    with pytest.raises(MaterialError, match="too many redirects"):
        download(server.url + "/6", tmp_path, policy)


def test_a_redirect_loop_ends(server, policy, tmp_path):
    url = server.give("/loop", b"", 302, location="/loop")
    with pytest.raises(MaterialError, match="too many redirects"):
        download(url, tmp_path, policy)


def test_the_environment_s_proxy_is_not_used(server, policy, tmp_path, monkeypatch):
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert download(server.give("/a", b"abc"), tmp_path, policy).bytes == 3
