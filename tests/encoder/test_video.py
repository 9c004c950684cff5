import threading
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from draftreel.encoder import VideoEncoder
from draftreel.errors import EncodingError
from draftreel.image import Image, Layout


def write_all(encoder, pictures):
    for picture in pictures:
        encoder.write(picture)


RATES = [Fraction(30), Fraction(30_000, 1_001), Fraction(25), Fraction(60), Fraction(2_997, 100), Fraction(12)]


@pytest.mark.parametrize("fps", RATES, ids=str)
def test_every_frame_shows_its_number_at_exactly_its_time(encoded, settings, frames_of, number_of, fps):
    frames = frames_of(encoded(range(75), replace(settings, fps=fps)))
    assert [number_of(frame) for frame in frames] == list(range(75))
    assert [frame.pts * frame.time_base for frame in frames] == [n / fps for n in range(75)]


@pytest.mark.parametrize("count", [1, 2, 3])
def test_short_films_are_whole(encoded, settings, frames_of, number_of, count):
    path = encoded(range(count), settings)
    assert [number_of(frame) for frame in frames_of(path)] == list(range(count))
    with av.open(str(path)) as film:
        assert film.streams.video[0].duration * film.streams.video[0].time_base == Fraction(count, 30)


def test_the_film_is_close_to_the_pictures(encoded, settings, frames_of, picture):
    frames = frames_of(encoded(range(30), replace(settings, quality=12)))
    for number, frame in enumerate(frames):
        error = frame.to_ndarray()[:64].astype(float) - picture(number).planes[0]
        assert 10 * np.log10(255**2 / np.mean(error**2)) > 36


def test_the_film_says_what_its_colours_are(encoded, settings):
    with av.open(str(encoded(range(3), settings))) as film:
        codec = film.streams.video[0].codec_context
        assert (codec.colorspace, codec.color_primaries, codec.color_trc, codec.color_range) == (1, 1, 1, 1)
        assert (codec.profile, codec.pix_fmt) == ("High", "yuv420p")


def test_key_frames_come_every_two_seconds_at_most(encoded, settings):
    with av.open(str(encoded(range(130), settings))) as film:
        packets = [packet for packet in film.demux(video=0) if packet.size]
        keys = [round(packet.pts * packet.time_base * 30) for packet in packets if packet.is_keyframe]
    assert keys[0] == 0
    assert max(b - a for a, b in zip(keys, [*keys[1:], 130], strict=True)) <= 60


@pytest.mark.parametrize("threads", [1, 2])
def test_the_same_pictures_give_the_same_bytes(encoded, settings, threads):
    settings = replace(settings, threads=threads)
    films = {encoded(range(70), settings, f"{n}.mp4").read_bytes() for n in range(12)}
    assert len(films) == 1, "without cpu-independent x264 gave ten different films in twenty runs at this size"


def test_the_file_names_no_program_and_no_date(encoded, settings):
    data = encoded(range(3), settings).read_bytes()
    assert b"Lavf" not in data
    assert b"Lavc" not in data
    with av.open(str(encoded(range(3), settings))) as film:
        assert "creation_time" not in film.metadata


def test_the_index_is_in_front(encoded, settings):
    data = encoded(range(30), settings).read_bytes()
    assert data.index(b"moov") < data.index(b"mdat")


def test_read_only_pictures_and_views_are_taken_too(tmp_path, settings, picture, frames_of, number_of):
    wide = np.zeros((64, 200), np.uint8)
    wide[:, 50:146] = picture(5).planes[0]
    whole = picture(6).planes
    for plane in whole:
        plane.flags.writeable = False
    with VideoEncoder(tmp_path / "film.mp4", settings) as encoder:
        encoder.write(Image((wide[:, 50:146], *picture(5).planes[1:])))
        encoder.write(Image(whole))
    assert [number_of(frame) for frame in frames_of(tmp_path / "film.mp4")] == [5, 6]


def test_nothing_stays_when_the_block_is_left_by_an_error(tmp_path, settings, picture):
    def fail():
        with VideoEncoder(tmp_path / "film.mp4", settings) as encoder:
            encoder.write(picture(0))
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert list(tmp_path.iterdir()) == []
    assert "encode" not in {thread.name for thread in threading.enumerate()}


@pytest.mark.checklist(33)
def test_nothing_has_the_films_name_before_it_is_closed(tmp_path, settings, picture):
    encoder = VideoEncoder(tmp_path / "film.mp4", settings)
    encoder.write(picture(0))
    assert not (tmp_path / "film.mp4").exists()
    encoder.close()
    encoder.close()
    assert [path.name for path in tmp_path.iterdir()] == ["film.mp4"]


def test_what_goes_wrong_in_the_thread_is_raised_to_the_writer(tmp_path, settings, picture, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    encoder = VideoEncoder(tmp_path / "film.mp4", settings)
    monkeypatch.setattr(encoder, "_encode", full)
    with pytest.raises(EncodingError, match="No space left"):
        write_all(encoder, map(picture, range(1_000)))
    with pytest.raises(EncodingError, match="No space left"):
        encoder.close()
    assert list(tmp_path.iterdir()) == []
    assert "encode" not in {thread.name for thread in threading.enumerate()}


def test_an_unforeseen_error_in_the_thread_is_not_lost(tmp_path, settings, picture, monkeypatch):
    def wrong(*_):
        raise RuntimeError("a surprise")

    encoder = VideoEncoder(tmp_path / "film.mp4", settings)
    monkeypatch.setattr(encoder, "_encode", wrong)
    encoder.write(picture(0))
    with pytest.raises(EncodingError):
        encoder.close()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a disk that is full")
@pytest.mark.checklist(33)
def test_a_full_disk_is_an_encoding_error_and_leaves_no_file(tmp_path, picture, settings, monkeypatch):
    def staging_on_a_full_disk(path):
        path.with_suffix(".part").symlink_to("/dev/full")
        return path.with_suffix(".part")

    monkeypatch.setattr("draftreel.encoder.video.staging_name", staging_on_a_full_disk)

    def fill():
        with VideoEncoder(tmp_path / "film.mp4", settings) as encoder:
            write_all(encoder, map(picture, range(1_000)))

    with pytest.raises(EncodingError, match="No space left") as caught:
        fill()
    assert caught.value.transient
    assert list(tmp_path.iterdir()) == []


def test_a_film_without_pictures_is_an_error(tmp_path, settings):
    encoder = VideoEncoder(tmp_path / "film.mp4", settings)
    with pytest.raises(EncodingError, match="no pictures"):
        encoder.close()
    assert list(tmp_path.iterdir()) == []


def test_a_closed_film_takes_no_more_pictures(tmp_path, settings, picture):
    with VideoEncoder(tmp_path / "film.mp4", settings) as encoder:
        encoder.write(picture(0))
    with pytest.raises(EncodingError):
        encoder.write(picture(1))


def test_a_picture_of_another_size_or_layout_is_refused(tmp_path, settings, picture):
    y, chroma = np.zeros((32, 32), np.uint8), np.zeros((16, 16), np.uint8)
    with VideoEncoder(tmp_path / "film.mp4", settings) as encoder:
        encoder.write(picture(0))
        with pytest.raises(EncodingError):
            encoder.write(Image((y, chroma, chroma)))
        with pytest.raises(EncodingError):
            encoder.write(Image((y, chroma, chroma, y), Layout.YUVA))


def test_a_folder_that_is_not_there_is_an_encoding_error(tmp_path, settings):
    with pytest.raises(EncodingError) as caught:
        VideoEncoder(tmp_path / "nowhere" / "film.mp4", settings)
    assert str(tmp_path) not in str(caught.value)


def test_what_was_handed_over_is_encoded_after_the_end_was_said(tmp_path, settings, picture):
    encoder = VideoEncoder(tmp_path / "film.mp4", settings)
    encoder.write(picture(1))
    encoder.end()
    with pytest.raises(EncodingError):
        encoder.write(picture(1))
    encoder.close()
    encoder.close()
    assert (tmp_path / "film.mp4").exists()
