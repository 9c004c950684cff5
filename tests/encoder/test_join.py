from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

import av
import numpy as np
import pytest

from draftreel.encoder import encode_sound, join, verify
from draftreel.errors import EncodingError
from draftreel.span import frame_time, sample_at

CUTS = [(0, 1), (0, 80), (0, 40, 80), (0, 1, 2, 4, 7, 80), (0, 79, 80)]


@pytest.mark.parametrize("fps", [Fraction(30), Fraction(30_000, 1_001), Fraction(25)], ids=str)
@pytest.mark.parametrize("cuts", CUTS, ids=str)
def test_joined_chunks_show_every_frame_once_at_its_time(tmp_path, chunked, settings, frames_of, number_of, fps, cuts):
    join(chunked(cuts, replace(settings, fps=fps)), None, tmp_path / "film.mp4", frame_time(cuts[-1], fps))
    frames = frames_of(tmp_path / "film.mp4")
    assert [number_of(frame) for frame in frames] == list(range(cuts[-1]))
    assert [frame.pts * frame.time_base for frame in frames] == [n / fps for n in range(cuts[-1])]
    assert verify(tmp_path / "film.mp4", cuts[-1], fps, 0, full=True).frames == cuts[-1]


def test_joined_pictures_are_those_of_the_chunks(tmp_path, chunked, settings, frames_of):
    chunks = chunked((0, 25, 50), settings)
    join(chunks, None, tmp_path / "film.mp4", frame_time(50, settings.fps))
    apart = [frame for chunk in chunks for frame in frames_of(chunk)]
    for one, other in zip(apart, frames_of(tmp_path / "film.mp4"), strict=True):
        assert np.array_equal(one.to_ndarray(), other.to_ndarray())


def test_packets_are_decoded_in_order_and_shown_from_zero_on(tmp_path, chunked, settings):
    join(chunked((0, 3, 40, 41), settings), None, tmp_path / "film.mp4", frame_time(41, settings.fps))
    with av.open(str(tmp_path / "film.mp4")) as film:
        assert film.streams.video[0].start_time == 0
        packets = [packet for packet in film.demux(video=0) if packet.size]
    steps = {later.dts - earlier.dts for earlier, later in pairwise(packets)}
    assert steps == {packets[0].duration}
    assert all(packet.pts >= packet.dts for packet in packets)


def test_the_sound_begins_with_the_picture_and_lasts_as_long(tmp_path, chunked, settings, sound, samples_of):
    duration = frame_time(45, settings.fps)
    encode_sound(tmp_path / "sound.m4a", [sound(sample_at(duration))])
    join(chunked((0, 20, 45), settings), tmp_path / "sound.m4a", tmp_path / "film.mp4", duration)
    with av.open(str(tmp_path / "film.mp4")) as film:
        voice = film.streams.audio[0]
        assert voice.start_time == 0
        assert voice.duration * voice.time_base == Fraction(72_000, 48_000)
    heard = samples_of(tmp_path / "film.mp4")
    assert abs(len(heard) - 72_000) <= 1_024
    assert np.abs(heard[2_000:70_000] - sound(72_000)[2_000:70_000]).max() < 0.02
    assert verify(tmp_path / "film.mp4", 45, settings.fps, duration).has_sound


def test_a_sound_that_runs_on_is_cut(tmp_path, chunked, settings, sound):
    encode_sound(tmp_path / "sound.m4a", [sound(480_000)])
    join(chunked((0, 30), settings), tmp_path / "sound.m4a", tmp_path / "film.mp4", 1_000_000)
    verify(tmp_path / "film.mp4", 30, settings.fps, 1_000_000)


def test_the_same_chunks_give_the_same_bytes(tmp_path, chunked, settings, sound):
    chunks = chunked((0, 20, 45), settings)
    encode_sound(tmp_path / "sound.m4a", [sound(72_000)])
    for name in ("one.mp4", "two.mp4"):
        join(chunks, tmp_path / "sound.m4a", tmp_path / name, 1_500_000)
    data = (tmp_path / "one.mp4").read_bytes()
    assert data == (tmp_path / "two.mp4").read_bytes()
    assert data.index(b"moov") < data.index(b"mdat")


def test_chunks_of_other_settings_are_refused(tmp_path, encoded, settings):
    one = encoded(range(5), settings, "one.mp4")
    other = encoded(range(5), replace(settings, preset="ultrafast"), "other.mp4")
    with pytest.raises(EncodingError):
        join([one, other], None, tmp_path / "film.mp4", 333_333)
    assert not (tmp_path / "film.mp4").exists()


def test_a_chunk_that_is_no_film_is_an_encoding_error(tmp_path, encoded, settings):
    (tmp_path / "broken.mp4").write_bytes(b"not a film")
    with pytest.raises(EncodingError) as caught:
        join([encoded(range(5), settings), tmp_path / "broken.mp4"], None, tmp_path / "out.mp4", 333_333)
    assert str(tmp_path) not in str(caught.value)
    with pytest.raises(EncodingError):
        join([], None, tmp_path / "out.mp4", 0)
    assert {path.name for path in tmp_path.iterdir()} == {"broken.mp4", "film.mp4"}


def test_sound_and_pictures_stand_in_step_in_the_file(tmp_path, chunked, settings, sound):
    """No packet stands more than a second before one that is decoded earlier: a player reads on, not to and fro."""
    encode_sound(tmp_path / "sound.m4a", [sound(480_000)])
    chunks = chunked((0, 150, 300), replace(settings, fps=Fraction(30)))
    join(chunks, tmp_path / "sound.m4a", tmp_path / "film.mp4", 10_000_000)
    with av.open(str(tmp_path / "film.mp4")) as film:
        placed = sorted((packet.pos, packet.dts * packet.time_base) for packet in film.demux() if packet.size)
    assert max(earlier[1] - later[1] for earlier, later in pairwise(placed)) <= 1
    assert len({packet for packet, _ in placed}) > 700
