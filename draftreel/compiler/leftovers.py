"""Everything a segment names that nothing draws or plays: each is a note, and what is neutral says nothing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from draftreel.catalogue import Kind
from draftreel.compiler import keyframes
from draftreel.compiler.adjust import adjusts
from draftreel.compiler.animations import animations_of
from draftreel.compiler.blends import MIX_MODE
from draftreel.compiler.letters import TEXT_KINDS
from draftreel.compiler.looks import looked_up, named
from draftreel.compiler.pieces import Piece, Row
from draftreel.compiler.properties import ADJUSTED, FILTER_STRENGTH, MASKED
from draftreel.compiler.scope import Scope
from draftreel.compiler.treatments import is_filter, treats
from draftreel.draft import Material, TextMaterial, TextTemplateMaterial, VideoMaterial
from draftreel.draft.look_materials import (
    Animation,
    ChromaMaterial,
    EffectMaterial,
    HslMaterial,
    MaskMaterial,
    OtherMaterial,
    StickerMaterial,
    VideoEffectMaterial,
)
from draftreel.draft.media_materials import (
    PlaceholderMaterial,
    VocalSeparationMaterial,
)

_EFFECT_CODES = {"filter": "filter", "mix_mode": "blend", "text_effect": "letter-style", "text_shape": "text-bubble"}
_EFFECT_KINDS = {"filter": Kind.FILTER, "mix_mode": Kind.BLEND}
_EFFECT_WORDS = {"text_effect": "letter style (花字)", "text_shape": "text bubble"}
_NEUTRAL_KINDS = frozenset({"beats", "time_marks", "flowers", "placeholders", "audio_track_indexes", "manual_beautys"})


@dataclass(frozen=True, slots=True)
class Leftover:
    """Something asked for that is left out."""

    code: str
    asked: str


def note_leftovers(scope: Scope, piece: Piece, *, dressed: bool) -> None:
    """Notes for what a segment has beside what is drawn and played; a `dressed` one wears its looks."""
    beside = [one for one in piece.companions if not (dressed and _worn(one))]
    found = (leftover for one in beside for leftover in _leftovers(one))
    for leftover in (*found, *_of_picture(piece), *_of_text(piece)):
        scope.notes.missing(piece.place, leftover.code, leftover.asked, "without it")
    keyframes.note_undrawn(scope, piece, _unused(piece.companions, dressed=dressed))


def note_beside_treatments(scope: Scope, piece: Piece) -> None:
    """Notes for what a segment of a track of effects, filters or adjustments has beside its treatments."""
    materials = (*piece.own, *piece.companions)
    for leftover in (leftover for one in materials if not treats(one) for leftover in _leftovers(one)):
        scope.notes.missing(piece.place, leftover.code, leftover.asked, "without it")
    keyframes.note_undrawn(scope, piece, _unused(materials, dressed=True) | MASKED)


def note_undrawn_track(scope: Scope, row: Row, piece: Piece) -> None:
    """Notes for a segment of a track of stickers, or of a kind that is not known."""
    found = [leftover for one in piece.own for leftover in _leftovers(one)]
    for leftover in found:
        scope.notes.missing(piece.place, leftover.code, leftover.asked, "nothing")
    if not found:
        note_nothing(scope, row, piece)


def note_nothing(scope: Scope, row: Row, piece: Piece) -> None:
    """A note for a segment that names nothing to draw."""
    kind = row.track.type
    scope.notes.missing(piece.place, kind or "track", f"a segment of type {kind or 'unknown'}", "nothing")


def _worn(material: Material) -> bool:
    blends = isinstance(material, EffectMaterial) and material.type == MIX_MODE
    return blends or isinstance(material, MaskMaterial) or treats(material)


def _unused(materials: Sequence[Material], *, dressed: bool) -> frozenset[str]:
    """The keyed properties of looks that a segment does not wear."""
    masked = dressed and any(isinstance(one, MaskMaterial) for one in materials)
    filtered = dressed and any(is_filter(one) for one in materials)
    told = (masked, MASKED), (filtered, frozenset({FILTER_STRENGTH})), (dressed, ADJUSTED)
    return frozenset(name for drawn, names in told if not drawn for name in names)


def _leftovers(material: Material) -> Iterator[Leftover]:
    match material:
        case VideoEffectMaterial():
            yield _video_effect(material)
        case EffectMaterial():
            yield from _effect(material)
        case MaskMaterial():
            yield Leftover("mask", named("mask", material, looked_up(Kind.MASK, material)))
        case ChromaMaterial() if material.color:
            yield Leftover("chroma-key", f"chroma key of {material.color[:9]}")
        case StickerMaterial():
            yield Leftover("sticker", f"sticker {material.name.strip()[:80] or material.resource_id}")
        case HslMaterial() if material.hue or material.saturation or material.lightness:
            yield Leftover("hsl", f"a shift of one hue ({material.hue:g}, {material.saturation:g})")
        case OtherMaterial():
            yield from _other(material)
        case _:
            yield from _of_sound(material)


def _video_effect(material: VideoEffectMaterial) -> Leftover:
    face = material.type == "face_effect"
    look = looked_up(Kind.CHARACTER_EFFECT if face else Kind.SCENE_EFFECT, material)
    return Leftover("effect", named("effect", material, look))


def _effect(material: EffectMaterial) -> Iterator[Leftover]:
    code = _EFFECT_CODES.get(material.type)
    kind = _EFFECT_KINDS.get(material.type)
    if kind:
        yield Leftover(code or "effect", named(material.type.replace("_", " "), material, looked_up(kind, material)))
    elif code or (material.value != 0 and not _unset(material)):
        name = material.name.strip()[:80] or material.resource_id
        said = f"{_EFFECT_WORDS.get(material.type, material.type or 'effect')} {name}".strip()
        yield Leftover(code or "adjustment", said if code else f"{said} {material.value:g}")


def _unset(material: EffectMaterial) -> bool:
    """A slider of an adjustment without a value is not turned."""
    return adjusts(material) and "value" not in material.model_fields_set


def _other(material: OtherMaterial) -> Iterator[Leftover]:
    if material.kind not in _NEUTRAL_KINDS:
        name = material.name.strip()[:80]
        yield Leftover("other", f"{material.kind} {name}".strip())


def _of_sound(material: Material) -> Iterator[Leftover]:
    match material:
        case VocalSeparationMaterial() if material.choice != 0:
            yield Leftover("vocal-separation", "voice and music taken apart")
        case PlaceholderMaterial() if material.meta_type not in ("none", ""):
            yield Leftover("placeholder", f"placeholder {material.meta_type[:40]}")


def _of_picture(piece: Piece) -> Iterator[Leftover]:
    video = piece.material(VideoMaterial)
    if video and video.stable.stable_level > 0:
        yield Leftover("stabilisation", f"stabilisation {video.stable.stable_level}")
    if video and video.matting.flag != 0:
        yield Leftover("matting", "a cut-out")


def _of_text(piece: Piece) -> Iterator[Leftover]:
    """The animations of a template, and those of a text whose type is not known."""
    drawn = TEXT_KINDS if piece.material(TextMaterial) else ()
    if piece.material(TextMaterial) or piece.material(TextTemplateMaterial):
        yield from (_text_animation(one) for one in animations_of(piece) if one.type not in drawn)


def _text_animation(animation: Animation) -> Leftover:
    look = looked_up(TEXT_KINDS.get(animation.type, Kind.TEXT_LOOP), animation)
    return Leftover("text-animation", named(f"text animation ({animation.type})", animation, look))
