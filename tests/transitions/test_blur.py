import numpy as np
import pytest

from draftreel.image import Image, fill
from draftreel.transitions import TRANSITIONS

blur = TRANSITIONS["blur"]
GREY = fill((64, 64), (0.5, 0.5, 0.5, 1.0))


def chequered(seed: int) -> Image:
    return Image((np.random.default_rng(seed).integers(16, 236, (64, 64), dtype=np.uint8), *GREY.planes[1:]))


def contrast(image: Image, axis: int) -> float:
    """How much neighbours differ, down (0) or across (1)."""
    return float(np.abs(np.diff(image.planes[0].astype(float), axis=axis)).mean())


def test_it_is_the_most_blurred_half_way() -> None:
    image = chequered(1)
    way = [contrast(blur(image, image, progress), 1) for progress in (0.02, 0.2, 0.5, 0.8, 0.98)]
    assert way[0] > way[1] > way[2] < way[3] < way[4]
    assert way[0] == pytest.approx(way[4], rel=0.05)


@pytest.mark.parametrize(("along", "axis"), [("across", 1), ("down", 0)])
def test_along_a_line_the_other_way_stays_sharp(along, axis) -> None:
    image = chequered(1)
    out = blur(image, image, 0.5, along=along)
    assert contrast(out, axis) * 3 < contrast(out, 1 - axis)


def test_only_one_picture_is_seen_before_and_after_the_middle() -> None:
    black, white = (fill((16, 16), (light, light, light, 1.0)) for light in (0.0, 1.0))
    seen = [int(blur(black, white, progress).planes[0][8, 8]) for progress in (0.29, 0.5, 0.71)]
    assert seen == pytest.approx([16, 126, 235], abs=1)
