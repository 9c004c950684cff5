"""A draft rendered, checked or looked at in this process, without a server: what the command line and notebooks use."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from queue import SimpleQueue
from threading import Event, Lock
from time import monotonic

from draftreel.arranging import arrange, compiled, film_in, plan_looks
from draftreel.child import Child
from draftreel.compiler import Compilation
from draftreel.drawing import Wanted, copy_chunk, draw_chunks, drawing
from draftreel.errors import EncodingError, OutputError
from draftreel.eviction import evict
from draftreel.loading import Watch, load_draft, peek_draft, unwatched
from draftreel.making import assemble, assembled, draw_frame, joined, mix_sound, report
from draftreel.manifest import ChunkManifest, FilmManifest, Output, PlanManifest, Request
from draftreel.orders import Draw
from draftreel.output import moment
from draftreel.plan import Chunk, Film
from draftreel.replacing import with_sound
from draftreel.report import Report
from draftreel.settings import Settings
from draftreel.shelf import PictureShelf
from draftreel.span import SECOND, frame_at
from draftreel.workspace import Workspace, found, temporary


def render_draft(
    draft: str, film: Path, output: Output, settings: Settings, watch: Watch = unwatched, *, sound: Path | None = None
) -> Report:
    """Render a draft (folder, JSON file, zip or draft URL) to a film; a `sound` file takes its mix's place.

    Raises every kind of DraftreelError.
    """
    started = monotonic()
    with planned(draft, output, settings, watch) as drafted:
        plan = with_sound(drafted, sound, settings) if sound else drafted
        before = assembled(plan, settings)
        chunks, joined = _made(plan, settings, watch) if before is None else (_again(plan, settings, watch), before)
    _put(Path(joined.path), film)
    evict(settings)
    request = Request(draft, Path(draft).name, output)
    return replace(report(request, plan, chunks, joined), seconds=round(monotonic() - started, 3))


@contextmanager
def planned(draft: str, output: Output, settings: Settings, watch: Watch = unwatched) -> Iterator[PlanManifest]:
    """Everything of a film but its pictures and its sound; a zip's files are there as long as the context is.

    Raises every kind of DraftreelError.
    """
    with temporary(settings.data) as unpacked:
        loaded = load_draft(draft, unpacked, settings, watch)
        yield plan_looks(arrange(loaded.manifest, loaded.materials, settings), output, settings)


def check_draft(draft: str, settings: Settings) -> Compilation:
    """The draft compiled with the materials that are there. Raises RequestError, DraftError."""
    with temporary(settings.data) as unpacked:
        return compiled(*peek_draft(draft, unpacked, settings))


def draw_draft_frame(draft: str, at_s: float, picture: Path, output: Output, settings: Settings) -> None:
    """Draw the frame that shows at a time to a PNG. Raises every kind of DraftreelError."""
    with planned(draft, output, settings) as plan:
        film = film_in(plan)
        index = frame_at(moment(at_s), film.timeline.fps)
        if not 0 <= index <= film.frames:
            raise OutputError(f"the film is {film.span.duration / SECOND:.3f} s long")
        draw_frame(film, min(index, film.frames - 1), picture, settings)


def _put(joined: Path, film: Path) -> None:
    """The film appears whole or not at all, also on another disk."""
    film.parent.mkdir(parents=True, exist_ok=True)
    part = film.with_name(f".{film.name}.part")
    try:
        shutil.copyfile(joined, part)  # not linked: who changes the film must not change what is kept
        part.replace(film)
    except OSError as exc:
        part.unlink(missing_ok=True)
        raise EncodingError(f"the film cannot be put in its place: {exc.strerror}") from exc


def _made(plan: PlanManifest, settings: Settings, watch: Watch) -> tuple[tuple[ChunkManifest, ...], FilmManifest]:
    with ThreadPoolExecutor(1, "sound") as pool:
        sound = pool.submit(mix_sound, plan, settings)
        chunks = _rendered(plan, settings, watch)
        heard = sound.result()
        return chunks, assemble(plan, settings, lambda path: joined(plan, chunks, heard, path))


def _again(plan: PlanManifest, settings: Settings, watch: Watch) -> tuple[ChunkManifest, ...]:
    """The chunks of a film that is there; they count as used, as an edited draft asks for most of them."""
    frames = sum(chunk.count for chunk in plan.chunks)
    watch("render", frames, frames)
    _hold(plan, film_in(plan), settings)
    return tuple(_kept(chunk, settings, reused=True) for chunk in plan.chunks)


def _rendered(plan: PlanManifest, settings: Settings, watch: Watch) -> tuple[ChunkManifest, ...]:
    counter = _FrameCounter(sum(chunk.count for chunk in plan.chunks), watch)
    missing = [c for c in plan.chunks if not found(Workspace(settings.data).chunk(c.key))]
    made = {chunk.key for chunk in missing}
    counter.add(sum(chunk.count for chunk in plan.chunks if chunk.key not in made))
    _copy(plan, missing, settings, counter)
    drawn = [chunk for chunk in missing if not chunk.copy]
    if drawn:
        draw = _draw_in_children if min(settings.parallel_chunks, len(drawn)) > 1 else _draw_here
        draw(plan, drawn, settings, counter)
    return tuple(_kept(chunk, settings, reused=chunk.key not in made) for chunk in plan.chunks)


def _kept(chunk: Chunk, settings: Settings, *, reused: bool) -> ChunkManifest:
    path = Workspace(settings.data).chunk(chunk.key)
    return ChunkManifest(chunk, str(path), path.stat().st_size if path.exists() else 0, reused)


def _hold(plan: PlanManifest, film: Film, settings: Settings) -> None:
    """All that the film is made from counts as used: a long film takes longer than eviction would wait."""
    workspace = Workspace(settings.data)
    chunks = (str(workspace.chunk(chunk.key)) for chunk in plan.chunks)
    media = (path for _, path in film.library)
    workspace.keep([plan.path, str(workspace.sound(plan.sound_key)), *chunks, *media])


def _copy(plan: PlanManifest, missing: Sequence[Chunk], settings: Settings, counter: "_FrameCounter") -> None:
    film, workspace = film_in(plan), Workspace(settings.data)
    for chunk in missing:
        if chunk.copy:
            copy_chunk(film, chunk.copy, workspace.chunk(chunk.key))
            counter.add(chunk.count)


def _draw_here(plan: PlanManifest, missing: Sequence[Chunk], settings: Settings, counter: "_FrameCounter") -> None:
    film, workspace = film_in(plan), Workspace(settings.data)
    with drawing(film, PictureShelf(workspace)) as compositor:
        wanted = (Wanted(chunk, workspace.chunk(chunk.key), counter.of_chunk()) for chunk in missing)
        for _ in draw_chunks(film, wanted, compositor):
            _hold(plan, film, settings)


def _draw_in_children(
    plan: PlanManifest, missing: Sequence[Chunk], settings: Settings, counter: "_FrameCounter"
) -> None:
    film, workspace, queue = film_in(plan), Workspace(settings.data), SimpleQueue[Chunk | None]()
    workers = min(settings.parallel_chunks, len(missing))
    for chunk in [*missing, *[None] * workers]:
        queue.put(chunk)

    failed, started = Event(), list[Child]()

    def work() -> None:
        with Child() as child:
            started.append(child)
            while not failed.is_set() and (chunk := queue.get()):
                order = Draw(plan.path, str(settings.data), chunk.index, str(workspace.chunk(chunk.key)))
                child.carry_out(order, counter.of_chunk(), settings.run_limit_s)
                _hold(plan, film, settings)

    with ThreadPoolExecutor(workers, "chunk") as pool:
        try:
            for future in as_completed([pool.submit(work) for _ in range(workers)]):
                future.result()
        except BaseException:
            failed.set()  # the others are not waited for: what they would draw nobody asks for
            for child in started:
                child.kill()
            raise


class _FrameCounter:
    """Adds up the frames of chunks that are drawn at the same time."""

    def __init__(self, total: int, watch: Watch) -> None:
        self._total, self._watch, self._done, self._lock = total, watch, 0, Lock()

    def add(self, frames: int) -> None:
        with self._lock:
            self._done += frames
            self._watch("render", self._done, self._total)

    def of_chunk(self) -> Callable[[int], None]:
        """What to call with the number of frames of one chunk that are done."""
        seen = 0

        def progress(done: int) -> None:
            nonlocal seen
            self.add(done - seen)
            seen = done

        return progress
