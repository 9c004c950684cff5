"""What a mix costs beside decoding its sources once, and beside pydub's overlay of the same.

`python -m benchmarks.sound` mixes ten minutes of sixty sounds, from MP3 and M4A and from the same as WAV (which is
what pydub reads without another program), with nothing kept, with a shelf that is empty and with one that is full.
"""

import argparse
import random
import shutil
import statistics
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from fractions import Fraction
from pathlib import Path
from typing import Self

import av
import numpy as np
from pydub import AudioSegment
from rich.console import Console

from benchmarks.bench import SEED
from benchmarks.cost import measured
from benchmarks.machine import Machine
from benchmarks.results import BUILD, keep, markdown, recall
from draftreel.media import SoundReader
from draftreel.mixer import mix
from draftreel.samples import CHANNELS, SAMPLE_RATE, Samples
from draftreel.shelf import SampleShelf
from draftreel.span import SECOND, Span
from draftreel.timeline import Curve, Media, MediaKind, Retiming, SoundClip, Timeline, constant
from draftreel.workspace import Workspace

RUNS = 3
LENGTH_S, CLIPS, SOURCES, SOURCE_S = 600, 60, 6, 60
FORMS = ((".mp3", "libmp3lame"), (".m4a", "aac"))
HEADINGS = ("mix of ten minutes, sixty sounds", "CPU as a ratio to decoding the sources once")
DECODED, PYDUB = "the sources decoded once", "pydub's overlay, from WAV"


@dataclass(frozen=True, slots=True)
class Mixes:
    """Seconds of CPU of each way to mix and of decoding, by name, one for every round."""

    machine: Machine
    seconds: Mapping[str, tuple[float, ...]]

    def ratio(self, name: str) -> float:
        """The median of the rounds' ratios to decoding."""
        pairs = zip(self.seconds[name], self.seconds[DECODED], strict=True)
        return statistics.median(mixed / decoded for mixed, decoded in pairs)

    def table(self) -> str:
        """The cheapest first."""
        names = sorted((name for name in self.seconds if name != DECODED), key=self.ratio)
        return markdown(HEADINGS, [(name, f"{self.ratio(name):.2f}") for name in names])

    @classmethod
    def load(cls) -> Self | None:
        """What was measured last, if anything."""
        found = recall("sound")
        if found is None:
            return None
        return cls(Machine(**found["machine"]), {name: tuple(each) for name, each in found["seconds"].items()})


def main() -> None:
    """Measure, print and keep."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.sound", description=__doc__)
    parser.add_argument("--runs", type=int, default=RUNS)
    runs, folder = parser.parse_args().runs, BUILD / "sound"
    coded, plain = write_sources(folder)
    ways = _ways(timeline(sorted(coded)), coded, plain, folder / "data")
    next(iter(mix(timeline(sorted(coded), 1), coded)))  # the kernels are loaded
    rounds = [{name: measured(way).cpu for name, way in ways.items()} for _ in range(runs)]
    mixes = Mixes(Machine.here(), {name: tuple(each[name] for each in rounds) for name in ways})
    keep("sound", asdict(mixes))
    Console().print(mixes.table())


def timeline(keys: list[str], clips: int = CLIPS) -> Timeline:
    """Sounds of five to forty seconds at their own speed, at other volumes, some over others."""
    chance = random.Random(SEED)  # noqa: S311 - a film that is the same every time
    return Timeline(
        1080, 1920, Fraction(30), LENGTH_S * SECOND, sounds=tuple(_clip(chance, keys) for _ in range(clips))
    )


def _clip(chance: random.Random, keys: list[str]) -> SoundClip:
    duration = chance.randrange(5, 40) * SECOND
    media = Media(chance.choice(keys), MediaKind.SOUND, duration=SOURCE_S * SECOND, has_sound=True)
    span = Span(chance.randrange(LENGTH_S - duration // SECOND) * SECOND, duration)
    retiming = Retiming(chance.randrange(SOURCE_S - duration // SECOND) * SECOND, duration, Fraction(1))
    return SoundClip(span, media, retiming, volume=_volume(chance))


def _volume(chance: random.Random) -> Curve:
    return constant(chance.randrange(2, 10) / 10)


def write_sources(folder: Path) -> tuple[dict[str, Path], dict[str, Path]]:
    """Six minutes of music-like noise in six files, coded, and as 16-bit WAV of what these decode to."""
    folder.mkdir(parents=True, exist_ok=True)
    coded, plain = dict[str, Path](), dict[str, Path]()
    for number in range(SOURCES):
        ending, codec = FORMS[number % len(FORMS)]
        coded[f"{number}"], plain[f"{number}"] = folder / f"{number}{ending}", folder / f"{number}.wav"
        if not plain[f"{number}"].exists():
            _write(coded[f"{number}"], codec, _music(number))
            with SoundReader(coded[f"{number}"]) as reader:
                _write(plain[f"{number}"], "pcm_s16le", reader.read(0, SOURCE_S * SAMPLE_RATE))
    return coded, plain


def _music(number: int) -> Samples:
    """Three gliding tones in noise."""
    time = np.arange(SOURCE_S * SAMPLE_RATE) / SAMPLE_RATE
    tones = sum(np.sin(2 * np.pi * (pitch * time + number * time**2)) for pitch in (110, 277, 831))
    noise = np.random.default_rng(SEED + number).normal(0, 0.3, len(time))
    return np.repeat((0.05 * (tones + noise)).astype(np.float32)[:, None], CHANNELS, 1)


def _write(path: Path, codec: str, samples: Samples) -> None:
    with av.open(str(path), "w") as container:
        stream = container.add_stream(codec, rate=SAMPLE_RATE, layout="stereo")
        frame = av.AudioFrame.from_ndarray(samples.reshape(1, -1), format="flt", layout="stereo")
        frame.sample_rate, frame.time_base, frame.pts = SAMPLE_RATE, Fraction(1, SAMPLE_RATE), 0
        container.mux(stream.encode(frame))
        container.mux(stream.encode())


def _ways(
    film: Timeline, coded: Mapping[str, Path], plain: Mapping[str, Path], data: Path
) -> dict[str, Callable[[], None]]:
    """In this order: the shelf is filled before it is read."""
    shelf = SampleShelf(Workspace(data))

    def emptied() -> None:
        shutil.rmtree(data, ignore_errors=True)
        _mix(film, coded, shelf)

    return {
        DECODED: lambda: _decode(coded),
        "draftreel, nothing kept": lambda: _mix(film, coded),
        "draftreel, an empty shelf": emptied,
        "draftreel, all of it kept": lambda: _mix(film, coded, shelf),
        "draftreel, from WAV": lambda: _mix(film, plain),
        PYDUB: lambda: _overlay(film, plain),
    }


def _decode(library: Mapping[str, Path]) -> None:
    for path in library.values():
        with SoundReader(path) as reader:
            for second in range(SOURCE_S):
                reader.read(second * SAMPLE_RATE, SAMPLE_RATE)


def _mix(film: Timeline, library: Mapping[str, Path], shelf: SampleShelf | None = None) -> None:
    for _block in mix(film, library, shelf=shelf):
        pass


def _overlay(film: Timeline, library: Mapping[str, Path]) -> None:
    """As pydub's documentation would have it; its times are whole milliseconds, so are ours."""
    opened = {key: AudioSegment.from_wav(path) for key, path in library.items()}
    mixed = AudioSegment.silent(LENGTH_S * 1000, SAMPLE_RATE).set_channels(CHANNELS)
    for clip in film.sounds:
        start, length = clip.retiming.start // 1000, clip.retiming.length // 1000
        gain = float(20 * np.log10(clip.volume.keys[0].value))
        segment = opened[clip.source.key][start : start + length].apply_gain(gain)
        mixed = mixed.overlay(segment, position=clip.span.start // 1000)


if __name__ == "__main__":
    main()
