"""A clip's source as it plays, without its volume: retimed, brought to its loudness, with its effects, routed."""

from collections.abc import Callable
from fractions import Fraction

from draftreel.media.stretching import SLOWEST
from draftreel.mixer.affected import Affected
from draftreel.mixer.kept import kept
from draftreel.mixer.loudness import levelled
from draftreel.mixer.pace import Pace
from draftreel.mixer.supply import SoundSupply
from draftreel.mixer.tape import Respeeded, Reversed, Routed, Stretched, Tape, Trimmed
from draftreel.span import sample_at
from draftreel.timeline import Routing, SoundClip, Timeline

_STRAIGHT = Routing()

Nested = Callable[[Timeline, SoundSupply], Tape]


def open_clip(clip: SoundClip, supply: SoundSupply, *, nested: Nested) -> Tape:
    """The clip's sound as a tape whose sample 0 is where the clip begins; `nested` opens a compound clip's."""
    length = sample_at(clip.span.end) - sample_at(clip.span.start)
    tape = _retimed(clip, supply, nested)
    if clip.keep_pitch and not clip.retiming.straight:
        tape = kept(tape, ("retimed", *_played(clip), length), supply.shelf, length)
    if clip.loudness is not None:
        tape = levelled(tape, clip.loudness, length, ("loudness", *_played(clip), length), supply.shelf)
    if clip.effects:
        tape = Affected(tape, clip.effects, length)
        tape = kept(tape, ("affected", *_played(clip), clip.loudness, clip.effects, length), supply.shelf, length)
    return tape if clip.routing == _STRAIGHT else Routed(tape, clip.routing)


def _played(clip: SoundClip) -> tuple[object, ...]:
    """What decides the samples of a clip that is retimed: of a compound clip its sounds alone."""
    source = clip.source
    heard = (source.sounds, source.duration) if isinstance(source, Timeline) else source.key
    return heard, clip.retiming, clip.keep_pitch


def _retimed(clip: SoundClip, supply: SoundSupply, nested: Nested) -> Tape:
    retiming, source = clip.retiming, clip.source
    opened = nested(source, supply) if isinstance(source, Timeline) else supply.tape(source)
    tape: Tape = (
        Reversed(opened, sample_at(retiming.start + retiming.length))
        if retiming.reverse
        else Trimmed(opened, sample_at(retiming.start))
    )
    if retiming.straight:
        return tape
    pace = Pace.of(retiming)
    return _stretched(tape, pace) if clip.keep_pitch else Respeeded(tape, pace)


def _stretched(tape: Tape, pace: Pace) -> Tape:
    """In as many passes as it takes for none to be slower than it may be."""
    while pace.slowest < SLOWEST:
        tape, pace = Stretched(tape, Pace(Fraction(1, 2))), pace.faster(2)
    return Stretched(tape, pace)
