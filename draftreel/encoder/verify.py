"""A look at a finished film before anyone gets it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
from av.container import InputContainer
from av.video.stream import VideoStream

from draftreel.encoder.opening import open_made
from draftreel.encoder.staging import reported
from draftreel.errors import EncodingError
from draftreel.span import SAMPLE_RATE, SECOND, frame_time

AAC_FRAME = 1024


@dataclass(frozen=True, slots=True)
class FilmFacts:
    """What a film is: pixels, frames, microseconds of picture, whether it sounds, bytes."""

    width: int
    height: int
    frames: int
    duration_us: int
    has_sound: bool
    bytes: int


def verify(
    path: Path, frames: int, fps: Fraction, duration: int, *, joints: Sequence[int] = (), full: bool = False
) -> FilmFacts:
    """Counts and times every frame, decodes the first and the last key frame (all when `full`), measures the sound.

    `duration` is what the sound lasts if there is one, in microseconds, give or take one AAC frame. `joints` are
    key frames at which another encoder's packets begin, each decoded by itself.
    Raises EncodingError, which says what is wrong.
    """
    with reported("The film cannot be read"):  # a container remembers where it was: each look has its own
        with open_made(path) as film:
            _check_packets(film, frames, fps, duration)
        with open_made(path) as film:
            _check_decoding(film, frames, fps, full=full)
            _check_joints(film, joints, fps)
            return _facts(film, path, frames, fps)


def _facts(film: InputContainer, path: Path, frames: int, fps: Fraction) -> FilmFacts:
    codec = film.streams.video[0].codec_context
    sounds = bool(film.streams.audio)
    return FilmFacts(codec.width, codec.height, frames, frame_time(frames, fps), sounds, path.stat().st_size)


def _check_packets(film: InputContainer, frames: int, fps: Fraction, duration: int) -> None:
    """In one reading: two would read the pictures' bytes twice."""
    picture = _picture(film)
    times, ends = list[int](), {stream.index: 0 for stream in film.streams.audio}
    for packet in film.demux(picture, *film.streams.audio):
        if not packet.size:
            continue
        if packet.stream_index == picture.index:
            times.append(packet.pts or 0)
        else:
            ends[packet.stream_index] = max(ends[packet.stream_index], (packet.pts or 0) + (packet.duration or 0))
    _check_times(times, frames, _tick(film, fps))
    for stream in film.streams.audio:
        _check_end(ends[stream.index] * (stream.time_base or Fraction(0)), duration)


def _check_times(times: list[int], frames: int, tick: Fraction) -> None:
    """`times` count in ticks, of which each is that many frames."""
    if len(times) != frames:
        raise EncodingError(f"The film has {len(times)} frames instead of {frames}")
    across, down = tick.as_integer_ratio()  # where no tick falls on a frame, WebM's milliseconds, it is the nearest
    if any(2 * abs(time * across - index * down) > across for index, time in enumerate(sorted(times))):
        raise EncodingError("The film's frames do not show at their times")


def _check_end(end: Fraction, duration: int) -> None:
    if abs(end - Fraction(duration, SECOND)) > Fraction(AAC_FRAME, SAMPLE_RATE):
        raise EncodingError(f"The sound lasts {float(end):.3f} s instead of {duration / SECOND:.3f} s")


def _check_decoding(film: InputContainer, frames: int, fps: Fraction, *, full: bool) -> None:
    picture, tick = _picture(film), _tick(film, fps)
    picture.codec_context.options = {"err_detect": "explode"}
    if full:
        whole = [_frame_index(frame, tick) for frame in film.decode(picture)] == list(range(frames))
    else:
        picture.thread_type = "NONE"  # single frames: nothing to run ahead of
        first, last = (_frame_index(frame, tick) for frame in _ends(film, picture))
        whole = first == 0 <= last < frames
    if not whole:
        raise EncodingError("The film's frames cannot all be decoded")


def _check_joints(film: InputContainer, joints: Sequence[int], fps: Fraction) -> None:
    picture, tick = _picture(film), _tick(film, fps)
    for joint in joints:
        film.seek(round(joint / tick), stream=picture)
        if _frame_index(_key_frame(film, picture), tick) != joint:
            raise EncodingError("The film cannot be entered where copied packets begin or end")


def _ends(film: InputContainer, picture: VideoStream) -> Iterator[av.VideoFrame]:
    """The first frame, and the last key frame: what lies between was counted, and we have just written it."""
    yield _key_frame(film, picture)
    film.seek((picture.start_time or 0) + (picture.duration or 0), stream=picture)
    yield _key_frame(film, picture)


def _key_frame(film: InputContainer, picture: VideoStream) -> av.VideoFrame:
    """The next packet decoded by itself, without those that may be shown before it."""
    packet = next(film.demux(picture))
    for frame in (*picture.decode(packet), *picture.decode(None)):
        return frame
    raise EncodingError("The film's frames cannot all be decoded")


def _frame_index(frame: av.VideoFrame, tick: Fraction) -> int:
    return round((frame.pts or 0) * tick)


def _tick(film: InputContainer, fps: Fraction) -> Fraction:
    """How many frames the picture's times count in."""
    return (_picture(film).time_base or Fraction(1)) * fps


def _picture(film: InputContainer) -> VideoStream:
    if len(film.streams.video) != 1:
        raise EncodingError("The film has no picture")
    return film.streams.video[0]
