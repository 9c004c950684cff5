import stat
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from draftreel.store import is_valid, load_secret, signed_url

SECRET = b"s" * 32


def parts(url: str) -> tuple[str, str, str]:
    found = urlsplit(url)
    query = parse_qs(found.query)
    return found.path.removeprefix("/films/"), query["expires"][0], query["signature"][0]


@pytest.mark.checklist(38)
def test_a_link_is_good_until_its_second_and_not_after():
    name, expires, signature = parts(signed_url("http://host", SECRET, "film.mp4", 1000))
    assert is_valid(SECRET, name, expires, signature, now=999.9)
    assert not is_valid(SECRET, name, expires, signature, now=1000.0)


@pytest.mark.parametrize(
    ("name", "expires", "secret"),
    [("other.mp4", "1000", SECRET), ("film.mp4", "2000", SECRET), ("film.mp4", "1000", b"t" * 32)],
    ids=["another film", "a later end", "another service's key"],
)
@pytest.mark.checklist(38)
def test_a_link_opens_one_film_until_one_time_at_one_service(name, expires, secret):
    _, _, signature = parts(signed_url("http://host", SECRET, "film.mp4", 1000))
    assert not is_valid(secret, name, expires, signature, now=0)


def test_a_link_begins_with_the_service_and_quotes_the_name():
    assert signed_url("http://host:1", SECRET, "a b.mp4", 5).startswith("http://host:1/films/a%20b.mp4?expires=5&")


@given(expires=st.text(), signature=st.text())
@pytest.mark.checklist(38)
def test_no_query_makes_the_check_fail(expires, signature):
    assert not is_valid(SECRET, "film.mp4", expires, signature, now=0)


def test_the_secret_is_made_once_and_for_its_owner_only(tmp_path: Path):
    path = tmp_path / "deep" / "secret"
    first = load_secret(path)
    assert load_secret(path) == first
    assert len(first) == 32
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [entry.name for entry in path.parent.iterdir()] == ["secret"]


def test_two_services_have_two_secrets(tmp_path: Path):
    assert load_secret(tmp_path / "a") != load_secret(tmp_path / "b")


def test_a_cut_secret_is_an_error_and_not_a_weak_key(tmp_path: Path):
    (tmp_path / "secret").write_bytes(b"")
    with pytest.raises(OSError, match="damaged"):
        load_secret(tmp_path / "secret")
