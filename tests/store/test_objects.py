"""Files handed from machine to machine through a real bucket."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace

import pytest

from draftreel.errors import StoreError
from draftreel.store import Objects, open_objects
from tests.s3_server import S3Server, free_port, serving_s3

ABC = hashlib.sha256(b"abc").hexdigest()


@pytest.fixture(scope="module")
def server(tmp_path_factory) -> Iterator[S3Server]:
    with serving_s3(tmp_path_factory.mktemp("s3")) as running:
        yield running


@pytest.fixture
def objects(server) -> Objects:
    return open_objects(server.options)


@pytest.fixture
def abc(tmp_path):
    path = tmp_path / "abc"
    path.write_bytes(b"abc")
    return path


def test_a_file_is_known_by_the_hash_of_its_bytes(objects, server, abc, tmp_path):
    assert objects.put(abc, "chunks/k/") == ABC
    assert objects.hashes("chunks/k/") == [ABC]
    assert objects.fetch("chunks/k/", ABC, tmp_path / "fetched")
    assert (tmp_path / "fetched").read_bytes() == b"abc"


def test_what_is_there_is_not_sent_again(objects, server, abc):
    objects.put(abc, "once/")
    there = server.folder / "films" / "once" / ABC
    before = there.stat().st_mtime_ns
    objects.put(abc, "once/")
    assert there.stat().st_mtime_ns == before


def test_a_damaged_object_is_as_good_as_none(objects, server, abc, tmp_path):
    objects.put(abc, "damaged/")
    (server.folder / "films" / "damaged" / ABC).write_bytes(b"abd")
    assert not objects.fetch("damaged/", ABC, tmp_path / "fetched")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["abc"]


def test_what_was_never_put_there_is_not_there(objects, server, tmp_path):
    assert objects.hashes("nothing/") == []
    assert not objects.fetch("nothing/", ABC, tmp_path / "fetched")
    assert list(tmp_path.iterdir()) == []


def test_a_bucket_that_is_not_there_holds_nothing(server, tmp_path):
    objects = open_objects(replace(server.options, bucket="never-made"))
    assert objects.hashes("") == []
    assert not objects.fetch("", ABC, tmp_path / "fetched")


def test_a_store_that_is_away_is_a_passing_fault(server, tmp_path):
    away = open_objects(replace(server.options, endpoint=f"http://127.0.0.1:{free_port()}", connect_s=0.2))
    with pytest.raises(StoreError) as caught:
        away.hashes("")
    assert caught.value.transient
