"""Compound clips: a draft inside a draft is a timeline of its own, and a source of the one around it."""

from collections.abc import Iterator
from dataclasses import dataclass

from draftreel.compiler.pieces import Piece
from draftreel.compiler.scope import Nested, Scope
from draftreel.draft import Draft, VideoMaterial
from draftreel.draft.draft import DraftMaterial


@dataclass(frozen=True, slots=True)
class Compound:
    """A draft that segments of the outer one show, with the name of the clip."""

    id: str
    name: str
    draft: Draft


def compounds(draft: Draft) -> Iterator[Compound]:
    """The drafts inside a draft that its segments show, each once."""
    seen: set[str] = set()
    for segment in (segment for track in draft.tracks for segment in track.segments):
        for ref in segment.extra_material_refs:
            found = draft.material(DraftMaterial, ref)
            if found and found.draft and found.id not in seen:
                seen.add(found.id)
                clip = draft.material(VideoMaterial, segment.material_id)
                yield Compound(found.id, (clip.material_name if clip else "") or found.name, found.draft)


def nested_of(scope: Scope, piece: Piece) -> Nested | None:
    """The compiled compound clip that a segment shows, if it shows one."""
    return next((scope.nested[one.id] for one in piece.all(DraftMaterial) if one.id in scope.nested), None)
