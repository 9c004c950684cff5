"""The media behind materials: as probed, or, where there is no file, as the draft describes them."""

from fractions import Fraction

from draftreel.compiler.scope import Scope
from draftreel.draft import AudioMaterial, VideoMaterial
from draftreel.timeline import Media, MediaKind

_KINDS = {"photo": MediaKind.STILL, "gif": MediaKind.ANIMATION}


def media_of(scope: Scope, material: VideoMaterial) -> Media:
    """A picture material's media; missing media are as large as the draft says, or as the canvas."""
    return scope.media.get(material.id) or _described(scope, material)


def sound_media_of(scope: Scope, material: AudioMaterial) -> Media:
    """A sound material's media."""
    known = scope.media.get(material.id)
    return known or Media("", MediaKind.SOUND, duration=max(0, material.duration), has_sound=True, missing=True)


def _described(scope: Scope, material: VideoMaterial) -> Media:
    kind = _KINDS.get(material.type, MediaKind.VIDEO)
    known = min(material.width, material.height) > 0
    width, height = (material.width, material.height) if known else (scope.canvas.width, scope.canvas.height)
    moving = kind is not MediaKind.STILL
    return Media(
        key="",
        kind=kind,
        width=width,
        height=height,
        duration=max(0, material.duration) if moving else 0,
        fps=Fraction(30) if moving else Fraction(0),
        has_sound=material.has_audio and moving,
        missing=True,
    )
