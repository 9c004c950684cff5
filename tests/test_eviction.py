"""The data folder's limit: the decision on its own, then with real files whose age is set."""

import os
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from draftreel.eviction import Stored, evict, expire, room, stored, surplus
from draftreel.settings import Settings
from draftreel.workspace import REMADE, Workspace, found

HOUR, DAY, BLOCK = 3600, 86_400, 4096
FILES = st.lists(st.builds(Stored, st.just(Path("x")), st.integers(0, 100), st.integers(0, 50).map(float)), max_size=30)


def total(files):
    return sum(file.bytes for file in files)


def test_the_oldest_goes_first_and_only_until_the_rest_fits():
    old, middle, young = (Stored(Path(name), 10, used) for name, used in (("old", 1), ("middle", 2), ("young", 3)))
    assert surplus([young, old, middle], limit=30, since=9) == ()
    assert surplus([young, old, middle], limit=29, since=9) == (old,)
    assert surplus([young, old, middle], limit=15, since=9) == (old, middle)
    assert surplus([young, old, middle], limit=0, since=2) == (old,)


@given(FILES, st.integers(0, 1500), st.integers(0, 50))
def test_never_more_than_needed_never_what_is_in_use_always_the_oldest(files, limit, since):
    chosen = surplus(files, limit, since)
    left = total(files) - total(chosen)
    free = [file for file in files if file.used < since]
    assert all(file.used < since and file.bytes for file in chosen)
    assert left <= limit or total(chosen) == total(free)
    if chosen:
        assert left + chosen[-1].bytes > limit
        younger = sorted(file.used for file in free if file.bytes)[len(chosen) :]
        assert all(file.used <= used for file in chosen for used in younger)


def test_the_limit_is_lower_where_the_disk_is_nearly_full():
    settings = Settings(cache_bytes=100, disk_reserve_bytes=10)
    assert room(settings, taken=50, free=1000) == 100
    assert room(settings, taken=50, free=4) == 44
    assert room(settings, taken=5, free=0) == 0


def test_every_folder_of_the_workspace_is_looked_after(tmp_path):
    place = Workspace(tmp_path)
    made = [place.draft, place.timeline, place.plan, place.chunk, place.sound, place.film, place.facts, place.look]
    folders = {make("k").parent.name for make in (*made, place.poster, place.picture, place.samples)} | {
        place.media.name
    }
    assert folders == set(REMADE)


def put(path: Path, age_s: float = 0, blocks: int = 1) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"x" * BLOCK * blocks)
    moment = time.time() - age_s
    os.utime(path, (moment, moment))
    return path


@pytest.fixture
def data(tmp_path):
    return Settings(data=tmp_path, cache_bytes=2 * BLOCK, disk_reserve_bytes=0, run_limit_s=1800, link_days=7)


def test_the_least_recently_used_files_are_removed_from_whatever_folder(data, tmp_path):
    oldest, middle = put(tmp_path / "media" / "a.mp4", 9 * DAY), put(tmp_path / "chunks" / "b.mp4", 8 * DAY)
    used, young = put(tmp_path / "sounds" / "c.m4a", 7 * DAY), put(tmp_path / "joined" / "d.mp4", DAY)
    assert found(used)
    assert evict(data) == 2
    assert [file.exists() for file in (oldest, middle, used, young)] == [False, False, True, True]
    assert evict(data) == 0


def test_what_a_run_that_goes_on_has_used_stays_however_little_room_there_is(data, tmp_path):
    running, ended = put(tmp_path / "chunks" / "a.mp4", 1790), put(tmp_path / "chunks" / "b.mp4", 1800 + 700)
    assert evict(data.model_copy(update={"cache_bytes": 0})) == 1
    assert running.exists()
    assert not ended.exists()


def test_a_joined_film_that_is_published_too_takes_no_room_of_its_own(data, tmp_path):
    joined = put(tmp_path / "joined" / "a.mp4", DAY)
    (tmp_path / "films").mkdir()
    os.link(joined, tmp_path / "films" / "a.mp4")
    assert total(stored(tmp_path, REMADE)) == 0
    assert evict(data.model_copy(update={"cache_bytes": 0})) == 0


def test_work_in_progress_is_a_leftover_when_it_is_a_day_old(data, tmp_path):
    for name, age in (("new", HOUR), ("old", DAY + HOUR)):
        put(tmp_path / "media" / f".part-{name}", age)
        put(tmp_path / f".run-{name}" / "draft" / "sea.mp4")
        os.utime(tmp_path / f".run-{name}", (time.time() - age,) * 2)
    evict(data)
    assert sorted(file.name for file in tmp_path.glob(".run-*")) == [".run-new"]
    assert sorted(file.name for file in (tmp_path / "media").iterdir()) == [".part-new"]


def test_nothing_else_of_the_data_folder_is_touched(data, tmp_path):
    others = [put(tmp_path / name, 400 * DAY) for name in ("secret", "prefect/prefect.db", "mine/notes.txt", ".env")]
    film = put(tmp_path / "films" / "a.mp4", 400 * DAY)
    evict(data.model_copy(update={"cache_bytes": 0}))
    assert film.exists()
    expire(data)
    assert all(file.exists() for file in others)


def test_films_outlive_their_links_and_no_more(data, tmp_path):
    good, ended = put(tmp_path / "films" / "a.mp4", 7 * DAY), put(tmp_path / "films" / "b.mp4", 7 * DAY + HOUR)
    assert expire(data) == 1
    assert good.exists()
    assert not ended.exists()


def test_a_file_that_was_used_while_it_was_decided_about_stays(data, tmp_path, monkeypatch):
    path = put(tmp_path / "media" / "a.mp4", DAY)

    def decided_late(files, limit, since):
        chosen = surplus(files, limit, since)
        found(path)
        return chosen

    monkeypatch.setattr("draftreel.eviction.surplus", decided_late)
    assert evict(data.model_copy(update={"cache_bytes": 0})) == 0
    assert path.exists()


def test_a_folder_that_is_not_there_is_empty(data, tmp_path):
    nowhere = data.model_copy(update={"data": tmp_path / "nowhere"})
    assert (evict(nowhere), expire(nowhere)) == (0, 0)
