import struct
import subprocess
import sys
import zlib

import cv2
import numpy as np
import pytest
from PIL import Image as Pillow
from PIL import ImageCms

from draftreel.errors import MaterialError
from draftreel.image import Layout, to_rgb
from draftreel.media import FrameReader, content_key, load_still, probe
from draftreel.timeline import MediaKind

RED, GREEN, BLUE, WHITE = (255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255)


def quarters(size=(40, 30)):
    """Red and green above, blue and white below."""
    width, height = size
    out = np.empty((height, width, 3), np.uint8)
    out[: height // 2, : width // 2], out[: height // 2, width // 2 :] = RED, GREEN
    out[height // 2 :, : width // 2], out[height // 2 :, width // 2 :] = BLUE, WHITE
    return out


def corners(image):
    rgb = to_rgb(image).astype(int)
    return [tuple(rgb[row, column]) for row in (4, -5) for column in (4, -5)]


def near(colours, wanted, by=6):
    return np.abs(np.array(colours) - np.array(wanted)).max() <= by


def saved(tmp_path, name, picture, **options):
    path = tmp_path / name
    (picture if isinstance(picture, Pillow.Image) else Pillow.fromarray(picture)).save(path, **options)
    return path


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("a.png", {}),
        ("a.jpg", {"quality": 95}),
        ("a.jpg", {"quality": 95, "progressive": True}),
        ("a.webp", {"lossless": True}),
        ("a.bmp", {}),
        ("a.tiff", {}),
        ("a.tiff", {"compression": "tiff_lzw"}),
        ("a.avif", {"quality": 95}),
        ("a.gif", {}),
    ],
)
def test_every_kind_of_still_shows_its_colours(tmp_path, name, options):
    path = saved(tmp_path, name, quarters(), **options)
    media = probe(path)
    assert (media.kind, media.width, media.height, media.duration) == (MediaKind.STILL, 40, 30, 0)
    image = load_still(path)
    assert image.layout is Layout.YUV
    assert near(corners(image), [RED, GREEN, BLUE, WHITE])


@pytest.mark.checklist(28)
def test_a_cmyk_jpeg_shows_its_colours(tmp_path):
    path = saved(tmp_path, "a.jpg", Pillow.fromarray(quarters()).convert("CMYK"), quality=95)
    assert near(corners(load_still(path)), [RED, GREEN, BLUE, WHITE])


@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_a_colour_profile_is_followed(tmp_path, mode):
    """In this profile, sRGB with the tags of red and blue exchanged, red numbers mean blue light."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    red, blue = profile.index(b"rXYZ"), profile.index(b"bXYZ")
    profile[red : red + 4], profile[blue : blue + 4] = b"bXYZ", b"rXYZ"
    path = saved(tmp_path, "a.png", Pillow.fromarray(quarters()).convert(mode), icc_profile=bytes(profile))
    assert near(corners(load_still(path)), [BLUE, GREEN, RED, WHITE])


def test_a_broken_colour_profile_is_passed_over(tmp_path):
    path = saved(tmp_path, "a.png", quarters(), icc_profile=b"not a profile")
    assert near(corners(load_still(path)), [RED, GREEN, BLUE, WHITE])


def test_a_palette_keeps_its_colours_and_its_hole(tmp_path):
    flat = Pillow.fromarray(quarters()).quantize(4)
    index = flat.getpixel((4, 4))
    solid = load_still(saved(tmp_path, "a.png", flat))
    holed = load_still(saved(tmp_path, "b.png", flat, transparency=index))
    assert near(corners(solid), [RED, GREEN, BLUE, WHITE])
    assert holed.layout is Layout.YUVA
    assert [int(holed.planes[3][at]) for at in ((4, 4), (4, -5), (-5, 4))] == [0, 255, 255]


@pytest.mark.checklist(28)
@pytest.mark.parametrize("value", [0, 0x8080, 0xFFFF])
def test_sixteen_bits_are_scaled_not_clipped(tmp_path, value):
    grey, colour = tmp_path / "a.png", tmp_path / "b.png"
    cv2.imwrite(str(grey), np.full((20, 20), value, np.uint16))
    cv2.imwrite(str(colour), np.full((20, 20, 3), value, np.uint16))
    for path in (grey, colour):
        assert near(corners(load_still(path)), [(value >> 8,) * 3] * 4, 1)


def test_alpha_is_premultiplied_about_black(tmp_path):
    pixels = np.zeros((20, 20, 4), np.uint8)
    pixels[:, :10] = (255, 255, 255, 128)
    image = load_still(saved(tmp_path, "a.png", pixels))
    y, u, v, alpha = image.planes
    assert (alpha[5, 5], alpha[5, 15]) == (128, 0)
    assert y[5, 5] == pytest.approx(16 + 219 * 128 / 255, abs=1)
    assert (y[5, 15], u[2, 7], v[2, 7]) == (16, 128, 128)


def test_alpha_that_hides_nothing_is_dropped(tmp_path):
    assert load_still(saved(tmp_path, "a.png", np.full((8, 8, 4), 255, np.uint8))).layout is Layout.YUV


@pytest.mark.checklist(28)
@pytest.mark.parametrize(
    ("tag", "order"),
    [
        (1, [RED, GREEN, BLUE, WHITE]),
        (2, [GREEN, RED, WHITE, BLUE]),
        (3, [WHITE, BLUE, GREEN, RED]),
        (4, [BLUE, WHITE, RED, GREEN]),
        (5, [RED, BLUE, GREEN, WHITE]),
        (6, [BLUE, RED, WHITE, GREEN]),
        (7, [WHITE, GREEN, BLUE, RED]),
        (8, [GREEN, WHITE, RED, BLUE]),
    ],
)
def test_exif_turns_and_mirrors(tmp_path, tag, order):
    """The eight orientations of CIPA DC-008, as the corners of the shown picture in reading order."""
    exif = Pillow.Exif()
    exif[0x0112] = tag
    path = saved(tmp_path, "a.jpg", quarters(), quality=95, subsampling=0, exif=exif)
    media = probe(path)
    assert (media.width, media.height) == ((40, 30) if tag < 5 else (30, 40))
    image = load_still(path)
    assert image.size == (media.width, media.height)
    assert near(corners(image), order, 10)


def test_a_still_is_reduced_once_by_area_and_never_enlarged(tmp_path):
    stripes = np.zeros((40, 40, 3), np.uint8)
    stripes[:, ::2] = 255
    path = saved(tmp_path, "a.png", stripes)
    small = load_still(path, (20, 20))
    assert small.size == (20, 20)
    assert np.abs(small.planes[0].astype(int) - 126).max() <= 1
    assert load_still(path, (400, 10)).size == (40, 10)


def test_a_still_shows_at_any_time(tmp_path):
    path = saved(tmp_path, "a.png", quarters())
    with FrameReader(path, probe(path)) as reader:
        assert reader.at(-1) is reader.at(99_000_000)


def bomb(path, *size):
    """A PNG that says it is so large, and holds nothing."""

    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", *size, 8, 2, 0, 0, 0)
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", b"") + chunk(b"IEND", b""))
    return path


@pytest.mark.checklist(28)
@pytest.mark.parametrize("side", [8_000, 30_000])
def test_a_bomb_is_refused_before_it_is_decoded(tmp_path, side):
    for verb in (probe, load_still):
        with pytest.raises(MaterialError, match="50000000"):
            verb(bomb(tmp_path / "bomb.png", side, side))


@pytest.mark.checklist(28)
def test_a_bomb_is_refused_without_a_warning_from_elsewhere(tmp_path):
    """Pillow's own names a path of this machine."""
    path = bomb(tmp_path / "bomb.png", 30_000, 3_000)
    code = f"from pathlib import Path; from draftreel.media import probe; probe(Path({str(path)!r}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "MaterialError" in done.stderr
    assert "DecompressionBomb" not in done.stderr


@pytest.mark.checklist(28)
def test_a_side_that_is_too_long_is_refused_by_name(tmp_path):
    with pytest.raises(MaterialError, match="8192"):
        probe(saved(tmp_path, "a.png", np.zeros((1, 9_000, 3), np.uint8)))


@pytest.mark.checklist(27)
@pytest.mark.parametrize("name", ["a.png", "a.jpg", "a.webp", "a.gif", "a.tiff", "a.avif"])
def test_a_cut_off_still_is_refused(tmp_path, name):
    noise = np.random.default_rng(0).integers(0, 255, (64, 64, 3), np.uint8)
    path = saved(tmp_path, name, noise)
    path.write_bytes(path.read_bytes()[:200])
    with pytest.raises(MaterialError):
        load_still(path)


@pytest.mark.checklist(27)
def test_a_jpeg_that_lacks_its_end_still_shows(tmp_path):
    """Cameras and messengers cut them off; every viewer shows what there is."""
    path = saved(tmp_path, "a.jpg", quarters((400, 300)), quality=95)
    path.write_bytes(path.read_bytes()[:-2])
    assert load_still(path).size == (400, 300)


def test_the_content_key_is_the_sha256_of_the_bytes(tmp_path):
    path = tmp_path / "a"
    path.write_bytes(b"abc")
    assert content_key(path) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    with pytest.raises(MaterialError):
        content_key(tmp_path / "absent")


@pytest.mark.parametrize("tag", [1, 6])
def test_a_photo_that_is_shown_small_is_decoded_small_and_looks_the_same(tmp_path, tag):
    across = np.linspace(0, 255, 1600)[None, :, None] * np.ones((1200, 1, 3))
    picture = Pillow.fromarray(across.astype(np.uint8))
    exif = picture.getexif()
    exif[0x0112] = tag
    picture.save(tmp_path / "photo.jpg", quality=95, exif=exif)
    wanted = (400, 300) if tag == 1 else (300, 400)
    light = to_rgb(load_still(tmp_path / "photo.jpg", wanted))[:, :, 0].astype(int)
    assert light.shape == wanted[::-1]
    ramp = np.linspace(0, 255, 400)
    assert np.abs(light - (ramp if tag == 1 else ramp[:, None])).max() <= 4
