"""Pictures of one colour, and of one for the shadows and one for the lights."""

import numpy as np
import pytest

from draftreel.filters import FILTERS
from draftreel.image import Image, fill, yuv

BROWN, TEAL, ORANGE = (0.6, 0.5, 0.35), (0.3, 0.5, 0.55), (0.65, 0.5, 0.35)


def chroma(image: Image) -> tuple[int, int]:
    return int(image.planes[1][0, 0]), int(image.planes[2][0, 0])


def flat(*colour: float) -> Image:
    return fill((4, 4), (*colour, 1.0))


@pytest.mark.parametrize("colour", [(1, 0, 0), (0, 1, 0), (0.2, 0.3, 0.9)])
def test_black_and_white_keeps_the_light_and_no_colour(colour) -> None:
    before, after = flat(*colour), FILTERS["monochrome"](flat(*colour))
    assert np.array_equal(before.planes[0], after.planes[0])
    assert chroma(after) == (128, 128)


def test_half_grey_takes_the_tone() -> None:
    _, u, v = yuv(*BROWN)
    assert chroma(FILTERS["monochrome"](flat(0.5, 0.5, 0.5), tone=BROWN)) == pytest.approx((u, v), abs=1)


@pytest.mark.parametrize("end", [0, 1])
@pytest.mark.parametrize(("name", "params"), [("monochrome", {"tone": BROWN}), ("tinted", {"shadows": TEAL})])
def test_black_and_white_take_no_tone(name, params, end) -> None:
    assert chroma(FILTERS[name](flat(end, end, end), **params)) == (128, 128)


def test_shadows_and_lights_take_colours_of_their_own() -> None:
    dark, light = (FILTERS["tinted"](flat(g, g, g), shadows=TEAL, highlights=ORANGE) for g in (0.2, 0.8))
    assert chroma(dark)[0] > 128 > chroma(dark)[1]
    assert chroma(light)[0] < 128 < chroma(light)[1]


def test_a_tint_of_any_grey_is_none() -> None:
    assert chroma(FILTERS["tinted"](flat(0.4, 0.4, 0.4), shadows=(0.2, 0.2, 0.2), highlights=(1, 1, 1))) == (128, 128)


def test_nothing_asked_hands_the_picture_back() -> None:
    image = flat(0.2, 0.4, 0.6)
    assert FILTERS["tinted"](image) is image


def test_one_tone_for_all_on_a_picture_without_colour_is_a_picture_of_one_colour() -> None:
    toned = FILTERS["tinted"](flat(0.9, 0.2, 0.3), shadows=BROWN, highlights=BROWN, saturation=-1)
    assert chroma(toned) == chroma(FILTERS["monochrome"](flat(0.9, 0.2, 0.3), tone=BROWN))
