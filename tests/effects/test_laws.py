import inspect

import numpy as np
import pytest

from draftreel.effects import EFFECTS, START, Moment
from draftreel.image import Image, Layout, from_rgb, from_rgba, resize, to_rgb

CASES = [
    *((name, {}) for name in EFFECTS),
    ("camera", {"across": 0.1, "down": -0.05}),
    ("camera", {"zoom": 1.3}),
    ("camera", {"zoom": 0.4}),
    ("flash", {"colour": (0.0, 0.0, 0.0), "luminance": 0.6}),
    ("glitch", {"intensity": 1.0, "seed": 4}),
    ("motion_blur", {"rotate": 0.2}),
    ("motion_blur", {"blur": 1.0, "rotate": 0.85}),
    ("rgb_split", {"horizontal_chromatic": 1.0, "vertical_chromatic": 0.0}),
    ("rgb_split", {"speed": 0.33}),
    ("shake", {"intensity": 1.0, "speed": 1.0, "seed": 7}),
    ("zoom_blur", {"blur": 1.0, "horizontal_shift": 0.2, "vertical_shift": 0.9}),
]
MOMENTS = [START, Moment(0.1, 0.05), Moment(0.77, 0.4), Moment(2.0, 1.0)]
SIZES = [(64, 36), (63, 35), (36, 64), (2, 2), (1, 3)]


def noise(parts: int, size: tuple[int, int] = (64, 36)) -> Image:
    array = np.random.default_rng(5).integers(0, 256, (size[1], size[0], parts), dtype=np.uint8)
    return sealed(from_rgb(array) if parts == 3 else from_rgba(array))


def hills(size: tuple[int, int]) -> Image:
    """A smooth picture, the same at every size."""
    across = (np.arange(size[0]) + 0.5) / size[0]
    down = ((np.arange(size[1]) + 0.5) / size[1])[:, None]
    waves = [np.sin(9 * across + 5 * down), np.cos(7 * across * down + 1), np.sin(6 * down - 4 * across)]
    return sealed(from_rgb((np.stack(waves, axis=2) * 100 + 128).astype(np.uint8)))


def sealed(image: Image) -> Image:
    for plane in image.planes:
        plane.setflags(write=False)
    return image


def same(one: Image, other: Image) -> bool:
    return one.layout is other.layout and all(map(np.array_equal, one.planes, other.planes))


@pytest.mark.parametrize(("name", "params"), CASES)
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("parts", [3, 4])
def test_keeps_size_and_layout_and_leaves_its_input_alone(name, params, size, parts) -> None:
    image = noise(parts, size)
    for moment in MOMENTS:
        out = EFFECTS[name](image, moment, **params)
        assert out.size == size
        assert out.layout is image.layout
        assert [plane.shape for plane in out.planes] == [plane.shape for plane in image.planes]
    assert same(image, noise(parts, size))


@pytest.mark.parametrize(("name", "params"), CASES)
@pytest.mark.parametrize("parts", [3, 4])
def test_strength_0_is_the_same_picture(name, params, parts) -> None:
    image = noise(parts)
    assert all(EFFECTS[name](image, moment, **{**params, "strength": 0.0}) is image for moment in MOMENTS)


@pytest.mark.parametrize("name", sorted({name for name, _ in CASES}))
def test_every_effect_does_something(name) -> None:
    image = noise(3)
    changed = [
        not same(EFFECTS[name](image, moment, **params), image)
        for own, params in CASES
        if own == name
        for moment in MOMENTS
    ]
    assert any(changed)


@pytest.mark.parametrize(("name", "params"), CASES)
def test_moments_may_come_in_any_order(name, params) -> None:
    forth = [EFFECTS[name](noise(3), moment, **params) for moment in MOMENTS]
    back = [EFFECTS[name](noise(3), moment, **params) for moment in reversed(MOMENTS)]
    assert all(map(same, forth, reversed(back)))


@pytest.mark.parametrize(("name", "params"), CASES)
def test_where_nothing_is_nothing_comes(name, params) -> None:
    clear = sealed(
        Image(
            (
                np.full((36, 64), 16, np.uint8),
                *(np.full((18, 32), 128, np.uint8) for _ in "uv"),
                np.zeros((36, 64), np.uint8),
            ),
            Layout.YUVA,
        )
    )
    for moment in MOMENTS:
        assert same(EFFECTS[name](clear, moment, **params), clear)


@pytest.mark.parametrize(("name", "params"), CASES)
def test_a_preview_of_half_the_size_looks_the_same(name, params) -> None:
    for moment in MOMENTS:
        large = to_rgb(resize(EFFECTS[name](hills((512, 288)), moment, **params), (256, 144))).astype(int)
        small = to_rgb(EFFECTS[name](hills((256, 144)), moment, **params)).astype(int)
        assert np.abs(large - small).mean() < 2.5
        assert np.percentile(np.abs(large - small), 99) < 10


@pytest.mark.parametrize("name", EFFECTS)
def test_every_parameter_has_a_default_and_strength_is_1(name) -> None:
    parameters = list(inspect.signature(EFFECTS[name]).parameters.values())[2:]
    assert all(parameter.default is not parameter.empty for parameter in parameters)
    assert {parameter.name: parameter.default for parameter in parameters}["strength"] == 1.0
