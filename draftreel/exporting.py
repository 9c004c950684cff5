"""A draft's sound without its pictures: the mix to a file, its stems, a picture of it."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from time import monotonic

import regex

from draftreel.arranging import arranged_draft, refuse_stand_ins
from draftreel.draft import Draft
from draftreel.draft import parse as parse_draft
from draftreel.encoder import reported, staged
from draftreel.errors import OutputError
from draftreel.eviction import evict
from draftreel.formats import SoundSettings
from draftreel.loading import Watch, load_draft, unwatched
from draftreel.manifest import Output
from draftreel.mixer.supply import SoundShelf
from draftreel.output import film_of
from draftreel.plan import Film
from draftreel.report import counts
from draftreel.samples import Samples
from draftreel.settings import Settings
from draftreel.shelf import SampleShelf
from draftreel.sound_choices import STEM, sound_settings, stem_settings
from draftreel.sound_files import SoundFile, Stems, Tap, encode_mix, encode_stems, mixed, samples_of, tracks
from draftreel.timeline import Diagnostic
from draftreel.waveform import Levels, as_png, decibels, draw_waveform
from draftreel.workspace import Workspace, temporary

__all__ = [
    "Exports",
    "PictureFile",
    "SoundFile",
    "SoundReport",
    "Stems",
    "as_json",
    "encode_mix",
    "encode_stems",
    "export",
    "export_sound",
    "export_stems",
    "sound_settings",
    "stem_names",
    "stem_settings",
    "summary",
    "waveform",
]

LARGEST_SIDE = 16_384
WHOLE = Output()
_UNFIT = regex.compile(r"[^\p{L}\p{M}\p{N}]+")


@dataclass(frozen=True, slots=True)
class PictureFile:
    """Where the picture of a waveform goes, and its pixels."""

    path: Path
    width: int = 1600
    height: int = 400


@dataclass(frozen=True, slots=True)
class Exports:
    """What is to be made of a draft's sound; None is not made."""

    mix: Path | None = None
    mix_settings: SoundSettings = SoundSettings()
    stems: Path | None = None
    stem_settings: SoundSettings = STEM
    picture: PictureFile | None = None


@dataclass(frozen=True, slots=True)
class SoundReport:
    """The files and what there is to say of them; `peak` is the mix's, or else the loudest stem's, as an amplitude."""

    draft: str
    duration_us: int
    samples: int
    silent: bool
    peak: float
    files: tuple[SoundFile, ...]
    diagnostics: tuple[Diagnostic, ...]
    seconds: float = 0.0


def export(draft: str, exports: Exports, output: Output, settings: Settings, watch: Watch = unwatched) -> SoundReport:
    """Make sound files of a draft (folder, JSON file, zip or draft URL). Raises every kind of DraftreelError.

    Of the output only start and end count, which fall on the film's frames: the sound fits the film of that part.
    """
    started = monotonic()
    with _opened(draft, output, settings, watch) as (film, names):
        levels = Levels(samples_of(film), _side(exports.picture.width) if exports.picture else 1)
        shelf = SampleShelf(Workspace(settings.data))
        files = (*_mix(film, exports, levels, watch, shelf), *_stems(film, exports, names, watch, shelf))
        if exports.picture:
            _draw(levels, exports.picture)
    evict(settings)
    return _report(Path(draft).name, film, files, levels, monotonic() - started)


def export_sound(
    draft: str, path: Path, wanted: SoundSettings, settings: Settings, output: Output = WHOLE
) -> SoundReport:
    """A draft's mix as a sound file; raises as `export` does."""
    return export(draft, Exports(mix=path, mix_settings=wanted), output, settings)


def export_stems(
    draft: str, folder: Path, settings: Settings, wanted: SoundSettings = STEM, output: Output = WHOLE
) -> SoundReport:
    """A sound file for each of a draft's tracks that sounds; raises as `export` does."""
    return export(draft, Exports(stems=folder, stem_settings=wanted), output, settings)


def waveform(draft: str, picture: PictureFile, settings: Settings, output: Output = WHOLE) -> SoundReport:
    """A picture of a draft's mix over time, left above right; raises as `export` does."""
    return export(draft, Exports(picture=picture), output, settings)


def summary(report: SoundReport) -> str:
    """One line for people."""
    level = "silent: nothing in the draft sounds" if report.silent else f"peak {_level(report.peak)}"
    found = ", ".join(f"{count} {name}" for name, count in counts(report.diagnostics).items()) or "everything exact"
    return f"{report.duration_us / 1e6:.1f} s, {level}{_cut(report)}; of the whole draft {found}"


def as_json(report: SoundReport) -> str:
    """The whole report for programs; diagnostics in the order of the draft."""
    return json.dumps({**asdict(report), "counts": counts(report.diagnostics)}, ensure_ascii=False, indent=1)


@contextmanager
def _opened(draft: str, output: Output, settings: Settings, watch: Watch) -> Iterator[tuple[Film, Mapping[int, str]]]:
    """The film that a draft is, and its tracks' names; a zip's files are there as long as the context is."""
    with temporary(settings.data) as unpacked:
        loaded = load_draft(draft, unpacked, settings, watch)
        parsed = parse_draft(Workspace(settings.data).draft(loaded.manifest.content_key).read_bytes())
        arranged = arranged_draft(parsed, loaded.materials)
        library = {key: Path(path) for key, path in arranged.library}
        film = film_of(arranged.timeline, arranged.diagnostics, library, output, settings)
        if settings.strict:
            refuse_stand_ins(film.diagnostics)
        yield film, stem_names(parsed)


def stem_names(draft: Draft) -> Mapping[int, str]:
    """What the stem of each track is called: its number, its kind and its name, as far as files may be called so."""
    return {index: _stem_name(index, track.type, track.name) for index, track in enumerate(draft.tracks)}


def _stem_name(index: int, kind: str, name: str) -> str:
    words = (_UNFIT.sub("-", word).strip("-") for word in (kind, name[:60]))
    return "-".join(filter(None, (f"{index + 1:02d}", *words)))


def _mix(film: Film, exports: Exports, levels: Levels, watch: Watch, shelf: SoundShelf) -> tuple[SoundFile, ...]:
    """The mix is heard once, whether it becomes a file, a picture or both."""
    tell = _telling(watch, "mix", samples_of(film))
    tap = _both(levels.hear, tell) if exports.picture else tell
    if exports.mix:
        return (encode_mix(film, exports.mix, exports.mix_settings, shelf=shelf, tap=tap),)
    for block in mixed(film, shelf) if exports.picture else ():
        tap(block)
    return ()


def _stems(
    film: Film, exports: Exports, names: Mapping[int, str], watch: Watch, shelf: SoundShelf
) -> tuple[SoundFile, ...]:
    if not exports.stems:
        return ()
    tap = _telling(watch, "stems", samples_of(film) * len(tracks(film)))
    return encode_stems(film, Stems(exports.stems, names, exports.stem_settings), shelf=shelf, tap=tap)


def _telling(watch: Watch, stage: str, total: int) -> Tap:
    done = 0

    def tell(block: Samples) -> None:
        nonlocal done
        done += len(block)
        watch(stage, done, total)

    return tell


def _both(first: Tap, second: Tap) -> Tap:
    def hear(block: Samples) -> None:
        first(block)
        second(block)

    return hear


def _draw(levels: Levels, picture: PictureFile) -> None:
    height = _side(picture.height)
    with reported("The picture could not be written"):
        picture.path.parent.mkdir(parents=True, exist_ok=True)
    with staged(picture.path) as staging:
        staging.write_bytes(as_png(draw_waveform(levels, height)))


def _report(draft: str, film: Film, files: tuple[SoundFile, ...], levels: Levels, seconds: float) -> SoundReport:
    peak = max((levels.peak, *(file.peak for file in files)))
    silent = not film.timeline.sounds
    diagnostics = film.diagnostics
    facts = film.span.duration, samples_of(film), silent, peak
    return SoundReport(draft, *facts, files, diagnostics, round(seconds, 3))


def _side(pixels: int) -> int:
    if not 2 <= pixels <= LARGEST_SIDE:
        raise OutputError(f"a picture's width and height lie between 2 and {LARGEST_SIDE}")
    return pixels


def _level(peak: float) -> str:
    level = decibels(peak)
    return "at no level" if level is None else f"{level:.1f} dB"


def _cut(report: SoundReport) -> str:
    over = [file for file in report.files if file.over]
    if not over:
        return ""
    kept = all(file.format == "wav" for file in over)
    return f", {len(over)} stems go beyond full scale" + ("" if kept else " and are cut off there")
