"""Sounds to mix: written as float WAV files, so that samples come back as they were."""

import struct
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from draftreel.mixer import mix
from draftreel.samples import SAMPLE_RATE, Samples
from draftreel.span import SECOND, Span
from draftreel.timeline import Media, MediaKind, Retiming, SoundClip, Timeline


@dataclass
class Desk:
    """Files by key, and the way from clips to one array."""

    folder: Path
    library: dict[str, Path] = field(default_factory=dict)

    def put(self, key: str, samples: Samples) -> Media:
        self.library[key] = self.folder / f"{key}.wav"
        self.library[key].write_bytes(_wav(samples))
        return Media(key, MediaKind.SOUND, duration=len(samples) * SECOND // SAMPLE_RATE, has_sound=True)

    def mixed(self, clips: Sequence[SoundClip], seconds: float, span: Span | None = None, **options: int) -> Samples:
        film = self.film(clips, seconds)
        return np.concatenate([*mix(film, self.library, span, **options), np.zeros((0, 2), np.float32)])

    def film(self, clips: Sequence[SoundClip], seconds: float) -> Timeline:
        return Timeline(1080, 1920, Fraction(30), round(seconds * SECOND), sounds=tuple(clips))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


@pytest.fixture
def clip() -> Callable[..., SoundClip]:
    def make(source, start: float, seconds: float, *, at: float = 0, speed=1, reverse=False, **more) -> SoundClip:
        speed = Fraction(speed)
        retiming = Retiming(round(at * SECOND), round(seconds * speed * SECOND), speed, reverse, source.duration)
        return SoundClip(Span(round(start * SECOND), round(seconds * SECOND)), source, retiming, **more)

    return make


@pytest.fixture
def tone() -> Callable[..., Samples]:
    def make(hertz: float, seconds: float, amplitude: float = 0.5) -> Samples:
        wave = amplitude * np.sin(2 * np.pi * hertz * np.arange(round(seconds * SAMPLE_RATE)) / SAMPLE_RATE)
        return np.stack([wave, wave], axis=1).astype(np.float32)

    return make


@pytest.fixture
def peaks() -> Callable[[Samples], Mapping[int, float]]:
    """Whole-second sound to amplitude by frequency in Hz, of what stands out (left channel)."""

    def measure(samples: Samples) -> Mapping[int, float]:
        seconds = len(samples) // SAMPLE_RATE
        spectrum = np.abs(np.fft.rfft(samples[: seconds * SAMPLE_RATE, 0])) / (seconds * SAMPLE_RATE / 2)
        bins = np.flatnonzero(spectrum > 0.02)
        return {round(index / seconds): float(spectrum[index]) for index in bins}

    return measure


def _wav(samples: Samples) -> bytes:
    data = samples.astype("<f4").tobytes()
    form = struct.pack("<HHIIHH", 3, 2, SAMPLE_RATE, SAMPLE_RATE * 8, 8, 32)
    body = b"WAVEfmt " + struct.pack("<I", len(form)) + form + b"data" + struct.pack("<I", len(data)) + data
    return b"RIFF" + struct.pack("<I", len(body)) + body
