"""Colours checked against the definitions of BT.601, BT.709 and BT.2020: Y' from the weights of red and blue."""

from fractions import Fraction

import av
import numpy as np
import pytest

from draftreel.image import to_rgb
from draftreel.media import FrameReader, probe

BT709, BT601, BT2020, UNKNOWN = (0.2126, 0.0722), (0.299, 0.114), (0.2627, 0.0593), (0.2126, 0.0722)
COLOURS = [(255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255), (0, 0, 0), (200, 100, 50), (128, 128, 128)]


def coded(rgb, weights, *, full=False, bits=8):
    """The three numbers that stand for a colour."""
    red, green, blue = (part / 255 for part in rgb)
    y = weights[0] * red + (1 - sum(weights)) * green + weights[1] * blue
    u, v = (blue - y) / (2 - 2 * weights[1]), (red - y) / (2 - 2 * weights[0])
    scale = 1 << bits - 8
    if full:
        top = 255 * scale
        return round(top * y), min(top, round(128 * scale + top * u)), min(top, round(128 * scale + top * v))
    return tuple(round(scale * value) for value in (16 + 219 * y, 128 + 224 * u, 128 + 224 * v))


def plain(values, size=(64, 48), pixels="yuv420p", tags=(2, 0)):
    """A frame of one colour from its coded numbers."""
    frame = av.VideoFrame(*size, pixels)
    wide = any(depth in pixels for depth in ("10le", "12le"))
    for plane, value in zip(frame.planes, values, strict=True):
        count = plane.line_size // (2 if wide else 1)
        plane.update(np.full((plane.height, count), value, "<u2" if wide else np.uint8).tobytes())
    frame.colorspace, frame.color_range = tags
    return frame


def shown(path, size=None, at=0):
    with FrameReader(path, probe(path), size) as reader:
        return reader.at(at)


def middle(image):
    return tuple(int(plane[plane.shape[0] // 2, plane.shape[1] // 2]) for plane in image.planes)


@pytest.mark.checklist(29)
@pytest.mark.parametrize("rgb", COLOURS, ids=str)
@pytest.mark.parametrize(
    ("weights", "full", "tags", "size"),
    [
        (BT709, False, (1, 1), (64, 48)),
        (BT709, True, (1, 2), (64, 48)),
        (BT601, False, (6, 1), (64, 48)),
        (BT601, False, (5, 1), (1280, 720)),
        (BT601, True, (6, 2), (64, 48)),
        (BT2020, False, (9, 1), (64, 48)),
        (BT601, False, (2, 0), (64, 48)),
        (BT709, False, (2, 0), (1280, 720)),
    ],
    ids=["709", "709-full", "601", "601-hd", "601-full", "2020", "untagged-sd", "untagged-hd"],
)
def test_every_matrix_and_range_becomes_bt709_limited(film, rgb, weights, full, tags, size):
    values = coded(rgb, weights, full=full)
    path = film("a.mkv", codec="ffv1", raw=lambda _: plain(values, size, tags=tags), count=1, tags=tags)
    assert middle(shown(path)) == pytest.approx(coded(rgb, BT709), abs=2)


def test_full_range_white_becomes_235_and_black_16(film):
    for value, ours in ((255, 235), (0, 16)):
        path = film(f"{value}.mp4", raw=lambda _, v=value: plain((v, 128, 128), tags=(1, 2)), count=3, tags=(1, 2))
        assert middle(shown(path)) == pytest.approx((ours, 128, 128), abs=1)


@pytest.mark.checklist(29)
@pytest.mark.parametrize("rgb", COLOURS, ids=str)
@pytest.mark.parametrize(
    ("pixels", "bits", "full"),
    [
        ("yuv422p", 8, False),
        ("yuv444p", 8, False),
        ("yuv444p", 8, True),
        ("yuv420p10le", 10, False),
        ("yuv422p10le", 10, False),
        ("yuv444p12le", 12, False),
        ("yuv422p", 8, True),
    ],
)
def test_every_sampling_and_depth_is_read(film, rgb, pixels, bits, full):
    tags = (6, 2 if full else 1)
    codec = "mjpeg" if full and pixels == "yuv422p" else "ffv1"
    values = coded(rgb, BT601, full=full, bits=bits)
    path = film(
        "a.mkv", codec=codec, pixels=pixels, raw=lambda _: plain(values, pixels=pixels, tags=tags), count=1, tags=tags
    )
    assert middle(shown(path)) == pytest.approx(coded(rgb, BT709), abs=3)


@pytest.mark.parametrize("rgb", COLOURS, ids=str)
@pytest.mark.parametrize(
    ("codec", "pixels"), [("png", "rgb24"), ("qtrle", "rgb24"), ("ffv1", "bgr0"), ("libx264rgb", "rgb24")]
)
def test_rgb_films_become_bt709(film, rgb, codec, pixels):
    picture = np.full((48, 64, 3), rgb, np.uint8)
    options = (("qp", "0"),) if codec == "libx264rgb" else ()
    path = film(
        "a.mov" if codec in {"png", "qtrle"} else "a.mkv",
        codec=codec,
        pixels=pixels,
        pictures=[picture],
        options=options,
    )
    assert middle(shown(path)) == pytest.approx(coded(rgb, BT709), abs=2)


def test_grey_films_are_read(film):
    path = film("a.mkv", codec="ffv1", pixels="gray", pictures=[np.full((48, 64, 3), 255, np.uint8)])
    assert middle(shown(path)) == pytest.approx((235, 128, 128), abs=1)


def test_a_ready_film_is_handed_on_without_a_copy(film):
    path = film("a.mp4", raw=lambda _: plain((100, 110, 120), tags=(1, 1)), count=3, tags=(1, 1))
    image = shown(path)
    assert all(plane.base is not None for plane in image.planes)
    assert [plane.shape for plane in image.planes] == [(48, 64), (24, 32), (24, 32)]


def corners(image):
    y = image.planes[0]
    return [int(y[5, 5]), int(y[5, -6]), int(y[-6, 5]), int(y[-6, -6])]


def four(_n=0):
    """Luma 50, 100, 150, 200 in the corners, as in reading; the right half tinted."""
    frame = av.VideoFrame(64, 48, "yuv420p")
    y = np.empty((48, 64), np.uint8)
    y[:24, :32], y[:24, 32:], y[24:, :32], y[24:, 32:] = 50, 100, 150, 200
    u = np.full((24, 32), 100, np.uint8)
    u[:, 16:] = 160
    for plane, data in zip(frame.planes, (y, u, np.full((24, 32), 128, np.uint8)), strict=True):
        rows = np.zeros((plane.height, plane.line_size), np.uint8)
        rows[:, : data.shape[1]] = data
        plane.update(rows.tobytes())
    return frame


@pytest.mark.checklist(29)
@pytest.mark.parametrize(
    ("rotation", "size", "order"),
    [
        (0, (64, 48), [50, 100, 150, 200]),
        (-90, (48, 64), [150, 50, 200, 100]),
        (90, (48, 64), [100, 200, 50, 150]),
        (180, (64, 48), [200, 150, 100, 50]),
    ],
    ids=["upright", "clockwise", "counterclockwise", "upside down"],
)
def test_rotation_tags_turn_the_pixels(film, rotation, size, order):
    path = film("a.mp4", raw=four, count=3, rotation=rotation, tags=(1, 1))
    media = probe(path)
    assert (media.width, media.height) == size
    image = shown(path)
    assert image.size == size
    assert corners(image) == pytest.approx(order, abs=6)
    assert image.planes[1].shape == (size[1] // 2, size[0] // 2)


def test_a_turned_film_is_shrunk_to_the_size_it_is_shown_at(film):
    path = film("a.mp4", raw=four, count=3, rotation=-90, tags=(1, 1))
    image = shown(path, (24, 32))
    assert image.size == (24, 32)
    assert corners(image) == pytest.approx([150, 50, 200, 100], abs=6)


def test_a_mirrored_film_is_mirrored_back(film):
    path = film("a.mp4", raw=four, count=3, rotation=180, tags=(1, 1))
    data = path.read_bytes()
    upside_down = bytes.fromhex("ffff0000 00000000 00000000 00000000 ffff0000".replace(" ", ""))
    mirrored = bytes.fromhex("ffff0000 00000000 00000000 00000000 00010000".replace(" ", ""))
    assert upside_down in data
    path.write_bytes(data.replace(upside_down, mirrored))
    assert corners(shown(path)) == pytest.approx([100, 50, 200, 150], abs=6)


@pytest.mark.checklist(29)
@pytest.mark.parametrize(("aspect", "size"), [("2/1", (128, 48)), ("1/2", (64, 96)), ("4/3", (85, 48))])
def test_pixels_that_are_not_square_are_made_so(film, aspect, size):
    path = film("a.mkv", raw=four, count=3, aspect=aspect, tags=(1, 1))
    media = probe(path)
    assert (media.width, media.height) == size
    image = shown(path)
    assert image.size == size
    assert corners(image) == pytest.approx([50, 100, 150, 200], abs=6)


@pytest.mark.parametrize("size", [(65, 49), (64, 49), (65, 48), (1, 1), (3, 2)])
def test_odd_sizes_keep_every_pixel(film, size):
    path = film("a.mkv", codec="ffv1", raw=lambda _: plain((90, 100, 110), size, tags=(1, 1)), count=1, tags=(1, 1))
    image = shown(path)
    assert image.size == size
    assert image.planes[1].shape == ((size[1] + 1) // 2, (size[0] + 1) // 2)
    assert all((plane == value).all() for plane, value in zip(image.planes, (90, 100, 110), strict=True))


def test_shrinking_is_by_area(film):
    def checks(_n):
        frame = plain((16, 128, 128), tags=(1, 1))
        rows = np.frombuffer(bytes(frame.planes[0]), np.uint8).reshape(48, -1).copy()
        rows[:, 1::2] = 216
        frame.planes[0].update(rows.tobytes())
        return frame

    path = film("a.mkv", codec="ffv1", raw=checks, count=1, tags=(1, 1))
    assert (shown(path, (32, 24)).planes[0] == 116).all()


@pytest.mark.checklist(29)
def test_interlaced_films_lose_their_combs(film):
    def combed(_n):
        frame = plain((16, 128, 128), tags=(1, 1))
        rows = np.frombuffer(bytes(frame.planes[0]), np.uint8).reshape(48, -1).copy()
        rows[1::2] = 216
        frame.planes[0].update(rows.tobytes())
        return frame

    path = film(
        "a.mkv",
        raw=combed,
        count=3,
        tags=(1, 1),
        options=(("x264-params", "tff=1"), ("qp", "4"), ("preset", "ultrafast")),
    )
    y = shown(path).planes[0].astype(int)
    assert abs(np.diff(y, axis=0)).max() <= 8


@pytest.mark.checklist(29)
@pytest.mark.parametrize(
    ("transfer", "code", "brightness"),
    [
        (16, 0.0, 0),
        (16, 0.5080, 255 * (100 / 203) ** (1 / 2.4)),  # 100 cd/m2 lie under the knee and stay
        (16, 0.5807, 255 * 0.753 ** (1 / 2.4)),  # 203 cd/m2, a film's white: 0.5 + 0.5 * (1 + 1 / 78) / 2
        (16, 0.7518, 255),  # 1000 cd/m2
        (18, 0.0, 0),
        (18, 1.0, 255),
    ],
)
def test_hdr_grey_is_bent_under_white(film, transfer, code, brightness):
    def grey(_n):
        frame = plain((round(64 + 876 * code), 512, 512), pixels="yuv420p10le", tags=(9, 1))
        frame.color_trc, frame.color_primaries = transfer, 9
        return frame

    path = film("a.mkv", codec="ffv1", pixels="yuv420p10le", raw=grey, count=1, tags=(9, 1), transfer=transfer)
    red, green, blue = (int(part) for part in to_rgb(shown(path))[24, 32])
    assert red == pytest.approx(brightness, abs=3)
    assert max(red, green, blue) - min(red, green, blue) <= 2


def test_a_film_of_ntsc_rate_says_so(film):
    assert probe(film("a.mp4", fps=Fraction(30_000, 1_001))).fps == Fraction(30_000, 1_001)
