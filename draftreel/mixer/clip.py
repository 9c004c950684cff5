"""A clip's source as it plays, without its volume: retimed, brought to its loudness, with its effects, routed."""

from collections.abc import Callable
from functools import partial

from draftreel.media import Stretcher
from draftreel.mixer.affected import Affected
from draftreel.mixer.kept import kept
from draftreel.mixer.loudness import levelled
from draftreel.mixer.supply import SoundSupply
from draftreel.mixer.tape import Respeeded, Reversed, Routed, Stretched, Tape, Trimmed
from draftreel.span import sample_at
from draftreel.timeline import Routing, SoundClip, Timeline

_RATIO_LIMIT = 1_000_000  # a finer ratio would differ by less than a sample in a day
_STRAIGHT = Routing()

Nested = Callable[[Timeline, SoundSupply], Tape]


def open_clip(clip: SoundClip, supply: SoundSupply, *, nested: Nested) -> Tape:
    """The clip's sound as a tape whose sample 0 is where the clip begins; `nested` opens a compound clip's."""
    length = sample_at(clip.span.end) - sample_at(clip.span.start)
    tape = _retimed(clip, supply, nested)
    if clip.keep_pitch and clip.retiming.speed != 1:
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
    speed = retiming.speed.limit_denominator(_RATIO_LIMIT)
    if speed == 1:
        return tape
    return Stretched(tape, partial(Stretcher, float(speed))) if clip.keep_pitch else Respeeded(tape, speed)
