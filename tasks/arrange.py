"""Stage 4: compile the draft to a timeline."""

from collections.abc import Sequence

from prefect import task

from draftreel import engine
from draftreel.manifest import DraftManifest, MaterialManifest
from draftreel.settings import Settings
from tasks.policy import shared

VERSION = 3
"""Raise it when the same draft compiles to another timeline than before."""


def _parts(
    draft: DraftManifest,
    materials: Sequence[MaterialManifest],
    settings: Settings,  # noqa: ARG001
) -> tuple[object, ...]:
    media = sorted(
        (material.material_ids, material.kind, repr(material.media), material.path) for material in materials
    )
    return draft.draft_id, draft.content_key, media


arrange = task(
    name="arrange",
    task_run_name="arrange",
    tags=["stage-4"],
    cache_policy=shared("arrange", VERSION, _parts),
    persist_result=True,
    result_serializer="pickle",
    timeout_seconds=300,
)(engine.arrange)
