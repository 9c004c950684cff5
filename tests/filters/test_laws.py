"""Laws of every filter, with the parameters that its catalogue rows use."""

from inspect import signature

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from draftreel.catalogue import Kind
from draftreel.catalogue.rows import lines, row_of
from draftreel.filters import FILTERS
from draftreel.image import Image, fill, from_rgb, from_rgba

CALLS = sorted({row_of(line).call for line in lines(Kind.FILTER)} - {None}, key=repr)
CASES = [
    *((call.name, call.arguments) for call in CALLS),
    *((name, {}) for name in FILTERS),
    *(("adjust", {"contrast": amount, "temperature": -amount, "fade": amount}) for amount in (-1.0, 1.0)),
    *(("adjust", {"exposure": amount, "tint": amount, "shadows": -amount}) for amount in (-1.0, 1.0)),
    *(("adjust", {"brightness": amount, "saturation": amount, "highlights": amount}) for amount in (-1.0, 1.0)),
    ("monochrome", {"tone": (1.0, 0.5, 0.0)}),
]
AMOUNTS = (
    "brightness",
    "contrast",
    "exposure",
    "fade",
    "highlights",
    "saturation",
    "shadows",
    "temperature",
    "tint",
)


def noise(parts: int, size: tuple[int, int] = (37, 23)) -> Image:
    array = np.random.default_rng(7).integers(0, 256, (size[1], size[0], parts), dtype=np.uint8)
    image = from_rgb(array) if parts == 3 else from_rgba(array)
    for plane in image.planes:
        plane.setflags(write=False)
    return image


def same(one: Image, other: Image) -> bool:
    return one.layout is other.layout and all(map(np.array_equal, one.planes, other.planes))


@pytest.fixture(params=CASES, ids=[f"{name} {params}" for name, params in CASES])
def filtered(request):
    name, params = request.param
    return lambda image, **more: FILTERS[name](image, **{**params, **more})


@pytest.mark.parametrize("parts", [3, 4])
def test_without_strength_the_picture_is_handed_back(filtered, parts) -> None:
    image = noise(parts)
    assert filtered(image, strength=0.0) is image


@pytest.mark.parametrize("parts", [3, 4])
@pytest.mark.parametrize("size", [(37, 23), (1, 1), (2, 3)])
def test_size_layout_and_alpha_stay(filtered, parts, size) -> None:
    image = noise(parts, size)
    out = filtered(image)
    assert out.layout is image.layout
    assert [plane.shape for plane in out.planes] == [plane.shape for plane in image.planes]
    assert np.array_equal(out.planes[3:], image.planes[3:])


@pytest.mark.parametrize("parts", [3, 4])
def test_the_input_is_left_alone_and_gives_the_same_picture_twice(filtered, parts) -> None:
    image = noise(parts)
    assert same(filtered(image), filtered(image))
    assert same(image, noise(parts))


def test_what_is_clear_stays_clear(filtered) -> None:
    out = filtered(fill((8, 6), (0.0, 0.0, 0.0, 0.0)))
    assert [set(plane.ravel().tolist()) for plane in out.planes] == [{16}, {128}, {128}, {0}]


def test_half_its_strength_is_half_the_way(filtered) -> None:
    image = noise(3)
    for before, half, after in zip(
        image.planes, filtered(image, strength=0.5).planes, filtered(image).planes, strict=True
    ):
        within = (after > 0) & (after < 255)  # beyond, colours are cut off
        assert np.abs(half[within] - (before[within] / 2 + after[within] / 2)).max() <= 1


def test_more_light_in_never_gives_less_light_out(filtered) -> None:
    steps = np.arange(256, dtype=np.uint8)[None].repeat(2, 0)
    ramp = Image((steps, np.full((1, 128), 128, np.uint8), np.full((1, 128), 128, np.uint8)))
    assert (np.diff(filtered(ramp).planes[0].astype(int)) >= 0).all()


def test_a_picture_half_to_be_seen_through_has_the_same_colours(filtered) -> None:
    colour = (0.8, 0.5, 0.3)
    solid, glass = (filtered(fill((4, 4), (*colour, alpha))) for alpha in (1.0, 0.5))
    for whole, half, black in zip(solid.planes, glass.planes, (16, 128, 128), strict=False):
        assert int(half[0, 0]) - black == pytest.approx((int(whole[0, 0]) - black) * 128 / 255, abs=2)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(AMOUNTS), st.floats(-1e9, 1e9), st.floats(-1e9, 1e9))
def test_what_is_too_much_is_as_much_as_there_is(name, amount, strength) -> None:
    image = noise(3, (4, 4))
    wanted = FILTERS["adjust"](image, **{name: min(max(amount, -1), 1)}, strength=min(max(strength, 0), 1))
    assert same(FILTERS["adjust"](image, **{name: amount}, strength=strength), wanted)


def test_every_call_of_the_catalogue_binds_and_its_numbers_are_in_range() -> None:
    for call in CALLS:
        signature(FILTERS[call.name]).bind(None, **call.arguments)
        values = [value for _, value in call.params for value in (value if isinstance(value, tuple) else (value,))]
        assert all(-1 <= value <= 1 for value in values)
    assert {call.name for call in CALLS} == set(FILTERS)


def test_only_families_that_names_state_are_drawn() -> None:
    drawn = {row.family for row in map(row_of, lines(Kind.FILTER)) if row.call}
    assert drawn == {
        "black_white",
        "cool",
        "film_stock",
        "muted_grey",
        "teal_orange",
        "vintage_retro",
        "vivid",
        "warm",
    }
