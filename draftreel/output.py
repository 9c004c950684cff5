"""What the caller wants, applied to a timeline: size, rate and the part of it that becomes the film."""

import math
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from draftreel.encoder import RECIPES, Quality, Recipe, VideoSettings
from draftreel.errors import RequestError
from draftreel.manifest import Output
from draftreel.plan import Film
from draftreel.settings import Settings
from draftreel.span import SECOND, Span, frame_at, frame_time
from draftreel.timeline import Diagnostic, Timeline

LARGEST_SIDE = 8192
FASTEST = 240
WORST_CRF = 51


class OutputError(RequestError):
    """The film that is wanted cannot be made: its size, rate or range is out of bounds."""

    headline = "Invalid output"


def film_of(
    timeline: Timeline,
    diagnostics: tuple[Diagnostic, ...],
    library: Mapping[str, Path],
    output: Output,
    settings: Settings,
) -> Film:
    """The film to make. Raises OutputError."""
    wanted = replace(timeline, fps=rate(timeline.fps, output))
    width, height = size(timeline, output)
    made = recipe(settings.quality if output.quality is None else output.quality)
    preset = settings.preset or made.preset
    video = VideoSettings(width, height, wanted.fps, made.crf, preset, settings.encoder_threads, made.tuning)
    files = tuple(sorted((key, str(path)) for key, path in library.items()))
    return Film(wanted, part(wanted, output), files, video, diagnostics)


def recipe(quality: int | str) -> Recipe:
    """What x264 is told for a quality's name or, with the standard's other settings, for a CRF. Raises OutputError."""
    if isinstance(quality, str) and quality in RECIPES:
        return RECIPES[Quality(quality)]
    if isinstance(quality, str) or not 0 <= quality <= WORST_CRF:
        raise OutputError(f"quality is one of {', '.join(RECIPES)} or lies between 0 and {WORST_CRF}")
    return replace(RECIPES[Quality.STANDARD], crf=quality)


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
