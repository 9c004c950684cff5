import numpy as np
import pytest

from draftreel.image import Image, Layout
from draftreel.image.matrix import joined, moved, scaled, turned
from draftreel.image.mirroring import drifted, filmed, streaked

ROW = [16, 16, 50, 50, 90, 90, 130, 130]


def striped(layout: Layout = Layout.YUV) -> Image:
    """Eight columns of two by two pixels' light, four rows; the chroma follows."""
    luma = np.array([ROW] * 4, np.uint8)
    chroma = np.array([ROW[::2]] * 2, np.uint8)
    planes = (luma, chroma, 255 - chroma) if layout is Layout.YUV else (luma, chroma, 255 - chroma, 255 - luma)
    for plane in planes:
        plane.setflags(write=False)
    return Image(planes, layout)


@pytest.mark.parametrize(
    ("by", "row"),
    [
        (0, ROW),
        (2, [16, 16, 16, 16, 50, 50, 90, 90]),
        (-4, [90, 90, 130, 130, 130, 130, 90, 90]),
        (8, ROW[::-1]),
        (-8, ROW[::-1]),
        (16, ROW),
        (18, [16, 16, 16, 16, 50, 50, 90, 90]),
        (-34, [50, 50, 90, 90, 130, 130, 130, 130]),
    ],
)
def test_tiles_drift_across(by, row) -> None:
    out = drifted(striped(), (by, 0))
    assert out.planes[0].tolist() == [row] * 4
    assert out.planes[1].tolist() == [row[::2]] * 2
    assert out.planes[2].tolist() == [[255 - one for one in row[::2]]] * 2


def test_tiles_drift_down() -> None:
    tall = Image(tuple(np.ascontiguousarray(plane.T) for plane in striped().planes))
    assert drifted(tall, (0, -4)).planes[0][:, 0].tolist() == [90, 90, 130, 130, 130, 130, 90, 90]


@pytest.mark.parametrize("layout", [Layout.YUV, Layout.YUVA])
@pytest.mark.parametrize(
    "matrix",
    [moved(3.3, -100), scaled(0.2, 0.2), joined(moved(1, 2), turned(30), scaled(0.7, 2)), scaled(3, 3), scaled(-1, 1)],
)
def test_no_edge_shows_whatever_the_camera_does(layout, matrix) -> None:
    flat = (np.full((36, 64), 120, np.uint8), *(np.full((18, 32), tint, np.uint8) for tint in (90, 200)))
    image = Image(flat if layout is Layout.YUV else (*flat, np.full((36, 64), 255, np.uint8)), layout)
    out = filmed(image, matrix)
    assert (out.layout, out.size) == (layout, (64, 36))
    for plane, value in zip(out.planes, (120, 90, 200, 255), strict=False):
        assert np.abs(plane.astype(int) - value).max() <= 1


def test_filming_by_whole_pairs_of_pixels_is_drifting() -> None:
    out = filmed(striped(), moved(-4, 0))
    assert out.planes[0].tolist() == drifted(striped(), (-4, 0)).planes[0].tolist()


def test_a_streak_is_the_mean_over_its_way() -> None:
    out = streaked(striped(Layout.YUVA), 2, 0)
    # three pixels wide, and the first column is beside its own mirror image
    assert out.planes[0][0].tolist() == [16, 27, 39, 63, 77, 103, 117, 130]
    assert out.planes[3][0].tolist() == [239, 228, 216, 192, 178, 152, 138, 125]


def test_a_streak_across_leaves_rows_apart() -> None:
    rows = np.array([[10] * 8, [200] * 8, [10] * 8, [200] * 8], np.uint8)
    image = Image((rows, *striped().planes[1:]))
    assert streaked(image, 6, 0).planes[0].tolist() == rows.tolist()
    assert streaked(image, 0, 40).planes[0].std() < 10


@pytest.mark.parametrize(("across", "down"), [(16, 16), (16, -16), (-16, 16), (20, 7), (-3, 25)])
def test_a_slanted_streak_of_a_dot_is_a_line_of_that_length_and_slope(across, down) -> None:
    luma = np.zeros((65, 65), np.uint8)
    luma[31:34, 31:34] = 255
    out = streaked(Image((luma, np.full((33, 33), 128, np.uint8), np.full((33, 33), 128, np.uint8))), across, down)
    rows, columns = np.nonzero(out.planes[0] > 3)
    assert (columns.mean(), rows.mean()) == pytest.approx((32, 32), abs=1)
    assert np.ptp(columns) == pytest.approx(abs(across) + 2, abs=3)
    assert np.ptp(rows) == pytest.approx(abs(down) + 2, abs=3)
    assert np.sign(np.corrcoef(columns, rows)[0, 1]) == np.sign(across * down)
    assert int(out.planes[0].sum()) == pytest.approx(9 * 255, rel=0.15)


def test_inputs_are_left_alone() -> None:
    image = striped()
    before = [plane.copy() for plane in image.planes]
    drifted(image, (4, 2))
    filmed(image, turned(10))
    streaked(image, 5, 5)
    assert all(map(np.array_equal, image.planes, before))
