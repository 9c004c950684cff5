import struct
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from draftreel.choices import Quality
from draftreel.encoder import VideoEncoder, verify_gif, write_gif
from draftreel.errors import EncodingError
from draftreel.formats import PALETTES, VideoSettings
from draftreel.image import Image

TWELVE = Fraction(12)
PALETTE = PALETTES[Quality.STANDARD]
RED = (63, 102, 240)  # BT.709, limited: 16 + 219 * 0.2126, and so on
GREY = (126, 128, 128)  # 16 + 219 / 2


@pytest.fixture
def gif(tmp_path, chunked, settings) -> Callable[..., Path]:
    def make(cuts, fps=TWELVE, quality=Quality.STANDARD, name="film.gif"):
        chunks = chunked(cuts, replace(settings, quality=1, preset="superfast", tuning="", fps=fps))
        write_gif(chunks, tmp_path / name, fps, PALETTES[quality])
        return tmp_path / name

    return make


@pytest.fixture
def painted(tmp_path) -> Callable[..., Path]:
    """A chunk of 64 x 36 of one colour on the left, and another on the right."""

    def make(left, right, count):
        with VideoEncoder(tmp_path / "painted.mp4", VideoSettings(64, 36, TWELVE, 1, "superfast", 1, "")) as encoder:
            for _ in range(count):
                planes = [np.full(shape, value, np.uint8) for shape, value in zip(SHAPES, left, strict=True)]
                for plane, value in zip(planes, right, strict=True):
                    plane[:, plane.shape[1] // 2 :] = value
                encoder.write(Image(tuple(planes)))
        return tmp_path / "painted.mp4"

    return make


SHAPES = ((36, 64), (18, 32), (18, 32))


def delays(path):
    """Hundredths of a second, out of the graphic control extensions (GIF89a, 23)."""
    data = path.read_bytes()
    found = [at for at in range(len(data)) if data[at : at + 3] == b"\x21\xf9\x04" and data[at + 7] == 0]
    return [struct.unpack("<H", data[at + 4 : at + 6])[0] for at in found]


@pytest.mark.parametrize("quality", Quality)
def test_every_frame_shows_its_number(gif, frames_of, number_of, quality):
    frames = frames_of(gif((0, 10, 25), quality=quality))
    assert [number_of(frame.reformat(format="yuv420p")) for frame in frames] == list(range(25))


def test_each_frame_stays_to_the_hundredth_that_is_nearest_to_the_nexts_time(gif):
    path = gif((0, 5, 12))
    assert delays(path) == [8, 9, 8] * 4, "a twelfth is 8 1/3 hundredths: 8, 17, 25, 33 and so on"
    with av.open(str(path)) as film:
        assert film.duration == 1_000_000


def test_it_plays_for_ever(gif):
    data = gif((0, 3)).read_bytes()
    assert data.startswith(b"GIF89a")
    assert b"NETSCAPE2.0\x03\x01\x00\x00" in data, "no repetitions counted: without end"


def test_colours_are_those_of_the_film(tmp_path, painted, frames_of):
    write_gif([painted(RED, GREY, 6)], tmp_path / "film.gif", TWELVE, PALETTE)
    for frame in frames_of(tmp_path / "film.gif"):
        picture = frame.to_ndarray(format="rgb24").astype(int)
        assert np.abs(picture[4:32, 2:28] - (255, 0, 0)).max() <= 6
        assert np.abs(picture[4:32, 36:62] - (128, 128, 128)).max() <= 6


@pytest.mark.parametrize("quality", Quality)
def test_the_same_chunks_give_the_same_bytes(gif, quality):
    films = {gif((0, 7, 20), quality=quality, name=f"{n}.gif").read_bytes() for n in range(4)}
    assert len(films) == 1


def test_fewer_colours_take_fewer_bytes(gif):
    sizes = {quality: gif((0, 12), quality=quality, name=f"{quality}.gif").stat().st_size for quality in Quality}
    assert sizes[Quality.PREVIEW] < sizes[Quality.STANDARD]


def test_what_stands_still_takes_hardly_any_bytes(tmp_path, painted):
    def size(count):
        write_gif([painted(RED, GREY, count)], tmp_path / "film.gif", TWELVE, PALETTE)
        return (tmp_path / "film.gif").stat().st_size

    assert size(24) - size(2) < 22 * 60


@pytest.mark.parametrize("fps", [Fraction(50), Fraction(30_000, 1_001), Fraction(10), Fraction(1)], ids=str)
def test_a_good_gif_passes_and_is_described(gif, fps):
    path = gif((0, 4, 9), fps)
    facts = verify_gif(path, 9, fps)
    assert (facts.width, facts.height, facts.frames, facts.has_sound) == (96, 64, 9, False)
    assert facts.bytes == path.stat().st_size


@pytest.mark.parametrize(("frames", "fps"), [(8, TWELVE), (10, TWELVE), (9, Fraction(10))])
def test_what_is_not_as_expected_is_found(gif, frames, fps):
    with pytest.raises(EncodingError):
        verify_gif(gif((0, 9)), frames, fps)


def test_a_torn_gif_is_found(gif):
    path = gif((0, 9))
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(EncodingError):
        verify_gif(path, 9, TWELVE)


@pytest.mark.parametrize("chunks", [[], ["nowhere.mp4"]])
def test_without_pictures_there_is_no_gif(tmp_path, chunks):
    with pytest.raises(EncodingError) as caught:
        write_gif([tmp_path / name for name in chunks], tmp_path / "film.gif", TWELVE, PALETTE)
    assert str(tmp_path) not in str(caught.value)
    assert not list(tmp_path.glob("*.gif"))
