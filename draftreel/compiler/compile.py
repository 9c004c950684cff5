"""A draft and the facts about its media, to a timeline and what could not be put into it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from draftreel.compiler import adjustments
from draftreel.compiler.canvas import canvas_of
from draftreel.compiler.compound import Compound, compounds
from draftreel.compiler.leftovers import note_leftovers, note_undrawn_track
from draftreel.compiler.limits import DEPTH_LIMIT, FILM_LIMIT
from draftreel.compiler.notes import Notes
from draftreel.compiler.order import Sheet, stacked
from draftreel.compiler.pictures import picture_layer
from draftreel.compiler.pieces import Piece, Row, rows
from draftreel.compiler.scope import Nested, Scope
from draftreel.compiler.sound import sounds_of
from draftreel.compiler.text import text_layers
from draftreel.compiler.tracks import Laid, Shot, laid_out
from draftreel.compiler.transitions import Seam
from draftreel.draft import Draft
from draftreel.errors import DraftEmpty, DraftError
from draftreel.timeline import Diagnostic, Layer, Media, Timeline


@dataclass(frozen=True, slots=True)
class Compilation:
    """What the film shows and plays, and everything in the draft that it does not, or not exactly."""

    timeline: Timeline
    diagnostics: tuple[Diagnostic, ...]


def compile_draft(draft: Draft, media: Mapping[str, Media], fonts: Mapping[str, str]) -> Compilation:
    """The draft as a timeline.

    `media` maps material ids to probed media; those that are not in it are arranged as missing.
    `fonts` maps the draft's font paths to content keys. Raises DraftEmpty when nothing is visible and
    nothing audible, DraftError when the draft is over a limit.
    """
    notes = Notes()
    timeline = _timeline(Scope(draft, media, fonts, canvas_of(draft, notes), notes))
    if timeline.duration <= 0:
        raise DraftEmpty("nothing visible and nothing audible")
    if timeline.duration > FILM_LIMIT:
        raise DraftError(f"a film of {timeline.duration / 3.6e9:.1f} hours is over the limit of {FILM_LIMIT / 3.6e9:g}")
    return Compilation(timeline, notes.found)


def _timeline(scope: Scope) -> Timeline:
    scope = replace(scope, nested={one.id: _nested(scope, one) for one in compounds(scope.draft)})
    found = rows(scope)
    adjusting = tuple(row for row in found if row.track.type in adjustments.TRACKS)
    drawn = tuple((row, _laid(scope, row)) for row in found if row.track.type not in adjustments.TRACKS)
    sheets = tuple(Sheet(line.items, row.index, row.main) for row, lines in drawn for line in lines)
    sounds = tuple(clip for row, lines in drawn for clip in sounds_of(scope, row, _seams(lines)))
    shown = (placed.item.span.end for sheet in sheets for placed in sheet.items)
    heard = (clip.span.end for clip in sounds)
    stuck = (piece.span.end for row in found if row.track.type == "sticker" for piece in row.pieces)
    duration = max((*shown, *heard, *stuck), default=0)
    above = tuple(sheet for row in adjusting for sheet in adjustments.adjustment_sheets(scope, row, duration))
    canvas = scope.canvas
    return Timeline(canvas.width, canvas.height, canvas.fps, duration, stacked((*sheets, *above)), sounds)


def _nested(scope: Scope, compound: Compound) -> Nested:
    if scope.depth >= DEPTH_LIMIT:
        empty = Timeline(scope.canvas.width, scope.canvas.height, scope.canvas.fps, 0)
        return Nested(empty, empty)
    canvas = canvas_of(compound.draft, scope.notes)
    place = f"{scope.prefix}compound clip {compound.name[:40]}"
    inner = replace(scope, draft=compound.draft, canvas=canvas, prefix=f"{place}, ", depth=scope.depth + 1)
    timeline = _timeline(inner)
    return Nested(replace(timeline, sounds=()), replace(timeline, tracks=()))


def _laid(scope: Scope, row: Row) -> tuple[Laid, ...]:
    shots = [Shot(piece, layer) for piece in row.pieces for layer in _layers(scope, row, piece)]
    return laid_out(scope, sorted(shots, key=lambda shot: shot.span))


def _seams(lines: tuple[Laid, ...]) -> tuple[Seam, ...]:
    return tuple(seam for line in lines for seam in line.seams)


def _layers(scope: Scope, row: Row, piece: Piece) -> tuple[Layer, ...]:
    layers = _shown(scope, row, piece)
    note_leftovers(scope, piece, dressed=bool(layers) and row.track.type == "video")
    return layers


def _shown(scope: Scope, row: Row, piece: Piece) -> tuple[Layer, ...]:
    match row.track.type:
        case "video":
            layer = picture_layer(scope, piece)
            return (layer,) if layer else ()
        case "text":
            return text_layers(scope, piece)
        case "audio":
            return ()
        case _:
            note_undrawn_track(scope, row, piece)
            return ()
