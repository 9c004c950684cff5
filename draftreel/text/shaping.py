"""From styled characters to glyphs: itemised by face, script, direction and style, shaped by HarfBuzz."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import uharfbuzz as hb

from draftreel.text.bidi import levels, paragraph_level
from draftreel.text.characters import CURSIVE, graphemes, is_emoji, scripts
from draftreel.text.faces import Cut, open_face
from draftreel.text.fonts import cut_of, emoji_font, fallback_for, resolve
from draftreel.timeline import TextStyle

_CONTEXT = 5  # how many characters around a run HarfBuzz looks at


@dataclass(frozen=True, slots=True)
class Glyph:
    """A glyph of a face, its origin in em from the cluster's own origin, y down."""

    id: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Cluster:
    """What cannot be taken apart: glyphs that together show the code points `start`..`end` of the text.

    `advance` is in em, without letter spacing; `spaced` is false where spacing would tear joined letters.
    """

    start: int
    end: int
    cut: Cut
    style: int
    level: int
    advance: float
    glyphs: tuple[Glyph, ...]
    spaced: bool = True


@dataclass(frozen=True, slots=True)
class StyledText:
    """Clean text, its distinct styles, the style of every code point and the face that each style is set in."""

    string: str
    styles: tuple[TextStyle, ...]
    style_at: Sequence[int]
    cuts: tuple[Cut, ...]
    ligatures: bool = True


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int
    end: int
    cut: Cut
    script: str
    level: int
    style: int

    @property
    def kind(self) -> tuple[Cut, str, int, int]:
        return self.cut, self.script, self.level, self.style


def style_cuts(string: str, styles: Sequence[TextStyle], library: Mapping[str, Path]) -> tuple[Cut, ...]:
    """The face that each style is set in, before any fallback."""
    return tuple(resolve(style.font, library, string, bold=style.bold, italic=style.italic).cut for style in styles)


def shape(text: StyledText, start: int, end: int) -> tuple[int, list[Cluster]]:
    """The direction level of one paragraph (a range without line ends) and its clusters in reading order."""
    paragraph = text.string[start:end]
    base = paragraph_level(paragraph)
    clusters: list[Cluster] = []
    for _, group in groupby(_pieces(text, start, paragraph, base), key=lambda piece: piece.kind):
        clusters.extend(sorted(_shape_run(text, list(group)), key=lambda cluster: cluster.start))
    return base, clusters


def _pieces(text: StyledText, offset: int, paragraph: str, base: int) -> Iterator[_Piece]:
    written, depth = scripts(paragraph), levels(paragraph, base)
    for start, end in graphemes(paragraph):
        style = text.style_at[offset + start]
        cut = _cut_for(paragraph[start:end], text, style)
        script = "" if cut.file == emoji_font() else written[start]
        yield _Piece(offset + start, offset + end, cut, script, depth[start], style)


def _cut_for(grapheme: str, text: StyledText, style: int) -> Cut:
    if is_emoji(grapheme) and open_face(emoji_font()).covers(grapheme[:1]):
        return Cut(emoji_font())
    primary = text.cuts[style]
    if open_face(primary.file, primary.weight).covers(grapheme):
        return primary
    found = fallback_for(grapheme, text.string)
    return cut_of(found, text.styles[style].bold, text.styles[style].italic) if found else primary


def _shape_run(text: StyledText, pieces: Sequence[_Piece]) -> list[Cluster]:
    first, start, end = pieces[0], pieces[0].start, pieces[-1].end
    buffer = _buffer(text.string, start, end)
    buffer.direction = "rtl" if first.level % 2 else "ltr"
    if first.script:
        buffer.script = first.script
    face = open_face(first.cut.file, first.cut.weight)
    hb.shape(face.font, buffer, {} if text.ligatures else {"liga": False, "clig": False})
    return _clusters(buffer, max(0, start - _CONTEXT), end, first, face.upem)


def _buffer(string: str, start: int, end: int) -> hb.Buffer:
    left = max(0, start - _CONTEXT)
    buffer = hb.Buffer()
    buffer.add_codepoints([ord(char) for char in string[left : end + _CONTEXT]], start - left, end - start)
    buffer.guess_segment_properties()
    return buffer


def _clusters(buffer: hb.Buffer, offset: int, end: int, piece: _Piece, upem: int) -> list[Cluster]:
    shaped = list(zip(buffer.glyph_infos or (), buffer.glyph_positions or (), strict=True))
    starts = sorted({info.cluster + offset for info, _ in shaped})
    ends = dict(zip(starts, [*starts[1:], end], strict=True))
    found = []
    for start, group in groupby(shaped, key=lambda item: item[0].cluster + offset):
        glyphs, advance = _glyphs(list(group), upem)
        spaced = piece.script not in CURSIVE
        found.append(Cluster(start, ends[start], piece.cut, piece.style, piece.level, advance, glyphs, spaced))
    return found


def _glyphs(shaped: Sequence[tuple[hb.GlyphInfo, hb.GlyphPosition]], upem: int) -> tuple[tuple[Glyph, ...], float]:
    pen, glyphs = 0, []
    for info, position in shaped:
        glyphs.append(Glyph(info.codepoint, (pen + position.x_offset) / upem, -position.y_offset / upem))
        pen += position.x_advance
    return tuple(glyphs), pen / upem
