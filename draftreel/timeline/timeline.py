"""The pivot: what a film shows and plays, as frozen data with no knowledge of drafts, files or pixels."""

from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from draftreel.call import Call
from draftreel.span import Span
from draftreel.timeline.curve import Curve, constant
from draftreel.timeline.media import Media
from draftreel.timeline.placement import Placement
from draftreel.timeline.retiming import Retiming
from draftreel.timeline.text import Colour, Text
from draftreel.timeline.treatment import Mask, Treatment


@dataclass(frozen=True, slots=True)
class MediaSource:
    """Pictures out of a file; what kind of file it is, `media.kind` says."""

    media: Media
    retiming: Retiming = Retiming()


@dataclass(frozen=True, slots=True)
class TextSource:
    """A block of text, drawn about the centre of the canvas."""

    text: Text


@dataclass(frozen=True, slots=True)
class TimelineSource:
    """A compound clip: another timeline, retimed."""

    timeline: "Timeline"
    retiming: Retiming


Source: TypeAlias = MediaSource | TextSource | TimelineSource


@dataclass(frozen=True, slots=True)
class ColourFill:
    """One colour over the whole canvas, behind a layer."""

    colour: Colour


@dataclass(frozen=True, slots=True)
class BlurFill:
    """The layer's own picture, enlarged to cover the canvas and blurred; `strength` 0..1."""

    strength: float


@dataclass(frozen=True, slots=True)
class ImageFill:
    """A still that covers the canvas, behind a layer."""

    media: Media


Fill: TypeAlias = ColourFill | BlurFill | ImageFill


@dataclass(frozen=True, slots=True)
class Motion:
    """An animation: `call` names a row of ANIMATIONS, or of TEXT_ANIMATIONS; `span` is local time.

    `phase` "in": before the span as at its start, after it at rest. "out": before it at rest, after
    it as at its end. "loop": inside the span only, progress running from 0 to 1 over it.
    """

    phase: str
    span: Span
    call: Call


@dataclass(frozen=True, slots=True)
class Layer:
    """Something shown during `span`. Local time 0 is at `origin` on the timeline (cutting a layer keeps it).

    The source is treated in order, then masked, then placed, then moved; `blend` names a row of BLENDS
    (None lies over). `letter_motions` move the clusters of a text one by one.
    """

    span: Span
    origin: int
    source: Source
    placement: Placement
    background: Fill | None = None
    motions: tuple[Motion, ...] = ()
    treatments: tuple[Treatment, ...] = ()
    mask: Mask | None = None
    blend: Call | None = None
    letter_motions: tuple[Motion, ...] = ()


@dataclass(frozen=True, slots=True)
class Transition:
    """During `span` two layers at once: `call` names a row of TRANSITIONS. Both layers cover the span."""

    span: Span
    outgoing: Layer
    incoming: Layer
    call: Call


@dataclass(frozen=True, slots=True)
class Adjustment:
    """During `span` the treatments act, in order, on all that lies below; their local time 0 is at `origin`."""

    span: Span
    origin: int
    treatments: tuple[Treatment, ...]


Item: TypeAlias = Layer | Transition | Adjustment


@dataclass(frozen=True, slots=True)
class Track:
    """Items in order of time that never overlap: at every instant a track shows at most one."""

    items: tuple[Item, ...]

    def at(self, moment: int) -> Item | None:
        """The item at a moment, if any."""
        for item in self.items:
            if moment in item.span:
                return item
        return None


@dataclass(frozen=True, slots=True)
class Routing:
    """What the source's left and right channels give to the film's: linear amplitudes, (from left, from right) each."""

    left: tuple[float, float] = (1.0, 0.0)
    right: tuple[float, float] = (0.0, 1.0)


@dataclass(frozen=True, slots=True)
class SoundClip:
    """Sound played during `span`, local time 0 at its start, as is everything else it says.

    The source is retimed (`keep_pitch` stretches time, otherwise pitch follows speed), brought to `loudness`
    (LUFS over all that is played of it, None leaves it), changed by the `effects` in order (rows of
    AUDIO_EFFECTS), routed, and then follows `volume`, a linear amplitude. Fades are microseconds, straight
    in amplitude; a join is a fade of equal power in which another clip goes the other way. `track` counts
    the draft's tracks: the stem that it belongs to.
    """

    span: Span
    source: "Media | Timeline"
    retiming: Retiming
    keep_pitch: bool = True
    volume: Curve = constant(1.0)
    fade_in: int = 0
    fade_out: int = 0
    join_in: int = 0
    join_out: int = 0
    effects: tuple[Call, ...] = ()
    routing: Routing = Routing()
    loudness: float | None = None
    track: int = 0


@dataclass(frozen=True, slots=True)
class Timeline:
    """A film: canvas size in pixels, rate, duration in microseconds, tracks bottom to top, and sounds."""

    width: int
    height: int
    fps: Fraction
    duration: int
    tracks: tuple[Track, ...] = ()
    sounds: tuple[SoundClip, ...] = ()
