"""What the camera does in the effects that only move it."""

import numpy as np
import pytest

from draftreel.effects import EFFECTS, Moment
from draftreel.image import Image, fill, to_rgb

GREY = fill((100, 100), (0.5, 0.5, 0.5, 1.0))


def dot(size: int = 100) -> Image:
    luma = np.full((size, size), 16, np.uint8)
    luma[48:52, 48:52] = 235
    return Image((luma, *GREY.planes[1:]))


def place(image: Image) -> tuple[float, float]:
    rows, columns = np.nonzero(image.planes[0] > 100)
    return columns.mean(), rows.mean()


def size(image: Image) -> float:
    light = (image.planes[0].astype(float) - 16) / 219
    return float(np.sqrt(light.sum()))


def test_a_camera_moves_by_shares_of_the_shorter_side() -> None:
    out = EFFECTS["camera"](dot(), Moment(0, 0), across=0.1, down=-0.2)
    assert place(out) == pytest.approx((59.5, 29.5), abs=0.2)
    assert size(EFFECTS["camera"](dot(), Moment(0, 0), zoom=3.0)) == pytest.approx(12, rel=0.1)


def test_a_shake_stays_within_its_reach_and_goes_to_all_sides() -> None:
    ways = [place(EFFECTS["shake"](dot(), Moment(n / 30, 0), intensity=1.0)) for n in range(60)]
    across, down = np.array(ways).T - 49.5
    assert max(np.abs(across).max(), np.abs(down).max()) <= 6.5
    assert min(across.min(), down.min()) < -2 < 2 < max(across.max(), down.max())


def test_a_shake_with_twice_the_speed_is_there_in_half_the_time() -> None:
    slow, fast = (EFFECTS["shake"](dot(), Moment(time, 0), speed=s) for time, s in ((0.9, 0.25), (0.45, 0.5)))
    assert np.array_equal(slow.planes[0], fast.planes[0])


def test_a_pulse_is_largest_a_quarter_into_its_beat_and_rests_between() -> None:
    sizes = [size(EFFECTS["pulse"](dot(), Moment(time, 0), size=1.0, speed=1 / 3)) for time in (0.0, 0.25, 0.99, 1.25)]
    assert sizes == pytest.approx([4, 4 * 1.4, 4, 4 * 1.4], rel=0.05)


def test_a_drive_arrives_at_its_end() -> None:
    sizes = [size(EFFECTS["drive"](dot(), Moment(0, progress), range=1.0)) for progress in (0.0, 0.5, 1.0)]
    assert sizes == pytest.approx([4, 6, 8], rel=0.06)


def test_a_flash_begins_white_and_is_over_half_a_beat_later() -> None:
    image = dot()
    flash = EFFECTS["flash"]
    assert to_rgb(flash(image, Moment(0, 0), speed=1 / 3)).min() == 255
    assert int(flash(image, Moment(0.25, 0), speed=1 / 3).planes[0][0, 0]) == pytest.approx(16 + 219 / 4, abs=1)
    assert flash(image, Moment(0.5, 0), speed=1 / 3) is image
    assert flash(image, Moment(0.99, 0), speed=1 / 3) is image


def test_a_flash_may_be_black() -> None:
    assert to_rgb(EFFECTS["flash"](dot(), Moment(0, 0), colour=(0.0, 0.0, 0.0))).max() == 0


def test_a_vignette_darkens_the_corners_and_leaves_the_middle() -> None:
    white = fill((100, 60), (1.0, 1.0, 1.0, 1.0))
    luma = EFFECTS["vignette"](white, Moment(0, 0)).planes[0].astype(int)
    assert luma[30, 50] == 235
    assert luma[0, 0] == luma[-1, -1] == luma[0, -1] < 60
    assert (np.diff(luma[30, 50:]) <= 0).all()
    assert np.abs(luma - luma[::-1, ::-1]).max() <= 1


def test_half_a_vignette_is_half_as_dark() -> None:
    white = fill((100, 60), (1.0, 1.0, 1.0, 1.0))
    whole, half = (EFFECTS["vignette"](white, Moment(0, 0), strength=s).planes[0].astype(int) for s in (1.0, 0.5))
    assert 235 - half[0, 0] == pytest.approx((235 - whole[0, 0]) / 2, abs=1)
