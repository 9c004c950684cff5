"""What is too large is refused by its header, whatever it is."""

import struct
from contextlib import suppress

import av
import numpy as np
import pytest
from PIL import Image as Pillow

from draftreel.errors import MaterialError
from draftreel.media import FrameReader, animation, decoding, demuxers, limits, probe
from draftreel.media.animation import Animation
from draftreel.media.gif import count_frames
from draftreel.timeline import Media, MediaKind

pytestmark = pytest.mark.checklist(28)
SIDE = limits.MAX_SIDE + 8


def gif(frames, width=1, height=1, delay=10):
    """Frames that hold one pixel each, whatever size the screen says."""
    frame = b"!\xf9\x04\0" + struct.pack("<H", delay) + b"\0\0" + b",\0\0\0\0\1\0\1\0\0" + b"\2\2D\1\0"
    return b"GIF89a" + struct.pack("<HH", width, height) + b"\x80\0\0" + bytes(6) + frame * frames + b";"


def saved(path, data):
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("ending", ["png", "jpg", "gif", "webp", "bmp", "tiff", "avif"])
def test_a_side_that_is_too_long_is_refused_in_every_format(tmp_path, ending):
    path = tmp_path / f"long.{ending}"
    Pillow.new("RGB", (SIDE, 16)).save(path)
    with pytest.raises(MaterialError, match=f"longer than {limits.MAX_SIDE}"):
        probe(path)


@pytest.mark.parametrize("ending", ["jp2", "j2k", "dds", "ico", "tga", "ppm", "pcx", "sgi", "icns", "eps"])
def test_pictures_of_other_kinds_are_refused_though_pillow_knows_them(tmp_path, ending):
    path = tmp_path / f"a.{ending}"
    Pillow.new("RGB", (16, 16)).save(path)
    with pytest.raises(MaterialError, match="not a picture"):
        probe(path.rename(tmp_path / "a.png"))


@pytest.mark.parametrize(
    "head", [b"\x76\x2f\x31\x01\x02\0\0\0", b"8BPS\0\x01", b"%PDF-1.7\n", b"#?RADIANCE\n", b"\x89HDF\r\n"]
)
def test_so_are_those_that_nobody_here_knows(tmp_path, head):
    with pytest.raises(MaterialError, match="not a picture"):
        probe(saved(tmp_path / "a.png", head + bytes(2_000)))


def test_ten_thousand_frames_are_refused(tmp_path):
    with pytest.raises(MaterialError, match="more than 3000"):
        probe(saved(tmp_path / "a.gif", gif(10_000)))


def test_frames_are_counted_only_as_far_as_it_matters(tmp_path):
    path = saved(tmp_path / "a.gif", gif(50))
    assert [count_frames(path, most) for most in (5, 49, 50, 1_000)] == [6, 50, 50, 50]
    whole = path.read_bytes()
    for cut in range(0, len(whole), 7):
        assert count_frames(saved(path, whole[:cut]), 1_000) <= 50


def test_few_frames_are_too_many_when_they_are_large(tmp_path):
    """2,000 frames of 4 million pixels are 8 thousand million: each would be made to learn how long it stands."""
    with pytest.raises(MaterialError, match="2000 frames of 2000x2000"):
        probe(saved(tmp_path / "a.gif", gif(2_000, 2_000, 2_000)))


def test_an_animation_of_days_is_refused(tmp_path):
    """140 frames of 655 s are 25 hours; 130 are 24."""
    with pytest.raises(MaterialError, match="25 hours: more than 24"):
        probe(saved(tmp_path / "a.gif", gif(140, delay=65_535)))
    assert probe(saved(tmp_path / "b.gif", gif(130, delay=65_535))).duration == 130 * 655_350_000


def test_an_animation_played_forward_is_decoded_once(tmp_path, monkeypatch):
    monkeypatch.setattr(animation, "_KEPT_BYTES", 1)
    path, made = saved(tmp_path / "a.gif", gif(40)), []
    monkeypatch.setattr(Animation, "_image", _counting(Animation._image, made))
    with FrameReader(path, probe(path)) as reader:
        for frame in range(40):
            reader.at(frame * 100_000)
    assert len(made) == 40


def _counting(real, made):
    def counted(self, picture):
        made.append(1)
        return real(self, picture)

    return counted


def test_too_many_streams_are_refused(tmp_path, monkeypatch):
    path = tmp_path / "a.mkv"
    with av.open(str(path), "w") as container:
        streams = [container.add_stream("pcm_s16le", rate=8_000, layout="mono") for _ in range(9)]
        for stream in streams:
            frame = av.AudioFrame.from_ndarray(np.zeros((1, 800), np.int16), "s16", "mono")
            frame.sample_rate = 8_000
            container.mux(stream.encode(frame))
    monkeypatch.setattr(limits, "MAX_STREAMS", 9)
    assert probe(path).kind is MediaKind.SOUND
    monkeypatch.setattr(limits, "MAX_STREAMS", 8)
    with pytest.raises(MaterialError, match="9 streams: more than 8"):
        probe(path)


def test_pictures_that_grow_within_a_film_are_not_decoded(film, tmp_path, monkeypatch):
    """Sixty of 64x48, then sixty of 128x96: the header that was looked at tells of the first ones only."""
    small = film("small.ts").read_bytes()
    large = film("large.ts", pictures=[np.full((96, 128, 3), 90, np.uint8)] * 60).read_bytes()
    path, media = saved(tmp_path / "growing.ts", small + large), Media("", MediaKind.VIDEO)
    monkeypatch.setattr(demuxers, "DECODER_OPTIONS", {"max_pixels": "6000"})
    monkeypatch.setattr(decoding, "DECODER_OPTIONS", {"max_pixels": "6000"})
    sizes = set()
    with suppress(MaterialError), FrameReader(path, media) as reader:
        for at in range(0, 4_000_000, 250_000):
            sizes.add(reader.at(at).size)
    assert sizes == {(64, 48)}


def test_a_film_without_that_limit_grows(film, tmp_path):
    """The control of the test above."""
    small = film("small.ts").read_bytes()
    large = film("large.ts", pictures=[np.full((96, 128, 3), 90, np.uint8)] * 60).read_bytes()
    with FrameReader(saved(tmp_path / "growing.ts", small + large), Media("", MediaKind.VIDEO)) as reader:
        assert (128, 96) in {reader.at(at).size for at in range(0, 8_000_000, 250_000)}


def test_want_of_memory_is_called_that():
    with pytest.raises(MaterialError, match="more memory than it may"), demuxers.as_material_errors("damaged"):
        raise MemoryError
