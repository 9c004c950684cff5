"""The one door to Pillow: formats by content, sizes checked before anything is decoded."""

import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from io import BytesIO
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image as Pillow
from PIL import ImageCms

from draftreel.errors import MaterialError
from draftreel.image import BLACK, Image, fill, from_rgb
from draftreel.media.container import Container
from draftreel.media.conversion import from_straight
from draftreel.media.demuxers import as_material_errors
from draftreel.media.limits import MAX_PIXELS, check_size
from draftreel.media.orientation import UPRIGHT, Orientation

_FORMATS = {
    Container.GIF: ("GIF",),
    Container.PNG: ("PNG",),
    Container.JPEG: ("JPEG", "MPO"),
    Container.WEBP: ("WEBP",),
    Container.BMP: ("BMP",),
    Container.TIFF: ("TIFF",),
    Container.AVIF: ("AVIF",),
}
warnings.filterwarnings("ignore", category=Pillow.DecompressionBombWarning)  # check_size says it, without a path

_DAMAGED = "the picture is damaged"
_OF_DAMAGE = (
    SyntaxError,
    TypeError,
    AttributeError,
    RuntimeError,
    struct.error,
    zlib.error,
)  # Pillow lets them through
_BAND = 256  # rows, even: chroma is made from pairs of them
_END_OF_JPEG = b"\xff\xd9"
_EXIF_ORIENTATION = 0x0112
_TAGS = {
    2: Orientation(0, mirrored=True),
    3: Orientation(2),
    4: Orientation(2, mirrored=True),
    5: Orientation(3, mirrored=True),
    6: Orientation(1),
    7: Orientation(1, mirrored=True),
    8: Orientation(3),
}
_PROFILED = frozenset({"RGB", "RGBA", "CMYK"})
_DEEP = frozenset({"I;16", "I;16B", "I;16L", "I;16N", "I", "F"})


@contextmanager
def opened(path: Path, kind: Container) -> Iterator[Pillow.Image]:
    """The picture with only its header read; raises MaterialError for what Pillow or our limits refuse."""
    try:
        with as_material_errors(_DAMAGED), Pillow.open(_source(path, kind), formats=_FORMATS[kind]) as picture:
            check_size(*picture.size)
            yield picture
    except Pillow.DecompressionBombError as exc:  # far beyond our own limit: Pillow never gets to tell the size
        raise MaterialError(f"more than {MAX_PIXELS} pixels") from exc
    except _OF_DAMAGE as exc:
        raise MaterialError(_DAMAGED) from exc


def _source(path: Path, kind: Container) -> Path | BytesIO:
    """The file, or its bytes where Pillow is stricter than what people's pictures are like."""
    if kind is Container.JPEG:
        return BytesIO(path.read_bytes() + _END_OF_JPEG)  # a picture that was cut off shows as far as it goes
    if kind is Container.WEBP:
        return BytesIO(_with_alpha(path.read_bytes()))
    return path


def _with_alpha(webp: bytes) -> bytes:
    """The alpha flag set in an extended header: an animation of solid patches has a see-through ground all the same."""
    if webp[12:16] != b"VP8X" or len(webp) < 21:
        return webp
    return webp[:20] + bytes([webp[20] | 0x10]) + webp[21:]


def orientation_tag(picture: Pillow.Image) -> Orientation:
    """How EXIF wants it turned (CIPA DC-008, Orientation)."""
    return _TAGS.get(picture.getexif().get(_EXIF_ORIENTATION, 1), Orientation())


def reduce(picture: Pillow.Image, size: tuple[int, int]) -> None:
    """Have a JPEG that was not read yet decoded at a half, a quarter or an eighth, no smaller than `size`.

    Its blocks of frequencies give the smaller picture for less work than the whole one (ITU-T T.81, annex A).
    """
    if picture.format == "JPEG" and picture.mode in {"RGB", "L"}:
        picture.draft(picture.mode, size)


def to_image(picture: Pillow.Image, orientation: Orientation) -> Image:
    """The current frame as an image, turned as told."""
    see_through = picture.has_transparency_data
    if not see_through and orientation == UPRIGHT and picture.mode not in _DEEP:
        return _from_bands(_in_srgb(picture, "RGB"))
    pixels = orientation.turn(_pixels(picture, "RGBA" if see_through else "RGB"))
    return from_straight(pixels) if see_through else from_rgb(pixels)


def _from_bands(picture: Pillow.Image) -> Image:
    """An RGB picture a few rows at a time: handed on whole, Pillow would hold it three times."""
    size = picture.size
    planes = fill(size, BLACK).planes
    for top in range(0, size[1], _BAND):
        bottom = min(top + _BAND, size[1])
        band = from_rgb(np.asarray(picture.crop((0, top, size[0], bottom)), np.uint8))
        for whole, part, step in zip(planes, band.planes, (1, 2, 2), strict=True):
            whole[top // step : top // step + len(part)] = part
    return Image(planes)


def _pixels(picture: Pillow.Image, mode: str) -> NDArray[np.uint8]:
    if picture.mode in _DEEP:
        return _grey(np.asarray(picture))
    return np.asarray(_in_srgb(picture, mode), np.uint8)


def _in_srgb(picture: Pillow.Image, mode: str) -> Pillow.Image:
    """The picture by the colour profile that came with it (telephones write Display P3); as it is by a broken one."""
    profile = picture.info.get("icc_profile")
    if not profile or picture.mode not in _PROFILED:
        return picture if picture.mode == mode else picture.convert(mode)
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        return ImageCms.profileToProfile(picture, source, _srgb(), outputMode=mode) or picture.convert(mode)
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture.convert(mode)


@cache
def _srgb() -> ImageCms.ImageCmsProfile:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))


def _grey(deep: NDArray[np.generic]) -> NDArray[np.uint8]:
    """Pillow clips grey of 16 bits where it should scale it."""
    grey = np.asarray(np.clip(np.asarray(deep, np.float64) / 257, 0, 255) + 0.5, np.uint8)
    return np.repeat(grey[:, :, None], 3, axis=2)
