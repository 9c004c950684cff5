import numpy as np
import pytest

from draftreel.image import Image, Layout, from_rgb, from_rgba, to_rgb

# round(16 + 219 Y), round(128 + 224 (B - Y) / 1.8556), round(128 + 224 (R - Y) / 1.5748) of Rec. 709
COLOURS = {
    (255, 255, 255): (235, 128, 128),
    (0, 0, 0): (16, 128, 128),
    (255, 0, 0): (63, 102, 240),
    (0, 255, 0): (173, 42, 26),
    (0, 0, 255): (32, 240, 118),
    (255, 255, 0): (219, 16, 138),
}


def values(image: Image) -> list[list[int]]:
    return [np.unique(plane).tolist() for plane in image.planes]


@pytest.mark.parametrize(("rgb", "yuv"), COLOURS.items())
def test_colours_follow_rec_709(rgb: tuple[int, int, int], yuv: tuple[int, int, int]) -> None:
    assert values(from_rgb(np.full((5, 7, 3), rgb, np.uint8))) == [[part] for part in yuv]


@pytest.mark.parametrize(("rgb", "yuv"), COLOURS.items())
def test_an_opaque_alpha_gives_the_same_colours(rgb: tuple[int, int, int], yuv: tuple[int, int, int]) -> None:
    image = from_rgba(np.full((5, 7, 4), (*rgb, 255), np.uint8))
    assert image.layout is Layout.YUVA
    assert values(image) == [*([part] for part in yuv), [255]]


def test_a_transparent_colour_is_black() -> None:
    assert values(from_rgba(np.full((4, 4, 4), (255, 0, 0, 0), np.uint8))) == [[16], [128], [128], [0]]


@pytest.mark.parametrize("size", [(1, 1), (2, 1), (1, 2), (7, 5), (8, 6)])
def test_odd_sizes_have_chroma_for_their_last_column_and_row(size: tuple[int, int]) -> None:
    image = from_rgb(np.full((size[1], size[0], 3), 255, np.uint8))
    assert image.size == size
    assert image.planes[1].shape == ((size[1] + 1) // 2, (size[0] + 1) // 2)
    assert (to_rgb(image) == 255).all()


def test_smooth_colours_come_back_within_two_levels() -> None:
    across, down = np.meshgrid(np.linspace(0, 1, 256), np.linspace(0, 1, 192))
    smooth = np.stack([250 * across, 250 * down, 125 * (across + 1 - down)], 2).round().astype(np.uint8)
    assert np.abs(to_rgb(from_rgb(smooth)).astype(int) - smooth)[2:-2, 2:-2].max() <= 2


def test_chroma_sits_on_the_even_columns() -> None:
    array = np.zeros((2, 8, 3), np.uint8)
    array[:, 4] = (255, 0, 0)  # all of it lands in sample 2; its neighbours are two pixels away
    red = from_rgb(array).planes[2][0].astype(int) - 128
    assert red.tolist() == [0, 0, 56, 0]


def formula(rgb: np.ndarray) -> tuple[np.ndarray, ...]:
    """Y at every pixel, U and V at every second one of the first row of pairs, before rounding."""
    red, green, blue = np.moveaxis(rgb.astype(float), 2, 0)
    light = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    parts = ((blue - light) / 1.8556, (red - light) / 1.5748)
    padded = (np.pad(part, ((0, 0), (1, 1)), "edge").reshape(part.shape[0] // 2, 2, -1).mean(1) for part in parts)
    chroma = ((part[:, 0:-2:2] + 2 * part[:, 1:-1:2] + part[:, 2::2]) / 4 for part in padded)
    return 16 + 219 / 255 * light, *(128 + 224 / 255 * part for part in chroma)


def test_noise_agrees_with_the_formula_within_a_level() -> None:
    noise = np.random.default_rng(7).integers(0, 256, (16, 22, 3), dtype=np.uint8)
    noise.setflags(write=False)
    for plane, wanted in zip(from_rgb(noise).planes, formula(noise), strict=True):
        assert np.abs(plane - wanted).max() <= 1


def test_arrays_may_be_views() -> None:
    noise = np.random.default_rng(8).integers(0, 256, (16, 24, 3), dtype=np.uint8)
    one, other = from_rgb(noise[::-1, 2:14]), from_rgb(noise[::-1, 2:14].copy())
    assert all(map(np.array_equal, one.planes, other.planes))
    y, u, v = from_rgb(noise).planes
    part = to_rgb(Image((y[4:10, 4:10], u[2:5, 2:5], v[2:5, 2:5])))
    assert np.array_equal(part[1:-1, :-1], to_rgb(Image((y, u, v)))[5:9, 4:9])
