from fractions import Fraction

import av
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image as Pillow

from draftreel.errors import MaterialError
from draftreel.media import FrameReader, probe
from draftreel.media.matrices import Encoding, Matrix, to_ours
from draftreel.media.shrinking import shrunk_size
from draftreel.timeline import Media, MediaKind

ALL = [
    ("mp4", "libx264"),
    ("mov", "libx264"),
    ("mkv", "libx264"),
    ("ts", "libx264"),
    ("flv", "libx264"),
    ("avi", "mpeg4"),
    ("webm", "libvpx-vp9"),
]


@pytest.mark.parametrize(("name", "codec"), ALL)
def test_a_film_of_sixty_frames_lasts_two_seconds(film, name, codec):
    media = probe(film(f"a.{name}", codec=codec), "key")
    assert (media.key, media.kind, media.width, media.height) == ("key", MediaKind.VIDEO, 64, 48)
    assert media.fps == 30
    assert media.duration == pytest.approx(2_000_000, abs=35_000)
    assert not media.has_sound
    assert not media.missing


@pytest.mark.parametrize(
    "fps", [24, 25, 30, 50, 60, Fraction(24_000, 1_001), Fraction(30_000, 1_001), Fraction(60_000, 1_001)], ids=str
)
@pytest.mark.parametrize("name", ["mp4", "mkv"])
def test_the_nominal_rate(film, fps, name):
    assert probe(film(f"a.{name}", fps=Fraction(fps))).fps == fps


def test_a_pause_in_the_pictures_does_not_change_the_nominal_rate(film):
    """Thirty a second, then nothing for two seconds: the average rate is 15."""
    stamps = [*range(30), *range(90, 120)]
    media = probe(film("a.mp4", stamps=stamps))
    assert media.fps == 30
    assert media.duration == 4_000_000


@pytest.mark.checklist(27)
def test_a_film_without_a_written_duration_is_measured(film):
    path = film("a.mkv")
    data = bytearray(path.read_bytes())
    at = data.index(b"\x44\x89\x88")
    data[at : at + 2] = b"\xec\x89"  # an element that readers step over
    path.write_bytes(data)
    assert probe(path).duration == pytest.approx(2_000_000, abs=1_000)


def test_a_single_picture_is_a_film_of_one_frame(film):
    media = probe(film("a.mp4", pictures=[np.zeros((48, 64, 3), np.uint8)]))
    assert (media.kind, media.duration) == (MediaKind.VIDEO, 33_333)


@pytest.mark.parametrize(
    ("name", "codec"),
    [
        ("a.wav", "pcm_s16le"),
        ("a.flac", "flac"),
        ("a.mp3", "libmp3lame"),
        ("a.m4a", "aac"),
        ("a.ogg", "libopus"),
        ("a.aac", "aac"),
    ],
)
def test_a_second_of_sound(sound, name, codec):
    media = probe(sound(name, np.zeros((48_000, 2), np.float32), codec))
    assert (media.kind, media.width, media.height, media.has_sound) == (MediaKind.SOUND, 0, 0, True)
    assert media.duration == pytest.approx(1_000_000, abs=60_000 if name == "a.aac" else 30_000)


def test_a_song_whose_bitrate_changes_is_measured(tmp_path):
    """One second at 320 kbit/s, then four at 32: by its first bitrate the file would last 1.4 s."""
    parts = []
    for seconds, rate in ((1, 320_000), (4, 32_000)):
        with av.open(str(tmp_path / "part.mp3"), "w", options={"write_xing": "0", "id3v2_version": "0"}) as container:
            stream = container.add_stream("libmp3lame", rate=48_000, layout="stereo")
            stream.bit_rate = rate
            for n in range(seconds * 48_000 // 1152):
                frame = av.AudioFrame.from_ndarray(np.zeros((2, 1152), np.float32), "fltp", "stereo")
                frame.sample_rate, frame.pts = 48_000, n * 1152
                container.mux(stream.encode(frame))
            container.mux(stream.encode())
        parts.append((tmp_path / "part.mp3").read_bytes())
    path = tmp_path / "a.mp3"
    path.write_bytes(b"".join(parts))
    assert probe(path).duration == pytest.approx(5_000_000, abs=100_000)


def test_a_song_with_a_cover_is_a_sound(sound, tmp_path):
    path = sound("a.mp3", np.zeros((48_000, 2), np.float32), "libmp3lame")
    Pillow.new("RGB", (32, 32), "red").save(tmp_path / "cover.jpg")
    body = b"\0image/jpeg\0\x03\0" + (tmp_path / "cover.jpg").read_bytes()
    frame = b"APIC" + len(body).to_bytes(4, "big") + b"\0\0" + body
    size = len(frame)
    tag = b"ID3\x03\0\0" + bytes([size >> 21 & 127, size >> 14 & 127, size >> 7 & 127, size & 127]) + frame
    data = path.read_bytes()
    if data.startswith(b"ID3"):
        old = 10 + (data[6] << 21 | data[7] << 14 | data[8] << 7 | data[9])
        data = data[old:]
    path.write_bytes(tag + data)
    assert probe(path).kind is MediaKind.SOUND


def test_a_film_with_sound_says_so(tmp_path):
    path = tmp_path / "a.mp4"
    with av.open(str(path), "w") as container:
        picture = container.add_stream("libx264", rate=30)
        picture.width, picture.height, picture.pix_fmt = 64, 48, "yuv420p"
        sound = container.add_stream("aac", rate=48_000, layout="stereo")
        for n in range(10):
            container.mux(picture.encode(av.VideoFrame.from_ndarray(np.full((48, 64, 3), n, np.uint8))))
        container.mux(picture.encode())
        frame = av.AudioFrame.from_ndarray(np.zeros((2, 1024), np.float32), "fltp", "stereo")
        frame.sample_rate = 48_000
        container.mux(sound.encode(frame))
        container.mux(sound.encode())
    assert probe(path).has_sound


@pytest.mark.checklist(28)
def test_heic_is_refused_by_name(tmp_path):
    path = tmp_path / "a.heic"
    path.write_bytes(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic")
    with pytest.raises(MaterialError, match="HEIC"):
        probe(path)


def test_a_film_larger_than_the_limit_is_refused(film, monkeypatch):
    monkeypatch.setattr("draftreel.media.limits.MAX_SIDE", 60)
    path = film("a.mp4")
    with pytest.raises(MaterialError, match="longer than 60"):
        probe(path)
    with pytest.raises(MaterialError, match="longer than 60"):
        FrameReader(path, Media("", MediaKind.VIDEO))


@given(
    st.tuples(st.integers(1, 9_000), st.integers(1, 9_000)), st.tuples(st.integers(-5, 9_000), st.integers(-5, 9_000))
)
def test_a_delivery_is_never_empty_and_never_larger(shown, asked):
    width, height = shrunk_size(shown, asked)
    assert 1 <= width <= shown[0]
    assert 1 <= height <= shown[1]


@given(st.sampled_from(Matrix), st.booleans(), st.integers(0, 255))
def test_grey_stays_grey_in_every_matrix(matrix, full, value):
    planes = tuple(np.full((4, 4), v, np.uint8) for v in (value, 128, 128))
    y, u, v = to_ours(planes, Encoding(matrix, full))
    assert (u == 128).all()
    assert (v == 128).all()
    expected = 16 + value * 219 / 255 if full else value
    assert abs(int(y[0, 0]) - expected) <= 0.51
