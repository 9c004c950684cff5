import pytest
from hypothesis import given
from hypothesis import strategies as st

from draftreel.errors import AddressError, MissingAddressError, RequestError
from draftreel.intake import FetchPolicy
from draftreel.intake.network import validate_address, validate_link

POLICY = FetchPolicy()
ID = "2026112214023826f10a37"
GOOD = f"https://example.com/openapi/capcut-mate/v1/get_draft?draft_id={ID}"


def test_a_draft_url_is_its_url_and_its_id():
    address = validate_address(f"  {GOOD}\n", POLICY)
    assert (address.url, address.draft_id) == (GOOD, ID)


@pytest.mark.parametrize("missing", [None, "", "   ", "\n\t"])
@pytest.mark.checklist(1)
def test_a_missing_address_is_called_required(missing):
    with pytest.raises(MissingAddressError) as caught:
        validate_address(missing, POLICY)
    assert (caught.value.code, str(caught.value)) == (400, "draft_url is required")


@pytest.mark.parametrize(
    "url",
    [
        *(7, 1.5, True, [GOOD], {"url": GOOD}, b"http://x"),
        *("not a url", "http://", "http:///x?draft_id=a", "//example.com/?draft_id=a", "example.com/?draft_id=a"),
        *(
            GOOD.split("?", maxsplit=1)[0],
            GOOD.replace("draft_id", "id"),
            GOOD + "x" * 10_000,
            "http://exa\x00mple.com/?draft_id=a",
        ),
        *(
            "http://example.com/a b?draft_id=a",
            "http://example.com\\@127.0.0.1/?draft_id=a",
            "http://e.com/\u202e?draft_id=a",
        ),
        *("http://example.com:99999/?draft_id=a", "http://[::1/?draft_id=a", "http://exa mple.com/?draft_id=a"),
        *(f"{scheme}://example.com/?draft_id=a" for scheme in ("ftp", "file", "gopher", "s3", "javascript", "ws")),
        *("data:text/plain,draft_id=a", "javascript:alert(1)?draft_id=a", "file:///etc/passwd?draft_id=a"),
        *(
            "https://user:pw@example.com/?draft_id=a",
            "https://user@example.com/?draft_id=a",
            "https://@e.com/?draft_id=a",
        ),
        *(
            f"https://example.com/?draft_id={bad}"
            for bad in ("", "..", "%2e%2e", "a%00", "a/b", "a%2Fb", "x" * 300, "ä")
        ),
        f"{GOOD}&draft_id=other",
    ],
)
@pytest.mark.checklist(2, 3, 4)
def test_a_malformed_address_is_refused(url):
    with pytest.raises(AddressError) as caught:
        validate_address(url, POLICY)
    assert caught.value.code == 400
    assert str(caught.value).startswith("Invalid draft_url format: ")


@pytest.mark.parametrize(
    "host",
    [
        *("127.0.0.1", "10.1.1.1", "192.168.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "[::1]", "[::]"),
        *(
            "[fe80::1]",
            "[fc00::1]",
            "[::ffff:127.0.0.1]",
            "[2002:7f00:1::]",
            "[64:ff9b::7f00:1]",
            "localhost",
            "localhost.",
        ),
        *("2130706433", "0x7f000001", "0177.0.0.1", "127.1", "%31%32%37.0.0.1", "１２７.０.０.１", "127。0。0。1"),
    ],
)
@pytest.mark.checklist(6)
def test_a_host_of_this_network_is_refused_before_anything_is_sent(host):
    with pytest.raises(AddressError):
        validate_address(f"http://{host}/?draft_id=a", POLICY)


def test_an_opened_host_is_let_through():
    url = "http://127.0.0.1:8000/?draft_id=a"
    assert validate_address(url, FetchPolicy(allow_hosts=("127.0.0.1:8000",))).url == url


@pytest.mark.checklist(6)
def test_a_public_name_that_resolves_to_this_network_is_refused():
    with pytest.raises(AddressError, match="host not allowed"):
        validate_address(GOOD, POLICY, resolve=lambda *_: ["10.0.0.1"])
    assert validate_address(GOOD, POLICY, resolve=lambda *_: ["8.8.8.8"]).draft_id == ID


def test_a_name_that_does_not_resolve_is_left_to_the_fetch():
    def nobody(*_):
        raise OSError

    assert validate_address(GOOD, POLICY, resolve=nobody).draft_id == ID


@given(st.text())
@pytest.mark.checklist(2)
def test_no_text_makes_it_crash(text):
    for url in (text, f"http://{text}", f"http://example.com/{text}", f"http://example.com/?draft_id={text}"):
        try:
            validate_address(url, POLICY)
        except RequestError:
            continue


def test_a_callback_needs_no_draft_id():
    assert str(validate_link("https://example.com/done", POLICY)) == "https://example.com/done"
