"""Frames drawn now against frames that somebody looked at; `make golden` draws them anew."""

from dataclasses import replace

import numpy as np
import pytest

from draftreel.timeline import Adjustment, Layer, Track, Transition
from tests.golden.comparison import FRAMES, difference, drawn, read, side_by_side, write
from tests.golden.pictures import Shelf
from tests.golden.scenes import SCENES


@pytest.fixture(scope="module")
def shelf(tmp_path_factory):
    return Shelf(tmp_path_factory.mktemp("golden"))


def altered(scene, change):
    """The scene with the placement of every layer on its canvas changed."""

    def layer(one):
        return replace(one, placement=change(one.placement))

    def item(one):
        match one:
            case Layer():
                return layer(one)
            case Transition():
                return replace(one, outgoing=layer(one.outgoing), incoming=layer(one.incoming))
            case Adjustment():
                return one

    tracks = tuple(Track(tuple(item(one) for one in track.items)) for track in scene.timeline.tracks)
    return replace(scene, timeline=replace(scene.timeline, tracks=tracks))


@pytest.mark.parametrize("name", SCENES)
def test_a_scene_looks_as_it_did(name, shelf, tmp_path):
    expected, actual = read(FRAMES / f"{name}.png"), drawn(SCENES[name](shelf), shelf)
    found = difference(expected, actual)
    if found.visible:
        shown = tmp_path / f"{name}.png"
        write(shown, side_by_side(expected, actual))
        how = f"{found.mean:.2f} on the whole and {found.spot:.0f} at worst"
        pytest.fail(f"{name} differs by {how}; expected | actual | eight times the difference: {shown}")


@pytest.mark.parametrize("name", SCENES)
@pytest.mark.parametrize(("across", "up"), [(1, 0), (0, 1)], ids=["right", "up"])
def test_a_move_by_one_pixel_is_seen(name, across, up, shelf):
    scene = SCENES[name](shelf)
    x, y = 2 * across / scene.timeline.width, 2 * up / scene.timeline.height
    moved = altered(scene, lambda place: replace(place, x=place.x.shifted(x), y=place.y.shifted(y)))
    assert difference(read(FRAMES / f"{name}.png"), drawn(moved, shelf)).visible


@pytest.mark.parametrize("name", SCENES)
def test_three_percent_of_opacity_are_seen(name, shelf):
    faded = altered(SCENES[name](shelf), lambda place: replace(place, opacity=place.opacity.scaled(0.97)))
    assert difference(read(FRAMES / f"{name}.png"), drawn(faded, shelf)).visible


def test_every_frame_has_its_scene():
    assert {path.stem for path in FRAMES.iterdir()} == set(SCENES)


def test_a_rounding_is_not_seen_and_a_dot_is():
    grey = np.full((20, 20, 3), 100, np.uint8)
    rounded, dotted = grey.copy(), grey.copy()
    rounded[::4, ::2] += 1
    dotted[9:11, 9:11] += 8
    assert not difference(grey, rounded).visible
    assert difference(grey, dotted).visible


def test_a_frame_of_another_size_differs():
    assert difference(np.zeros((4, 6, 3), np.uint8), np.zeros((6, 4, 3), np.uint8)).visible


def test_the_difference_is_shown_at_the_right_and_amplified():
    expected, actual = np.full((2, 3, 3), 100, np.uint8), np.full((2, 3, 3), 103, np.uint8)
    assert side_by_side(expected, actual)[0, :, 0].tolist() == [100] * 3 + [103] * 3 + [24] * 3
