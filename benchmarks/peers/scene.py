"""What a film shows, as plain facts for programs that know no drafts: seconds, pixels, paths; written as JSON."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

import cv2
import manimgx_fonts_cjk
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from benchmarks import footage
from benchmarks.films import single, treated, typical
from benchmarks.shelf import Shelf
from draftreel.formats import VideoSettings

FONT = Path(manimgx_fonts_cjk.__file__).with_name("NotoSansCJK-VF.otf.ttc")
CHINESE = 2
STROKE = 0.06


@dataclass(frozen=True, slots=True)
class Shot:
    """A clip from `lead` on, or a photo when `lead` is None, at `start`; the dissolves' handles come on top."""

    path: str
    start: float
    duration: float
    lead: float | None


@dataclass(frozen=True, slots=True)
class Words:
    """A picture of a caption or a letter with alpha: when, and where its middle is."""

    path: str
    start: float
    duration: float
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Played:
    """A sound: when, how loud, how it comes and goes."""

    path: str
    start: float
    duration: float
    volume: float
    fade_in: float
    fade_out: float


@dataclass(frozen=True, slots=True)
class Encoding:
    """What all encode with: x264's preset, its constant rate factor and its own parameters."""

    preset: str
    crf: str
    params: str


@dataclass(frozen=True, slots=True)
class Scene:
    """A still shot grows and wanders, `inset` lies over all; of film C also a mask, a light, a title's letters."""

    letter: str
    seconds: float
    shots: tuple[Shot, ...]
    dissolve: float
    inset: str
    captions: tuple[Words, ...]
    sounds: tuple[Played, ...]
    mask: str
    light: str
    title: tuple[Words, ...]
    encoding: Encoding


def write_scene(letter: str, shelf: Shelf, folder: Path) -> Path:
    """Write a film's scene and the pictures of its words into a folder; the JSON's path."""
    folder.mkdir(parents=True, exist_ok=True)
    scenes = {"A": _single, "B": _typical, "C": _treated}
    path = folder / "scene.json"
    path.write_text(json.dumps(asdict(scenes[letter](shelf, folder)), ensure_ascii=False, indent=1), encoding="utf-8")
    return path


def _single(shelf: Shelf, _folder: Path) -> Scene:
    shot = Shot(str(shelf.clip(5, single.CLIP)), 0.0, single.SECONDS, single.LEAD)
    return Scene("A", single.SECONDS, (shot,), 0.0, "", (), (), "", "", (), _encoding())


def _typical(shelf: Shelf, folder: Path) -> Scene:
    return Scene(
        letter="B",
        seconds=typical.SECONDS,
        shots=_shots(shelf, footage.SIZE),
        dissolve=typical.DISSOLVE,
        inset=str(shelf.clip(9, typical.SECONDS)),
        captions=tuple(_caption(folder, n, line) for n, line in enumerate(typical.LINES)),
        sounds=_sounds(shelf),
        mask="",
        light="",
        title=(),
        encoding=_encoding(),
    )


def _treated(shelf: Shelf, folder: Path) -> Scene:
    plain = _typical(shelf, folder)
    return Scene(
        letter="C",
        seconds=plain.seconds,
        shots=_shots(shelf, treated.UPRIGHT),
        dissolve=plain.dissolve,
        inset=plain.inset,
        captions=plain.captions,
        sounds=plain.sounds,
        mask=_mask(folder / "mask.png"),
        light=str(shelf.light()),
        title=_title(folder),
        encoding=plain.encoding,
    )


def _encoding() -> Encoding:
    """As films of ours are encoded; where our pictures' parameter sets lie is nothing to others."""
    options = VideoSettings(*footage.SIZE, footage.FPS).codec_options
    params = (each for each in options["x264-params"].split(":") if not each.startswith("sps-id"))
    return Encoding(options["preset"], options["crf"], ":".join(params))


def _shots(shelf: Shelf, second: tuple[int, int]) -> tuple[Shot, ...]:
    length, sizes = typical.CLIP + 2 * typical.LEAD, (footage.SIZE, second, footage.SIZE)
    clips = [
        Shot(str(shelf.clip(n, length, size)), n * typical.CLIP, typical.CLIP, typical.LEAD)
        for n, size in enumerate(sizes)
    ]
    return (*clips, Shot(str(shelf.photo(0)), 3 * typical.CLIP, typical.SECONDS - 3 * typical.CLIP, None))


def _sounds(shelf: Shelf) -> tuple[Played, ...]:
    song = Played(str(shelf.song()), 0.0, typical.SECONDS, 0.5, 0.5, 1.0)
    voice = str(shelf.voice())
    return (song, *(Played(voice, start, 4.0, 1.0, 0.0, 0.0) for start in (1.0, 6.0, 10.5)))


def _caption(folder: Path, number: int, line: str) -> Words:
    path = folder / f"caption{number}.png"
    _write_words(path, line, typical.EM, (typical.WHITE, typical.BLACK))
    return Words(str(path.absolute()), number * 1.5, 1.4, 960, 945)


def _title(folder: Path) -> tuple[Words, ...]:
    """The letters, each at its own place: as wide as high, as Chinese ones are."""
    letters, em, (start, duration) = [], 150, treated.TITLE_AT
    for n, letter in enumerate(treated.TITLE):
        path = folder / f"letter{n}.png"
        _write_words(path, letter, em, (treated.GOLD, typical.WHITE))
        x = 960 + round((n - (len(treated.TITLE) - 1) / 2) * em)
        letters.append(Words(str(path.absolute()), start, duration, x, 432))
    return tuple(letters)


Colour = tuple[float, float, float]


def _write_words(path: Path, words: str, em: float, colours: tuple[Colour, Colour]) -> None:
    font = ImageFont.truetype(str(FONT), round(em), index=CHINESE)
    font.set_variation_by_name("Bold")
    edge = round(em * STROKE)
    left, top, right, bottom = font.getbbox(words, stroke_width=edge)
    picture = Image.new("RGBA", (round(right - left) // 2 * 2 + 4, round(bottom - top) // 2 * 2 + 4))
    fill, stroke = (tuple(round(255 * part) for part in colour) for colour in colours)
    place = (2 - left, 2 - top)
    ImageDraw.Draw(picture).text(place, words, fill, font, stroke_width=edge, stroke_fill=stroke)
    picture.save(path)


def _mask(path: Path) -> str:
    across, down = np.meshgrid(np.arange(768) - 383.5, np.arange(432) - 215.5)
    soft = 0.25 * 216
    cover = np.clip((0.8 * 216 - np.hypot(across, down)) / soft + 0.5, 0, 1)
    cv2.imwrite(str(path), np.round(255 * cover).astype(np.uint8))
    return str(path.absolute())
