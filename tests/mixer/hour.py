"""Mixes an hour of five hundred sounds to nowhere and says what it took: run in a process of its own."""

import random
import sys
from fractions import Fraction
from pathlib import Path

import numpy as np

from draftreel.mixer import mix
from draftreel.samples import SAMPLE_RATE
from draftreel.shelf import SampleShelf
from draftreel.span import SECOND, Span
from draftreel.timeline import Media, MediaKind, Retiming, SoundClip, Timeline
from draftreel.workspace import Workspace
from tests.media.conftest import write_sound

CLIPS, LENGTH_S, SOURCE_S = 500, 3_600, 60
FORMS = (
    ("mp3", "libmp3lame", 44_100),
    ("m4a", "aac", 48_000),
    ("ogg", "libopus", 48_000),
    ("wav", "pcm_s16le", 44_100),
)
SPEEDS = (Fraction(1), Fraction(1), Fraction(1), Fraction(5, 4))


def write_sources(folder: Path) -> None:
    """Twelve minutes of sound in twelve files."""
    for number in range(12):
        ending, codec, rate = FORMS[number % len(FORMS)]
        noise = np.random.default_rng(number).uniform(-0.1, 0.1, (rate * SOURCE_S, 2)).astype(np.float32)
        write_sound(folder / f"{number}.{ending}", noise, codec, rate)


def film(folder: Path, seconds: int = LENGTH_S, clips: int = CLIPS) -> tuple[Timeline, dict[str, Path]]:
    """Sounds of 5 to 40 s, three at a time; the library of what they play."""
    library = {path.stem: path for path in sorted(folder.iterdir()) if path.is_file()}
    chance = random.Random(5)
    sounds = tuple(_clip(chance, chance.choice(sorted(library)), seconds) for _ in range(clips))
    return Timeline(1080, 1920, Fraction(30), seconds * SECOND, sounds=sounds), library


def _clip(chance: random.Random, key: str, seconds: int) -> SoundClip:
    duration, speed = chance.randrange(5, 40) * SECOND, chance.choice(SPEEDS)
    played = round(duration * speed)
    start = chance.randrange(SOURCE_S * SECOND - played)
    media = Media(key, MediaKind.SOUND, duration=SOURCE_S * SECOND, has_sound=True)
    span = Span(chance.randrange(seconds * SECOND - duration), duration)
    return SoundClip(span, media, Retiming(start, played, speed))


def peak_memory() -> int:
    """Bytes that this process held at its peak."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM"))


def main() -> None:
    sources, data = Path(sys.argv[1]), sys.argv[2:]
    timeline, library = film(sources)
    shelf = SampleShelf(Workspace(Path(data[0]))) if data else None
    count = sum(len(block) for block in mix(timeline, library, shelf=shelf))
    open_files = len(list(Path("/proc/self/fd").iterdir()))
    sys.stdout.write(f"{count // SAMPLE_RATE} {peak_memory()} {open_files}\n")


if __name__ == "__main__":
    main()
