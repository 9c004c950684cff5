"""What lies behind a segment of the main track: a colour, its own picture blurred, or an image."""

from draftreel.compiler.colours import parsed_colour
from draftreel.compiler.pieces import Piece
from draftreel.compiler.scope import Scope
from draftreel.draft import CanvasMaterial
from draftreel.timeline import BlurFill, ColourFill, Fill, ImageFill, MediaKind


def background_of(scope: Scope, piece: Piece) -> Fill | None:
    """The fill behind a segment; None is black (on the main track) or what lies below (on the others)."""
    canvas = next(iter(piece.all(CanvasMaterial)), None) if piece.main else None
    if canvas is None:
        return None
    if canvas.type == "canvas_blur":
        return BlurFill(min(max(canvas.blur, 0.0), 1.0)) if canvas.blur > 0 else None
    if canvas.type == "canvas_image" or canvas.image or canvas.album_image:
        return _image(scope, piece, canvas)
    return _colour(scope, piece, canvas)


def _colour(scope: Scope, piece: Piece, canvas: CanvasMaterial) -> Fill | None:
    if not canvas.color.strip():
        return None
    colour = parsed_colour(canvas.color)
    if colour is None:
        scope.notes.close(piece.place, "bad-colour", f"a canvas of {canvas.color[:20]!r}", "black")
    return ColourFill(colour) if colour else None


def _image(scope: Scope, piece: Piece, canvas: CanvasMaterial) -> Fill | None:
    media = scope.media.get(canvas.id)
    if media and not media.missing and media.kind in (MediaKind.STILL, MediaKind.ANIMATION):
        return ImageFill(media)
    scope.notes.missing(piece.place, "canvas-image-missing", "an image behind the clip", "black")
    return None
