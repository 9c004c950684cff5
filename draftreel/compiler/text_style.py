"""How a run of text looks: what its content says, and where that is silent what the material says."""

from dataclasses import dataclass
from pathlib import PureWindowsPath

from draftreel.catalogue import Kind, find
from draftreel.compiler.colours import parsed_colour
from draftreel.compiler.limits import TEXT_SIZE, held, held_and_noted
from draftreel.compiler.pieces import Piece
from draftreel.compiler.scope import Scope
from draftreel.draft import ContentRun, ContentStyle, Notation, TextMaterial
from draftreel.draft.content import ShadowStyle, StrokeStyle
from draftreel.draft.look_materials import EffectMaterial
from draftreel.timeline import WHITE, Colour, Font, Shadow, Stroke, TextRun, TextStyle

_DISTANCE_UNIT = 0.01
"""A shadow's distance of 100 is an em (inferred)."""
_SMOOTHING_UNIT = 1 / 18
"""A material's shadow_smoothing of 1 is a content's softness of 0.0556, as files that hold both show."""
_APP_FONTS = frozenset({"", "en", "zh-hans", "zh-hant", "ja", "ko"})
"""The files of the app's own system font."""
_STROKE_LIMIT = (0.0, 1.0)
_SOFTNESS_LIMIT = (0.0, 2.0)
_DISTANCE_LIMIT = (0.0, 5.0)


@dataclass(frozen=True, slots=True)
class Speaker:
    """What speaks where a run is silent: the material, as far as the content's notation leaves it the word."""

    material: TextMaterial
    notation: Notation

    @property
    def silent_means_material(self) -> bool:
        """JSON content is the whole truth about what is switched on; older notations are not."""
        return self.notation is not Notation.JSON


def run_of(scope: Scope, piece: Piece, speaker: Speaker, run: ContentRun, unit: float) -> TextRun:
    """A run with its style; `unit` is canvas pixels for one unit of the app's text size."""
    style, material = run.style, speaker.material
    _note_paints(scope, piece, style)
    asked = material.font_size if style.size is None else style.size
    size = held_and_noted(scope.notes, piece.place, "text size", asked, TEXT_SIZE) * unit
    older = speaker.silent_means_material
    return TextRun(
        run.start,
        run.end,
        TextStyle(
            size=size,
            font=_font(scope, piece, style, material),
            colour=_colour(style, material),
            bold=_switch(style.bold, older=older and material.bold_width > 0),
            italic=_switch(style.italic, older=older and material.italic_degree != 0),
            underline=_switch(style.underline, older=older and material.underline),
            strokes=_strokes(style, speaker),
            shadows=_shadows(style, speaker),
        ),
    )


def _switch(said: bool | None, *, older: bool) -> bool:
    return older if said is None else said


def _colour(style: ContentStyle, material: TextMaterial) -> Colour:
    own = style.fill.rgba if style.fill else None
    return own or parsed_colour(material.text_color, material.text_alpha) or WHITE


def _strokes(style: ContentStyle, speaker: Speaker) -> tuple[Stroke, ...]:
    found = [_stroke(one) for one in style.strokes]
    if not found and speaker.silent_means_material and speaker.material.stroke_on:
        found = [_material_stroke(speaker.material)]
    return tuple(stroke for stroke in found if stroke and stroke.width > 0)


def _stroke(style: StrokeStyle) -> Stroke | None:
    colour = style.rgba
    return Stroke(colour, held(style.width, _STROKE_LIMIT)) if colour else None


def _material_stroke(material: TextMaterial) -> Stroke | None:
    colour = parsed_colour(material.border_color, material.border_alpha)
    return Stroke(colour, held(material.border_width, _STROKE_LIMIT)) if colour else None


def _shadows(style: ContentStyle, speaker: Speaker) -> tuple[Shadow, ...]:
    found = [_shadow(one) for one in style.shadows]
    if not found and speaker.silent_means_material and speaker.material.shadow_on:
        found = [_material_shadow(speaker.material)]
    return tuple(shadow for shadow in found if shadow and shadow.colour[3] > 0)


def _shadow(style: ShadowStyle) -> Shadow | None:
    colour = style.rgba
    softness = style.diffuse or style.feather
    return _cast(colour, style.angle, style.distance, softness) if colour else None


def _material_shadow(material: TextMaterial) -> Shadow | None:
    colour = parsed_colour(material.shadow_color, material.shadow_alpha)
    softness = material.shadow_smoothing * _SMOOTHING_UNIT
    return _cast(colour, material.shadow_angle, material.shadow_distance, softness) if colour else None


def _cast(colour: Colour, angle: float, distance: float, softness: float) -> Shadow:
    return Shadow(
        colour,
        angle % 360,
        distance=held(distance * _DISTANCE_UNIT, _DISTANCE_LIMIT),
        blur=held(softness, _SOFTNESS_LIMIT),
    )


def _font(scope: Scope, piece: Piece, style: ContentStyle, material: TextMaterial) -> Font:
    """The draft's own file when it is there, else the catalogue's open family of that id, else a name to look for."""
    path = (style.font.path if style.font else "") or material.font_path
    one = (style.font.id if style.font else "") or material.font_resource_id
    known = find(Kind.FONT, one, "", material.font_title or material.font_name)
    name = (known.family if known.known else "") or _stem(path) or (known.name if known.known else "")
    font = Font(name, scope.fonts.get(path, ""))
    asked = _stem(path) or known.name or one
    if not font.key and asked and scope.notes.first("font", asked):
        shown = "the house font" if name in _APP_FONTS else f"{name or 'the house font'} where it is at hand"
        scope.notes.close(piece.place, "font", f"font {asked[:80]}", shown)
    return font


def _stem(path: str) -> str:
    """The file's name without folders, from either system; a bare drive or folder is no name."""
    name = PureWindowsPath(path).name
    return PureWindowsPath(name).stem if "." in name else ""


def _note_paints(scope: Scope, piece: Piece, style: ContentStyle) -> None:
    paint = style.fill.content if style.fill else None
    kind = paint.render_type if paint else ""
    if kind in ("gradient", "texture"):
        scope.notes.stand_in(piece.place, "text-fill", f"a {kind} fill", "one colour")
    told = any(one.type == "text_effect" for one in piece.all(EffectMaterial))
    if style.effect_style and style.effect_style.id and not told:
        asked = f"letter style (花字) {style.effect_style.id}"
        scope.notes.stand_in(piece.place, "letter-style", asked, "plain letters")
