import numpy as np
import pytest

from draftreel.image import (
    Image,
    Layout,
    Paint,
    fill,
    from_rgb,
    from_rgba,
    mix,
    over,
    settled,
    stack,
    to_rgb,
    with_alpha,
)

BLACK = (0.0, 0.0, 0.0, 1.0)
WHITE = (1.0, 1.0, 1.0, 1.0)
RED = (1.0, 0.0, 0.0, 1.0)
CLEAR = (0.0, 0.0, 0.0, 0.0)


def frozen(image: Image) -> Image:
    for plane in image.planes:
        plane.setflags(write=False)
    return image


def same(one: Image, other: Image) -> bool:
    return one.layout is other.layout and all(map(np.array_equal, one.planes, other.planes))


def test_white_is_235_and_black_is_16() -> None:
    assert [int(plane[0, 0]) for plane in fill((4, 2), WHITE).planes] == [235, 128, 128]
    assert [int(plane[0, 0]) for plane in fill((4, 2), BLACK).planes] == [16, 128, 128]


def test_half_transparent_white_is_premultiplied_about_black() -> None:
    image = fill((4, 2), (1.0, 1.0, 1.0, 0.5))
    assert image.layout is Layout.YUVA
    assert [int(plane[0, 0]) for plane in image.planes] == [126, 128, 128, 128]


def test_halfway_between_black_and_white_is_126() -> None:
    assert (mix(fill((5, 3), BLACK), fill((5, 3), WHITE), 0.5).planes[0] == 126).all()


def test_the_ends_of_a_mix_are_the_pictures_themselves() -> None:
    first, second = fill((5, 3), BLACK), fill((5, 3), WHITE)
    assert mix(first, second, 0.0) is first
    assert mix(first, second, 1.0) is second


def test_a_mix_of_an_opaque_and_a_clear_picture_is_half_transparent() -> None:
    out = mix(fill((4, 4), WHITE), fill((4, 4), CLEAR), 0.5)
    assert [int(plane[0, 0]) for plane in out.planes] == [126, 128, 128, 128]


def test_white_at_half_opacity_over_black_is_126() -> None:
    out = over(fill((8, 8), BLACK), frozen(fill((8, 8), WHITE)), 0.5)
    assert out.layout is Layout.YUV
    assert (out.planes[0] == 126).all()


def test_paint_touches_its_own_rectangle_only() -> None:
    out = over(frozen(fill((16, 8), BLACK)), frozen(fill((4, 2), RED)), at=(6, 4))
    shown = to_rgb(out)[:, :, 0] > 200
    assert (out.planes[0][4:6, 6:10] == 63).all()
    assert (out.planes[0] == 63).sum() == 8
    assert shown[4:6, 6:9].all()


def test_paint_at_an_odd_place_is_exact_in_luma() -> None:
    out = over(fill((16, 8), BLACK), fill((4, 2), WHITE), at=(5, 3))
    assert (out.planes[0][3:5, 5:9] == 235).all()
    assert (out.planes[0] == 235).sum() == 8
    assert (out.planes[1] == 128).all()


@pytest.mark.parametrize("at", [(-2, -1), (13, 6), (-3, 5), (14, -1)])
def test_what_hangs_over_the_edge_is_cut_off(at: tuple[int, int]) -> None:
    out = over(fill((16, 8), BLACK), fill((4, 4), WHITE), at=at)
    expected = np.full((8, 16), 16)
    expected[max(at[1], 0) : at[1] + 4, max(at[0], 0) : at[0] + 4] = 235
    assert np.array_equal(out.planes[0], expected)


def test_paint_wholly_outside_changes_nothing() -> None:
    ground = fill((16, 8), RED)
    assert same(over(ground, fill((4, 4), WHITE), at=(40, 0)), ground)
    assert same(over(ground, fill((4, 4), WHITE), at=(0, -4)), ground)


def test_inputs_are_not_written_to() -> None:
    ground, paint = fill((16, 8), RED), fill((16, 8), WHITE)
    stack(ground, (Paint(paint), Paint(paint, (2, 2), 0.5)))
    assert same(ground, fill((16, 8), RED))
    assert same(paint, fill((16, 8), WHITE))


def test_a_clear_paint_changes_nothing() -> None:
    ground = from_rgb(np.random.default_rng(2).integers(0, 256, (8, 16, 3), dtype=np.uint8))
    assert same(over(ground, fill((16, 8), CLEAR)), ground)


def test_two_half_covers_leave_a_quarter_of_the_ground() -> None:
    half = fill((4, 4), (1.0, 1.0, 1.0, 0.5))
    out = over(over(fill((4, 4), CLEAR), half), half)
    assert out.planes[3][0, 0] in (191, 192)  # 1 - 0.5 * 0.5 = 0.75 of 255


def test_an_opaque_paint_makes_a_clear_ground_opaque() -> None:
    out = over(fill((4, 4), CLEAR), fill((4, 4), RED))
    assert same(settled(out), fill((4, 4), RED))


def test_settling_keeps_what_is_not_opaque() -> None:
    image = fill((4, 4), (1.0, 1.0, 1.0, 0.5))
    assert settled(image) is image
    assert settled(with_alpha(fill((4, 4), RED))).layout is Layout.YUV


def test_a_soft_edge_over_its_own_colour_leaves_no_edge() -> None:
    array = np.zeros((16, 16, 4), np.uint8)
    array[:, :, 0] = 255
    array[:, :, 3] = np.random.default_rng(3).integers(0, 256, (16, 16))
    out = over(fill((16, 16), RED), from_rgba(array))
    for plane, value in zip(out.planes, (63, 102, 240), strict=True):
        assert np.abs(plane.astype(int) - value).max() <= 1
