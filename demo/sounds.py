"""The sound of the demo: a slow song of pads, plucks and bass, and a voice that sings vowels."""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

RATE = 48_000
Mono: TypeAlias = NDArray[np.float64]
Stereo: TypeAlias = NDArray[np.float32]
"""Shape (count, 2), -1..1."""

BEAT = 0.5
CHORDS = ((48, 55, 59, 64, 67), (45, 52, 55, 60, 64), (41, 48, 52, 57, 60), (43, 50, 55, 59, 62))
"""Cmaj7, Am7, Fmaj7, G: bass first, as MIDI notes; each lasts six beats."""
TUNE = (76, 79, 83, 79, 74, 79, 76, 72, 79, 76, 71, 72, 72, 77, 81, 76, 72, 69, 74, 79, 83, 86, 83, 79)
VOWELS = {
    "a": (800, 1150, 2900),
    "o": (450, 800, 2830),
    "u": (325, 700, 2700),
    "e": (400, 1700, 2600),
    "i": (300, 2200, 3000),
}
"""The first three formants of sung vowels, hertz."""
SYLLABLES = (
    (0.0, "a", 64, 0.42),
    (0.5, "o", 67, 0.42),
    (1.0, "e", 71, 0.42),
    (1.5, "a", 69, 0.8),
    (2.5, "u", 67, 0.42),
    (3.0, "i", 64, 0.9),
)
"""When (seconds), which vowel, which note, how long."""


def music(seconds: float) -> Stereo:
    """A song of two channels, its last second fading."""
    out = np.zeros((round(seconds * RATE), 2))
    for bar, chord in enumerate(CHORDS):
        start = bar * 6 * BEAT
        _add(out, start, _pad(chord, 6 * BEAT + 1.2), 0.0, 0.05)
        _add(out, start, _bass(chord[0], 6 * BEAT), 0.0, 0.20)
    for step, note in enumerate(TUNE):
        _add(out, step * BEAT, _pluck(note, 1.6, step), 0.55 * np.sin(step * 1.9), 0.16)
    return _finished(_roomy(out))


def voice() -> Stereo:
    """Four seconds of a voice without words."""
    out = np.zeros((4 * RATE, 2))
    for start, vowel, note, length in SYLLABLES:
        _add(out, start, _sung(note, length, VOWELS[vowel]), 0.0, 0.5)
    return _finished(_roomy(out, 0.12))


def _pad(chord: tuple[int, ...], seconds: float) -> Mono:
    time = np.arange(round(seconds * RATE)) / RATE
    swell = np.minimum(1, time / 0.7) * np.minimum(1, (seconds - time) / 1.2)
    wave = np.zeros_like(time)
    for note in chord[1:]:
        for detune in (0.997, 1.0, 1.0031):
            phase = 2 * np.pi * _hertz(note) * detune * time
            wave += np.sin(phase) + 0.35 * np.sin(2 * phase) + 0.12 * np.sin(3 * phase)
    return np.asarray(wave * swell / 3)


def _bass(note: int, seconds: float) -> Mono:
    time = np.arange(round(seconds * RATE)) / RATE
    phase = 2 * np.pi * _hertz(note - 12) * time
    return np.asarray((np.sin(phase) + 0.4 * np.sin(2 * phase)) * np.exp(-time * 0.9) * np.minimum(1, time / 0.02))


def _pluck(note: int, seconds: float, seed: int) -> Mono:
    """A plucked string after Karplus and Strong (1983), a whole period at a time."""
    period = round(RATE / _hertz(note))
    ring = np.random.default_rng(100 + seed).uniform(-1, 1, period)
    ring = (ring + np.roll(ring, 1) + np.roll(ring, 2)) / 3
    turns = []
    for _ in range(round(seconds * RATE / period)):
        turns.append(ring)
        ring = 0.996 * (ring + np.roll(ring, 1)) / 2
    wave = np.concatenate(turns)
    return np.asarray(wave * np.minimum(1, np.linspace(seconds * 8, 0, len(wave))))


def _sung(note: int, seconds: float, formants: tuple[int, int, int]) -> Mono:
    """A note as harmonics of a falling source, made louder near the vowel's formants, with vibrato."""
    time = np.arange(round(seconds * RATE)) / RATE
    base = _hertz(note - 12)
    phase = (
        2
        * np.pi
        * base
        * (time - 0.006 / 5.5 * np.cos(2 * np.pi * 5.5 * time) / (2 * np.pi) * np.minimum(1, time / 0.3))
    )
    wave = np.zeros_like(time)
    for harmonic in range(1, int(4000 / base)):
        hertz = harmonic * base
        shape = sum(
            level / (1 + ((hertz - peak) / 90) ** 2) for level, peak in zip((1, 0.6, 0.25), formants, strict=True)
        )
        wave += np.sin(harmonic * phase) * (shape + 0.02) / harmonic**0.4
    return np.asarray(wave * np.minimum(1, time / 0.05) * np.minimum(1, (seconds - time) / 0.12) * 0.5)


def _roomy(dry: NDArray[np.float64], amount: float = 0.16) -> NDArray[np.float64]:
    """With the echo of a hall: noise that dies away, another one for each ear."""
    length = round(1.6 * RATE)
    decay = np.exp(-np.arange(length) / (0.32 * RATE))
    size = 1 << int(np.ceil(np.log2(len(dry) + length)))
    hall = np.random.default_rng(7).standard_normal((length, 2)) * decay[:, None] / 40
    wet = np.fft.irfft(np.fft.rfft(dry, size, axis=0) * np.fft.rfft(hall, size, axis=0), size, axis=0)[: len(dry)]
    return np.asarray(dry + amount * wet)


def _finished(sound: NDArray[np.float64]) -> Stereo:
    tail = np.minimum(1, np.arange(len(sound), 0, -1) / (0.6 * RATE))[:, None]
    return np.asarray(sound * tail * (0.7 / np.abs(sound).max()), np.float32)


def _add(out: NDArray[np.float64], start: float, wave: Mono, pan: float, level: float) -> None:
    first = round(start * RATE)
    part = out[first : first + len(wave)]
    angle = (pan + 1) * np.pi / 4
    part += wave[: len(part), None] * (np.cos(angle), np.sin(angle)) * level


def _hertz(note: int) -> float:
    return float(440 * 2 ** ((note - 69) / 12))
