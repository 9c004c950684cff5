"""A look at a finished film before anyone gets it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
from av.container import InputContainer
from av.video.stream import VideoStream

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
        with av.open(str(path)) as film:
            _check_times(film, frames, fps)
        with av.open(str(path)) as film:
            _check_sound(film, duration)
        with av.open(str(path)) as film:
            _check_joints(film, joints, fps)
        with av.open(str(path)) as film:
            _check_decoding(film, frames, fps, full=full)
            return _facts(film, path, frames, fps)


def _facts(film: InputContainer, path: Path, frames: int, fps: Fraction) -> FilmFacts:
    codec = film.streams.video[0].codec_context
    sounds = bool(film.streams.audio)
    return FilmFacts(codec.width, codec.height, frames, frame_time(frames, fps), sounds, path.stat().st_size)


def _check_times(film: InputContainer, frames: int, fps: Fraction) -> None:
    picture = _picture(film)
    times = sorted((packet.pts or 0) * packet.time_base * fps for packet in film.demux(picture) if packet.size)
    if len(times) != frames:
        raise EncodingError(f"The film has {len(times)} frames instead of {frames}")
    if any(time != index for index, time in enumerate(times)):
        raise EncodingError("The film's frames do not show at their times")


def _check_sound(film: InputContainer, duration: int) -> None:
    for stream in film.streams.audio:
        last = max((packet for packet in film.demux(stream) if packet.size), key=lambda packet: packet.pts or 0)
        end = ((last.pts or 0) + (last.duration or 0)) * last.time_base
        if abs(end - Fraction(duration, SECOND)) > Fraction(AAC_FRAME, SAMPLE_RATE):
            raise EncodingError(f"The sound lasts {float(end):.3f} s instead of {duration / SECOND:.3f} s")


def _check_decoding(film: InputContainer, frames: int, fps: Fraction, *, full: bool) -> None:
    picture = _picture(film)
    picture.codec_context.options = {"err_detect": "explode"}
    found = [_frame_index(frame, fps) for frame in (film.decode(picture) if full else _ends(film, picture))]
    whole = found == list(range(frames)) if full else found[0] == 0 <= found[1] < frames
    if not whole:
        raise EncodingError("The film's frames cannot all be decoded")


def _check_joints(film: InputContainer, joints: Sequence[int], fps: Fraction) -> None:
    picture = _picture(film)
    picture.codec_context.options = {"err_detect": "explode"}
    picture.thread_type = "SLICE"  # one frame each: nothing to run ahead of
    for joint in joints:
        film.seek(round(joint / fps / (picture.time_base or 1)), stream=picture)
        if _frame_index(next(film.decode(picture)), fps) != joint:
            raise EncodingError("The film cannot be entered where copied packets begin or end")


def _ends(film: InputContainer, picture: VideoStream) -> Iterator[av.VideoFrame]:
    """The first frame, and the last key frame: what lies between was counted, and we have just written it."""
    yield next(film.decode(picture))
    film.seek((picture.start_time or 0) + (picture.duration or 0), stream=picture)
    yield next(film.decode(picture))


def _frame_index(frame: av.VideoFrame, fps: Fraction) -> int:
    return round((frame.pts or 0) * (frame.time_base or 0) * fps)


def _picture(film: InputContainer) -> VideoStream:
    if len(film.streams.video) != 1:
        raise EncodingError("The film has no picture")
    return film.streams.video[0]
