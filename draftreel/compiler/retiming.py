"""Which moment of its source a segment shows: trim, speed, direction, freeze, loop."""

from dataclasses import replace
from fractions import Fraction

from draftreel.compiler.curve_speed import speed_curve
from draftreel.compiler.limits import SPEED, held
from draftreel.compiler.pieces import Piece
from draftreel.compiler.scope import Scope
from draftreel.draft import Segment
from draftreel.draft.media_materials import SpeedMaterial
from draftreel.span import Span
from draftreel.timeline import Media, MediaKind, Retiming

_SLACK = 50_000
"""Source and target may disagree by this much, in microseconds: the app rounds both to frames."""


def speed_of(segment: Segment) -> Fraction:
    """How fast the source runs.

    The segment's own speed counts, and the ranges where they contradict a speed other than 1
    (tools write whole files as ranges at speed 1: those are trims).
    """
    source, target = segment.source_timerange, segment.target_timerange
    ranges = source is not None and source.duration > 0 and target.duration > 0
    if source is None or not ranges:
        return _fraction(segment.speed if segment.speed > 0 else 1.0)
    agrees = abs(source.duration - target.duration * segment.speed) <= _SLACK * max(segment.speed, 1.0)
    if segment.speed > 0 and (agrees or segment.speed == 1):
        return _fraction(segment.speed)
    return _fraction(source.duration / target.duration)


def picture_retiming(scope: Scope, piece: Piece, media: Media) -> Retiming:
    """The retiming of a picture; a clip that is shorter than its place holds its last frame, with a note."""
    if media.kind is MediaKind.STILL:
        return Retiming()
    if media.kind is MediaKind.ANIMATION:
        return Retiming(start=_trim(piece.segment), speed=speed_of(piece.segment), limit=media.duration, loop=True)
    note_speed(scope, piece)
    retiming = _trimmed(piece, media.duration)
    _note_short(scope, piece, retiming)
    return _backwards_from_a_frame(retiming, media) if retiming.reverse else retiming


def frozen_at(moment: int, media: Media) -> Retiming:
    """One moment of a video, held."""
    return Retiming(start=max(0, moment), speed=Fraction(0), limit=media.duration)


def sound_retiming(piece: Piece, duration: int) -> Retiming:
    """The retiming of a sound whose source lasts `duration` microseconds."""
    return _trimmed(piece, duration)


def passed_of(piece: Piece) -> Retiming:
    """The piece's retiming as far as it says when what is passed: from 0 on, forwards."""
    return replace(_trimmed(piece, 0), start=0, reverse=False)


def nested_retiming(scope: Scope, piece: Piece, duration: int) -> Retiming:
    """The retiming of a compound clip that lasts `duration` microseconds."""
    retiming = _trimmed(piece, duration)
    _note_short(scope, piece, retiming)
    return retiming


def _trimmed(piece: Piece, limit: int) -> Retiming:
    segment, span = piece.segment, piece.span
    found = _along_curve(piece) or _steady(segment, span)
    start, length = found.start, found.length
    if limit > 0:
        start = min(start, limit)
        length = min(length, limit - start) if segment.reverse else length
    return replace(found, start=start, length=length, reverse=segment.reverse, limit=limit)


def _steady(segment: Segment, span: Span) -> Retiming:
    speed = speed_of(segment)
    length = round(span.duration * speed)
    source = segment.source_timerange
    if source is not None and source.duration > 0 and abs(source.duration - length) <= _SLACK * max(1.0, float(speed)):
        length = source.duration
    return Retiming(_trim(segment), length, speed)


def _along_curve(piece: Piece) -> Retiming | None:
    """The source's range taken up over the piece's span exactly, however fast the curve itself would be."""
    curve, duration = speed_curve(piece), piece.span.duration
    if curve is None or duration <= 0:
        return None
    source = piece.segment.source_timerange
    speed = _fraction(source.duration / duration if source and source.duration > 0 else curve.mean)
    length = round(duration * speed)
    ramp = curve.ramp(duration, length)
    return Retiming(_trim(piece.segment), length, speed, ramp=ramp) if ramp else None


def _trim(segment: Segment) -> int:
    return max(0, segment.source_timerange.start) if segment.source_timerange else 0


def _backwards_from_a_frame(retiming: Retiming, media: Media) -> Retiming:
    """Half a frame earlier: a frame ends where the range ends, and its middle is safe from rounding."""
    half = round(500_000 / media.fps) if media.fps else 16_667
    return replace(retiming, length=max(0, retiming.length - half))


def _fraction(speed: float) -> Fraction:
    return Fraction(held(speed, SPEED)).limit_denominator(10_000)


def note_speed(scope: Scope, piece: Piece) -> None:
    """Notes for a speed that is not the one asked for."""
    retiming = _along_curve(piece)
    if retiming:
        shown = f"one of mean {float(retiming.speed):g}, straight from point to point"
        scope.notes.close(piece.place, "curve-speed", "speed along a curve", shown)
        return
    asked, used = piece.segment.speed, speed_of(piece.segment)
    if abs(asked - float(used)) > 0.02 * used:
        scope.notes.close(piece.place, "speed", f"speed {asked:g}", f"speed {float(used):g}, from the ranges or limits")
    if any(one.mode != 0 and one.curve_speed for one in piece.all(SpeedMaterial)):
        scope.notes.stand_in(piece.place, "curve-speed", "speed along a curve", f"constant speed {float(used):g}")
    _note_short_range(scope, piece, used)


def _note_short_range(scope: Scope, piece: Piece, speed: Fraction) -> None:
    source = piece.segment.source_timerange
    needed = piece.segment.target_timerange.duration * speed
    if source is not None and 0 < source.duration < needed - _SLACK * max(1.0, float(speed)):
        asked = f"a source range of {source.duration / 1e6:.2f} s where {float(needed) / 1e6:.2f} s are needed"
        scope.notes.close(piece.place, "source-range-short", asked, "the source goes on past its range")


def _note_short(scope: Scope, piece: Piece, retiming: Retiming) -> None:
    if retiming.limit <= 0 or retiming.reverse:
        return
    lacking = retiming.start + retiming.run(piece.span.duration) - retiming.limit
    if lacking > _SLACK * max(1.0, float(retiming.speed)):
        asked = f"{lacking / 1e6:.2f} s past the end of the source"
        scope.notes.close(piece.place, "clip-too-short", asked, "the last frame is held")
