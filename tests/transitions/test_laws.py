import inspect

import numpy as np
import pytest

from draftreel.image import Image, Layout, fill, from_rgb, from_rgba
from draftreel.transitions import TRANSITIONS

CASES = [
    (name, {"direction": direction})
    for name in TRANSITIONS
    for direction in ("left", "right", "up", "down")
    if "direction" in inspect.signature(TRANSITIONS[name]).parameters
] + [
    *((name, {}) for name in TRANSITIONS),
    *(("blur", {"along": along, "amount": 1.0}) for along in ("all", "across", "down", "slant")),
    ("clock", {"blades": 4, "turn": "anticlockwise"}),
    ("fade_color", {"colour": (1.0, 1.0, 1.0)}),
    ("wipe", {"softness": 0.4}),
    ("whip_pan", {"distance": 2.5, "blur": 0.0}),
    ("zoom", {"factor": 0.5}),
    ("glitch", {"intensity": 0.3, "seed": 9}),
    ("shake", {"across": 0.3, "down": 0.0, "jolts": 3.0}),
    *(("iris", {"shape": shape}) for shape in ("rectangle", "diamond", "hexagon", "star", "heart")),
    ("iris", {"opening": "in"}),
    ("iris", {"softness": 0.3, "centre": (0.2, 0.9)}),
]
PROGRESS = (0.0, 0.1, 0.37, 0.5, 0.8, 0.99, 1.0)


def noise(seed: int, parts: int) -> Image:
    array = np.random.default_rng(seed).integers(0, 256, (36, 64, parts), dtype=np.uint8)
    image = from_rgb(array) if parts == 3 else from_rgba(array)
    for plane in image.planes:
        plane.setflags(write=False)
    return image


def same(one: Image, other: Image) -> bool:
    return one.layout is other.layout and all(map(np.array_equal, one.planes, other.planes))


@pytest.mark.parametrize(("name", "params"), CASES)
@pytest.mark.parametrize("parts", [(3, 3), (4, 4), (3, 4), (4, 3)])
def test_begins_as_the_outgoing_and_ends_as_the_incoming_picture(name, params, parts) -> None:
    a, b = noise(1, parts[0]), noise(2, parts[1])
    assert same(TRANSITIONS[name](a, b, 0.0, **params), a)
    assert same(TRANSITIONS[name](a, b, 1.0, **params), b)


@pytest.mark.parametrize(("name", "params"), CASES)
@pytest.mark.parametrize("parts", [(3, 3), (4, 4), (3, 4), (4, 3)])
def test_keeps_the_size_and_leaves_its_inputs_alone(name, params, parts) -> None:
    a, b = noise(1, parts[0]), noise(2, parts[1])
    for progress in PROGRESS:
        assert TRANSITIONS[name](a, b, progress, **params).size == (64, 36)
    assert same(a, noise(1, parts[0]))
    assert same(b, noise(2, parts[1]))


@pytest.mark.parametrize(("name", "params"), CASES)
def test_the_same_input_gives_the_same_picture(name, params) -> None:
    for progress in PROGRESS:
        one, other = (TRANSITIONS[name](noise(1, 3), noise(2, 3), progress, **params) for _ in range(2))
        assert same(one, other)


@pytest.mark.parametrize(("name", "params"), CASES)
def test_two_opaque_pictures_stay_opaque(name, params) -> None:
    for progress in PROGRESS:
        assert TRANSITIONS[name](noise(1, 3), noise(2, 3), progress, **params).layout is Layout.YUV


@pytest.mark.parametrize(("name", "params"), [case for case in CASES if case[0] != "fade_color"])
def test_between_two_equal_flat_pictures_nothing_is_seen(name, params) -> None:
    red = fill((64, 36), (1.0, 0.0, 0.0, 1.0))
    for progress in PROGRESS:
        out = TRANSITIONS[name](red, red, progress, **params)
        for plane, value in zip(out.planes, (63, 102, 240), strict=True):
            assert np.abs(plane.astype(int) - value).max() <= 1
