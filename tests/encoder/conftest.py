"""Pictures that can be told apart after encoding, and sounds."""

import wave
from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import pytest

from draftreel.encoder import VideoEncoder
from draftreel.formats import VideoSettings
from draftreel.image import Image

WIDTH, HEIGHT = 96, 64


@pytest.fixture
def picture() -> Callable[[int], Image]:
    """Twelve dark or light blocks that spell a number in binary, over a shade that moves."""

    def make(number: int) -> Image:
        y = np.empty((HEIGHT, WIDTH), np.uint8)
        y[:] = 40 + (np.arange(WIDTH) + number) % 64
        for bit in range(12):
            y[16:48, 8 * bit : 8 * bit + 8] = 220 if number >> bit & 1 else 20
        chroma = np.full((HEIGHT // 2, WIDTH // 2), 128, np.uint8)
        return Image((y, chroma, chroma.copy()))

    return make


@pytest.fixture
def number_of() -> Callable[[av.VideoFrame], int]:
    def read(frame: av.VideoFrame) -> int:
        row = frame.to_ndarray()[32, :WIDTH].reshape(12, 8).mean(axis=1)
        return sum(1 << bit for bit in range(12) if row[bit] > 128)

    return read


@pytest.fixture
def settings() -> VideoSettings:
    return VideoSettings(WIDTH, HEIGHT, Fraction(30))


@pytest.fixture
def encoded(tmp_path: Path, picture) -> Callable[..., Path]:
    def encode(numbers: Sequence[int], settings: VideoSettings, name: str = "film.mp4") -> Path:
        with VideoEncoder(tmp_path / name, settings) as encoder:
            for number in numbers:
                encoder.write(picture(number))
        return tmp_path / name

    return encode


@pytest.fixture
def chunked(encoded) -> Callable[..., list[Path]]:
    def encode(cuts: Sequence[int], settings: VideoSettings) -> list[Path]:
        return [encoded(range(a, b), settings, f"chunk{a}.mp4") for a, b in pairwise(cuts)]

    return encode


@pytest.fixture
def sound() -> Callable[[int], np.ndarray]:
    def make(count: int) -> np.ndarray:
        wave = 0.5 * np.sin(2 * np.pi * 440 * np.arange(count) / 48_000)
        return np.stack([wave, wave], axis=1).astype(np.float32)

    return make


@pytest.fixture
def wav(tmp_path: Path) -> Callable[[np.ndarray], Path]:
    def write(samples: np.ndarray) -> Path:
        with wave.open(str(tmp_path / "click.wav"), "wb") as file:
            file.setparams((2, 2, 48_000, 0, "NONE", ""))
            file.writeframes((samples * 32_767).astype("<i2").tobytes())
        return tmp_path / "click.wav"

    return write


@pytest.fixture
def frames_of() -> Callable[[Path], list[av.VideoFrame]]:
    def decode(path: Path) -> list[av.VideoFrame]:
        with av.open(str(path)) as film:
            film.streams.video[0].codec_context.options = {"err_detect": "explode"}
            return list(film.decode(video=0))

    return decode


@pytest.fixture
def samples_of() -> Callable[[Path], np.ndarray]:
    def decode(path: Path) -> np.ndarray:
        with av.open(str(path)) as film:
            return np.concatenate([frame.to_ndarray() for frame in film.decode(audio=0)], axis=1).T

    return decode
