"""The stages that read strangers' media, for a service: in children that may take so much and reach no network."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path

from draftreel import arranging, fetching, making
from draftreel.child import ChildEndedError
from draftreel.children import Children, children
from draftreel.drawing import Progress
from draftreel.errors import EncodingError, MaterialError, RenderError, SoundError, TimeLimitError
from draftreel.manifest import (
    ChunkManifest,
    FilmManifest,
    MaterialManifest,
    Output,
    PlanManifest,
    SoundManifest,
    TimelineManifest,
    Wish,
)
from draftreel.media import PacketIndex, Unfit
from draftreel.orders import Draw, Index, Join, Mix, Picture, Probe
from draftreel.plan import Chunk
from draftreel.settings import Settings
from draftreel.timeline import Media

_looking = threading.Lock()


def download(wish: Wish, settings: Settings) -> MaterialManifest:
    """Fetch and probe one material. Raises MaterialError unless it is optional."""

    def look(path: Path, key: str) -> Media:
        with _looking, _of_the_file(settings.look_s):
            return _hands(settings).carry_out(Probe(str(path), key), settings.look_s)

    return fetching.download(wish, settings, look)


def plan_looks(timeline: TimelineManifest, output: Output, settings: Settings) -> PlanManifest:
    """Bind every call to its function and cut the film into chunks. In strict mode stand-ins raise RenderError."""

    def index(path: Path, fps: Fraction) -> PacketIndex | Unfit:
        with _of_the_file(settings.look_s):
            return _hands(settings).carry_out(Index(str(path), fps), settings.look_s)

    return arranging.plan_looks(timeline, output, settings, index)


def mix_sound(plan: PlanManifest, settings: Settings) -> SoundManifest | None:
    """Mix and encode the whole sound; None for a silent film. Raises SoundError."""

    def mix(plan: PlanManifest, path: Path) -> None:
        try:
            _hands(settings).carry_out(Mix(plan.path, str(settings.data), str(path)), settings.run_limit_s)
        except RenderError as exc:
            raise SoundError(exc.detail, transient=exc.transient) from exc

    return making.mix_sound(plan, settings, mix)


def render_chunk(plan: PlanManifest, chunk: Chunk, settings: Settings, progress: Progress) -> ChunkManifest:
    """Draw and encode one chunk, or copy it. Raises RenderError, MaterialError, EncodingError."""

    def draw(path: Path) -> None:
        order = Draw(plan.path, str(settings.data), chunk.index, str(path))
        _hands(settings).carry_out(order, settings.run_limit_s, progress)

    return making.render_chunk(chunk, settings, progress, draw)


def assemble(
    plan: PlanManifest, chunks: Sequence[ChunkManifest], sound: SoundManifest | None, settings: Settings
) -> FilmManifest:
    """Join the chunks and the sound, and verify the film; once. Raises EncodingError."""

    def join(path: Path) -> FilmManifest:
        try:
            return _hands(settings).carry_out(Join(plan, tuple(chunks), sound, str(path)), settings.run_limit_s)
        except RenderError as exc:
            raise EncodingError(exc.detail, transient=exc.transient) from exc

    return making.assemble(plan, settings, join)


def poster(plan: PlanManifest, settings: Settings) -> str:
    """Draw the film's poster frame, a third into it, to a PNG; its path."""

    def draw(frame: int, path: Path) -> None:
        order = Picture(plan.path, str(settings.data), frame, str(path))
        _hands(settings).carry_out(order, settings.run_limit_s)

    return making.poster(plan, settings, draw)


def _hands(settings: Settings) -> Children:
    return children(settings.parallel_chunks, settings.child_bounds)


@contextmanager
def _of_the_file(limit_s: float) -> Iterator[None]:
    """Whatever ends a child that reads one file is that file's fault."""
    try:
        yield
    except TimeLimitError as exc:
        raise MaterialError(f"it takes longer than {limit_s:g} s to be read") from exc
    except ChildEndedError as exc:
        raise MaterialError("the file crashed its reader", transient=exc.transient) from exc
    except RenderError as exc:
        raise MaterialError(exc.detail, transient=exc.transient) from exc
