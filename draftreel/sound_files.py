"""A film's sound as files of its own: the mix, and its stems, one a track."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from draftreel.drawing import library_of
from draftreel.encoder import Block, encode_sound_file, reported
from draftreel.formats import SoundSettings
from draftreel.mixer import mix
from draftreel.mixer.dither import pcm16
from draftreel.mixer.mix import BLOCK
from draftreel.mixer.mixdown import Mixdown
from draftreel.mixer.supply import SoundShelf, SoundSupply
from draftreel.plan import Film
from draftreel.samples import Samples
from draftreel.span import sample_at
from draftreel.timeline import SoundClip
from draftreel.waveform import Levels

Tap = Callable[[Samples], None]
"""Hears every block of samples on its way to a file."""


@dataclass(frozen=True, slots=True)
class SoundFile:
    """A sound file that was written; `peak` is an amplitude, `track` counts the draft's tracks (None: it is the mix).

    `over` counts the samples beyond full scale, which only stems have and only 32 bits keep.
    """

    name: str
    format: str
    bytes: int
    samples: int
    peak: float
    over: int = 0
    track: int | None = None


@dataclass(frozen=True, slots=True)
class Stems:
    """Where stems go, what each track's is called (without a suffix), and what files they are."""

    folder: Path
    names: Mapping[int, str]
    settings: SoundSettings


def unheard(_block: Samples) -> None:
    """Nobody listens."""


def encode_mix(
    film: Film, path: Path, settings: SoundSettings, *, shelf: SoundShelf | None = None, tap: Tap = unheard
) -> SoundFile:
    """The film's mix as a sound file, as long as the film and silent where nothing sounds.

    Memory does not grow with the film. Raises SoundError, MaterialError, EncodingError.
    """
    with reported("The sound could not be written"):
        path.parent.mkdir(parents=True, exist_ok=True)
    return _encode(film, mixed(film, shelf), path, settings, tap)


def encode_stems(
    film: Film, stems: Stems, *, shelf: SoundShelf | None = None, tap: Tap = unheard
) -> tuple[SoundFile, ...]:
    """A file for every track that sounds, each as long as the film; none when one of them fails.

    They are not limited: their sum is the mix before its limiter. Raises SoundError, MaterialError, EncodingError.
    """
    with reported("The stems could not be written"):
        stems.folder.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=stems.folder, prefix=".stems-") as made:
            files = tuple(
                _encode_stem(film, track, replace(stems, folder=Path(made)), shelf, tap) for track in tracks(film)
            )
            for file in files:
                (Path(made) / file.name).replace(stems.folder / file.name)
    return files


def tracks(film: Film) -> list[int]:
    """The draft's tracks that sound, from the first on."""
    return sorted({clip.track for clip in film.timeline.sounds})


def mixed(film: Film, shelf: SoundShelf | None = None) -> Iterator[Samples]:
    """The film's mix in blocks. Raises SoundError, MaterialError."""
    return mix(film.timeline, library_of(film), film.span, shelf=shelf)


def stem(film: Film, track: int, shelf: SoundShelf | None = None) -> Iterator[Samples]:
    """What one of the draft's tracks gives to the mix, in blocks. Raises SoundError, MaterialError."""
    clips = (clip for clip in film.timeline.sounds if clip.track == track)
    return _blocks(film, clips, SoundSupply(library_of(film), shelf))


def in_16_bits(film: Film, blocks: Iterable[Samples]) -> Iterator[Block]:
    """The film's blocks with dither, which follows from where in the timeline they are."""
    first = sample_at(film.span.start)
    for block in blocks:
        yield pcm16(block, first)
        first += len(block)


def _encode_stem(film: Film, track: int, stems: Stems, shelf: SoundShelf | None, tap: Tap) -> SoundFile:
    path = stems.folder / f"{stems.names.get(track, f'{track + 1:02d}')}.{stems.settings.format}"
    return replace(_encode(film, stem(film, track, shelf), path, stems.settings, tap), track=track)


def _encode(film: Film, blocks: Iterator[Samples], path: Path, settings: SoundSettings, tap: Tap) -> SoundFile:
    levels = Levels(samples_of(film), 1)
    heard = _tapped(blocks, levels.hear, tap)
    count = encode_sound_file(path, in_16_bits(film, heard) if settings.sixteen else heard, settings)
    return SoundFile(path.name, settings.format.value, path.stat().st_size, count, levels.peak, levels.over)


def samples_of(film: Film) -> int:
    """How many samples the film lasts."""
    return sample_at(film.span.end) - sample_at(film.span.start)


def _blocks(film: Film, clips: Iterable[SoundClip], supply: SoundSupply) -> Iterator[Samples]:
    first, end = sample_at(film.span.start), sample_at(film.span.end)
    with closing(Mixdown(clips, sample_at(film.timeline.duration), supply)) as mixdown:
        for start in range(first, end, BLOCK):
            yield mixdown.read(start, min(BLOCK, end - start))


def _tapped(blocks: Iterable[Samples], *taps: Tap) -> Iterator[Samples]:
    for block in blocks:
        for tap in taps:
            tap(block)
        yield block
