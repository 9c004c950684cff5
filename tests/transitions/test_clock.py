import numpy as np
import pytest

from draftreel.image import fill
from draftreel.transitions import TRANSITIONS

clock = TRANSITIONS["clock"]
BLACK, WHITE = (fill((64, 64), (c, c, c, 1.0)) for c in (0.0, 1.0))


def corners(progress: float, **params) -> list[bool]:
    """Whether the incoming picture is seen in the top left, top right, bottom right and bottom left."""
    luma = clock(BLACK, WHITE, progress, **params).planes[0]
    return [int(luma[row, column]) > 126 for row, column in ((16, 16), (16, 48), (48, 48), (48, 16))]


def test_the_hand_uncovers_a_quarter_after_the_other() -> None:
    assert corners(0.25) == [False, True, False, False]
    assert corners(0.5) == [False, True, True, False]
    assert corners(0.75) == [False, True, True, True]


def test_it_goes_the_other_way_round_too() -> None:
    assert corners(0.25, turn="anticlockwise") == [True, False, False, False]


def test_two_blades_uncover_two_quarters_at_once() -> None:
    assert corners(0.5, blades=2) == [False, True, False, True]


@pytest.mark.parametrize("blades", [1, 2, 4])
@pytest.mark.parametrize("progress", [0.1, 0.37, 0.9])
def test_as_much_is_seen_as_time_has_gone(blades, progress) -> None:
    seen = (clock(BLACK, WHITE, progress, blades=blades).planes[0].astype(float) - 16) / 219
    # the hand is faster over the middle of an edge than over a corner, as much as a square is no circle
    assert np.mean(seen) == pytest.approx(progress, abs=0.035)
