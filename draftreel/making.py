"""Stages 6 to 8 of a film: its sound, its chunks, the film itself, and what there is to say of it."""

import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from draftreel.arranging import film_in
from draftreel.drawing import Progress, compositor_of, draw_frame_of, library_of
from draftreel.encoder import FilmFacts, encode_sound, join, staged, verify, verify_gif, verify_sound, write_gif
from draftreel.errors import DraftreelError, EncodingError, RenderError, SoundError
from draftreel.manifest import (
    ChunkManifest,
    FilmManifest,
    PlanManifest,
    Request,
    SoundManifest,
)
from draftreel.media import content_key
from draftreel.mixer import mix
from draftreel.mixer.supply import SoundShelf
from draftreel.plan import Chunk, Film, digest
from draftreel.report import Report
from draftreel.settings import Settings
from draftreel.shelf import PictureShelf, SampleShelf
from draftreel.sound_files import encode_mix
from draftreel.span import sample_at
from draftreel.workspace import Workspace, found, recall, save

JOIN_VERSION = 1
"""Part of every joined film's key: raise it when the same chunks and sound are joined to another film than before."""


def mix_sound(
    plan: PlanManifest, settings: Settings, mix: Callable[[PlanManifest, Path], None] | None = None
) -> SoundManifest | None:
    """Mix and encode the whole sound; None for a silent film. Raises SoundError."""
    if not plan.sound_key:
        return None
    workspace = Workspace(settings.data)
    path = workspace.sound(plan.sound_key)
    if not found(path):
        if mix:
            mix(plan, path)
        else:
            mix_to(film_in(plan), path, SampleShelf(workspace))
    return SoundManifest(plan.sound_key, str(path), sample_at(film_in(plan).span.duration))


def mix_to(film: Film, path: Path, shelf: SoundShelf | None = None) -> None:
    """Mix and encode the film's sound to a file. Raises SoundError."""
    try:
        if film.finish.sound:
            encode_mix(film, path, film.finish.sound, shelf=shelf)
        else:
            encode_sound(path, mix(film.timeline, library_of(film), film.span, shelf=shelf))
    except DraftreelError as exc:
        raise SoundError(exc.detail, transient=exc.transient) from exc


def render_chunk(chunk: Chunk, settings: Settings, progress: Progress, draw: Callable[[Path], None]) -> ChunkManifest:
    """A chunk on disk, drawn or copied by `draw` when it is not there. Raises what that raises."""
    path = Workspace(settings.data).chunk(chunk.key)
    reused = found(path)
    if not reused:
        draw(path)
    if reused or chunk.copy:
        progress(chunk.count)
    return ChunkManifest(chunk, str(path), path.stat().st_size, reused)


def assemble(plan: PlanManifest, settings: Settings, join: Callable[[Path], FilmManifest]) -> FilmManifest:
    """The film as `join` joins and verifies it; once. Raises EncodingError."""
    known = assembled(plan, settings)
    if known:
        return known
    made = join(_place_of(plan, settings))
    save(Workspace(settings.data).facts(film_key(plan)), made)
    return made


def assembled(plan: PlanManifest, settings: Settings) -> FilmManifest | None:
    """The film of the plan, if it has been joined and verified before and is whole."""
    workspace, key = Workspace(settings.data), film_key(plan)
    path, known = _place_of(plan, settings), recall(workspace.facts(key), FilmManifest)
    whole = known and found(path) and path.stat().st_size == known.bytes
    return replace(known, path=str(path)) if known and whole else None


def _place_of(plan: PlanManifest, settings: Settings) -> Path:
    return Workspace(settings.data).film(film_key(plan), plan.finish.format)


def joined(
    plan: PlanManifest, chunks: Sequence[ChunkManifest], sound: SoundManifest | None, path: Path
) -> FilmManifest:
    """Join the chunks and the sound to a film, and verify it. Raises EncodingError."""
    film = film_in(plan)
    if film.finish.format.is_sound:
        facts = _sound_alone(film, sound, path)
    elif film.finish.palette:
        write_gif([Path(chunk.path) for chunk in chunks], path, film.timeline.fps, film.finish.palette)
        facts = verify_gif(path, film.frames, film.timeline.fps)
    else:
        facts = _pictures_and_sound(film, chunks, sound, path)
    return FilmManifest(
        str(path), content_key(path), facts.bytes, facts.frames, facts.duration_us, facts.width, facts.height
    )


def _pictures_and_sound(
    film: Film, chunks: Sequence[ChunkManifest], sound: SoundManifest | None, path: Path
) -> FilmFacts:
    parts, heard = [Path(chunk.path) for chunk in chunks], Path(sound.path) if sound else None
    join(parts, heard, path, film.span.duration, film.finish.format)
    joints = _joints([made.chunk for made in chunks])
    facts = verify(path, film.frames, film.timeline.fps, film.span.duration, joints=joints)
    if facts.has_sound != (sound is not None):
        raise EncodingError("the film has lost its sound")
    return facts


def _sound_alone(film: Film, sound: SoundManifest | None, path: Path) -> FilmFacts:
    if sound is None:
        raise EncodingError("there is no sound")
    with staged(path) as staging:
        shutil.copyfile(sound.path, staging)
    return verify_sound(path, film.span.duration)


def _joints(chunks: Sequence[Chunk]) -> list[int]:
    """The film's frames at which drawn chunks and copied ones meet."""
    first = chunks[0].first if chunks else 0
    return [later.first - first for earlier, later in pairwise(chunks) if earlier.copy or later.copy]


def film_key(plan: PlanManifest) -> str:
    """The hash of what the film is joined from."""
    return digest(JOIN_VERSION, tuple(chunk.key for chunk in plan.chunks), plan.sound_key, plan.finish)


def report(request: Request, plan: PlanManifest, chunks: Iterable[ChunkManifest], film: FilmManifest) -> Report:
    """What was exact, close, stood in for or missing."""
    rendered = tuple(chunks)
    return Report(
        draft=request.draft_id,
        width=film.width,
        height=film.height,
        fps=str(film_in(plan).timeline.fps),
        frames=film.frames,
        duration_us=film.duration_us,
        diagnostics=plan.diagnostics,
        chunks=len(rendered),
        chunks_reused=sum(chunk.reused for chunk in rendered),
        frames_copied=sum(made.chunk.count for made in rendered if made.chunk.copy),
        film_bytes=film.bytes,
    )


def poster(plan: PlanManifest, settings: Settings, draw: Callable[[int, Path], None]) -> str:
    """The film's poster frame as `draw` draws it to a PNG; its path. Raises RenderError where there are no pictures."""
    film, path = film_in(plan), Workspace(settings.data).poster(plan.key)
    if film.finish.format.is_sound:
        raise RenderError("a sound has no poster")
    if not found(path):
        draw(film.poster_frame, path)
    return str(path)


def draw_frame(film: Film, index: int, path: Path, settings: Settings) -> None:
    """Draw one frame of the film's timeline to a PNG. Raises RenderError, MaterialError."""
    with compositor_of(film, PictureShelf(Workspace(settings.data))) as compositor:
        draw_frame_of(compositor, film, index, path)
