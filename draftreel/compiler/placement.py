"""Where a segment's picture stands: crop, contain-fit, scale, turn, flip, move, opacity, and their keyframes."""

from collections.abc import Mapping

from draftreel.compiler import keyframes, properties
from draftreel.compiler.limits import OFFSET, OPACITY, ROTATION, SCALE, Range, held_and_noted
from draftreel.compiler.pieces import Piece
from draftreel.compiler.scope import Scope
from draftreel.draft.media_materials import CropCorners
from draftreel.timeline import Crop, Curve, Placement, constant, contained

WHOLE = CropCorners()


def picture_placement(
    scope: Scope, piece: Piece, size: tuple[int, int], corners: CropCorners = WHOLE, opacity: float = 1.0
) -> Placement:
    """The placement of a source of this size in pixels: the cropped part contained in the canvas, then the clip."""
    crop = crop_of(corners)
    if crop == Crop() and corners != WHOLE:
        scope.notes.close(piece.place, "crop-out-of-range", "an empty or turned crop", "the whole picture")
    shown = (size[0] * (crop.right - crop.left), size[1] * (crop.bottom - crop.top))
    fitted = contained(*shown, scope.canvas.width, scope.canvas.height)
    return placed(scope, piece, fitted, crop, opacity)


def placed(
    scope: Scope, piece: Piece, size: tuple[float, float], crop: Crop | None = None, opacity: float = 1.0
) -> Placement:
    """Something of this size in canvas pixels, as the segment's clip places it; keyframes override the clip."""
    clip, curves = piece.segment.clip, keyframes.curves(piece)

    def curve(key: str, name: str, value: float, within: Range) -> Curve:
        return curves.get(key) or constant(held_and_noted(scope.notes, piece.place, name, value, within))

    scale_x, scale_y = _scales(curves, uniform=piece.segment.uniform_scale.on)
    return Placement(
        size=size,
        crop=crop or Crop(),
        flip_x=clip.flip.horizontal,
        flip_y=clip.flip.vertical,
        x=curve(properties.POSITION_X, "x", clip.transform.x, OFFSET),
        y=curve(properties.POSITION_Y, "y", clip.transform.y, OFFSET),
        scale_x=scale_x or curve("", "scale", clip.scale.x, SCALE),
        scale_y=scale_y or curve("", "scale", clip.scale.y, SCALE),
        rotation=curve(properties.ROTATION_OF, "rotation", clip.rotation, ROTATION),
        opacity=curve(properties.ALPHA, "opacity", clip.alpha, OPACITY).scaled(opacity),
    )


def crop_of(corners: CropCorners) -> Crop:
    """The box around the corners, inside 0..1; the whole source when nothing is left of it."""
    xs = (corners.upper_left_x, corners.lower_left_x, corners.upper_right_x, corners.lower_right_x)
    ys = (corners.upper_left_y, corners.upper_right_y, corners.lower_left_y, corners.lower_right_y)
    left, right = max(0.0, min(xs)), min(1.0, max(xs))
    top, bottom = max(0.0, min(ys)), min(1.0, max(ys))
    return Crop(left, top, right, bottom) if right - left > 1e-3 and bottom - top > 1e-3 else Crop()


def _scales(curves: Mapping[str, Curve], *, uniform: bool) -> tuple[Curve | None, Curve | None]:
    """One key list for both axes where the scale is uniform; an axis without one keeps the clip's value."""
    both = curves.get(properties.SCALE_BOTH)
    x, y = curves.get(properties.SCALE_X, both), curves.get(properties.SCALE_Y, both)
    return (x or y, y or x) if uniform else (x, y)
