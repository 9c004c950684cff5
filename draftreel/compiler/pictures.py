"""What a segment of a picture track shows: a video, a photo, a gif, a freeze frame or a compound clip."""

from draftreel.compiler.background import background_of
from draftreel.compiler.blends import blend_of, blend_opacity
from draftreel.compiler.compound import nested_of
from draftreel.compiler.masks import mask_of
from draftreel.compiler.pieces import Piece
from draftreel.compiler.placement import picture_placement
from draftreel.compiler.retiming import frozen_at, nested_retiming, picture_retiming
from draftreel.compiler.scope import Nested, Scope
from draftreel.compiler.stock import media_of
from draftreel.draft import VideoMaterial
from draftreel.timeline import Layer, MediaKind, MediaSource, Source, TimelineSource


def picture_layer(scope: Scope, piece: Piece) -> Layer | None:
    """The layer of a segment of a video track; None, with a note, when there is nothing to show."""
    material = piece.material(VideoMaterial)
    if material is None:
        scope.notes.missing(piece.place, "dangling-reference", "a material that is not in the draft")
        return None
    nested = nested_of(scope, piece)
    return _nested_layer(scope, piece, nested, material) if nested else _media_layer(scope, piece, material)


def _nested_layer(scope: Scope, piece: Piece, nested: Nested, material: VideoMaterial) -> Layer | None:
    if not nested.pictures.tracks:
        if not nested.sounds.sounds:
            scope.notes.missing(piece.place, "compound-empty", "a compound clip", "nothing: it is empty or too deep")
        return None
    source = TimelineSource(nested.pictures, nested_retiming(scope, piece, nested.duration))
    return _layer(scope, piece, source, (nested.pictures.width, nested.pictures.height), material)


def _media_layer(scope: Scope, piece: Piece, material: VideoMaterial) -> Layer | None:
    media = media_of(scope, material)
    frozen = _frozen(scope, piece, material) if media.missing else None
    if frozen:
        return _layer(scope, piece, frozen, (frozen.media.width, frozen.media.height), material)
    if media.missing:
        scope.notes.missing(piece.place, "material-missing", _asked(material))
    if media.kind is MediaKind.SOUND or min(media.width, media.height) <= 0:
        scope.notes.missing(piece.place, "no-picture", "a picture", "nothing: the file has none")
        return None
    source = MediaSource(media, picture_retiming(scope, piece, media))
    return _layer(scope, piece, source, (media.width, media.height), material)


def _asked(material: VideoMaterial) -> str:
    return "a compound clip that is not in the file" if material.compound else f"{material.type or 'picture'} material"


def _frozen(scope: Scope, piece: Piece, material: VideoMaterial) -> MediaSource | None:
    """A freeze frame whose photo is not there, out of the video that it was taken from."""
    media = scope.media.get(material.freeze.source_material_id) if material.freeze else None
    if material.freeze is None or media is None or media.missing or min(media.width, media.height) <= 0:
        return None
    scope.notes.close(piece.place, "freeze-frame", "the photo of a freeze frame", "the video's own frame")
    return MediaSource(media, frozen_at(material.freeze.timestamp, media))


def _layer(scope: Scope, piece: Piece, source: Source, size: tuple[int, int], material: VideoMaterial) -> Layer:
    placement = picture_placement(scope, piece, size, material.crop, blend_opacity(piece))
    return Layer(
        piece.span,
        piece.span.start,
        source,
        placement,
        background_of(scope, piece),
        mask=mask_of(scope, piece),
        blend=blend_of(scope, piece),
    )
