"""A file's sound at its own rate, every sample at its place: dense stereo from any position."""

import math
from collections.abc import Iterator
from fractions import Fraction
from itertools import islice
from pathlib import Path
from typing import TypeAlias

import av
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.codec.context import CodecContext
from av.container import InputContainer
from av.packet import Packet
from av.stream import Disposition

from draftreel.errors import MaterialError
from draftreel.media.decoding import film_streams, packets
from draftreel.media.demuxers import open_media
from draftreel.media.downmix import alike, joined, to_stereo
from draftreel.samples import Samples, silence

_PREROLL = Fraction(1, 2)  # seconds that AAC, MP3 and Opus may need before they sound right
_STEPS_BACK = (Fraction(0), Fraction(5), Fraction(30))
_SLACK = Fraction(3, 100)  # seconds by which stamps may stray before we believe in a gap
_LONGEST_GAP = 1 << 16
_MAX_RATE = 768_000
_AT_ONCE = 16_384
_REMEMBERS = frozenset({"aac", "ac3", "eac3", "mp2", "mp2float"})
"""Decoders that play with chance or keep something back when they are flushed: for a jump they are made anew."""
_FORGETS = frozenset({"alac", "flac", "libopus", "mp3", "mp3float", "opus", "vorbis"})
"""Decoders that begin after a flush as if they had decoded nothing."""

PlacedFrame: TypeAlias = tuple[int, AudioFrame]


class Pcm:
    """One open sound; positions are samples at `rate` after the picture's (or else the sound's) start.

    What comes after a jump depends on the file and the place alone, not on what was decoded before. `wanted` is
    the position up to which the sound is going to be asked for: nothing is decoded ahead of it.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._open()
        self._fresh = True
        self._from: int | None = None
        self.wanted = 0
        self._grid: tuple[int, int] | None = None
        head = list(islice(self._decoded(), 3))
        self._fresh = False
        self.rate = head[0].sample_rate if head else 0
        if not 0 < self.rate <= _MAX_RATE:
            raise MaterialError("no sound can be decoded")
        self._slack = math.floor(_SLACK * self.rate)
        if len(head) == 3 and head[1].samples == head[2].samples and head[0].pts is not None:
            self._grid = self._raw_position(head[0]) + head[0].samples, head[1].samples

    def close(self) -> None:
        self._container.close()

    def dense(self, position: int) -> Iterator[Samples]:
        """Blocks without gap or overlap, the first of them beginning at `position`, to the end of the sound."""
        expected = position
        for start, block in self._placed(position):
            if start > expected:
                yield from _zeros(start - expected)
                expected = start
            if start + len(block) > expected:
                yield block[expected - start :]
                expected = start + len(block)

    def enterable(self, position: int) -> bool:
        """Whether a jump to a position decodes from just before it, and not all from the sound's start."""
        return any(frames is not None for frames in self._jumps(position))

    def _placed(self, position: int) -> Iterator[tuple[int, Samples]]:
        for frames in self._jumps(position):
            if frames is not None:
                yield from self._blocks(frames)  # the first frame after a jump still lacks what came before it
                return
        self._rewind()
        yield from self._blocks(self._frames())

    def _jumps(self, position: int) -> Iterator[Iterator[PlacedFrame] | None]:
        """Tries from farther and farther back: the frames after the first, or None where that comes too late."""
        for step in _STEPS_BACK:
            moment = Fraction(position, self.rate) - _PREROLL - step
            if moment <= 0 or not self._seek(moment):
                return
            frames = self._frames()
            first = next(frames, None)
            yield frames if first is not None and first[0] <= position - self.rate // 20 else None

    def _blocks(self, frames: Iterator[PlacedFrame]) -> Iterator[tuple[int, Samples]]:
        """Frames that follow one another without a gap are converted together, as far as they are wanted."""
        waiting, start, end = list[AudioFrame](), 0, 0
        for at, frame in frames:
            if waiting and (at != end or not alike(frame, waiting[0])):
                yield start, to_stereo(joined(waiting))
                waiting = []
            start, end = start if waiting else at, at + frame.samples
            waiting.append(frame)
            if end >= min(self.wanted, start + _AT_ONCE):
                yield start, to_stereo(joined(waiting))
                waiting = []
        if waiting:
            yield start, to_stereo(joined(waiting))

    def _frames(self) -> Iterator[PlacedFrame]:
        expected: int | None = None
        for frame in self._decoded():
            if frame.sample_rate != self.rate:
                continue
            start = self._position(frame, expected)
            expected = start + frame.samples
            yield start, frame

    def _position(self, frame: AudioFrame, expected: int | None) -> int:
        if frame.pts is None:
            return expected or 0
        raw = self._raw_position(frame)
        if expected is not None and abs(raw - expected) <= self._slack:
            return expected
        return self._on_grid(raw)

    def _raw_position(self, frame: AudioFrame) -> int:
        across, before, down = self._clock
        return _nearest(((frame.pts or 0) * across - before) * frame.sample_rate, down)

    def _on_grid(self, raw: int) -> int:
        """Coarse stamps made exact where frames all have one size, so that a jump lands where play would."""
        if self._grid is None:
            return raw
        anchor, size = self._grid
        near = anchor + round(Fraction(raw - anchor, size)) * size
        coarse = 2 * self.rate * (self._stream.time_base or 0) + 1
        return near if abs(near - raw) <= min(coarse, size // 4) else raw

    def _decoded(self) -> Iterator[AudioFrame]:
        for packet in self._packets():
            try:
                yield from self._codec.decode(packet)  # type: ignore[attr-defined]
            except (av.FFmpegError, ValueError):
                continue

    def _packets(self) -> Iterator[Packet]:  # type: ignore[type-arg]
        """From a jump's moment on: where a seek ends may depend on what was read before."""
        entered = self._from is None
        for packet in packets(self._container, self._stream):
            entered = entered or packet.pts is None or packet.pts >= (self._from or 0)
            if entered:
                yield packet

    def _open(self) -> None:
        self._container = open_media(self._path)
        self._stream = sound_stream(self._container)
        self._codec: CodecContext = self._stream.codec_context
        self._origin = _origin(self._container, self._stream)
        unit = self._stream.time_base or Fraction(1, self._stream.rate)
        down = math.lcm(unit.denominator, self._origin.denominator)
        self._clock = int(unit * down), int(self._origin * down), down  # in integers: it is asked for every frame

    def _rewind(self) -> None:
        if not self._fresh:
            self._container.close()
            self._open()
        self._fresh, self._from = False, None

    def _seek(self, moment: Fraction) -> bool:
        self._forget()
        unit = self._stream.time_base or Fraction(1, self.rate)
        self._from = math.floor((self._origin + moment) / unit)
        try:
            self._container.seek(self._from, stream=self._stream)
        except (av.FFmpegError, OSError):
            return False
        return True

    def _forget(self) -> None:
        """The decoder as if nothing had been decoded; the seek that follows flushes those for which that is enough."""
        name = self._codec.name
        if name in _REMEMBERS:
            self._codec = CodecContext.create(name, "r")
            self._codec.extradata = self._stream.codec_context.extradata
        elif name not in _FORGETS and not name.startswith("pcm_"):
            self._rewind()
        self._fresh = False


def sound_stream(container: InputContainer) -> AudioStream:
    """The first sound of a known codec that plays by default, or else the first; raises MaterialError without any."""
    known = [stream for stream in container.streams.audio if stream.codec_context is not None]
    if not known:
        raise MaterialError("the file has no sound")
    return next((stream for stream in known if stream.disposition & Disposition.default), known[0])


def _origin(container: InputContainer, sound: AudioStream) -> Fraction:
    """Seconds on the file's clock at which the picture starts, or the sound where there is none."""
    films = film_streams(container)
    stream = films[0] if films else sound
    return (stream.start_time or 0) * (stream.time_base or Fraction(0))


def _nearest(over: int, under: int) -> int:
    """As `round` of a fraction, which takes ten times as long."""
    whole, rest = divmod(2 * over + under, 2 * under)
    return whole - (whole & 1 if rest == 0 else 0)


def _zeros(count: int) -> Iterator[Samples]:
    for done in range(0, count, _LONGEST_GAP):
        yield silence(min(_LONGEST_GAP, count - done))
