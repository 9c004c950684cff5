"""Stage 7: the chunks of a film, drawn on this machine, or on all those that ask a Dask scheduler for work."""

from collections.abc import Sequence

from prefect.futures import as_completed

from draftreel import engine
from draftreel.errors import DraftreelError, SettingError
from draftreel.manifest import ChunkManifest, PlanManifest
from draftreel.plan import Chunk
from draftreel.settings import Settings
from flows.meter import Share
from flows.stages import each, reason
from tasks.render import render_chunk
from tasks.spread import render_elsewhere


def rendered(plan: PlanManifest, settings: Settings, drawn: Share) -> list[ChunkManifest]:
    """Every chunk of the plan, in order, on this machine's disk."""
    if not settings.dask:
        return drawn_here(plan, plan.chunks, settings, drawn)
    made = {each.chunk.index: each for each in drawn_here(plan, _copied(plan), settings, drawn)}
    for chunk in plan.chunks:
        if chunk.index not in made and (known := engine.known_chunk(chunk, settings)):
            made[chunk.index] = known
            drawn.tell(chunk.index, chunk.count)
    missing = [chunk for chunk in plan.chunks if chunk.index not in made]
    made |= {each.chunk.index: each for each in drawn_elsewhere(plan, missing, settings, drawn)}
    return [made[chunk.index] for chunk in plan.chunks]


def drawn_here(plan: PlanManifest, chunks: Sequence[Chunk], settings: Settings, drawn: Share) -> list[ChunkManifest]:
    """These chunks, as many beside one another as this machine is for."""
    return each(
        render_chunk,
        [(plan, chunk, settings, drawn.of(chunk.index)) for chunk in chunks],
        settings.parallel_chunks,
        lambda index: drawn.tell(chunks[index].index, chunks[index].count),
    )


def drawn_elsewhere(
    plan: PlanManifest, chunks: Sequence[Chunk], settings: Settings, drawn: Share
) -> list[ChunkManifest]:
    """These chunks, by whoever asks the scheduler for work; each is fetched when it is there."""
    if not chunks:
        return []
    try:
        from prefect_dask.task_runners import DaskTaskRunner  # noqa: PLC0415 - an extra
    except ImportError as exc:
        raise SettingError("DRAFTREEL_DASK needs prefect-dask: install draftreel[dask]") from exc
    parts = engine.spread(plan, chunks, settings)
    with DaskTaskRunner(address=settings.dask) as runner:
        futures = {runner.submit(render_elsewhere, {"part": part}): part.chunk for part in parts}
        made: list[ChunkManifest] = []
        for future in as_completed(list(futures)):
            chunk = futures[future]
            try:
                made.append(engine.fetch_chunk(chunk, future.result(), settings))
            except DraftreelError:
                raise
            except Exception as exc:
                raise reason(exc, "render") from exc
            drawn.tell(chunk.index, chunk.count)
        return made


def _copied(plan: PlanManifest) -> list[Chunk]:
    """Packets are taken over faster than they would be sent."""
    return [chunk for chunk in plan.chunks if chunk.copy]
