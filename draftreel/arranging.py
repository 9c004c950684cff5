"""Stages 4 and 5 of a film: the draft becomes a timeline, its looks are bound, the film is cut into chunks."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from draftreel.compiler import Compilation, compile_draft
from draftreel.copying import copies
from draftreel.draft import Draft
from draftreel.draft import parse as parse_draft
from draftreel.errors import RenderError
from draftreel.looking import IndexPackets, index_here, look_at_packets
from draftreel.looks import bind_looks
from draftreel.manifest import DraftManifest, MaterialManifest, Output, PlanManifest, TimelineManifest
from draftreel.media import PacketIndex
from draftreel.output import film_of
from draftreel.plan import Copy, Film, chunks, digest, sound_key
from draftreel.settings import Settings
from draftreel.span import frame_at
from draftreel.timeline import Diagnostic, Fidelity, Media, Timeline
from draftreel.workspace import Workspace, load, save


@dataclass(frozen=True, slots=True)
class Arranged:
    """A compiled draft and where its media are."""

    timeline: Timeline
    diagnostics: tuple[Diagnostic, ...]
    library: tuple[tuple[str, str], ...]


def arrange(draft: DraftManifest, materials: Sequence[MaterialManifest], settings: Settings) -> TimelineManifest:
    """Compile the draft to a timeline. Raises DraftEmpty."""
    workspace = Workspace(settings.data)
    arranged = arranged_draft(parse_draft(workspace.draft(draft.content_key).read_bytes()), materials)
    key = digest(arranged)
    path = workspace.timeline(key)
    size, timeline = save(path, arranged), arranged.timeline
    return TimelineManifest(key, str(path), size, frame_at(timeline.duration, timeline.fps), timeline.duration)


def arranged_draft(draft: Draft, materials: Sequence[MaterialManifest]) -> Arranged:
    """Compile a draft with the materials that are there. Raises DraftEmpty."""
    compilation = compiled(draft, materials)
    files = {m.media.key: m.path for m in materials if m.media is not None}
    return Arranged(compilation.timeline, compilation.diagnostics, tuple(sorted(files.items())))


def compiled(draft: Draft, materials: Sequence[MaterialManifest]) -> Compilation:
    """Compile a draft: materials that are not there become missing media with the draft's own facts."""
    there = [(name, m.kind, m.media) for m in materials if m.media is not None for name in m.material_ids]
    media = {name: found for name, kind, found in there if kind != "font"}
    fonts = {name: found.key for name, kind, found in there if kind == "font"}
    return compile_draft(draft, media, fonts)


def plan_looks(
    timeline: TimelineManifest, output: Output, settings: Settings, index: IndexPackets = index_here
) -> PlanManifest:
    """Bind every call to its function and cut the film into chunks. In strict mode stand-ins raise RenderError."""
    arranged = load(Path(timeline.path), Arranged)
    library = {key: Path(path) for key, path in arranged.library}
    film = film_of(arranged.timeline, arranged.diagnostics, library, output, settings)
    bind_looks(film.timeline)
    if settings.strict:
        refuse_stand_ins(film.diagnostics)
    film = replace(film, copies=_copies(film, settings, index)) if settings.pass_through else film
    key = digest(film)
    path = Workspace(settings.data).plan(key)
    size = save(path, film)
    return PlanManifest(key, str(path), size, chunks(film), sound_key(film), film.diagnostics, film.finish)


def _copies(film: Film, settings: Settings, index: IndexPackets) -> tuple[Copy, ...]:
    files, workspace = dict(film.library), Workspace(settings.data)

    def indexed(media: Media) -> PacketIndex | None:
        path = files.get(media.key)
        return look_at_packets(Path(path), media, film.timeline.fps, workspace, index) if path else None

    return copies(film, cache(indexed))


def refuse_stand_ins(diagnostics: Sequence[Diagnostic]) -> None:
    """Raises RenderError, naming the first, when something would be stood in for or left out."""
    below = [d for d in diagnostics if d.fidelity in (Fidelity.STAND_IN, Fidelity.MISSING)]
    if below:
        first = below[0]
        raise RenderError(f"strict: {len(below)} stood in for or missing, first {first.asked} ({first.place})")


def film_in(plan: PlanManifest) -> Film:
    """The film that a plan is about. Raises RenderError."""
    return load(Path(plan.path), Film)
