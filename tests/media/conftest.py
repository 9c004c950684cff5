"""Small films, sounds and pictures made on the spot; frame n carries n as eight blocks, bright for one."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray

Array = NDArray[np.uint8]


def numbered(number: int, width: int = 64, height: int = 48) -> Array:
    """Grey RGB whose eight upright stripes spell `number` in binary, the highest bit on the left."""
    bits = [number >> (7 - bit) & 1 for bit in range(8)]
    stripes = np.array(bits, np.uint8).repeat(width // 8)
    row = np.pad(stripes, (0, width - len(stripes)), mode="edge") * 170 + 40
    return np.ascontiguousarray(np.broadcast_to(row[None, :, None], (height, width, 3)).astype(np.uint8))


def number_in(luma: Array) -> int:
    """The number that `numbered` wrote, from a luma plane of any size."""
    width = luma.shape[1] // 8
    middle = luma[luma.shape[0] // 4 : -(luma.shape[0] // 4)]
    return sum(
        int(middle[:, bit * width + width // 4 : (bit + 1) * width - width // 4].mean() > 120) << (7 - bit)
        for bit in range(8)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """How a film is written; `stamps` are presentation times in `base`, one a frame."""

    pictures: Sequence[Array] = ()
    fps: Fraction = Fraction(30)
    codec: str = "libx264"
    pixels: str = "yuv420p"
    gop: int = 12
    b_frames: int = 2
    stamps: Sequence[int] | None = None
    base: Fraction | None = None
    rotation: float | None = None
    aspect: str = ""
    tags: tuple[int, int] | None = None  # colorspace, color_range
    transfer: int = 0
    raw: Callable[[int], av.VideoFrame] | None = None  # frame n exactly as it goes to the encoder
    count: int = 0
    options: tuple[tuple[str, str], ...] = ()
    form: str | None = None


def write_film(path: Path, shot: Shot) -> Path:
    """The shot as a file whose container follows from the name."""
    first = shot.raw(0) if shot.raw else None
    height, width = (first.height, first.width) if first else shot.pictures[0].shape[:2]
    with av.open(str(path), "w", format=shot.form) as container:
        stream = container.add_stream(shot.codec, rate=shot.fps, options=dict(shot.options))
        stream.width, stream.height, stream.pix_fmt = width, height, shot.pixels
        if shot.codec != "rawvideo" and shot.codec not in {"png", "qtrle", "ffv1", "prores_ks", "mjpeg"}:
            stream.codec_context.gop_size = shot.gop
            stream.codec_context.max_b_frames = shot.b_frames
        if shot.base:
            stream.codec_context.time_base = shot.base
        if shot.tags:
            stream.codec_context.colorspace, stream.codec_context.color_range = shot.tags
        if shot.transfer:
            stream.codec_context.color_trc = shot.transfer
        if shot.aspect:
            stream.codec_context.sample_aspect_ratio = Fraction(shot.aspect)
        if shot.rotation is not None:
            stream.set_display_rotation(shot.rotation)
        for frame in _frames(shot):
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
    return path


def _frames(shot: Shot) -> Iterable[av.VideoFrame]:
    for n in range(shot.count if shot.raw else len(shot.pictures)):
        frame = shot.raw(n) if shot.raw else av.VideoFrame.from_ndarray(shot.pictures[n])
        frame.pts = shot.stamps[n] if shot.stamps else n
        frame.time_base = shot.base or 1 / shot.fps
        yield frame


def write_sound(
    path: Path, samples: NDArray[np.float32], codec: str, rate: int = 48_000, layout: str = "stereo"
) -> Path:
    """Samples of shape (count, channels) as a file of sound alone."""
    with av.open(str(path), "w") as container:
        stream = container.add_stream(codec, rate=rate, layout=layout)
        shape = stream.codec_context.format.name
        size = stream.codec_context.frame_size or 1024
        resampler = av.AudioResampler(format=shape, layout=layout, rate=rate, frame_size=size)
        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(samples.reshape(1, -1)), format="flt", layout=layout)
        frame.sample_rate, frame.pts, frame.time_base = rate, 0, Fraction(1, rate)
        for piece in [*resampler.resample(frame), *resampler.resample(None)]:
            container.mux(stream.encode(piece))
        container.mux(stream.encode())
    return path


@pytest.fixture
def film(tmp_path: Path) -> Callable[..., Path]:
    """film(name, **Shot fields) writes a film; without pictures, sixty numbered ones."""

    def make(name: str, **options: object) -> Path:
        if "raw" not in options:
            options.setdefault("pictures", [numbered(n) for n in range(60)])
        return write_film(tmp_path / name, Shot(**options))

    return make


@pytest.fixture
def sound(tmp_path: Path) -> Callable[..., Path]:
    """sound(name, samples, codec, rate, layout) writes a sound."""
    return lambda name, samples, codec, *rest: write_sound(tmp_path / name, samples, codec, *rest)


@pytest.fixture
def read_number() -> Callable[[Array], int]:
    return number_in


@pytest.fixture
def draw_number() -> Callable[..., Array]:
    return numbered
