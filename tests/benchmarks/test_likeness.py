import numpy as np
import pytest

from benchmarks.likeness import banding, grain_left, ssim
from draftreel.image.dithering import rounded


def noise(spread, seed=1):
    return 128 + spread * np.random.default_rng(seed).normal(size=(64, 64))


def test_a_picture_is_like_itself():
    picture = noise(20).astype(np.uint8)
    assert ssim(picture, picture) == pytest.approx(1)


def test_flat_pictures_differ_by_their_light_alone():
    dark, light = np.full((32, 32), 50, np.uint8), np.full((32, 32), 100, np.uint8)
    # (2 * 50 * 100 + 6.5025) / (50 ** 2 + 100 ** 2 + 6.5025): nothing is said of structure, as there is none
    assert ssim(dark, light) == pytest.approx(0.80010, abs=1e-4)


def test_pictures_without_anything_in_common_are_not_alike():
    assert abs(ssim(noise(20, 1).astype(np.uint8), noise(20, 2).astype(np.uint8))) < 0.1


def test_wide_bands_are_a_saw_of_one_level():
    meant = np.tile(np.linspace(30, 34, 2000, dtype=np.float32), (32, 1))
    assert banding(meant, np.rint(meant).astype(np.uint8)) == pytest.approx(1 / np.sqrt(12), abs=0.02)
    assert banding(meant, rounded((256 * meant).astype(np.uint16))) < 0.02


def test_half_the_grain_is_half():
    assert grain_left(noise(20).astype(np.uint8), noise(10).astype(np.uint8)) == pytest.approx(0.5, abs=0.02)
