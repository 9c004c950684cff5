"""The sounds of clips through the transitions between them: one rises as the other falls, as their pictures do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from draftreel.compiler.transitions import Seam
from draftreel.draft import Segment
from draftreel.span import Span
from draftreel.timeline import Curve, Retiming, SoundClip

_SHORTEST = 5_000
"""A join of less, in microseconds, is none: each sound ends on its own, this softly."""

_STEP = 125  # microseconds: six samples, so that a sound that begins earlier stays on its sample
_UNBROKEN = 1_000  # microseconds by which the app's times of one unbroken sound may differ


@dataclass(frozen=True, slots=True)
class Voice:
    """A segment and its sound."""

    segment: Segment
    clip: SoundClip


def joined(voices: Sequence[Voice], seams: Sequence[Seam]) -> tuple[SoundClip, ...]:
    """The sounds of a track; those at a seam in which both pictures are seen run on into their handles and cross.

    The join lasts as long as both have something to play there, and no longer than the transition. Where only one
    side has a sound, it rises or falls as the transition does. Where there is nothing to join, as neither source
    goes on past the cut, each side ends softly.
    """
    clips = {id(voice.segment): voice.clip for voice in voices}
    for seam in seams:
        if seam.joint.overlap:
            clips |= _crossed(clips, seam)
    return tuple(clips.values())


def _crossed(clips: Mapping[int, SoundClip], seam: Seam) -> Mapping[int, SoundClip]:
    """The changed sounds of a seam's two sides, by the same names."""
    sides = id(seam.left.segment), id(seam.right.segment)
    left, right = clips.get(sides[0]), clips.get(sides[1])
    if left and right and _unbroken(left, right):
        return {}
    join = _common(left, right, seam.joint.span)
    soft = join.duration < _SHORTEST
    found: dict[int, SoundClip] = {}
    if left:
        found[sides[0]] = _softly_ended(left) if soft else _ended(left, join)
    if right:
        found[sides[1]] = _softly_begun(right) if soft else _begun(right, join)
    return found


def _common(left: SoundClip | None, right: SoundClip | None, span: Span) -> Span:
    """The part of a span in which both can be heard; what is silent can everywhere."""
    start, end = span.start, span.end
    if right:
        start = max(start, right.span.start - _before(right.retiming))
        start = right.span.start - (right.span.start - start) // _STEP * _STEP
    if left:
        end = min(end, left.span.end + _after(left.retiming, left.span.duration))
    return Span.between(start, max(start, end))


def _before(retiming: Retiming) -> int:
    """Microseconds of the timeline for which there is something of the source before it is begun."""
    beyond = retiming.limit - retiming.start - retiming.length if retiming.reverse else retiming.start
    return max(0, -retiming.lasting(-beyond))


def _after(retiming: Retiming, duration: int) -> int:
    """Microseconds of the timeline for which there is something of the source after `duration`."""
    if retiming.reverse:
        return max(0, retiming.lasting(retiming.start + retiming.length) - duration)
    if retiming.loop or retiming.limit <= 0:
        return duration
    return max(0, retiming.lasting(retiming.limit - retiming.start) - duration)


def _begun(clip: SoundClip, join: Span) -> SoundClip:
    """The sound from the start of a join on; a fade still ends where it ended, keys stay where they were."""
    by = clip.span.start - join.start
    return replace(
        clip,
        span=Span.between(join.start, clip.span.end),
        retiming=clip.retiming.earlier(by),
        volume=_later(clip.volume, by),
        fade_in=max(0, clip.fade_in + by) if clip.fade_in else 0,
        join_in=join.duration,
    )


def _ended(clip: SoundClip, join: Span) -> SoundClip:
    """The sound up to the end of a join; a fade still begins where it began."""
    by = join.end - clip.span.end
    return replace(
        clip,
        span=Span.between(clip.span.start, join.end),
        retiming=clip.retiming.longer(clip.span.duration, by),
        fade_out=max(0, clip.fade_out + by) if clip.fade_out else 0,
        join_out=join.duration,
    )


def _softly_begun(clip: SoundClip) -> SoundClip:
    return replace(clip, fade_in=min(max(clip.fade_in, _SHORTEST), clip.span.duration))


def _softly_ended(clip: SoundClip) -> SoundClip:
    return replace(clip, fade_out=min(max(clip.fade_out, _SHORTEST), clip.span.duration))


def _later(curve: Curve, by: int) -> Curve:
    """The same values, `by` microseconds later."""
    return curve if curve.constant else Curve(tuple(replace(key, time=key.time + by) for key in curve.keys))


def _unbroken(left: SoundClip, right: SoundClip) -> bool:
    """Whether the cut is one inside a sound that goes on as if there were none: crossed with itself it would swell."""
    there = left.retiming.source_time(right.span.start - left.span.start)
    follows = abs(there - right.retiming.start) <= _UNBROKEN and not (left.fade_out or right.fade_in)
    return follows and _manner(left) == _manner(right) and left.volume.constant and not left.retiming.reverse


def _manner(clip: SoundClip) -> SoundClip:
    """How a sound is played, whenever and whatever part of it."""
    retiming = replace(clip.retiming, start=0, length=0)
    return replace(clip, span=Span(0, 0), retiming=retiming, fade_in=0, fade_out=0, join_in=0, join_out=0)
