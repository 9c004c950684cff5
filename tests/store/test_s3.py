"""The S3 store against a real server."""

import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from draftreel.errors import StoreError
from draftreel.store import S3Options, open_store
from tests.s3_server import SECRET, S3Server, free_port, serving_s3


@pytest.fixture(scope="module")
def server(tmp_path_factory) -> Iterator[S3Server]:
    with serving_s3(tmp_path_factory.mktemp("s3")) as running:
        yield running


@pytest.fixture
def film(tmp_path: Path) -> Path:
    path = tmp_path / "made.mp4"
    path.write_bytes(bytes(range(256)) * 40)
    return path


def refused(url: str) -> bool:
    """AWS answers 403 here, this server 400."""
    return httpx.get(url).status_code in {400, 403}


@pytest.mark.checklist(38)
def test_a_film_arrives_whole_and_its_link_opens_it(server, film):
    url = open_store(server.options).publish(film, "abc.mp4")
    answer = httpx.get(url)
    assert answer.status_code == 200
    assert answer.content == film.read_bytes()
    assert answer.headers["content-type"] == "video/mp4"
    assert (server.folder / "films" / "abc.mp4").stat().st_size == 10_240


@pytest.mark.checklist(38)
def test_a_link_gives_a_part_on_request(server, film):
    url = open_store(server.options).publish(film, "abc.mp4")
    answer = httpx.get(url, headers={"Range": "bytes=1-3"})
    assert answer.content == b"\x01\x02\x03"


@pytest.mark.checklist(37)
def test_the_bucket_is_made_on_first_use(server, film):
    open_store(replace(server.options, bucket="brand-new")).publish(film, "abc.mp4")
    assert (server.folder / "brand-new" / "abc.mp4").exists()


@pytest.mark.checklist(38)
def test_without_its_signature_a_link_opens_nothing(server, film):
    url = open_store(server.options).publish(film, "abc.mp4")
    assert refused(url.partition("?")[0])
    assert refused(url[:-4] + "0000")


@pytest.mark.checklist(38)
def test_a_link_ends_when_the_options_say(server, film):
    url = open_store(replace(server.options, link_days=1 / 86_400)).publish(film, "abc.mp4")
    time.sleep(2.1)
    assert refused(url)


def test_a_film_that_is_there_whole_is_not_sent_again(server, film):
    store = open_store(server.options)
    store.publish(film, "abc.mp4")
    before = (server.folder / "films" / "abc.mp4").stat().st_mtime_ns
    store.publish(film, "abc.mp4")
    assert (server.folder / "films" / "abc.mp4").stat().st_mtime_ns == before


@pytest.mark.checklist(37)
def test_a_film_that_is_there_in_part_is_sent_again(server, film, tmp_path):
    store, part = open_store(server.options), tmp_path / "part"
    part.write_bytes(b"cut")
    store.publish(part, "cut.mp4")
    store.publish(film, "cut.mp4")
    assert (server.folder / "films" / "cut.mp4").stat().st_size == 10_240


@pytest.mark.checklist(37, 41)
def test_a_wrong_key_is_final_and_not_told(server, film):
    with pytest.raises(StoreError) as caught:
        open_store(replace(server.options, secret_key="wrong-" + SECRET)).publish(film, "abc.mp4")
    assert not caught.value.transient
    assert SECRET not in str(caught.value)
    assert str(film) not in str(caught.value)


@pytest.mark.checklist(37)
def test_a_service_that_is_away_may_come_back(film):
    options = S3Options(f"127.0.0.1:{free_port()}", "films", "draftreel", SECRET)
    with pytest.raises(StoreError, match="does not answer") as caught:
        open_store(options).publish(film, "abc.mp4")
    assert caught.value.transient


@pytest.mark.parametrize("endpoint", ["ftp://host", "http://", "http://host/path", "ho st:1"])
@pytest.mark.checklist(37)
def test_a_malformed_endpoint_is_a_clear_error(endpoint, film):
    with pytest.raises(StoreError) as caught:
        open_store(S3Options(endpoint, "films", "draftreel", SECRET)).publish(film, "abc.mp4")
    assert not caught.value.transient


@pytest.mark.checklist(41)
def test_the_options_do_not_print_the_secret():
    assert SECRET not in repr(S3Options("host:1", "films", "draftreel", SECRET))


def test_who_keeps_films_in_a_folder_does_not_wait_for_the_library_of_s3():
    code = "import sys, draftreel.engine; print([name for name in ('minio', 'Crypto') if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
