import time
from urllib.parse import urlsplit

import pytest
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.testclient import TestClient

from deployments.films import routes
from draftreel.settings import Settings
from draftreel.store import FolderStore, FolderStoreOptions, load_secret, signed_url

FILM = bytes(range(200))


@pytest.fixture
def client(tmp_path):
    return TestClient(Starlette(routes=[Mount("/films", routes(Settings(_env_file=None, data=tmp_path)))]))


@pytest.fixture
def link(tmp_path):
    made = tmp_path / "made"
    made.write_bytes(FILM)
    options = FolderStoreOptions(tmp_path / "films", tmp_path / "secret", "http://host")
    return relative(FolderStore(options).publish(made, "abc.mp4"))


def relative(url):
    return urlsplit(url)._replace(scheme="", netloc="").geturl()


@pytest.mark.checklist(38)
def test_a_link_opens_its_film_as_video(client, link):
    answer = client.get(link)
    assert (answer.status_code, answer.content) == (200, FILM)
    assert answer.headers["content-type"] == "video/mp4"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("abc.mov", "video/quicktime"),
        ("abc.webm", "video/webm"),
        ("abc.gif", "image/gif"),
        ("abc.png", "image/png"),
        ("abc.mp3", "audio/mpeg"),
        ("abc.odd", "application/octet-stream"),
    ],
)
def test_every_kind_of_file_is_served_as_what_it_is(client, tmp_path, name, kind):
    (tmp_path / "made").write_bytes(FILM)
    options = FolderStoreOptions(tmp_path / "films", tmp_path / "secret", "http://host")
    answer = client.get(relative(FolderStore(options).publish(tmp_path / "made", name)))
    assert (answer.content, answer.headers["content-type"]) == (FILM, kind)


@pytest.mark.checklist(38)
def test_a_part_is_served_on_request_so_that_players_can_seek(client, link):
    answer = client.get(link, headers={"Range": "bytes=10-12"})
    assert (answer.status_code, answer.content) == (206, b"\x0a\x0b\x0c")
    assert answer.headers["content-range"] == "bytes 10-12/200"
    assert client.get(link, headers={"Range": "bytes=500-"}).status_code == 416


@pytest.mark.checklist(38)
def test_head_tells_the_length_and_sends_nothing(client, link):
    answer = client.head(link)
    assert (answer.status_code, answer.content, answer.headers["content-length"]) == (200, b"", "200")


@pytest.mark.checklist(38)
def test_a_link_that_has_expired_or_was_changed_opens_nothing(client, link, tmp_path):
    secret = load_secret(tmp_path / "secret")
    old = relative(signed_url("http://host", secret, "abc.mp4", int(time.time()) - 1))
    assert client.get(old).status_code == 403
    assert client.get(link[:-1] + ("0" if link[-1] != "0" else "1")).status_code == 403
    assert client.get(link.partition("?")[0]).status_code == 403
    assert client.get(link.replace("abc.mp4", "abd.mp4")).status_code == 403


def test_a_film_that_is_gone_is_not_found_for_those_with_a_link(client, link, tmp_path):
    (tmp_path / "films" / "abc.mp4").unlink()
    assert client.get(link).status_code == 404


@pytest.mark.parametrize("name", ["..%2Fsecret", ".hidden", "%2e%2e", "secret"])
@pytest.mark.checklist(38)
def test_nothing_but_films_is_served_even_with_a_signature(client, link, tmp_path, name):
    expires = int(time.time()) + 60
    query = signed_url("http://host", load_secret(tmp_path / "secret"), name, expires).partition("?")[2]
    assert client.get(f"/films/{name}?{query}").status_code in {403, 404}


@pytest.mark.checklist(38)
def test_there_is_no_listing(client, link):
    assert client.get("/films/").status_code == 404


@pytest.mark.checklist(38)
def test_films_are_only_read(client, link):
    assert client.post(link).status_code == 405
    assert client.delete(link).status_code == 405
