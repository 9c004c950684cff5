from concurrent.futures import ThreadPoolExecutor

from hypothesis import given
from hypothesis import strategies as st

from flows.meter import PLANNED, RENDERED, Meter
from flows.naming import run_name


def test_half_of_the_frames_is_the_middle_of_the_share():
    meter = Meter()
    frames = meter.share(20, 92, 600)
    frames.tell(0, 300)
    assert meter.percent == 56
    frames.tell(1, 150)
    assert meter.percent == 74
    frames.of(1)(300)
    assert meter.percent == 92


def test_it_goes_on_from_where_the_last_attempt_was():
    meter = Meter(60.0)
    meter.reach(20)
    assert meter.percent == 60
    meter.share(20, 92, 100).tell(0, 100)
    assert meter.percent == 92


def test_a_chunk_that_begins_again_does_not_take_anything_back():
    meter = Meter()
    frames = meter.share(0, 100, 100)
    frames.tell(0, 80)
    frames.tell(0, 1)
    assert meter.percent == 80


def test_a_share_without_steps_is_no_division_by_zero():
    meter = Meter()
    meter.share(4, 15, 0).tell(0, 1)
    assert meter.percent == 15


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 400)), max_size=40))
def test_it_never_falls_and_never_leaves_its_share(steps):
    meter = Meter(10)
    frames, last = meter.share(PLANNED, RENDERED, 600), 10.0
    for part, done in steps:
        frames.tell(part, done)
        assert last <= meter.percent <= RENDERED
        last = meter.percent


def test_many_workers_count_every_frame():
    meter = Meter()
    frames = meter.share(0, 100, 8 * 500)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda part: [frames.tell(part, done + 1) for done in range(500)], range(8)))
    assert meter.percent == 100


def test_a_run_is_named_by_its_draft_and_tells_nothing_of_it():
    name = run_name("https://host/get_draft?draft_id=1&token=secret")
    assert name == run_name("https://host/get_draft?draft_id=1&token=secret")
    assert name != run_name("https://host/get_draft?draft_id=2&token=secret")
    assert name.startswith("gv-")
    assert len(name) == 23
    assert run_name("\ud800")
