"""A draft rendered, checked or looked at in this process, without a server: what the command line and notebooks use."""

import shutil
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from queue import SimpleQueue
from threading import Lock
from time import monotonic

from draftreel import intake
from draftreel.arranging import arrange, compiled, film_in, plan_looks
from draftreel.compiler import Compilation
from draftreel.draft import Draft
from draftreel.draft import parse as parse_draft
from draftreel.drawing import compositor_of, draw_chunk
from draftreel.errors import MaterialError
from draftreel.fetching import download, keep_draft, parse, probed, shared, validate
from draftreel.making import assemble, draw_frame, mix_sound, report
from draftreel.manifest import ChunkManifest, DraftManifest, MaterialManifest, Output, PlanManifest, Request, Wish
from draftreel.output import OutputError
from draftreel.plan import Chunk
from draftreel.report import Report
from draftreel.settings import Settings
from draftreel.span import SECOND, frame_at
from draftreel.worker import Worker
from draftreel.workspace import Workspace, temporary

Watch = Callable[[str, int, int], None]
"""Told the stage, how much of it is done, and of how much."""


def unwatched(_stage: str, _done: int, _total: int) -> None:
    """Nobody looks."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """A draft that is on disk with its materials, wherever it came from."""

    manifest: DraftManifest
    materials: tuple[MaterialManifest, ...]


def render_draft(draft: str, film: Path, output: Output, settings: Settings, watch: Watch = unwatched) -> Report:
    """Render a draft (folder, JSON file, zip or draft URL) to a film. Raises every kind of DraftreelError."""
    started = monotonic()
    plan = planned(draft, output, settings, watch)
    with ThreadPoolExecutor(1, "sound") as pool:
        sound = pool.submit(mix_sound, plan, settings)
        chunks = _rendered(plan, settings, watch)
        joined = assemble(plan, chunks, sound.result(), settings)
    film.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(joined.path, film)
    request = Request(draft, Path(draft).name, output)
    return replace(report(request, plan, chunks, joined), seconds=round(monotonic() - started, 3))


def planned(draft: str, output: Output, settings: Settings, watch: Watch = unwatched) -> PlanManifest:
    """Everything of a film but its pictures and its sound. Raises every kind of DraftreelError."""
    loaded = load_draft(draft, settings, watch)
    return plan_looks(arrange(loaded.manifest, loaded.materials, settings), output, settings)


def check_draft(draft: str, settings: Settings) -> Compilation:
    """The draft compiled with the materials that are there. Raises RequestError, DraftError."""
    if is_url(draft):
        manifest = parse(validate(draft, Output(), settings), settings)
        content = Workspace(settings.data).draft(manifest.content_key).read_bytes()
        return compiled(parse_draft(content), ())
    with temporary(settings.data) as unpacked:
        opened = intake.open_local(Path(draft), unpacked)
        parsed = parse_draft(opened.content)
        return compiled(parsed, tuple(_probed_or_missing(wish) for wish in _wishes(parsed, opened)))


def draw_draft_frame(draft: str, at_s: float, picture: Path, output: Output, settings: Settings) -> None:
    """Draw the frame that shows at a time to a PNG. Raises every kind of DraftreelError."""
    film = film_in(planned(draft, output, settings))
    index = frame_at(round(at_s * SECOND), film.timeline.fps)
    if not 0 <= index <= film.frames:
        raise OutputError(f"the film is {film.span.duration / SECOND:.3f} s long")
    draw_frame(film, min(index, film.frames - 1), picture)


def is_url(draft: str) -> bool:
    """Whether a draft is named by an address rather than by a path."""
    return draft.startswith(("http://", "https://"))


def load_draft(draft: str, settings: Settings, watch: Watch = unwatched) -> Loaded:
    """The draft and its materials. Raises RequestError, DraftError, MaterialError, BusyError."""
    if is_url(draft):
        return _fetched(draft, settings, watch)
    opened = intake.open_local(Path(draft), Workspace(settings.data).folder("unpacked"))
    wishes = _wishes(parse_draft(opened.content), opened)
    materials = tuple(_had(wish, settings) for wish in wishes)
    return Loaded(DraftManifest(Path(draft).name, keep_draft(opened.content, settings), wishes), materials)


def _fetched(draft: str, settings: Settings, watch: Watch) -> Loaded:
    manifest = parse(validate(draft, Output(), settings), settings)
    done: list[MaterialManifest] = []
    for wish in manifest.wishes:
        watch("download", len(done), len(manifest.wishes))
        done.append(download(wish, settings))
    return Loaded(manifest, tuple(done))


def _wishes(draft: Draft, opened: intake.LocalDraft) -> tuple[Wish, ...]:
    places = ((wanted, intake.locate(wanted, opened, trust_paths=True)) for wanted in intake.wanted(draft))
    return shared(
        Wish(
            (wanted.material_id,),
            wanted.kind,
            wanted.name,
            _where(place),
            "",
            wanted.required,
        )
        for wanted, place in places
    )


def _where(place: intake.Local | intake.Remote | None) -> str:
    match place:
        case intake.Local(path=path):
            return str(path)
        case intake.Remote(url=url):
            return url
        case None:
            return ""


def _had(wish: Wish, settings: Settings) -> MaterialManifest:
    if is_url(wish.url):
        return download(wish, settings)
    return _on_disk(wish)


def _on_disk(wish: Wish) -> MaterialManifest:
    if wish.url:
        return probed(wish, Path(wish.url))
    if wish.required:
        raise MaterialError(f"{wish.name}: not found")
    return MaterialManifest(wish.material_ids, wish.kind, None)


def _probed_or_missing(wish: Wish) -> MaterialManifest:
    try:
        return _on_disk(replace(wish, url="") if is_url(wish.url) else wish)
    except MaterialError:
        return MaterialManifest(wish.material_ids, wish.kind, None)


def _rendered(plan: PlanManifest, settings: Settings, watch: Watch) -> tuple[ChunkManifest, ...]:
    counter = _FrameCounter(sum(chunk.count for chunk in plan.chunks), watch)
    missing = [c for c in plan.chunks if not Workspace(settings.data).chunk(c.key).exists()]
    made = {chunk.key for chunk in missing}
    workers = min(settings.parallel_chunks, len(missing))
    draw = _draw_in_children if workers > 1 else _draw_here
    counter.add(sum(chunk.count for chunk in plan.chunks if chunk.key not in made))
    draw(plan, missing, settings, counter)
    return tuple(_kept(chunk, settings, reused=chunk.key not in made) for chunk in plan.chunks)


def _kept(chunk: Chunk, settings: Settings, *, reused: bool) -> ChunkManifest:
    path = Workspace(settings.data).chunk(chunk.key)
    return ChunkManifest(chunk, str(path), path.stat().st_size, reused)


def _draw_here(plan: PlanManifest, missing: Sequence[Chunk], settings: Settings, counter: "_FrameCounter") -> None:
    film, workspace = film_in(plan), Workspace(settings.data)
    with compositor_of(film) as compositor:
        for chunk in missing:
            draw_chunk(film, chunk, compositor, workspace.chunk(chunk.key), counter.of_chunk())


def _draw_in_children(
    plan: PlanManifest, missing: Sequence[Chunk], settings: Settings, counter: "_FrameCounter"
) -> None:
    workspace, queue = Workspace(settings.data), SimpleQueue[Chunk | None]()
    workers = min(settings.parallel_chunks, len(missing))
    for chunk in [*missing, *[None] * workers]:
        queue.put(chunk)

    def work() -> None:
        with Worker(Path(plan.path)) as worker:
            while chunk := queue.get():
                worker.render(chunk, workspace.chunk(chunk.key), counter.of_chunk(), settings.run_limit_s)

    with ThreadPoolExecutor(workers, "chunk") as pool:
        for future in [pool.submit(work) for _ in range(workers)]:
            future.result()


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
