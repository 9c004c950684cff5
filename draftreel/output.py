"""What the caller wants, applied to a timeline: size, rate and the part of it that becomes the film."""

import math
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from draftreel.ability import is_available
from draftreel.choices import GIF_FRAMES, WORST_CRF, Choice, Codec, Format, Quality, check_gif, chosen
from draftreel.errors import DraftEmpty, OutputError
from draftreel.formats import CODEC_RECIPES, RECIPES, Recipe, VideoSettings, finish_of, nearest, recipe_at
from draftreel.manifest import Output
from draftreel.plan import Film
from draftreel.settings import Settings
from draftreel.span import SECOND, Span, frame_at, frame_time
from draftreel.timeline import Diagnostic, Timeline

LARGEST_SIDE = 8192
FASTEST = 240
GIF_WIDTH, GIF_RATE = 480, 12.0
"""Pixels and frames a second of a GIF of which nothing else was said."""
_NEARLY_LOSSLESS = Recipe("superfast", 1)


def film_of(
    timeline: Timeline,
    diagnostics: tuple[Diagnostic, ...],
    library: Mapping[str, Path],
    output: Output,
    settings: Settings,
) -> Film:
    """The film to make. Raises OutputError; DraftEmpty when only the sound is wanted and there is none."""
    choice, quality = choice_of(output), settings.quality if output.quality is None else output.quality
    output = bounded(output, timeline) if choice.format is Format.GIF else output
    wanted = replace(timeline, fps=rate(timeline.fps, output))
    video = video_of(choice, size(timeline, output), wanted.fps, quality, settings)
    files = tuple(sorted((key, str(path)) for key, path in library.items()))
    finish = finish_of(choice.format, quality_named(quality))
    film = Film(wanted, part(wanted, output), files, video, diagnostics, finish=finish)
    _check(film)
    return replace(film, poster=poster(output.poster_s, film))


def choice_of(output: Output) -> Choice:
    """The format and codec that are wanted. Raises OutputError for what does not go together, or cannot be encoded."""
    try:
        choice = chosen(output.format, output.codec, audio_only=output.audio_only)
    except ValueError as exc:
        raise OutputError(str(exc)) from exc
    if choice.codec and not is_available(choice.codec):
        raise OutputError(f"{choice.codec} cannot be encoded here")
    return choice


def video_of(
    choice: Choice, pixels: tuple[int, int], fps: Fraction, quality: int | str, settings: Settings
) -> VideoSettings:
    """How the chunks' pictures are encoded. Raises OutputError."""
    codec = choice.codec or Codec.H264
    made = _NEARLY_LOSSLESS if choice.format is Format.GIF else recipe(quality, codec)
    preset = (settings.preset if codec is Codec.H264 else "") or made.preset
    return VideoSettings(*pixels, fps, made.crf, preset, settings.encoder_threads, made.tuning, codec=codec)


def recipe(quality: int | str, codec: Codec = Codec.H264) -> Recipe:
    """What an encoder is told for a quality's name or, with the standard's other settings, for a CRF of x264's.

    Raises OutputError.
    """
    name = quality_named(quality)
    return CODEC_RECIPES[codec][name] if isinstance(quality, str) else recipe_at(codec, quality)


def quality_named(quality: int | str) -> Quality:
    """The name, or the one that a CRF is nearest to. Raises OutputError."""
    if isinstance(quality, str) and quality in RECIPES:
        return Quality(quality)
    if isinstance(quality, str) or not 0 <= quality <= WORST_CRF:
        raise OutputError(f"quality is one of {', '.join(RECIPES)} or lies between 0 and {WORST_CRF}")
    return nearest(quality)


def bounded(output: Output, timeline: Timeline) -> Output:
    """A GIF's size and rate: small where nothing was said. Raises OutputError."""
    try:
        check_gif(output.width, output.height, output.fps)
    except ValueError as exc:
        raise OutputError(str(exc)) from exc
    width = None if output.width or output.height else min(GIF_WIDTH, timeline.width)
    fps = output.fps or min(GIF_RATE, float(timeline.fps))
    return replace(output, width=output.width or width, fps=fps)


def poster(seconds: float | None, film: Film) -> int | None:
    """The frame of the film that shows at a time. Raises OutputError."""
    if seconds is None:
        return None
    index = frame_at(moment(seconds), film.timeline.fps)
    if not 0 <= index <= film.frames:
        raise OutputError(f"poster_s lies outside the film, which is {film.span.duration / SECOND:.3f} s long")
    return min(index, film.frames - 1)


def _check(film: Film) -> None:
    if film.finish.format.is_sound and not film.timeline.sounds:
        raise DraftEmpty("nothing audible in it")
    if film.finish.format is Format.GIF and film.frames > GIF_FRAMES:
        raise OutputError(f"a gif has at most {GIF_FRAMES} frames: this one would have {film.frames}")


def rate(own: Fraction, output: Output) -> Fraction:
    """The film's frames a second; 29.97 and its like become their exact fractions."""
    if output.fps is None:
        return own
    if not 1 <= output.fps <= FASTEST:
        raise OutputError(f"fps lies between 1 and {FASTEST}")
    return Fraction(output.fps).limit_denominator(1001)


def size(timeline: Timeline, output: Output) -> tuple[int, int]:
    """Even pixels; one side alone keeps the canvas's shape."""
    shape = Fraction(timeline.width, timeline.height)
    width = output.width or (output.height * shape if output.height else timeline.width)
    height = output.height or (output.width / shape if output.width else timeline.height)
    if not (2 <= width <= LARGEST_SIDE and 2 <= height <= LARGEST_SIDE):
        raise OutputError(f"width and height lie between 2 and {LARGEST_SIDE}")
    return _even(width), _even(height)


def part(timeline: Timeline, output: Output) -> Span:
    """The stretch of the timeline that is shown, on its frame grid."""
    start = moment(output.start_s or 0)
    end = timeline.duration if output.end_s is None else min(timeline.duration, moment(output.end_s))
    first, last = frame_at(start, timeline.fps), frame_at(end, timeline.fps)
    if start < 0 or (last <= first and (output.start_s is not None or output.end_s is not None)):
        raise OutputError("start and end leave nothing to show")
    if output.start_s is None and output.end_s is None:
        return Span(0, timeline.duration)
    return Span.between(frame_time(first, timeline.fps), frame_time(last, timeline.fps))


def moment(seconds: float) -> int:
    """Seconds that somebody typed, as a moment. Raises OutputError for what is no time."""
    if not math.isfinite(seconds):
        raise OutputError(f"{seconds} is no time")
    return round(seconds * SECOND)


def _even(side: Fraction | int) -> int:
    return max(2, round(side / 2) * 2)
