import numpy as np
import pytest

from draftreel.image import (
    BlendTable,
    Image,
    Layout,
    Paint,
    blend_table,
    fill,
    from_rgb,
    from_rgba,
    settled,
    stack,
    to_rgb,
    with_alpha,
)

NORMAL = blend_table(lambda backdrop, paint: paint)
MULTIPLY = blend_table(lambda backdrop, paint: backdrop * paint)
SCREEN = blend_table(lambda backdrop, paint: backdrop + paint - backdrop * paint)
SIZES = [(1, 1), (2, 1), (1, 2), (7, 5), (16, 12)]


def blended(backdrop: Image, paint: Image, table: BlendTable, opacity: float = 1.0) -> Image:
    return stack(backdrop, [Paint(paint, opacity=opacity, blend=table)])


def soft(width: int, height: int) -> np.ndarray:
    """Colours that change by a few levels a pixel, none of them near the ends."""
    across, down = np.meshgrid(np.arange(width), np.arange(height))
    return np.stack([60 + 6 * across, 80 + 5 * down, 200 - 6 * across], 2).astype(np.uint8)


def colour(image: Image) -> list[int]:
    return [int(value) for value in to_rgb(image)[0, 0]]


def test_a_table_holds_every_pair_of_levels() -> None:
    assert MULTIPLY.levels.shape == (256, 256)
    assert NORMAL.levels[7, 200] == 200
    assert MULTIPLY.levels[128, 51] == 26  # 128 * 51 / 255 = 25.6
    assert SCREEN.levels[255, 3] == 255


def test_a_function_makes_one_table() -> None:
    def darker(backdrop: np.ndarray, paint: np.ndarray) -> np.ndarray:
        return np.minimum(backdrop, paint)

    assert blend_table(darker) is blend_table(darker)


@pytest.mark.parametrize("opacity", [1.0, 0.4])
@pytest.mark.parametrize("size", SIZES)
def test_a_normal_blend_is_plain_painting(size: tuple[int, int], opacity: float) -> None:
    colours = soft(*size)
    alpha = np.random.default_rng(4).integers(0, 256, (size[1], size[0], 1), dtype=np.uint8)
    grounds = from_rgb(colours), from_rgba(np.concatenate((colours, alpha[::-1]), 2))
    paints = from_rgb(colours[::-1]), from_rgba(np.concatenate((colours[::-1], alpha), 2))
    for ground in grounds:
        for paint in paints:
            one, other = blended(ground, paint, NORMAL, opacity), stack(ground, [Paint(paint, opacity=opacity)])
            assert one.layout is other.layout
            for first, second in zip(one.planes, other.planes, strict=True):
                assert np.abs(first.astype(int) - second).max() <= 1


def test_flat_colours_multiply() -> None:
    # 200 * 128 / 255 = 100.4, 100 * 255 / 255 = 100, 50 * 0 = 0
    ground, paint = (
        from_rgb(np.full((5, 7, 3), (200, 100, 50), np.uint8)),
        from_rgb(np.full((5, 7, 3), (128, 255, 0), np.uint8)),
    )
    assert colour(blended(ground, paint, MULTIPLY)) == pytest.approx([100, 100, 0], abs=2)


def test_half_the_opacity_goes_half_the_way() -> None:
    # halfway from 200 to 200 * 51 / 255 = 40
    ground, paint = from_rgb(np.full((4, 4, 3), 200, np.uint8)), from_rgb(np.full((4, 4, 3), 51, np.uint8))
    assert colour(blended(ground, paint, MULTIPLY, 0.5)) == pytest.approx([120, 120, 120], abs=1)


def test_on_nothing_a_paint_has_its_own_colour() -> None:
    out = blended(fill((4, 4), (0.0, 0.0, 0.0, 0.0)), fill((4, 4), (1.0, 0.0, 0.0, 1.0)), MULTIPLY)
    assert colour(settled(out)) == pytest.approx([255, 0, 0], abs=2)


def test_on_half_a_ground_the_blend_is_half_there() -> None:
    # alpha 128 of grey 200 under white-to-be-multiplied 51: 0.5 * 51 + 0.5 * 40 = 45.5
    ground = from_rgba(np.full((4, 4, 4), (200, 200, 200, 128), np.uint8))
    out = blended(ground, from_rgb(np.full((4, 4, 3), 51, np.uint8)), MULTIPLY)
    assert (out.planes[3] == 255).all()
    assert colour(settled(out)) == pytest.approx([45, 45, 45], abs=1)


def test_where_the_paint_is_clear_nothing_changes() -> None:
    ground = from_rgb(np.random.default_rng(5).integers(0, 256, (12, 16, 3), dtype=np.uint8))
    paint = np.zeros((12, 16, 4), np.uint8)
    paint[4:8, 4:8] = (200, 30, 90, 255)
    out = blended(ground, from_rgba(paint), MULTIPLY)
    touched = np.zeros((12, 16), bool)
    touched[4:8, 4:8] = True
    assert np.array_equal(out.planes[0][~touched], ground.planes[0][~touched])
    for after, before in zip(out.planes[1:], ground.planes[1:], strict=True):
        assert np.array_equal(after[:2], before[:2])
        assert np.array_equal(after[4:], before[4:])
        assert np.array_equal(after[:, 5:], before[:, 5:])


def test_a_blend_touches_its_own_rectangle_only() -> None:
    ground = fill((16, 12), (0.5, 0.5, 0.5, 1.0))
    out = stack(ground, [Paint(fill((4, 2), (0.0, 0.0, 0.0, 1.0)), at=(6, 4), blend=MULTIPLY)])
    expected = np.full((12, 16), 126)
    expected[4:6, 6:10] = 16
    assert np.array_equal(out.planes[0], expected)


@pytest.mark.parametrize("at", [(-3, -1), (13, 9), (5, 3)])
def test_a_blend_may_hang_over_the_edge_and_stand_at_odd_places(at: tuple[int, int]) -> None:
    ground = fill((16, 12), (1.0, 1.0, 1.0, 1.0))
    out = stack(ground, [Paint(fill((4, 4), (0.0, 0.0, 0.0, 1.0)), at=at, blend=MULTIPLY)])
    expected = np.full((12, 16), 235)
    expected[max(at[1], 0) : at[1] + 4, max(at[0], 0) : at[0] + 4] = 16
    assert np.array_equal(out.planes[0], expected)


@pytest.mark.parametrize("alpha", [1.0, 0.6])
@pytest.mark.parametrize("size", SIZES)
def test_the_formula_of_the_w3c_holds_pixel_by_pixel(size: tuple[int, int], alpha: float) -> None:
    below, above = soft(*size), soft(*size)[::-1, ::-1]
    paint = from_rgba(np.concatenate((above, np.full((*above.shape[:2], 1), round(255 * alpha), np.uint8)), 2))
    wanted = (1 - alpha) * below + alpha * (255 - (255.0 - below) * (255.0 - above) / 255)
    shown = to_rgb(blended(from_rgb(below), settled(paint), SCREEN)).astype(float)
    assert np.abs(shown - wanted)[1:-1, 2:-2].max(initial=0) <= 4  # chroma at half size, thrice rounded
    assert np.abs(shown - wanted).max() <= 12


def test_inputs_are_not_written_to_and_may_be_views() -> None:
    whole = from_rgb(np.random.default_rng(6).integers(0, 256, (20, 40, 3), dtype=np.uint8))
    y, u, v = whole.planes
    part = Image((y[2:12, 4:20], u[1:6, 2:10], v[1:6, 2:10]))
    copies = [plane.copy() for plane in part.planes]
    for plane in part.planes:
        plane.setflags(write=False)
    out = blended(part, part, MULTIPLY)
    assert out.layout is Layout.YUV
    assert all(map(np.array_equal, part.planes, copies))
    whole = Image(tuple(copies))
    assert all(map(np.array_equal, out.planes, blended(whole, whole, MULTIPLY).planes))
    out = blended(part, with_alpha(part), MULTIPLY)
    assert all(map(np.array_equal, out.planes, blended(whole, with_alpha(whole), MULTIPLY).planes))


@pytest.mark.parametrize("opacity", [1.0, 0.3])
@pytest.mark.parametrize("table", [NORMAL, MULTIPLY, SCREEN])
@pytest.mark.parametrize("size", SIZES)
def test_an_alpha_that_hides_nothing_makes_no_difference(
    size: tuple[int, int], table: BlendTable, opacity: float
) -> None:
    below, above = from_rgb(soft(*size)), from_rgb(soft(*size)[::-1])
    wanted = blended(below, above, table, opacity)
    for ground, paint in ((below, with_alpha(above)), (with_alpha(below), above)):
        for one, other in zip(blended(ground, paint, table, opacity).planes, wanted.planes, strict=False):
            assert np.abs(one.astype(int) - other).max() <= 1


def test_paints_compare_without_looking_at_pixels() -> None:
    image = fill((2, 2), (1.0, 1.0, 1.0, 1.0))
    assert Paint(image, blend=MULTIPLY) == Paint(image, blend=MULTIPLY)
    assert Paint(image, blend=MULTIPLY) != Paint(image, blend=SCREEN)
