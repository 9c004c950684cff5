import numpy as np
import pytest

from draftreel.image.matrix import joined, moved, scaled, turned
from draftreel.text.canvas import Mask, Rect, blank
from draftreel.text.gathering import gather, lay, unhidden


def dot(value: int = 200, left: int = 0, top: int = 0) -> Mask:
    """One covered pixel, whose own place is (left + 1, top + 1), with nothing round it."""
    cover = np.zeros((3, 3), np.uint8)
    cover[1, 1] = value
    return Mask(Rect(left, top, left + 3, top + 3), cover)


def gathered(mask: Mask, matrix, strength: float = 1.0, *, adds: bool = False, under: int = 0) -> list[list[int]]:
    cover = blank(Rect(0, 0, 4, 3))
    cover.cover[...] = under
    gather(cover, mask, matrix, strength, adds=adds)
    return cover.cover.tolist()


def test_whole_pixels_are_copied():
    assert gathered(dot(), moved(1, 0)) == [[0, 0, 0, 0], [0, 0, 200, 0], [0, 0, 0, 0]]


def test_half_pixels_are_shared():
    assert gathered(dot(), moved(0.5, 0)) == [[0, 0, 0, 0], [0, 100, 100, 0], [0, 0, 0, 0]]
    assert gathered(dot(), moved(0, -0.25)) == [[0, 50, 0, 0], [0, 150, 0, 0], [0, 0, 0, 0]]


@pytest.mark.parametrize(("x", "y"), [(-1, -1), (2, 1), (2, -1), (-1, 1)])
def test_what_hangs_over_the_edge_is_cut_off(x, y):
    rows = gathered(dot(), moved(x, y))
    assert rows[1 + y][1 + x] == 200
    assert sum(map(sum, rows)) == 200
    assert sum(map(sum, gathered(dot(), moved(9 * x, 9 * y)))) == 0


def test_of_two_the_stronger_counts_or_both_up_to_all():
    assert gathered(dot(), moved(0, 0), under=90)[1] == [90, 200, 90, 90]
    assert gathered(dot(100), moved(0, 0), under=90, adds=True)[1] == [90, 190, 90, 90]
    assert gathered(dot(), moved(0, 0), under=90, adds=True)[1] == [90, 255, 90, 90]


def test_strength_scales():
    assert gathered(dot(), moved(0, 0), 0.5)[1] == [0, 100, 0, 0]


def test_a_half_turn_about_a_pixels_corner_puts_it_across():
    corner = joined(moved(2, 1), turned(180), moved(-2, -1))
    rows = gathered(dot(), corner)
    assert rows[0][2] == pytest.approx(200, abs=2)
    assert sum(map(sum, rows)) == pytest.approx(200, abs=4)


def test_twice_as_large_covers_four_times_as_much():
    cover = blank(Rect(-10, -10, 10, 10))
    gather(cover, dot(), scaled(2, 2), 1.0, adds=False)
    assert cover.cover.sum(dtype=int) == pytest.approx(4 * 200, rel=0.02)


@pytest.mark.parametrize("angle", [17.0, 45.0, 90.0, 133.0])
def test_a_turn_keeps_how_much_is_covered(angle):
    square = Mask(Rect(-11, -11, 11, 11), np.pad(np.full((20, 20), 255, np.uint8), 1))
    cover = blank(Rect(-20, -20, 20, 20))
    gather(cover, square, turned(angle), 1.0, adds=False)
    assert cover.cover.sum(dtype=int) / 255 == pytest.approx(400, rel=0.01)


def test_what_lies_below_is_held_back_so_that_both_fade_together():
    cover, above = np.full((1, 3), 255, np.uint8), np.array([[0, 128, 255]], np.uint8)
    # o (1 - t) / (1 - o t) at o = 1/2 and t = 0, 1/2, 1
    assert unhidden(cover, above, 0.5).tolist() == [[128, 85, 0]]


def test_a_coat_of_white_is_laid_over_black():
    y, alpha = (np.zeros((2, 2), np.uint8) + level for level in (16, 0))
    u, v = (np.full((1, 1), 128, np.uint8) for _ in range(2))
    lay((y, u, v, alpha), np.array([[0, 255], [51, 255]], np.uint8), (1.0, 1.0, 1.0, 1.0))
    assert y.tolist() == [[16, 235], [60, 235]]
    assert alpha.tolist() == [[0, 255], [51, 255]]
    assert (u.tolist(), v.tolist()) == ([[128]], [[128]])
