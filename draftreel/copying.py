"""Which stretches of a film are a clip that nobody touched, so that its packets can be taken over as they are.

In doubt a stretch is drawn and encoded: what is said here must be so for every frame of it.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from math import floor

from draftreel.choices import Codec, Format
from draftreel.compositor.stage import Stage
from draftreel.formats import VideoSettings
from draftreel.media import PacketIndex, ParameterSets
from draftreel.media.films import TOLERANCE
from draftreel.plan import Copy, Film
from draftreel.span import SECOND, Span, frame_at, frame_time
from draftreel.timeline import Crop, Curve, Effect, Layer, Media, MediaKind, MediaSource, Motion, Placement, Treatment

SHORTEST_S = 2
"""Seconds that are worth a copy."""
BITS_A_PIXEL = 0.2
"""What copied pictures may take at CRF 23; half of it six steps of CRF later, as x264's own do.

12.4 Mbit/s at 1080p30, some three times what films take that are encoded at that quality.
"""
ALWAYS_BITS = 1_000_000
"""Bits a second that nobody minds, however small the picture."""
_HOLDING_COPIES = (Format.MP4, Format.MOV)
_ROUNDING = 2  # microseconds: a film's moments and a picture's are whole ones
_HAIR = 1e-3  # pixels
_FOREVER = Span.between(-(2**62), 2**62)

Indexed = Callable[[Media], PacketIndex | None]
"""Told what is known of a medium's packets; None where they are not to be copied."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Frames `first` to `end` of the timeline show a medium and nothing else; at frame `first` it is at `time`."""

    first: int
    end: int
    media: Media
    time: int
    limit: int


def copies(film: Film, indexed: Indexed) -> tuple[Copy, ...]:
    """The frames of the film that need no drawing, in order."""
    if film.video.codec is not Codec.H264 or film.finish.format not in _HOLDING_COPIES:
        return ()
    found: list[tuple[Copy, ParameterSets]] = []
    for stretch in untouched(film):
        index = indexed(stretch.media) if _may_fit(stretch, film.video) else None
        copy = _copy(stretch, index, film.video) if index else None
        if copy and index:
            found.append((copy, index.parameters))
    return tuple(sorted(_compatible(found, film.video), key=lambda copy: copy.first))


def untouched(film: Film) -> Iterator[Stretch]:
    """The stretches in which a clip fills the whole picture, at its own speed, with nothing done to it or above it."""
    timeline = film.timeline
    shown = Span.between(frame_time(film.first, timeline.fps), frame_time(film.first + film.frames, timeline.fps))
    above: list[Span] = []
    for track in reversed(timeline.tracks):
        for item in track.items:
            if isinstance(item, Layer) and item.span.overlaps(shown) and _plain(item, film):
                holes = [*above, *(span.shifted(item.origin) for span in _touched(item))]
                yield from _stretches(film, item, _without(item.span.clipped(shown), holes))
        above.extend(item.span for item in track.items)


def _stretches(film: Film, layer: Layer, spans: Iterable[Span]) -> Iterator[Stretch]:
    if not isinstance(layer.source, MediaSource):
        return
    retiming, fps = layer.source.retiming, film.timeline.fps
    for span in spans:
        first, end = _frame_from(span.start, film), _frame_from(span.end, film)
        time = retiming.start + frame_time(first, fps) - layer.origin
        if first < end and time >= 0:
            yield Stretch(first, end, layer.source.media, time, retiming.limit)


def _frame_from(moment: int, film: Film) -> int:
    """The first frame that shows at a moment or after it."""
    frame = frame_at(moment, film.timeline.fps)
    return frame if frame_time(frame, film.timeline.fps) >= moment else frame + 1


def _plain(layer: Layer, film: Film) -> bool:
    match layer.source:
        case MediaSource(media, retiming):
            usual = retiming.straight and not retiming.reverse and not retiming.loop
            video = media.kind is MediaKind.VIDEO and not media.missing
            done = layer.mask or layer.blend or layer.letter_motions
            return video and usual and not done and _fills(layer.placement, film)
        case _:
            return False


def _fills(placement: Placement, film: Film) -> bool:
    stage, video = Stage.of(film.timeline, (film.video.width, film.video.height)), film.video
    drawn = placement.size[0] * stage.scale[0], placement.size[1] * stage.scale[1]
    whole = stage.size == (video.width, video.height) and placement.crop == Crop()
    exact = abs(drawn[0] - video.width) < _HAIR and abs(drawn[1] - video.height) < _HAIR
    zeros = all(_always(curve, 0) for curve in (placement.x, placement.y, placement.rotation))
    ones = all(_always(curve, 1) for curve in (placement.scale_x, placement.scale_y, placement.opacity))
    return whole and exact and zeros and ones and not placement.flip_x and not placement.flip_y


def _always(curve: Curve, value: float) -> bool:
    return all(key.value == value for key in curve.keys)


def _touched(layer: Layer) -> Iterator[Span]:
    """When something is done to the layer, in local time."""
    yield from map(_moved, layer.motions)
    yield from map(_treated, layer.treatments)


def _moved(motion: Motion) -> Span:
    match motion.phase:
        case "in":
            return Span.between(_FOREVER.start, motion.span.end)
        case "out":
            return Span.between(motion.span.start, _FOREVER.end)
        case "loop":
            return motion.span
        case _:
            return _FOREVER


def _treated(treatment: Treatment) -> Span:
    return treatment.span if isinstance(treatment, Effect) else treatment.span or _FOREVER


def _without(span: Span, holes: Iterable[Span]) -> list[Span]:
    """What is left of a span."""
    left, at = [], span.start
    for hole in sorted(hole for hole in holes if hole.overlaps(span)):
        if hole.start > at:
            left.append(Span.between(at, hole.start))
        at = max(at, hole.end)
    return [*left, Span.between(at, span.end)] if at < span.end else left


def _may_fit(stretch: Stretch, video: VideoSettings) -> bool:
    """Whether it is worth to look at the medium's packets."""
    media = stretch.media
    alike = (media.width, media.height) == (video.width, video.height) and 0.99 < media.fps / video.fps < 1.01
    return alike and stretch.end - stretch.first >= SHORTEST_S * video.fps


def _copy(stretch: Stretch, index: PacketIndex, video: VideoSettings) -> Copy | None:
    shown = picture_at(stretch.time, index, video)
    if shown is None or index.size != (video.width, video.height) or _bits(index, video) > bits_allowed(video):
        return None
    start, end = index.entry_from(shown), index.end_until(shown + _length(stretch, video))
    if start is None or end - start < SHORTEST_S * video.fps:
        return None
    return Copy(stretch.first + start - shown, end - start, stretch.media.key, start)


def picture_at(time: int, index: PacketIndex, video: VideoSettings) -> int | None:
    """The picture that shows at a time of the medium; None when its next frames might not show the next pictures.

    A reader shows the last picture that begins no later than TOLERANCE after a moment. Both a film's frames and
    a medium's pictures keep to their grids, but for roundings and jitter, so their distance is that of the grids.
    """
    shown = floor((time + TOLERANCE) * video.fps / SECOND)
    past, slack = time + TOLERANCE - shown * SECOND / video.fps, index.jitter + _ROUNDING
    return shown if slack <= past <= SECOND / video.fps - slack else None


def _length(stretch: Stretch, video: VideoSettings) -> int:
    """Frames until the stretch ends, or the medium does."""
    left = floor((stretch.limit - stretch.time) * video.fps / SECOND) if stretch.limit > 0 else stretch.end
    return min(stretch.end - stretch.first, max(0, left))


def _bits(index: PacketIndex, video: VideoSettings) -> float:
    """Bits a second."""
    return 8 * index.stored * float(video.fps) / index.frames


def bits_allowed(video: VideoSettings) -> float:
    """Bits a second that a copied film may take: not much more than an encoded one."""
    pixels = video.width * video.height * float(video.fps)
    return max(ALWAYS_BITS, float(BITS_A_PIXEL * pixels * 2 ** ((23 - video.quality) / 6)))


def _compatible(found: Sequence[tuple[Copy, ParameterSets]], video: VideoSettings) -> list[Copy]:
    """Those whose parameter sets can lie in one film beside ours and each other's: the longest first."""
    frames: dict[ParameterSets, int] = {}
    for copy, sets in found:
        frames[sets] = frames.get(sets, 0) + copy.count
    taken: list[ParameterSets] = []
    for sets in sorted(frames, key=lambda sets: -frames[sets]):
        if video.sets not in {*sets.sequence_sets, *sets.picture_sets} and _joinable([*taken, sets]):
            taken.append(sets)
    return [copy for copy, sets in found if sets in taken]


def _joinable(together: Sequence[ParameterSets]) -> bool:
    try:
        reduce(ParameterSets.with_those_of, together)
    except ValueError:
        return False
    return True
