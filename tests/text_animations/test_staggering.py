import pytest
from hypothesis import given
from hypothesis import strategies as st

from draftreel.text_animations.staggering import local_progress, place, visible


def test_half_staggered_clusters_start_a_share_of_half_their_number_apart():
    starts = [place / 8 for place in range(4)]  # 0.5 / 4 apart; each takes the rest, 1 - 3/8
    for number, start in enumerate(starts):
        assert local_progress(start, number, 4, 0.5) == 0.0
        assert local_progress(start + 0.3125, number, 4, 0.5) == pytest.approx(0.5)


@given(st.floats(0, 1), st.integers(1, 60), st.floats(0, 1))
def test_who_comes_first_is_never_behind(progress, count, stagger):
    local = [local_progress(progress, number, count, stagger) for number in range(count)]
    assert local == sorted(local, reverse=True)
    assert 0.0 <= min(local) <= max(local) <= 1.0


@pytest.mark.parametrize("order", ["start", "end", "centre", "edges", "random"])
@given(st.integers(1, 60))
def test_an_order_gives_everyone_one_turn(order, count):
    assert sorted(place(cluster, count, order, 3.0) for cluster in range(count)) == list(range(count))


def test_an_unknown_order_is_an_error():
    with pytest.raises(KeyError):
        place(0, 3, "sideways", 0.0)


def test_a_third_of_the_way_is_enough_to_be_seen():
    assert [visible(local, 0.0) for local in (0.0, 0.5, 1.0)] == [0.0, 1.0, 1.0]
    assert visible(0.1, 0.4) == pytest.approx(0.58)
