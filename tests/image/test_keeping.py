import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from draftreel.image import Image, Layout
from draftreel.image.keeping import Kept, as_bytes, from_bytes


def picture(layout: Layout, width: int, height: int) -> Image:
    """Every byte is another one than its neighbour."""
    small = (height + 1) // 2, (width + 1) // 2
    shapes = {
        Layout.YUV: [(height, width), small, small],
        Layout.YUVA: [(height, width), small, small, (height, width)],
        Layout.RGBA: [(height, width, 4)],
    }[layout]
    return Image(tuple((np.arange(np.prod(shape)) % 251).astype(np.uint8).reshape(shape) for shape in shapes), layout)


def read(data: bytes) -> Kept | None:
    return from_bytes(np.frombuffer(bytearray(data), np.uint8))


@given(
    st.sampled_from(Layout), st.integers(1, 9), st.integers(1, 9), st.integers(-5000, 5000), st.integers(-5000, 5000)
)
def test_what_was_written_is_read_back(layout, width, height, x, y):
    image = picture(layout, width, height)
    back = read(as_bytes(Kept(image, x, y)))
    assert (back.x, back.y, back.image.layout, back.image.size) == (x, y, layout, (width, height))
    assert all(np.array_equal(ours, theirs) for ours, theirs in zip(back.image.planes, image.planes, strict=True))


def test_a_part_of_a_larger_array_is_written_as_what_it_shows():
    large = np.arange(100, dtype=np.uint8).reshape(10, 10)
    image = Image((large[2:6, 4:8], large[:2, :2], large[8:, 8:]))
    back = read(as_bytes(Kept(image))).image
    assert back.planes[0].tolist() == [[row * 10 + column for column in range(4, 8)] for row in range(2, 6)]


def test_what_is_read_can_be_drawn_from_like_any_other_image():
    back = read(as_bytes(Kept(picture(Layout.YUVA, 6, 4)))).image
    assert all(plane.flags.c_contiguous and plane.flags.writeable for plane in back.planes)


@given(st.integers(0, 10**6), st.integers(1, 255))
def test_a_byte_that_changed_anywhere_is_damage(place, change):
    data = bytearray(as_bytes(Kept(picture(Layout.YUVA, 6, 4), 3, -4)))
    data[place % len(data)] ^= change
    assert read(bytes(data)) is None


@pytest.mark.parametrize("length", [0, 3, 4, 31, 32, 33, 60, -1])
def test_what_was_cut_off_is_damage(length):
    data = as_bytes(Kept(picture(Layout.YUV, 6, 4)))
    assert read(data) is not None
    assert read(data[:length]) is None
    assert read(data + b"\0") is None
