import json
from dataclasses import replace
from time import monotonic, sleep

import pytest

from draftreel.errors import BusyError, DraftEmpty, DraftNotFound
from draftreel.intake import Listing
from draftreel.intake.listing import at_origin
from draftreel.intake.network import DraftAddress, list_draft, read_remote_draft

ID = "2026112214023826f10a37"
FOLDER = f"/output/draft/{ID}"


def ask(server, policy, body, status=200, **headers):
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    server.give("/get_draft", data, status, **headers)
    return list_draft(DraftAddress(f"{server.url}/get_draft?draft_id={ID}", ID), policy)


@pytest.mark.parametrize(
    "wrap", [lambda f: {"code": 0, "files": f}, lambda f: {"data": {"files": f}}, lambda f: {"files": f}]
)
def test_both_envelopes_are_read(server, policy, wrap):
    files = [f"{server.url}{FOLDER}/draft_content.json", f"{server.url}{FOLDER}/assets/a.mp4"]
    listing = ask(server, policy, wrap(files))
    assert (listing.draft_id, listing.origin, listing.files) == (ID, server.url, tuple(files))
    assert server.asked[0][1] == f"/get_draft?draft_id={ID}"


@pytest.mark.parametrize(
    "body",
    [
        *({"code": 2001, "message": "no"}, {"code": 0, "files": []}, {"code": 0}, {"data": {}}, {"data": None}),
        *(
            [],
            None,
            3,
            "x",
            {"files": "x"},
            {"files": [1, None, {}]},
            {"files": ["javascript:alert(1)", "http://", ""]},
        ),
        *(b"<html></html>", b"\xff\xfe\xfa", b"", b"{", b"[" * 100_000, b'{"code":' + b"9" * 9000 + b"}"),
    ],
)
@pytest.mark.checklist(9, 12)
def test_anything_but_a_list_of_files_means_no_such_draft(server, policy, body):
    with pytest.raises(DraftNotFound):
        ask(server, policy, body)


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
@pytest.mark.checklist(9, 10)
def test_a_refusal_means_no_such_draft(server, policy, status):
    with pytest.raises(DraftNotFound, match=f"HTTP {status}"):
        ask(server, policy, b"", status)


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504])
@pytest.mark.checklist(10)
def test_a_server_that_stays_in_trouble_is_busy(server, policy, status):
    with pytest.raises(BusyError) as caught:
        ask(server, policy, b"", status)
    assert (caught.value.transient, len(server.asked)) == (True, 2)


@pytest.mark.checklist(10)
def test_a_server_that_recovers_at_once_is_fine(server, policy):
    server.give("/bad", b"", 502)
    server.give("/good", json.dumps({"files": [f"{FOLDER}/draft_content.json"]}).encode())

    def route(request):
        server.routes["/bad" if len(server.asked) == 1 else "/good"](request)

    server.routes["/get_draft"] = route
    listing = list_draft(DraftAddress(f"{server.url}/get_draft?draft_id={ID}", ID), policy)
    assert listing.files == (f"{server.url}{FOLDER}/draft_content.json",)


@pytest.mark.checklist(9)
def test_nobody_there_means_no_such_draft(policy):
    with pytest.raises(DraftNotFound, match="no connection"):
        list_draft(DraftAddress(f"http://127.0.0.1:9/get_draft?draft_id={ID}", ID), policy)


@pytest.mark.checklist(9)
def test_an_unknown_name_means_no_such_draft(policy):
    def nobody(*_):
        raise OSError

    with pytest.raises(DraftNotFound, match="no such host"):
        list_draft(DraftAddress(f"http://nowhere.example/get_draft?draft_id={ID}", ID), policy, resolve=nobody)


@pytest.mark.checklist(11)
def test_a_hanging_server_is_busy_and_left(server, policy):
    server.routes["/get_draft"] = lambda _: sleep(5)
    started = monotonic()
    with pytest.raises(BusyError, match="timed out"):
        list_draft(DraftAddress(f"{server.url}/get_draft?draft_id={ID}", ID), replace(policy, read_s=0.2))
    assert monotonic() - started < 2


@pytest.mark.checklist(12)
def test_a_flood_instead_of_a_list_is_cut(server, policy):
    with pytest.raises(DraftNotFound, match="larger"):
        ask(server, replace(policy, max_list_bytes=1000), b"[" * 2000)


@pytest.mark.checklist(13)
def test_files_that_climb_and_those_of_other_drafts_are_left_out(server, policy):
    good = f"{server.url}{FOLDER}/assets/a.mp4"
    bad = [
        f"{server.url}{FOLDER}/../other/b.mp4",
        f"{server.url}{FOLDER}/%2e%2e/other/b.mp4",
        f"{server.url}{FOLDER}/..%5cb.mp4",
        f"{server.url}/output/draft/another/b.mp4",
        f"{server.url}{FOLDER}/assets/",
        "file:///etc/passwd",
        "/etc/passwd",
    ]
    assert ask(server, policy, {"files": [*bad, good, good]}).files == (good,)


@pytest.mark.checklist(13)
def test_a_list_is_cut_at_its_limit(server, policy):
    files = [f"{server.url}{FOLDER}/{number}" for number in range(50)]
    assert len(ask(server, replace(policy, max_files=20), {"files": files}).files) == 20


def test_files_on_a_host_that_cannot_be_used_are_looked_for_at_the_draft_s_own(server, policy):
    hosts = ("http://127.0.0.1:9", "http://10.0.0.1:80", "http://127.0.0.1:1")
    files = [f"{host}{FOLDER}/{number}.mp4?x=1" for number, host in enumerate(hosts)]
    assert ask(server, policy, {"files": files}).files == tuple(
        f"{server.url}{FOLDER}/{number}.mp4?x=1" for number in range(3)
    )


def test_files_on_a_host_that_can_be_used_stay_there(server, make_server, policy):
    other = make_server()
    files = (f"{other.url}{FOLDER}/a.mp4",)
    assert ask(server, policy, {"files": files}).files == files


def test_a_host_that_the_policy_maps_is_judged_by_where_it_leads(server, make_server, policy):
    other = make_server()
    other.give(f"{FOLDER}/draft_content.json", b"{}")
    moved = replace(policy, host_map=(("files.example", f"127.0.0.1:{other.port}"),))
    listing = ask(server, moved, {"files": [f"http://files.example{FOLDER}/draft_content.json"]})
    assert listing.files == (f"http://files.example{FOLDER}/draft_content.json",)
    assert read_remote_draft(listing, moved) == b"{}"


def listed(server, *names):
    return Listing(ID, server.url, tuple(f"{server.url}{FOLDER}/{name}" for name in names))


def test_the_content_is_preferred_to_the_info(server, policy):
    server.give(f"{FOLDER}/draft_content.json", b'{"name":"content"}')
    server.give(f"{FOLDER}/draft_info.json", b'{"name":"info"}')
    both = listed(server, "draft_info.json", "draft_content.json")
    assert read_remote_draft(both, policy) == b'{"name":"content"}'
    assert read_remote_draft(listed(server, "draft_info.json"), policy) == b'{"name":"info"}'


@pytest.mark.checklist(14)
def test_where_the_content_is_gone_the_info_is_read(server, policy):
    server.give(f"{FOLDER}/draft_info.json", b'{"name":"info"}')
    assert read_remote_draft(listed(server, "draft_content.json", "draft_info.json"), policy) == b'{"name":"info"}'


def test_the_draft_s_own_server_is_tried_where_the_listed_one_fails(server, make_server, policy):
    server.give(f"{FOLDER}/draft_content.json", b"{}")
    listing = Listing(ID, server.url, (f"{make_server().url}{FOLDER}/draft_content.json",))
    assert read_remote_draft(listing, policy) == b"{}"


@pytest.mark.parametrize(
    ("status", "error"), [(404, DraftNotFound), (403, DraftNotFound), (502, BusyError), (429, BusyError)]
)
@pytest.mark.checklist(9, 10)
def test_a_draft_file_that_cannot_be_read_says_why(server, policy, status, error):
    server.give(f"{FOLDER}/draft_content.json", b"", status)
    with pytest.raises(error, match=f"HTTP {status}"):
        read_remote_draft(listed(server, "draft_content.json"), policy)


@pytest.mark.checklist(9)
def test_a_list_without_a_draft_file_is_no_draft(server, policy):
    with pytest.raises(DraftNotFound, match=r"no draft_content\.json"):
        read_remote_draft(listed(server, "a.mp4"), policy)


@pytest.mark.checklist(15)
def test_a_draft_file_over_the_limit_is_not_read(server, policy):
    server.give(f"{FOLDER}/draft_content.json", b" " * 2000)
    with pytest.raises(DraftEmpty, match="larger than 1,000 bytes"):
        read_remote_draft(listed(server, "draft_content.json"), replace(policy, max_draft_bytes=1000))


def test_the_same_path_at_another_origin():
    assert at_origin("http://127.0.0.1:30001/a%20b?c=d", "https://x.example") == "https://x.example/a%20b?c=d"
