"""The film's size and rate: said by the draft, or inferred where it is silent."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from draftreel.compiler.limits import FPS_LIMIT, SIDE_LIMIT
from draftreel.compiler.notes import Notes
from draftreel.draft import CanvasConfig, Draft, VideoMaterial
from draftreel.draft.draft import DraftMaterial
from draftreel.errors import DraftError
from draftreel.span import Span, frame_at, frame_time

DEFAULT_SIZE = (1080, 1920)
DEFAULT_FPS = Fraction(30)
_NTSC = tuple(Fraction(rate * 1000, 1001) for rate in (24, 30, 48, 60, 120))


@dataclass(frozen=True, slots=True)
class Canvas:
    """Pixels and frames a second; sizes are even."""

    width: int
    height: int
    fps: Fraction

    def snapped(self, moment: int) -> int:
        """The start of the nearest frame, in microseconds."""
        return frame_time(frame_at(moment, self.fps), self.fps)

    def on_grid(self, start: int, end: int) -> Span:
        """From frame to frame: start and end each by itself, so that what abuts still abuts."""
        return Span.between(self.snapped(start), self.snapped(end))

    @property
    def frame(self) -> int:
        """How long a frame lasts, in microseconds, rounded up."""
        return -(-1_000_000 * self.fps.denominator // self.fps.numerator)


def canvas_of(draft: Draft, notes: Notes) -> Canvas:
    """The draft's canvas. Raises DraftError when it is over a limit."""
    width, height = _size(draft, notes)
    if max(width, height) > SIDE_LIMIT:
        raise DraftError(f"a canvas of {width}x{height} is over the limit of {SIDE_LIMIT} pixels a side")
    return Canvas(width + width % 2, height + height % 2, _rate(draft.fps, notes))


def _size(draft: Draft, notes: Notes) -> tuple[int, int]:
    said = _positive(draft.canvas_config)
    if said:
        return said
    width, height = next(_inferred(draft), DEFAULT_SIZE)
    config = draft.canvas_config
    notes.close("draft", "canvas-inferred", f"a canvas of {config.width}x{config.height}", f"{width}x{height}")
    return width, height


def _inferred(draft: Draft) -> Iterator[tuple[int, int]]:
    """What the draft may have meant: a compound clip's canvas, then the size of a picture that it shows."""
    compounds = (draft.material(DraftMaterial, ref) for ref in _references(draft))
    nested = [compound.draft for compound in compounds if compound and compound.draft]
    yield from filter(None, (_positive(inner.canvas_config) for inner in nested))
    for inner in nested:
        yield from _inferred(inner)
    videos = (draft.material(VideoMaterial, ref) for ref in _references(draft))
    yield from ((video.width, video.height) for video in videos if video and min(video.width, video.height) > 0)


def _references(draft: Draft) -> Iterator[str]:
    for track in draft.tracks:
        for segment in track.segments:
            yield from (segment.material_id, *segment.extra_material_refs)


def _positive(config: CanvasConfig) -> tuple[int, int] | None:
    return (config.width, config.height) if min(config.width, config.height) > 0 else None


def _rate(fps: float, notes: Notes) -> Fraction:
    if fps <= 0:
        notes.close("draft", "rate-inferred", f"{fps:g} frames a second", f"{DEFAULT_FPS}")
        return DEFAULT_FPS
    if fps > FPS_LIMIT:
        raise DraftError(f"{fps:g} frames a second are over the limit of {FPS_LIMIT}")
    near = next((rate for rate in _NTSC if abs(float(rate) - fps) < 0.006), None)
    return near or max(Fraction(fps).limit_denominator(1001), Fraction(1))
