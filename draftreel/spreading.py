"""Chunks of a film drawn on other machines, which share nothing with this one but the store.

Whoever makes the film puts its plan and the media of its chunks there, each under the hash of its bytes. Whoever draws
a chunk fetches what that needs into a data folder of its own, and puts the chunk there under its key. A chunk that is
there is drawn by nobody again.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from pathlib import Path

from draftreel.arranging import film_in
from draftreel.confined import render_chunk
from draftreel.drawing import Progress
from draftreel.errors import RenderError, SettingError
from draftreel.manifest import ChunkManifest, PlanManifest
from draftreel.plan import Chunk, Film, digest
from draftreel.publishing import store_options
from draftreel.settings import Settings
from draftreel.span import Span, frame_time
from draftreel.store import Objects, S3Options, open_objects
from draftreel.timeline.slicing import sliced
from draftreel.workspace import Workspace, found, load, save

FILES, CHUNKS = "parts/files/", "parts/chunks/"
"""Where in the bucket plans and media are, and where chunks: a folder for each key."""


@dataclass(frozen=True, slots=True)
class Part:
    """A chunk to be drawn anywhere: `plan` is the SHA-256 of its film's plan in the store."""

    plan: str
    chunk: Chunk


def spread(plan: PlanManifest, chunks: Iterable[Chunk], settings: Settings) -> tuple[Part, ...]:
    """Put into the store what drawing these chunks needs; what is asked of others. Raises StoreError, SettingError."""
    objects, film, wanted = _objects(settings), film_in(plan), tuple(chunks)
    library = dict(film.library)
    for key in sorted(set().union(*(needed(film, chunk) for chunk in wanted))):
        objects.put(Path(library[key]), FILES)
    sha256 = objects.put(Path(plan.path), FILES)
    return tuple(Part(sha256, chunk) for chunk in wanted)


def known_chunk(chunk: Chunk, settings: Settings) -> ChunkManifest | None:
    """A chunk that somebody has drawn before, on this disk. Raises StoreError, SettingError."""
    path = Workspace(settings.data).chunk(chunk.key)
    if not found(path) and not _fetched(_objects(settings), chunk, path):
        return None
    return ChunkManifest(chunk, str(path), path.stat().st_size, reused=True)


def fetch_chunk(chunk: Chunk, sha256: str, settings: Settings) -> ChunkManifest:
    """A chunk that was drawn elsewhere, on this disk. Raises RenderError, StoreError."""
    path = Workspace(settings.data).chunk(chunk.key)
    if not _objects(settings).fetch(_place(chunk), sha256, path):
        raise RenderError(f"chunk {chunk.index} is not in the store", transient=True)
    return ChunkManifest(chunk, str(path), path.stat().st_size, reused=False)


def draw_part(part: Part, settings: Settings, progress: Progress) -> str:
    """Draw a chunk here and put it into the store; its SHA-256. Raises what drawing raises, StoreError."""
    objects = _objects(settings)
    path = Workspace(settings.data).chunk(part.chunk.key)
    if not found(path) and not _fetched(objects, part.chunk, path):
        render_chunk(_plan_here(part, objects, settings), part.chunk, settings, progress)
    return objects.put(path, _place(part.chunk))


def needed(film: Film, chunk: Chunk) -> frozenset[str]:
    """The keys of the files of the film's library that a chunk shows: media, fonts and whatever else has a file."""
    if chunk.copy:
        return frozenset({chunk.copy.media})
    fps = film.timeline.fps
    span = Span.between(frame_time(chunk.first, fps), frame_time(chunk.first + chunk.count, fps))
    return frozenset(_words(sliced(film.timeline, span))) & dict(film.library).keys()


def _words(value: object) -> Iterator[str]:
    """Every string in frozen data."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from _words(tuple(value.items()))
    elif isinstance(value, tuple | frozenset):
        for each in value:
            yield from _words(each)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _words(getattr(value, field.name))


def _plan_here(part: Part, objects: Objects, settings: Settings) -> PlanManifest:
    """The plan with this machine's own paths, and the files that the chunk needs at these."""
    workspace = Workspace(settings.data)
    sent = workspace.plan(part.plan)
    if not found(sent) and not objects.fetch(FILES, part.plan, sent):
        raise RenderError("the plan is not in the store", transient=True)
    film = load(sent, Film)
    here = replace(film, library=tuple((key, str(_own(workspace, key, path))) for key, path in film.library))
    library = dict(here.library)
    for key in needed(film, part.chunk):
        path = Path(library[key])
        if not found(path) and not objects.fetch(FILES, key, path):
            raise RenderError(f"{key[:8]}: the file is not in the store", transient=True)
    own = workspace.plan(digest(here))
    return PlanManifest(own.stem, str(own), save(own, here), (), "", ())  # anew: an older version wrote it otherwise


def _own(workspace: Workspace, key: str, path: str) -> Path:
    """Where a file is here; its suffix may tell what it is."""
    return workspace.media / f"{key}{Path(path).suffix}"


def _fetched(objects: Objects, chunk: Chunk, path: Path) -> bool:
    return any(objects.fetch(_place(chunk), sha256, path) for sha256 in objects.hashes(_place(chunk)))


def _place(chunk: Chunk) -> str:
    return f"{CHUNKS}{chunk.key}/"


def _objects(settings: Settings) -> Objects:
    options = store_options(settings)
    if not isinstance(options, S3Options):
        raise SettingError("DRAFTREEL_DASK needs DRAFTREEL_S3_ENDPOINT: chunks travel through the store")
    return open_objects(options)
