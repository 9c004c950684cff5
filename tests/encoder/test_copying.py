"""Films out of copied and encoded stretches: every packet is where it belongs, and decodes to what it was."""

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import pytest

from draftreel.encoder import copy_packets, join, verify
from draftreel.errors import EncodingError, MaterialError
from draftreel.media import ParameterSets, Unfit, packet_index
from draftreel.span import frame_time

FPS = Fraction(30)
ENCODERS = {
    "no B-frames, short groups": {"bframes": "0", "keyint": "30", "preset": "ultrafast", "profile": "baseline"},
    "two B-frames": {"bframes": "2", "keyint": "30", "preset": "veryfast", "profile": "main"},
    "three B-frames in a pyramid": {
        "bframes": "3",
        "b-pyramid": "normal",
        "b-adapt": "0",
        "keyint": "24",
        "preset": "medium",
    },
    "long groups": {"bframes": "3", "keyint": "250", "preset": "veryfast"},
    "many slices": {"bframes": "2", "keyint": "30", "preset": "veryfast", "slices": "4"},
    "no cabac": {"bframes": "1", "keyint": "15", "preset": "veryfast", "cabac": "0"},
}


@pytest.fixture
def source(tmp_path, picture):
    """A film as another encoder makes it: 120 numbered pictures, tagged as BT.709, with parameter sets numbered 0."""

    def write(options, name="source.mp4", fps=FPS) -> Path:
        given = {"preset": options.get("preset", "veryfast"), "profile": options.get("profile", "high")}
        further = ":".join(f"{key}={value}" for key, value in options.items() if key not in given)
        with av.open(str(tmp_path / name), "w") as film:
            stream = film.add_stream("libx264", rate=fps, options={**given, "x264-params": further})
            stream.width, stream.height, stream.pix_fmt = 96, 64, "yuv420p"
            stream.codec_context.colorspace, stream.codec_context.color_range = 1, 1
            for number in range(120):
                frame = av.VideoFrame.from_numpy_buffer(_stacked(picture(number)), "yuv420p")
                frame.pts, frame.time_base = number, 1 / fps
                film.mux(stream.encode(frame))
            film.mux(stream.encode(None))
        return tmp_path / name

    return write


def _stacked(image):
    return np.concatenate([plane.reshape(-1, image.width) for plane in image.planes])


def copied(source, tmp_path, least, name="copy.mp4", most=100):
    """A chunk of the source's packets from its first entry at or after `least` on, and where it lies."""
    index = packet_index(source, FPS)
    start, end = index.entry_from(least), index.end_until(most)
    copy_packets(source, start, end - start, FPS, tmp_path / name)
    return tmp_path / name, start, end


@pytest.mark.parametrize("options", ENCODERS.values(), ids=ENCODERS)
@pytest.mark.parametrize("least", [0, 1])
def test_a_film_with_copied_packets_shows_what_was_encoded_and_what_was_copied(
    tmp_path, source, encoded, settings, frames_of, number_of, options, least
):
    original = source(options)
    if options["keyint"] == "250" and least:
        assert packet_index(original, FPS).entry_from(1) is None
        return
    chunk, start, end = copied(original, tmp_path, least)
    before, after = (
        encoded(range(start), settings, "a.mp4") if start else None,
        encoded(range(end, 120), settings, "b.mp4"),
    )
    parts = [part for part in (before, chunk, after) if part]
    join(parts, None, tmp_path / "film.mp4", frame_time(120, FPS))
    frames = frames_of(tmp_path / "film.mp4")
    assert [number_of(frame) for frame in frames] == list(range(120))
    assert [frame.pts * frame.time_base for frame in frames] == [n / FPS for n in range(120)]
    for mine, theirs in zip(frames[start:end], frames_of(original)[start:end], strict=True):
        assert np.array_equal(mine.to_ndarray(), theirs.to_ndarray())
    ours = [frame for part in (before, after) if part for frame in frames_of(part)]
    for mine, theirs in zip([*frames[:start], *frames[end:]], ours, strict=True):
        assert np.array_equal(mine.to_ndarray(), theirs.to_ndarray())
    verify(tmp_path / "film.mp4", 120, FPS, 0, full=True, joints=[joint for joint in (start, end) if joint])


@pytest.mark.parametrize("options", ENCODERS.values(), ids=ENCODERS)
def test_decoding_runs_on_at_one_picture_a_frame_and_ahead_of_showing(tmp_path, source, encoded, settings, options):
    chunk, start, end = copied(source(options), tmp_path, 0)
    assert start == 0
    join([chunk, encoded(range(end, 120), settings)], None, tmp_path / "out.mp4", frame_time(120, FPS))
    with av.open(str(tmp_path / "out.mp4")) as film:
        assert film.streams.video[0].start_time == 0
        packets = [packet for packet in film.demux(video=0) if packet.size]
    assert {later.dts - earlier.dts for earlier, later in pairwise(packets)} == {packets[0].duration}
    assert all(packet.pts >= packet.dts for packet in packets)


def test_where_nothing_waits_nothing_is_decoded_ahead(tmp_path, source):
    chunk, _, end = copied(source({"keyint": "30", "bframes": "0"}), tmp_path, 0)
    join([chunk], None, tmp_path / "out.mp4", frame_time(end, FPS))
    with av.open(str(tmp_path / "out.mp4")) as film:
        assert all(packet.pts == packet.dts for packet in film.demux(video=0) if packet.size)


def test_the_film_holds_both_parameter_sets_in_one_box(tmp_path, source, encoded, settings):
    """The box says the highest profile and level of both; the source's sets are number 0, ours number 1."""
    chunk, _, end = copied(source({"profile": "main", "keyint": "30", "bframes": "0", "ref": "6"}), tmp_path, 0)
    join([chunk, encoded(range(end, 120), settings)], None, tmp_path / "out.mp4", frame_time(120, FPS))
    with av.open(str(tmp_path / "out.mp4")) as film:
        box = bytes(film.streams.video[0].codec_context.extradata)
        assert film.streams.video[0].codec_context.color_range == 1
        assert film.streams.video[0].codec_context.color_primaries == 1
    sets = ParameterSets.of_box(box)
    assert [(said.id, said.profile) for said in sets.sequence_sets.values()] == [(0, 77), (1, 100)]
    assert [(said.id, said.sequence) for said in sets.picture_sets.values()] == [(0, 0), (1, 1)]
    assert box[1] == 100
    assert box == sets.box
    asked = {(said.level, said.usability.reorder, said.usability.held) for said in sets.sequence_sets.values()}
    assert len(asked) == 1  # or a decoder might drop what waits where one follows the other


def test_two_films_from_one_encoder_lie_in_one_film(tmp_path, source, encoded, settings, frames_of, number_of):
    options = {"keyint": "30", "bframes": "2"}
    one, _, end = copied(source(options, "one.mp4"), tmp_path, 0, "1.mp4", 50)
    other, start, last = copied(source(options, "two.mp4"), tmp_path, end, "2.mp4", 120)
    join([one, encoded(range(end, start), settings), other], None, tmp_path / "out.mp4", frame_time(last, FPS))
    assert [number_of(frame) for frame in frames_of(tmp_path / "out.mp4")] == list(range(last))


def test_one_number_for_two_parameter_sets_is_refused(tmp_path, source):
    one, *_ = copied(source({"keyint": "30", "bframes": "2"}, "one.mp4"), tmp_path, 0, "1.mp4")
    other, *_ = copied(source({"keyint": "30", "bframes": "0"}, "two.mp4"), tmp_path, 0, "2.mp4")
    with pytest.raises(EncodingError):
        join([one, other], None, tmp_path / "out.mp4", frame_time(200, FPS))
    assert not (tmp_path / "out.mp4").exists()


def test_the_same_packets_are_the_same_bytes(tmp_path, source):
    original = source({"keyint": "30"})
    chunks = [copied(original, tmp_path, 1, name)[0].read_bytes() for name in ("1.mp4", "2.mp4")]
    assert chunks[0] == chunks[1]


def test_packets_that_are_not_there_are_an_error_and_leave_no_file(tmp_path, source):
    original = source({"keyint": "30", "bframes": "0"})
    for start, count in ((1, 20), (90, 31), (120, 1)):
        with pytest.raises(MaterialError):
            copy_packets(original, start, count, FPS, tmp_path / "copy.mp4")
    assert {path.name for path in tmp_path.iterdir()} == {"source.mp4"}


def test_our_own_films_are_fit_but_for_the_number_of_their_sets(encoded, settings):
    index = packet_index(encoded(range(120), settings), FPS)
    assert not isinstance(index, Unfit)
    assert set(index.parameters.sequence_sets) == set(index.parameters.picture_sets) == {settings.sets}
    other = packet_index(encoded(range(120), replace(settings, sets=4)), FPS)
    assert set(other.parameters.picture_sets) == {4}


def test_a_joint_that_cannot_be_entered_is_found(tmp_path, source, encoded, settings):
    chunk, _, end = copied(source({"keyint": "30", "bframes": "2"}), tmp_path, 0)
    join([chunk, encoded(range(end, 120), settings)], None, tmp_path / "out.mp4", frame_time(120, FPS))
    assert verify(tmp_path / "out.mp4", 120, FPS, 0, joints=[30, end]).frames == 120
    with pytest.raises(EncodingError):
        verify(tmp_path / "out.mp4", 120, FPS, 0, joints=[end + 1])


def test_a_film_that_lacks_a_parameter_set_is_found_at_its_joint(tmp_path, source, encoded, settings):
    """Our picture set's number in the box is overwritten by the source's."""
    chunk, _, end = copied(source({"keyint": "30", "bframes": "2"}), tmp_path, 0)
    join([chunk, encoded(range(end, 120), settings)], None, tmp_path / "out.mp4", frame_time(120, FPS))
    with av.open(str(tmp_path / "out.mp4")) as film:
        theirs, ours = ParameterSets.of_box(bytes(film.streams.video[0].codec_context.extradata)).pictures
    broken = (tmp_path / "out.mp4").read_bytes().replace(ours, theirs.ljust(len(ours), b"\0")[: len(ours)])
    (tmp_path / "out.mp4").write_bytes(broken)
    with pytest.raises(EncodingError):
        verify(tmp_path / "out.mp4", 120, FPS, 0, joints=[end])
