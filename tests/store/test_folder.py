import os
import time
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from draftreel.errors import StoreError
from draftreel.store import FolderStoreOptions, Store, is_valid, load_secret, open_store


@pytest.fixture
def options(tmp_path: Path) -> FolderStoreOptions:
    return FolderStoreOptions(tmp_path / "films", tmp_path / "secret", "http://127.0.0.1:8722", link_days=1)


@pytest.fixture
def film(tmp_path: Path) -> Path:
    path = tmp_path / "made.mp4"
    path.write_bytes(b"film" * 100)
    return path


def test_a_published_film_is_in_the_folder_under_its_name(options, film):
    store: Store = open_store(options)
    store.publish(film, "abc.mp4")
    assert (options.folder / "abc.mp4").read_bytes() == film.read_bytes()
    assert [entry.name for entry in options.folder.iterdir()] == ["abc.mp4"]


def test_its_link_is_signed_and_lasts_as_long_as_the_options_say(options, film):
    url = urlsplit(open_store(options).publish(film, "abc.mp4"))
    query = parse_qs(url.query)
    assert url._replace(query="").geturl() == "http://127.0.0.1:8722/films/abc.mp4"
    assert int(query["expires"][0]) == pytest.approx(time.time() + 86_400, abs=5)
    secret = load_secret(options.secret_file)
    assert is_valid(secret, "abc.mp4", query["expires"][0], query["signature"][0], time.time())


@pytest.mark.checklist(33)
def test_publishing_again_replaces_what_was_there(options, film):
    store = open_store(options)
    store.publish(film, "abc.mp4")
    (options.folder / "abc.mp4").unlink()
    (options.folder / "abc.mp4").write_bytes(b"cut")
    store.publish(film, "abc.mp4")
    assert (options.folder / "abc.mp4").stat().st_size == 400


def test_a_film_that_is_already_in_its_place_stays(options):
    options.folder.mkdir()
    place = options.folder / "abc.mp4"
    place.write_bytes(b"film")
    open_store(options).publish(place, "abc.mp4")
    assert place.read_bytes() == b"film"


@pytest.mark.parametrize("name", ["../x.mp4", "a/b.mp4", ".hidden", "", "a\n.mp4", "x" * 300])
@pytest.mark.checklist(38)
def test_a_name_cannot_leave_the_folder_or_hide_in_it(options, film, name):
    with pytest.raises(StoreError):
        open_store(options).publish(film, name)


@pytest.mark.checklist(41)
def test_a_film_that_is_not_there_is_a_clear_error_without_a_path(options, tmp_path):
    with pytest.raises(StoreError) as caught:
        open_store(options).publish(tmp_path / "gone.mp4", "abc.mp4")
    assert str(tmp_path) not in str(caught.value)


def test_a_film_that_is_published_again_is_as_young_as_its_new_link(options, film):
    ages_ago = time.time() - 6 * 86_400
    for publish_from in (film, options.folder / "abc.mp4"):
        open_store(options).publish(film, "abc.mp4")
        os.utime(options.folder / "abc.mp4", (ages_ago, ages_ago))
        open_store(options).publish(publish_from, "abc.mp4")
        assert (options.folder / "abc.mp4").stat().st_mtime == pytest.approx(time.time(), abs=5)
