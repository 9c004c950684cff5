"""Laws of every blend: the formula, colour by colour, and what it does to the ends."""

from math import sqrt

import numpy as np
import pytest

from draftreel.blends import BLENDS
from draftreel.catalogue import Kind
from draftreel.catalogue.rows import lines, row_of

STEPS = [0, 0.01, 0.1, 0.25, 0.26, 0.4, 0.5, 0.51, 0.75, 0.9, 0.99, 1]
SYMMETRIC = ("darken", "lighten", "linear_burn", "multiply", "screen")
NEUTRAL = {
    "colour_burn": 1,
    "colour_dodge": 0,
    "darken": 1,
    "hard_light": 0.5,
    "lighten": 0,
    "linear_burn": 1,
    "multiply": 1,
    "screen": 0,
    "soft_light": 0.5,
}


def dodge(b: float, s: float) -> float:
    if b == 0:
        return 0
    return 1 if s == 1 else min(1, b / (1 - s))


def burn(b: float, s: float) -> float:
    if b == 1:
        return 1
    return 0 if s == 0 else 1 - min(1, (1 - b) / s)


def hard(b: float, s: float) -> float:
    return b * 2 * s if s <= 0.5 else b + (2 * s - 1) - b * (2 * s - 1)


def soft(b: float, s: float) -> float:
    if s <= 0.5:
        return b - (1 - 2 * s) * b * (1 - b)
    d = ((16 * b - 12) * b + 4) * b if b <= 0.25 else sqrt(b)
    return b + (2 * s - 1) * (d - b)


FORMULAS = {
    "colour_burn": burn,
    "colour_dodge": dodge,
    "darken": min,
    "hard_light": hard,
    "lighten": max,
    "linear_burn": lambda b, s: max(0, b + s - 1),
    "multiply": lambda b, s: b * s,
    "overlay": lambda b, s: hard(s, b),
    "screen": lambda b, s: b + s - b * s,
    "soft_light": soft,
}


@pytest.fixture
def pairs() -> tuple[np.ndarray, np.ndarray]:
    backdrop, paint = np.meshgrid(np.array(STEPS, np.float64), np.array(STEPS, np.float64))
    backdrop.setflags(write=False)
    paint.setflags(write=False)
    return backdrop, paint


@pytest.fixture(params=BLENDS)
def name(request) -> str:
    return request.param


def test_agrees_with_the_formula(name, pairs) -> None:
    wanted = [[FORMULAS[name](b, s) for b, s in zip(*row, strict=True)] for row in zip(*pairs, strict=True)]
    np.testing.assert_allclose(BLENDS[name](*pairs), wanted, atol=1e-12)


def test_every_level_of_eight_bits_stays_a_colour(name) -> None:
    backdrop, paint = np.meshgrid(np.arange(256) / 255, np.arange(256) / 255)
    out = BLENDS[name](backdrop, paint)
    assert out.shape == (256, 256)
    assert out.min() >= 0
    assert out.max() <= 1


@pytest.mark.parametrize(("name", "colour"), NEUTRAL.items())
def test_its_neutral_colour_changes_nothing(name, colour) -> None:
    backdrop = np.array(STEPS)
    np.testing.assert_allclose(BLENDS[name](backdrop, np.full_like(backdrop, colour)), backdrop, atol=1e-12)


def test_overlay_leaves_what_is_painted_on_half_grey_as_it_is() -> None:
    paint = np.array(STEPS)
    np.testing.assert_allclose(BLENDS["overlay"](np.full_like(paint, 0.5), paint), paint, atol=1e-12)


def test_the_two_change_places_where_the_formula_lets_them(pairs) -> None:
    alike = {name for name in BLENDS if np.allclose(BLENDS[name](*pairs), BLENDS[name](*pairs[::-1]), atol=1e-12)}
    assert alike == set(SYMMETRIC)


@pytest.mark.parametrize(
    ("name", "colour"),
    [("multiply", 0.125), ("screen", 0.625), ("hard_light", 0.25), ("overlay", 0.25), ("linear_burn", 0)],
)
def test_a_quarter_lit_backdrop_under_half_grey(name, colour) -> None:
    assert BLENDS[name](np.array([0.25]), np.array([0.5])) == pytest.approx(colour)


def test_every_row_of_the_catalogue_has_a_blend() -> None:
    calls = [row_of(line).call for line in lines(Kind.BLEND)]
    assert all(call and not call.params for call in calls)
    assert {call.name for call in calls} == set(BLENDS)
    assert len(calls) == 10
