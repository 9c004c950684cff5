import pytest

from benchmarks import cluster
from benchmarks.cluster import estimates, longer, seconds_on
from benchmarks.parts import Parts

PARTS = Parts(plan=1.0, start=2.0, chunks=(10.0,) * 8, sound=3.0, join=4.0, film_bytes=0, media_bytes=0)


@pytest.fixture(autouse=True)
def _no_trips(monkeypatch):
    monkeypatch.setattr(cluster, "TRIP_S", 0.0)


def test_one_machine_makes_all_chunks_in_a_row():
    assert seconds_on(PARTS, 1) == 1 + 2 + 80 + 4


def test_two_machines_share_the_chunks():
    assert seconds_on(PARTS, 2) == 1 + 2 + 40 + 4


def test_more_machines_than_chunks_bring_nothing():
    assert seconds_on(PARTS, 8) == seconds_on(PARTS, 64) == 1 + 2 + 10 + 4


def test_a_chunk_that_is_left_over_is_waited_for():
    assert seconds_on(PARTS, 7) == 1 + 2 + 20 + 4


def test_the_sound_is_waited_for_when_it_is_longer():
    slow = Parts(1.0, 2.0, (10.0,), 30.0, 4.0, 0, 0)
    assert seconds_on(slow, 64) == 1 + 2 + 30 + 4


def test_bytes_go_over_the_link(monkeypatch):
    monkeypatch.setattr(cluster, "LINK", 100.0)
    moved = Parts(0.0, 0.0, (1.0, 1.0), 0.0, 0.0, film_bytes=400, media_bytes=300)
    # media 3 s, two chunks of 1 s that are put in 2 s each, all fetched in 4 s, published in 4 s
    assert seconds_on(moved, 1) == 3 + 2 * (1 + 2) + 4 + 4
    assert seconds_on(moved, 2) == 3 + 1 * (1 + 2) + 4 + 4


def test_a_longer_film_has_more_chunks_of_the_same_media():
    twice = longer(PARTS, 2)
    assert (len(twice.chunks), twice.sound, twice.join, twice.media_bytes) == (16, 6.0, 8.0, 0)
    assert (twice.plan, twice.start) == (PARTS.plan, PARTS.start)


def test_faster_is_told_against_one_machine():
    first, second, *_ = estimates(PARTS)
    assert first.faster == 1
    assert second.faster == pytest.approx(87 / 47)
