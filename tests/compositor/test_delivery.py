"""How large the pictures of a film are asked for."""

import pytest

from draftreel.compositor.shots import delivery
from draftreel.timeline import Media, MediaKind


def film(width: int, height: int) -> Media:
    return Media("key", MediaKind.VIDEO, width, height)


@pytest.mark.parametrize(
    ("wanted", "size"),
    [
        ((768, 432), (960, 540)),
        ((960, 540), (960, 540)),
        ((480, 270), (480, 270)),
        ((300, 170), (480, 270)),
        ((1200, 675), (1200, 675)),
        ((1500, 844), None),
    ],
)
def test_what_is_turned_or_moves_comes_by_halves_and_never_too_small(wanted, size) -> None:
    assert delivery(film(1920, 1080), wanted, exact=False) == size


@pytest.mark.parametrize(("wanted", "size"), [((768, 432), (768, 432)), ((1919, 1079), (1919, 1079))])
def test_what_stands_upright_comes_at_its_size(wanted, size) -> None:
    assert delivery(film(1920, 1080), wanted, exact=True) == size


def test_what_has_no_halves_comes_at_the_size_it_reaches() -> None:
    assert delivery(film(1918, 1078), (480, 270), exact=False) == (480, 270)
