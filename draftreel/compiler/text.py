"""Text segments: a text, or a template that holds several, as layers."""

from collections.abc import Iterator
from dataclasses import replace

from draftreel.compiler.limits import OFFSET, OPACITY, ROTATION, SCALE, held, held_and_noted
from draftreel.compiler.pieces import Piece
from draftreel.compiler.placement import placed
from draftreel.compiler.scope import Scope
from draftreel.compiler.text_block import block_of
from draftreel.draft import Clip, TextMaterial, TextTemplateMaterial
from draftreel.draft.text_materials import TextInfoResource
from draftreel.span import Span
from draftreel.timeline import Layer, Placement, TextSource


def text_layers(scope: Scope, piece: Piece) -> tuple[Layer, ...]:
    """The layers of a segment of a text track; none, with a note, when its material is not there."""
    text = piece.material(TextMaterial)
    template = piece.material(TextTemplateMaterial)
    if text is not None:
        layer = _layer(scope, piece, text)
        return (layer,) if layer else ()
    if template is not None:
        scope.notes.stand_in(piece.place, "text-template", f"text template {template.name[:80]}".strip(), "its texts")
        return tuple(_parts(scope, piece, template))
    scope.notes.missing(piece.place, "dangling-reference", "a text that is not in the draft")
    return ()


def _layer(scope: Scope, piece: Piece, material: TextMaterial) -> Layer | None:
    block = block_of(scope, piece, material)
    if block is None:
        return None
    opacity = held_and_noted(scope.notes, piece.place, "opacity", material.global_alpha, OPACITY)
    size = (float(scope.canvas.width), float(scope.canvas.height))
    placement = placed(scope, piece, size, opacity=opacity)
    return Layer(piece.span, piece.span.start, TextSource(block), placement)


def _parts(scope: Scope, piece: Piece, template: TextTemplateMaterial) -> Iterator[Layer]:
    for part in sorted(template.text_info_resources, key=lambda one: one.order_in_layer):
        material = scope.draft.material(TextMaterial, part.text_material_id)
        layer = _layer(scope, piece, material) if material else None
        span = _part_span(scope, piece, part)
        if layer and span.duration > 0:
            yield replace(layer, span=span, placement=_attached(layer.placement, part.attach_info.clip))


def _part_span(scope: Scope, piece: Piece, part: TextInfoResource) -> Span:
    info = part.attach_info
    if info.start_time <= 0 and (info.duration <= 0 or info.duration >= piece.span.duration - scope.canvas.frame):
        return piece.span
    start = piece.span.start + max(0, info.start_time)
    end = start + info.duration if info.duration > 0 else piece.span.end
    return scope.canvas.on_grid(start, end).clipped(piece.span)


def _attached(placement: Placement, clip: Clip) -> Placement:
    """A template's part within the template: its own offset, scale, turn and opacity on top of the segment's."""
    return replace(
        placement,
        x=placement.x.shifted(held(clip.transform.x, OFFSET)),
        y=placement.y.shifted(held(clip.transform.y, OFFSET)),
        scale_x=placement.scale_x.scaled(held(clip.scale.x, SCALE)),
        scale_y=placement.scale_y.scaled(held(clip.scale.y, SCALE)),
        rotation=placement.rotation.shifted(held(clip.rotation, ROTATION)),
        opacity=placement.opacity.scaled(held(clip.alpha, OPACITY)),
    )
