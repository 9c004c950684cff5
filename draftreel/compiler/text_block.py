"""A text material as a block of styled text in canvas pixels: the one place that knows the app's text units."""

from dataclasses import replace

from draftreel.compiler.canvas import Canvas
from draftreel.compiler.colours import parsed_colour
from draftreel.compiler.limits import SPACING, held_and_noted
from draftreel.compiler.pieces import Piece
from draftreel.compiler.scope import Scope
from draftreel.compiler.text_style import Speaker, run_of
from draftreel.draft import TextContent, TextMaterial, parse_content
from draftreel.timeline import Alignment, Text, TextBox, TextRun

UNITS_PER_SIDE = 135
"""The app's text size counts in 135ths of the canvas's shorter side: 8 px at 1080 (inferred; docs/decisions/0005)."""

CHARACTER_LIMIT = 20_000

_UNWRAPPED = "text"
"""The type of texts that break at their own line breaks only; subtitles and the like wrap."""

_ALIGNMENTS = {0: Alignment.LEFT, 1: Alignment.CENTRE, 2: Alignment.RIGHT}


def unit_of(canvas: Canvas) -> float:
    """Canvas pixels for one unit of the app's text size."""
    return min(canvas.width, canvas.height) / UNITS_PER_SIDE


def block_of(scope: Scope, piece: Piece, material: TextMaterial) -> Text | None:
    """The text to be set; None when there is nothing to read in it."""
    content = parse_content(material.content)
    if len(content.text) > CHARACTER_LIMIT:
        asked, shown = f"a text of {len(content.text)} characters", f"its first {CHARACTER_LIMIT}"
        scope.notes.close(piece.place, "text-too-long", asked, shown)
    return _block(scope, piece, material, content) if content.text.strip() else None


def _block(scope: Scope, piece: Piece, material: TextMaterial, content: TextContent) -> Text:
    string = content.text[:CHARACTER_LIMIT]
    if material.typesetting == 1:
        scope.notes.stand_in(piece.place, "vertical-text", "vertical text", "horizontal text")

    def spacing(name: str, value: float) -> float:
        return held_and_noted(scope.notes, piece.place, name, value, SPACING)

    return Text(
        string=string,
        runs=_runs(scope, piece, material, content),
        alignment=_ALIGNMENTS.get(material.alignment, Alignment.CENTRE),
        max_width=_wrap_width(material, scope.canvas),
        letter_spacing=spacing("letter spacing", material.letter_spacing),
        line_spacing=spacing("line spacing", material.line_spacing),
        box=_box(material),
    )


def _runs(scope: Scope, piece: Piece, material: TextMaterial, content: TextContent) -> tuple[TextRun, ...]:
    unit, speaker = unit_of(scope.canvas), Speaker(material, content.notation)
    kept = (run for run in content.runs if run.start < CHARACTER_LIMIT)
    return tuple(run_of(scope, piece, speaker, replace(run, end=min(run.end, CHARACTER_LIMIT)), unit) for run in kept)


def _wrap_width(material: TextMaterial, canvas: Canvas) -> float:
    """A fixed width in canvas pixels where one is set, else a share of the canvas for texts that wrap; 0 for none."""
    if material.fixed_width > 0:
        return min(max(material.fixed_width, 8.0), 100.0 * canvas.width)
    wraps = material.force_apply_line_max_width or material.type != _UNWRAPPED
    return min(material.line_max_width, 10.0) * canvas.width if wraps and material.line_max_width > 0 else 0.0


def _box(material: TextMaterial) -> TextBox | None:
    """The box behind a text; it is wider and higher than the text by `background_width` and `_height` em (inferred)."""
    colour = parsed_colour(material.background_color, material.background_alpha)
    if not material.background_on or colour is None:
        return None
    return TextBox(
        colour=colour,
        margin_x=_within(material.background_width, 0.0, 4.0) / 2,
        margin_y=_within(material.background_height, 0.0, 4.0) / 2,
        radius=_within(material.background_round_radius, 0.0, 1.0),
        offset_x=_within(material.background_horizontal_offset, -2.0, 2.0),
        offset_y=_within(material.background_vertical_offset, -2.0, 2.0),
    )


def _within(value: float, low: float, high: float) -> float:
    return min(max(value, low), high)
