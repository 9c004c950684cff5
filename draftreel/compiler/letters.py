"""The animations of a text segment, which move its clusters one by one."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from draftreel.catalogue import Kind, Look
from draftreel.compiler.animations import animation_span, animations_of
from draftreel.compiler.drawn import Drawn
from draftreel.compiler.looks import in_words, looked_up, named, note_look
from draftreel.compiler.pieces import Piece
from draftreel.compiler.scope import Scope
from draftreel.draft import TextMaterial
from draftreel.draft.look_materials import Animation
from draftreel.span import Span
from draftreel.timeline import Motion

TEXT_KINDS: Mapping[str, Kind] = {
    "in": Kind.TEXT_IN,
    "out": Kind.TEXT_OUT,
    "loop": Kind.TEXT_LOOP,
    "caption": Kind.TEXT_LOOP,
}
_LOOPS = frozenset({"loop", "caption"})

_SLACK = 100_000

CYCLE_LIMIT = 10_000
"""Cycles of one loop; more of them are drawn as this many longer ones."""


def letter_motions_of(scope: Scope, piece: Piece, drawn: Drawn) -> tuple[Motion, ...]:
    """What moves a text's clusters: the first intro, outro and loop; what is not drawn stands still, with a note."""
    if piece.material(TextMaterial) is None:
        return ()
    found = {one.type: one for one in reversed(tuple(animations_of(piece)))}
    motions = [one for kind in ("in", "out") if kind in found for one in _motion(scope, piece, found[kind], drawn)]
    free = _free(motions, drawn)
    looped = (one for kind in sorted(_LOOPS) if kind in found for one in _loop(scope, piece, found[kind], free))
    return (*motions, *looped)


def _motion(scope: Scope, piece: Piece, animation: Animation, drawn: Drawn) -> Iterator[Motion]:
    look = _look(scope, piece, animation)
    span = animation_span(animation, animation.duration or look.duration, drawn)
    if look.call and span.duration > 0:
        yield Motion(animation.type, span, look.call)


def _loop(scope: Scope, piece: Piece, animation: Animation, free: Span) -> Iterator[Motion]:
    """As many whole cycles as come nearest to the asked length: so the last one meets the outro at rest (inferred)."""
    look = _look(scope, piece, animation)
    cycle = _cycle(animation, look.duration, free)
    if look.call is None or free.duration <= 0:
        return
    count = min(max(1, round(free.duration / cycle)), CYCLE_LIMIT)
    edges = [free.start + free.duration * index // count for index in range(count + 1)]
    yield from (Motion("loop", Span.between(*pair), look.call) for pair in pairwise(edges) if pair[0] < pair[1])


def _cycle(animation: Animation, usual: int, free: Span) -> int:
    """One cycle lasts the loop's duration; a loop that fills its place, as libraries write it, has the usual one's."""
    if 0 < animation.duration < free.duration - _SLACK:
        return animation.duration
    return usual if usual > 0 else free.duration


def _free(motions: Sequence[Motion], drawn: Drawn) -> Span:
    """From the end of the intro to the start of the outro."""
    start = max((one.span.end for one in motions if one.phase == "in"), default=drawn.start)
    end = min((one.span.start for one in motions if one.phase == "out"), default=drawn.end)
    return Span.between(start, end)


def _look(scope: Scope, piece: Piece, animation: Animation) -> Look:
    look = looked_up(TEXT_KINDS[animation.type], animation)
    asked = named(f"text animation ({animation.type})", animation, look)
    backwards = ", backwards" if look.call and animation.type == "out" else ""
    note_look(scope, piece, "text-animation", look, asked, in_words(look, "it stands still") + backwards)
    return look
