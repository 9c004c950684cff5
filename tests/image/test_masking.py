import numpy as np
import pytest

from draftreel.image import Image, Layout, fill, from_rgb, from_rgba, masked, over
from draftreel.image.masking import known_on_chroma

WHITE = (1.0, 1.0, 1.0, 1.0)
RED = (1.0, 0.0, 0.0, 1.0)
SIZES = [(1, 1), (2, 1), (1, 2), (7, 5), (16, 12)]


def noise(width: int, height: int, layout: Layout) -> Image:
    array = np.random.default_rng(1).integers(0, 256, (height, width, 4), dtype=np.uint8)
    return from_rgb(array[:, :, :3]) if layout is Layout.YUV else from_rgba(array)


def flat(width: int, height: int, value: int) -> np.ndarray:
    plane = np.full((height, width), value, np.uint8)
    plane.setflags(write=False)
    return plane


@pytest.mark.parametrize("layout", [Layout.YUV, Layout.YUVA])
@pytest.mark.parametrize("size", SIZES)
def test_a_mask_of_255_changes_nothing(size: tuple[int, int], layout: Layout) -> None:
    image = noise(*size, layout)
    out = masked(image, flat(*size, 255))
    assert out.layout is Layout.YUVA
    assert all(map(np.array_equal, out.planes, image.planes))
    assert np.array_equal(out.planes[3], image.planes[3] if layout is Layout.YUVA else flat(*size, 255))


@pytest.mark.parametrize("layout", [Layout.YUV, Layout.YUVA])
@pytest.mark.parametrize("size", SIZES)
def test_a_mask_of_0_leaves_nothing(size: tuple[int, int], layout: Layout) -> None:
    out = masked(noise(*size, layout), flat(*size, 0))
    assert [np.unique(plane).tolist() for plane in out.planes] == [[16], [128], [128], [0]]


def test_half_a_mask_halves_the_distance_to_black() -> None:
    # 16 + 219 * 128 / 255 = 125.9; 128 + (240 - 128) * 128 / 255 = 184.2; 128 + (102 - 128) * 128 / 255 = 114.9
    assert [int(plane[0, 0]) for plane in masked(fill((4, 4), WHITE), flat(4, 4, 128)).planes] == [126, 128, 128, 128]
    assert [int(plane[0, 0]) for plane in masked(fill((4, 4), RED), flat(4, 4, 128)).planes] == [40, 115, 184, 128]


def test_alphas_multiply() -> None:
    half = fill((4, 4), (1.0, 1.0, 1.0, 0.5))  # alpha 128
    assert (masked(half, flat(4, 4, 128)).planes[3] == 64).all()  # 128 * 128 / 255 = 64.25


def test_chroma_sees_the_alpha_about_it_as_left_sited_samples_do() -> None:
    alpha = np.zeros((2, 8), np.uint8)
    alpha[:, 3] = 255  # lies between samples 1 (column 2) and 2 (column 4): a quarter of each
    out = masked(fill((8, 2), RED), alpha)
    assert out.planes[2][0].tolist() == [128, 156, 156, 128]  # 128 + 112 / 4


def test_a_masked_picture_over_its_own_colour_leaves_no_edge() -> None:
    alpha = np.random.default_rng(3).integers(0, 256, (9, 15), dtype=np.uint8)
    out = over(fill((15, 9), RED), masked(fill((15, 9), RED), alpha))
    for plane, value in zip(out.planes, (63, 102, 240), strict=True):
        assert np.abs(plane.astype(int) - value).max() <= 1


def test_views_with_long_rows_are_read_and_not_written_to() -> None:
    image, alpha = noise(32, 16, Layout.YUV), np.full((20, 64), 255, np.uint8)
    y, u, v = image.planes
    part = Image((y[2:10, 4:20], u[1:5, 2:10], v[1:5, 2:10]))
    for plane in (*part.planes, alpha):
        plane.setflags(write=False)
    out = masked(part, alpha[3:11, 5:21])
    assert all(map(np.array_equal, out.planes, part.planes))


def test_what_is_known_of_an_alpha_plane_is_what_would_be_worked_out_anew() -> None:
    alphas = [np.full((4, 4), 10 * number, np.uint8) for number in range(20)]

    for alpha in (*alphas, *reversed(alphas)):
        assert (known_on_chroma(alpha) == alpha[0, 0]).all()
    assert known_on_chroma(alphas[0]) is known_on_chroma(alphas[0])


def test_another_plane_in_the_place_of_one_that_is_gone_is_not_taken_for_it() -> None:
    for level in range(50):  # the allocator gives the same address again
        assert (known_on_chroma(np.full((4, 4), level, np.uint8)) == level).all()
