"""Good files of every kind, made on the spot, and ways to spoil them that follow from a seed."""

import random
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from PIL import Image as Pillow

FRAMES, SIDE = 20, 64


def _film(path: Path, picture: str, sound: str = "") -> None:
    with av.open(str(path), "w") as container:
        seen = container.add_stream(picture, rate=Fraction(10))
        seen.width = seen.height = SIDE
        seen.pix_fmt = "yuv420p"
        seen.codec_context.gop_size = 5
        heard = container.add_stream(sound, rate=48_000, layout="stereo") if sound else None
        for n in range(FRAMES):
            light = np.random.default_rng(n).integers(0, 255, (SIDE, SIDE, 3), np.uint8)
            container.mux(seen.encode(av.VideoFrame.from_ndarray(light, format="rgb24")))
        container.mux(seen.encode())
        if heard:
            _hum(container, heard)


def _sound(path: Path, codec: str) -> None:
    with av.open(str(path), "w") as container:
        _hum(container, container.add_stream(codec, rate=48_000, layout="stereo"))


def _hum(container: "av.container.OutputContainer", stream: "av.audio.stream.AudioStream") -> None:
    """Two seconds of a tone."""
    codec = stream.codec_context
    wave = np.sin(np.arange(96_000) / 20).astype(np.float32)[:, None].repeat(2, 1) / 4
    resampler = av.AudioResampler(codec.format.name, "stereo", 48_000, codec.frame_size or 1_024)
    frame = av.AudioFrame.from_ndarray(wave.reshape(1, -1), "flt", "stereo")
    frame.sample_rate, frame.pts, frame.time_base = 48_000, 0, Fraction(1, 48_000)
    for piece in [*resampler.resample(frame), *resampler.resample(None)]:
        container.mux(stream.encode(piece))
    container.mux(stream.encode())


def _still(path: Path) -> None:
    Pillow.fromarray(np.random.default_rng(0).integers(0, 255, (SIDE, SIDE, 3), np.uint8)).save(path)


def _animation(path: Path) -> None:
    lights = [np.random.default_rng(n).integers(0, 255, (SIDE, SIDE, 3), np.uint8) for n in range(5)]
    first, *rest = map(Pillow.fromarray, lights)
    first.save(path, save_all=True, append_images=rest, duration=100)


KINDS: Mapping[str, Callable[[Path], None]] = {
    "h264.mp4": lambda path: _film(path, "libx264", "aac"),
    "h264.mov": lambda path: _film(path, "libx264"),
    "h264.mkv": lambda path: _film(path, "libx264", "aac"),
    "vp9.webm": lambda path: _film(path, "libvpx-vp9", "libopus"),
    "mpeg4.avi": lambda path: _film(path, "mpeg4", "libmp3lame"),
    "h264.ts": lambda path: _film(path, "libx264", "aac"),
    "a.mp3": lambda path: _sound(path, "libmp3lame"),
    "a.wav": lambda path: _sound(path, "pcm_s16le"),
    "a.flac": lambda path: _sound(path, "flac"),
    "a.ogg": lambda path: _sound(path, "libopus"),
    "a.png": _still,
    "a.jpg": _still,
    "a.bmp": _still,
    "a.tiff": _still,
    "a.avif": _still,
    "still.webp": _still,
    "a.gif": _animation,
    "moving.webp": _animation,
    "moving.png": _animation,
}
"""By the names of their files."""


def spoiled(whole: bytes, seed: int, count: int) -> Iterator[bytes]:
    """So many spoiled copies, of each way in turn."""
    chance = random.Random(f"{seed} {len(whole)}")
    ways = (_cut, _flipped, _flipped_head, _holed, _exchanged, _doubled)
    return (ways[index % len(ways)](bytearray(whole), chance) for index in range(count))


def _cut(data: bytearray, chance: random.Random) -> bytes:
    return bytes(data[: chance.randrange(len(data))])


def _flipped(data: bytearray, chance: random.Random) -> bytes:
    return _with_flips(data, chance, len(data))


def _flipped_head(data: bytearray, chance: random.Random) -> bytes:
    """Where sizes and counts stand."""
    return _with_flips(data, chance, min(len(data), 600))


def _with_flips(data: bytearray, chance: random.Random, end: int) -> bytes:
    for _ in range(chance.choice((1, 5, 50))):
        data[chance.randrange(end)] ^= 1 << chance.randrange(8)
    return bytes(data)


def _holed(data: bytearray, chance: random.Random) -> bytes:
    """A stretch of nothing, as a broken download leaves it."""
    start, length = chance.randrange(len(data)), chance.randrange(1, 4_000)
    end = min(len(data), start + length)
    data[start:end] = bytes(end - start)
    return bytes(data)


def _exchanged(data: bytearray, chance: random.Random) -> bytes:
    """Four bytes that say the most or the least."""
    at = chance.randrange(max(1, len(data) - 4))
    data[at : at + 4] = chance.choice((b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"\0\0\0\0", b"\x80\0\0\0"))
    return bytes(data)


def _doubled(data: bytearray, chance: random.Random) -> bytes:
    """A stretch of it once more where it does not belong."""
    start, at = chance.randrange(len(data)), chance.randrange(len(data))
    part = data[start : start + chance.randrange(1, 4_000)]
    return bytes(data[:at] + part + data[at:])
