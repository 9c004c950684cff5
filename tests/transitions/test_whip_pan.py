import numpy as np
import pytest

from draftreel.image import fill
from draftreel.transitions import TRANSITIONS

whip_pan = TRANSITIONS["whip_pan"]
BLACK = fill((8, 8), (0.0, 0.0, 0.0, 1.0))


@pytest.mark.parametrize(
    ("direction", "leaving"),
    [
        ("left", ["GBWW", "RKGG"]),
        ("right", ["RRGB", "GGRK"]),
        ("up", ["GRKG", "GRKG"]),
        ("down", ["RGBW", "RGBW"]),
    ],
)
def test_the_outgoing_picture_leaves_and_goes_on_mirrored(picture, letters, direction, leaving) -> None:
    # 0.8 cubed is about a half: a quarter of the width is one letter, and of the height the two pixels nearest
    outgoing = picture("RGBW", "GRKG")
    out = whip_pan(outgoing, picture("KKKK", "KKKK"), 0.4, direction=direction, distance=0.5, blur=0.0)
    assert letters(out) == leaving


@pytest.mark.parametrize(
    ("direction", "coming"),
    [("left", ["RRGB"]), ("right", ["GBWW"])],
)
def test_the_incoming_picture_has_as_far_to_go_when_it_comes(picture, letters, direction, coming) -> None:
    out = whip_pan(picture("KKKK"), picture("RGBW"), 0.6, direction=direction, distance=0.5, blur=0.0)
    assert letters(out) == coming


def test_half_way_it_is_cut(picture, letters) -> None:
    outgoing, incoming = picture("RRRR"), picture("BBBB")
    assert letters(whip_pan(outgoing, incoming, 0.49)) == ["RRRR"]
    assert letters(whip_pan(outgoing, incoming, 0.51)) == ["BBBB"]


@pytest.mark.parametrize(("direction", "along"), [("left", 1), ("right", 1), ("up", 0), ("down", 0)])
def test_it_is_blurred_along_its_way_only(direction, along) -> None:
    lines = np.tile(np.repeat(np.array([16, 235], np.uint8), 8), (64, 4))
    striped = fill((64, 64), (0.5, 0.5, 0.5, 1.0))
    image = type(striped)((np.ascontiguousarray(lines if along else lines.T), *striped.planes[1:]))
    across = type(striped)((np.ascontiguousarray(lines.T if along else lines), *striped.planes[1:]))
    assert whip_pan(image, BLACK, 0.45, direction=direction).planes[0].std() < image.planes[0].std() / 2
    assert whip_pan(across, BLACK, 0.45, direction=direction).planes[0].std() == across.planes[0].std()


def test_it_is_the_more_blurred_the_faster_it_goes() -> None:
    noise = np.random.default_rng(1).integers(16, 236, (64, 64), dtype=np.uint8)
    image = fill((64, 64), (0.5, 0.5, 0.5, 1.0))
    image = type(image)((noise, *image.planes[1:]))
    sharp = [whip_pan(image, image, progress).planes[0].std() for progress in (0.1, 0.25, 0.35, 0.48)]
    slow = [whip_pan(image, image, progress).planes[0].std() for progress in (0.9, 0.75, 0.65, 0.52)]
    assert sharp == sorted(sharp, reverse=True)
    assert slow == pytest.approx(sharp, rel=0.1)
