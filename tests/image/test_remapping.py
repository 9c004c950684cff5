import cv2
import numpy as np
import pytest

from draftreel.image import Edge, Image, Layout, fill, from_rgb, from_rgba, over, projected, remapped, to_rgb
from draftreel.image.matrix import joined, scaled

SIZES = [(1, 1), (2, 1), (1, 2), (7, 5), (16, 12)]
WHITE = (1.0, 1.0, 1.0, 1.0)
RED = (1.0, 0.0, 0.0, 1.0)


def noise(width: int, height: int, layout: Layout = Layout.YUV) -> Image:
    array = np.random.default_rng(1).integers(0, 256, (height, width, 4), dtype=np.uint8)
    image = from_rgb(array[:, :, :3]) if layout is Layout.YUV else from_rgba(array)
    for plane in image.planes:
        plane.setflags(write=False)
    return image


def points(width: int, height: int) -> tuple[np.ndarray, np.ndarray]:
    """The maps that change nothing."""
    xs, ys = np.meshgrid(np.arange(width, dtype=np.float32) + 0.5, np.arange(height, dtype=np.float32) + 0.5)
    return xs, ys


def same(one: Image, other: Image) -> bool:
    return one.layout is other.layout and all(map(np.array_equal, one.planes, other.planes))


def homography(*rows: tuple[float, float, float]) -> np.ndarray:
    return np.array(rows, np.float64)


@pytest.mark.parametrize("layout", [Layout.YUV, Layout.YUVA])
@pytest.mark.parametrize("edge", [Edge.HOLD, Edge.MIRROR])
@pytest.mark.parametrize("size", SIZES)
def test_points_that_stay_leave_the_picture(size: tuple[int, int], edge: Edge, layout: Layout) -> None:
    image = noise(*size, layout)
    assert same(remapped(image, *points(*size), edge), image)


@pytest.mark.parametrize("size", SIZES)
def test_with_clear_edges_the_picture_that_stays_is_opaque(size: tuple[int, int]) -> None:
    image = noise(*size)
    out = remapped(image, *points(*size), Edge.CLEAR)
    assert all(map(np.array_equal, out.planes, image.planes))
    assert (out.planes[3] == 255).all()


def test_points_two_to_the_right_show_what_is_there() -> None:
    image, (xs, ys) = noise(16, 12), points(16, 12)
    out = remapped(image, xs + 2, ys, Edge.HOLD)
    assert np.array_equal(out.planes[0][:, :14], image.planes[0][:, 2:])
    assert np.array_equal(out.planes[0][:, 14:], image.planes[0][:, [15, 15]])
    assert np.array_equal(out.planes[1][:, :7], image.planes[1][:, 1:])


def test_points_beyond_a_mirror_come_back() -> None:
    image, (xs, ys) = noise(16, 12), points(16, 12)
    out = remapped(image, xs, ys - 3, Edge.MIRROR)
    assert np.array_equal(out.planes[0][:3], image.planes[0][2::-1])
    assert np.array_equal(out.planes[0][3:], image.planes[0][:9])


def test_points_outside_a_clear_edge_are_transparent_and_those_on_it_half() -> None:
    xs, ys = points(16, 12)
    out = remapped(fill((16, 12), WHITE), xs - 4.5, ys, Edge.CLEAR)
    assert out.planes[3][5].tolist() == [0] * 4 + [128] + [255] * 11
    assert out.planes[0][5].tolist() == [16] * 4 + [126] + [235] * 11


def test_points_half_way_between_are_half_of_both() -> None:
    row = np.tile(np.array([[16, 36, 56, 76]], np.uint8), (2, 1))
    image = Image((row, np.full((1, 2), 128, np.uint8), np.full((1, 2), 128, np.uint8)))
    xs, ys = points(4, 2)
    assert remapped(image, xs + 0.5, ys).planes[0][0].tolist() == [26, 46, 66, 76]


@pytest.mark.parametrize("growth", [1.0, 2.0, 2.6])
def test_maps_may_have_another_size_and_keep_chroma_where_the_luma_is(growth: float) -> None:
    slope = np.zeros((32, 32, 3), np.uint8)
    slope[:, :, 0] = np.arange(32) * 8  # red by the column: 8 * x - 4 at the point x
    width = round(32 * growth)
    xs, ys = points(width, width)
    out = remapped(from_rgb(slope), xs / np.float32(growth), ys / np.float32(growth))
    assert out.size == (width, width)
    inner = slice(6, width - 6)
    assert np.abs(to_rgb(out)[width // 2, inner, 0] - ((np.arange(width) + 0.5) / growth * 8 - 4)[inner]).max() <= 4
    assert to_rgb(out)[width // 2, inner, 1:].max() <= 4


@pytest.mark.parametrize("edge", list(Edge))
def test_one_colour_stays_one_colour(edge: Edge) -> None:
    xs, ys = points(21, 13)
    out = remapped(fill((21, 13), RED), xs + 3 * np.sin(ys), ys * 2 - 7, edge)
    ground = over(fill((21, 13), RED), out)
    for plane, value in zip(ground.planes, (63, 102, 240), strict=True):
        assert np.abs(plane.astype(int) - value).max() <= 1


@pytest.mark.parametrize("size", SIZES)
def test_a_picture_projected_onto_itself_is_the_same(size: tuple[int, int]) -> None:
    image = noise(*size)
    out = projected(image, np.eye(3), size)
    assert all(map(np.array_equal, out.planes, image.planes))
    assert (out.planes[3] == 255).all()


def test_a_quad_covers_its_own_area() -> None:
    corners = np.array([[10, 8], [50, 12], [44, 40], [14, 36]], np.float32)
    source = np.array([[0, 0], [32, 0], [32, 24], [0, 24]], np.float32)
    out = projected(fill((32, 24), WHITE), cv2.getPerspectiveTransform(source, corners), (64, 48))
    x, y = corners.astype(float).T
    area = abs(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))) / 2
    assert out.size == (64, 48)
    assert out.planes[3].sum() / 255 == pytest.approx(area, rel=0.01)
    assert out.planes[3][:7].max() == 0
    assert (out.planes[3][20:30, 20:40] == 255).all()


def test_a_point_goes_where_the_homography_sends_it() -> None:
    array = np.zeros((24, 32, 3), np.uint8)
    array[4:8, 8:12] = 255
    # (x, y) goes to (2x + 5, 2y + 3): the square from (8, 4) to (12, 8) goes to (21, 11) to (29, 19)
    out = projected(from_rgb(array), homography((2, 0, 5), (0, 2, 3), (0, 0, 1)), (80, 60))
    assert (out.planes[0][12:18, 22:28] == 235).all()
    assert out.planes[0][9:21, 19].max() == 16
    assert out.planes[0][9:21, 31].max() == 16
    assert out.planes[3].sum() == 255 * 64 * 48


def test_a_picture_that_shrinks_much_is_averaged() -> None:
    grid = np.zeros((64, 64, 3), np.uint8)
    grid[:, ::2] = 255
    out = projected(from_rgb(grid), np.diag((0.125, 0.125, 1.0)), (8, 8))
    assert np.abs(out.planes[0].astype(int) - 126).max() <= 1


@pytest.mark.parametrize(
    "bad",
    [
        homography((1, 0, 0), (0, 1, 0), (-1, 0, 1)),  # the right half lies behind the viewer
        homography((1, 0, 0), (0, 0, 5), (0, 0, 1)),  # edge on
        homography((1, 0, 900), (0, 1, 0), (0, 0, 1)),  # off the canvas
        homography((np.nan, 0, 0), (0, 1, 0), (0, 0, 1)),
    ],
)
def test_what_cannot_be_seen_is_clear(bad: np.ndarray) -> None:
    out = projected(noise(16, 12), bad, (20, 14))
    assert out.size == (20, 14)
    assert [np.unique(plane).tolist() for plane in out.planes] == [[16], [128], [128], [0]]


@pytest.mark.parametrize("place", [(0.0, 0.0), (3.0, 5.0), (-4.5, 2.3), (11.0, 9.0)])
def test_a_turned_over_picture_on_its_own_colour_leaves_no_edge(place: tuple[float, float]) -> None:
    back = homography((-1, 0.2, 16 + place[0]), (0.1, 1, place[1]), (0.01, 0.005, 1))
    ground = over(fill((21, 17), RED), projected(fill((16, 12), RED), back, (21, 17)))
    for plane, value in zip(ground.planes, (63, 102, 240), strict=True):
        assert np.abs(plane.astype(int) - value).max() <= 1


def test_an_affine_homography_is_a_warp() -> None:
    matrix = np.array([*joined(scaled(1.5, 1.25)), (0.0, 0.0, 1.0)])
    out = projected(noise(16, 12, Layout.YUVA), matrix, (24, 15))
    assert out.layout is Layout.YUVA
    assert out.size == (24, 15)
