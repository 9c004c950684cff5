import cv2
import numpy as np
import pytest

from draftreel.encoder import write_png
from draftreel.errors import EncodingError
from draftreel.image import Image, Layout


def solid(y, u, v):
    chroma = (np.full((24, 32), value, np.uint8) for value in (u, v))
    return Image((np.full((48, 64), y, np.uint8), *chroma))


@pytest.mark.parametrize(
    ("yuv", "rgb"),
    [
        ((16, 128, 128), (0, 0, 0)),
        ((235, 128, 128), (255, 255, 255)),
        ((63, 102, 240), (255, 0, 0)),  # the corners of BT.709 in limited range (Rec. ITU-R BT.709-6, item 4)
        ((173, 42, 26), (0, 255, 0)),
        ((32, 240, 118), (0, 0, 255)),
    ],
)
def test_colours_come_out_as_bt709_says(tmp_path, yuv, rgb):
    write_png(tmp_path / "frame.png", solid(*yuv))
    picture = cv2.imread(str(tmp_path / "frame.png"))
    assert picture.shape == (48, 64, 3)
    assert np.abs(picture[24, 32, ::-1].astype(int) - rgb).max() <= 2


def test_a_picture_with_alpha_is_seen_over_black(tmp_path):
    y, u, v = solid(16 + 110, 128, 128).planes
    half = Image((y, u, v, np.full((48, 64), 128, np.uint8)), Layout.YUVA)  # white, half there
    write_png(tmp_path / "frame.png", half)
    assert np.abs(cv2.imread(str(tmp_path / "frame.png"))[24, 32].astype(int) - 128).max() <= 2


def test_a_folder_that_is_not_there_is_an_encoding_error(tmp_path):
    with pytest.raises(EncodingError):
        write_png(tmp_path / "nowhere" / "frame.png", solid(100, 128, 128))
