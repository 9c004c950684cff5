"""The animations of a video segment: which motion, and when in the layer's local time."""

from collections.abc import Iterator

from draftreel.catalogue import Kind
from draftreel.compiler.drawn import Drawn
from draftreel.compiler.looks import in_words, looked_up, named, note_look
from draftreel.compiler.pieces import Piece
from draftreel.compiler.scope import Scope
from draftreel.draft import VideoMaterial
from draftreel.draft.look_materials import Animation, AnimationsMaterial
from draftreel.span import Span
from draftreel.timeline import Motion

_KINDS = {"in": Kind.VIDEO_IN, "out": Kind.VIDEO_OUT, "group": Kind.VIDEO_GROUP}
_PHASES = {"in": "in", "out": "out", "group": "loop"}


def animations_of(piece: Piece) -> Iterator[Animation]:
    """Every animation that a segment names."""
    for material in piece.all(AnimationsMaterial):
        yield from material.animations


def motions_of(scope: Scope, piece: Piece, drawn: Drawn) -> tuple[Motion, ...]:
    """The motions of a picture's layer; what is not drawn holds still, with a note."""
    if piece.material(VideoMaterial) is None:
        return ()
    found = {one.type: one for one in reversed(tuple(animations_of(piece)))}
    motions = (_motion(scope, piece, found[kind], drawn) for kind in _KINDS if kind in found)
    return tuple(motion for motion in motions if motion)


def _motion(scope: Scope, piece: Piece, animation: Animation, drawn: Drawn) -> Motion | None:
    look = looked_up(_KINDS[animation.type], animation)
    asked = named(f"animation ({animation.type})", animation, look)
    backwards = look.call is not None and _PHASES[animation.type] == "out"
    shown = in_words(look, "it holds still") + (", backwards" if backwards else "")
    note_look(scope, piece, "animation", look, asked, shown)
    span = animation_span(animation, animation.duration or look.duration, drawn)
    return Motion(_PHASES[animation.type], span, look.call) if look.call and span.duration > 0 else None


def animation_span(animation: Animation, duration: int, drawn: Drawn) -> Span:
    """Starts count from the first drawn moment; an outro ends with the last one, whatever its start says."""
    if animation.type == "out":
        return Span.between(max(drawn.start, drawn.end - max(0, duration)), drawn.end)
    start = min(drawn.start + max(0, animation.start), drawn.end)
    return Span.between(start, min(start + max(0, duration), drawn.end))
