"""What a text's content says: a string and styled runs of it, from any of the three notations."""

from dataclasses import dataclass
from enum import StrEnum

from pydantic import Field

from draftreel.draft.record import Number, Numbers, Record, Several

Rgba = tuple[float, float, float, float]
"""Red, green, blue, alpha, each 0..1, sRGB, not premultiplied."""


class Notation(StrEnum):
    """How a content was written: where it is silent, the material's own facts hold."""

    PLAIN = "plain"
    TAGS = "tags"
    JSON = "json"


class Solid(Record):
    color: Numbers = ()
    alpha: Number = 1.0


class Gradient(Record):
    """`color` holds one colour a stop; `percent` (0..1) says where the stops lie, `angle` is in degrees."""

    mode: str = ""
    angle: Number = 0.0
    percent: Numbers = ()
    alpha: Numbers = ()
    color: tuple[Numbers, ...] = ()


class Texture(Record):
    path: str = ""
    id: str = ""


class Paint(Record):
    """A colour, a gradient or a texture; `render_type` is solid, gradient or texture where it is said."""

    render_type: str = ""
    solid: Solid | None = None
    gradient: Gradient | None = None
    texture: Texture | None = None


class Fill(Record):
    alpha: Number = 1.0
    content: Paint = Paint()

    @property
    def rgba(self) -> Rgba | None:
        """The fill as one colour (a gradient's first); None when it names none."""
        return paint_colour(self.content, self.alpha)


class StrokeStyle(Record):
    """An outline; `width` in em (0.08 is the app's 40 of 100)."""

    content: Paint = Paint()
    width: Number = 0.0
    alpha: Number = 1.0

    @property
    def rgba(self) -> Rgba | None:
        return paint_colour(self.content, self.alpha)


class ShadowStyle(Record):
    """A shadow: `angle` in degrees, `diffuse` or (older) `feather` its softness."""

    content: Paint = Paint()
    alpha: Number = 1.0
    angle: Number = -45.0
    distance: Number = 0.0
    diffuse: Number = 0.0
    feather: Number = 0.0

    @property
    def rgba(self) -> Rgba | None:
        return paint_colour(self.content, self.alpha)


class FontStyle(Record):
    id: str = ""
    path: str = ""


class EffectStyle(Record):
    """A designed letter style (花字), known by its id."""

    id: str = ""
    path: str = ""


class ContentStyle(Record):
    """What a run says about itself; None means that it says nothing."""

    size: Number | None = None
    fill: Fill | None = None
    font: FontStyle | None = None
    bold: bool | None = None
    italic: bool | None = None
    underline: bool | None = None
    strokes: Several[StrokeStyle] = ()
    shadows: Several[ShadowStyle] = ()
    effect_style: EffectStyle | None = Field(default=None, alias="effectStyle")
    use_letter_color: bool | None = Field(default=None, alias="useLetterColor")


@dataclass(frozen=True, slots=True)
class ContentRun:
    """A half-open range of code points, never empty, and its style."""

    start: int
    end: int
    style: ContentStyle


@dataclass(frozen=True, slots=True)
class TextContent:
    """A text and its runs, which cover it in order without gap or overlap."""

    text: str
    runs: tuple[ContentRun, ...]
    notation: Notation = Notation.PLAIN


def paint_colour(paint: Paint, alpha: float = 1.0) -> Rgba | None:
    """A paint as one colour, 0..1; a gradient is its first stop."""
    if paint.solid is not None and paint.render_type in ("", "solid"):
        return _rgba(paint.solid.color, paint.solid.alpha * alpha)
    if paint.gradient is not None and paint.gradient.color:
        return _rgba(paint.gradient.color[0], alpha)
    return _rgba(paint.solid.color, paint.solid.alpha * alpha) if paint.solid is not None else None


def _rgba(channels: tuple[float, ...], alpha: float) -> Rgba | None:
    if len(channels) < 3:
        return None
    red, green, blue = (_unit(channel) for channel in channels[:3])
    own = channels[3] if len(channels) > 3 else 1.0
    return red, green, blue, _unit(_unit(own) * alpha)


def _unit(value: float) -> float:
    return min(max(value, 0.0), 1.0)
