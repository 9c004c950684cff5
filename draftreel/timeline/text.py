"""Text as data: a string, styled runs of it and how it is set. Lengths are canvas pixels unless said."""

from dataclasses import dataclass
from enum import StrEnum

Colour = tuple[float, float, float, float]
"""Red, green, blue, alpha, each 0..1, sRGB, not premultiplied."""

WHITE: Colour = (1.0, 1.0, 1.0, 1.0)


class Alignment(StrEnum):
    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Font:
    """The draft's own file by its content key when it is there, else only a name to look for."""

    name: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Stroke:
    """An outline outside the glyphs; `width` in em."""

    colour: Colour
    width: float


@dataclass(frozen=True, slots=True)
class Shadow:
    """A copy below: `angle` degrees counter-clockwise from +x, `distance` and `blur` in em."""

    colour: Colour
    angle: float
    distance: float
    blur: float


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How a run looks; `size` is the em in canvas pixels."""

    size: float
    font: Font = Font()
    colour: Colour = WHITE
    bold: bool = False
    italic: bool = False
    underline: bool = False
    strokes: tuple[Stroke, ...] = ()
    shadows: tuple[Shadow, ...] = ()


@dataclass(frozen=True, slots=True)
class TextRun:
    """A half-open range of code points and its style. The runs of a text cover it without gap or overlap."""

    start: int
    end: int
    style: TextStyle


@dataclass(frozen=True, slots=True)
class TextBox:
    """A filled box behind the text; margins in em of the first run, `radius` as a share 0..1 of the half height."""

    colour: Colour
    margin_x: float
    margin_y: float
    radius: float = 0.0
    offset_x: float = 0.0
    offset_y: float = 0.0


@dataclass(frozen=True, slots=True)
class Text:
    """A block of text, centred on its own origin.

    `max_width` wraps (canvas pixels, 0 = only at line breaks); `letter_spacing` is added after
    each cluster (em); a line's pitch is the font's line height times (1 + `line_spacing`).
    """

    string: str
    runs: tuple[TextRun, ...]
    alignment: Alignment = Alignment.CENTRE
    max_width: float = 0.0
    letter_spacing: float = 0.0
    line_spacing: float = 0.02
    box: TextBox | None = None
