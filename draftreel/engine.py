"""The verbs that the tasks and the command line call: each stage of a film is one function."""

from collections.abc import Callable, Sequence

from draftreel.manifest import (
    ChunkManifest,
    DraftManifest,
    FilmManifest,
    MaterialManifest,
    Output,
    PlanManifest,
    PublishedManifest,
    Request,
    SoundManifest,
    TimelineManifest,
    Wish,
)
from draftreel.plan import Chunk
from draftreel.report import Report
from draftreel.settings import Settings

Progress = Callable[[int], None]
"""Called with the number of frames of the chunk that are done."""


def validate(draft_url: object, output: Output, settings: Settings) -> Request:
    """The request, if its address is well-formed and may be fetched. Raises RequestError."""
    raise NotImplementedError


def parse(request: Request, settings: Settings) -> DraftManifest:
    """Fetch the draft's list of files and its JSON. Raises DraftNotFound, DraftEmpty, BusyError."""
    raise NotImplementedError


def download(wish: Wish, settings: Settings) -> MaterialManifest:
    """Fetch and probe one material. Raises MaterialError unless it is optional."""
    raise NotImplementedError


def arrange(
    draft: DraftManifest, materials: Sequence[MaterialManifest], output: Output, settings: Settings
) -> TimelineManifest:
    """Compile the draft to a timeline. Raises DraftEmpty."""
    raise NotImplementedError


def plan_looks(timeline: TimelineManifest, output: Output, settings: Settings) -> PlanManifest:
    """Bind every call to its function and cut the film into chunks. In strict mode stand-ins raise RenderError."""
    raise NotImplementedError


def mix_sound(plan: PlanManifest, settings: Settings) -> SoundManifest | None:
    """Mix and encode the whole sound; None for a silent film. Raises SoundError."""
    raise NotImplementedError


def render_chunk(plan: PlanManifest, chunk: Chunk, settings: Settings, progress: Progress) -> ChunkManifest:
    """Draw and encode one chunk in a child process that dies with us. Raises RenderError, EncodingError."""
    raise NotImplementedError


def assemble(
    plan: PlanManifest, chunks: Sequence[ChunkManifest], sound: SoundManifest | None, settings: Settings
) -> FilmManifest:
    """Join the chunks and the sound, and verify the film. Raises EncodingError."""
    raise NotImplementedError


def publish(film: FilmManifest, settings: Settings) -> PublishedManifest:
    """Put the film where it can be fetched, and check that it is there. Raises StoreError."""
    raise NotImplementedError


def report(request: Request, plan: PlanManifest, chunks: Sequence[ChunkManifest], film: FilmManifest) -> Report:
    """What was exact, close, stood in for or missing."""
    raise NotImplementedError


def poster(plan: PlanManifest, settings: Settings) -> str:
    """Draw the film's poster frame to a PNG; its path."""
    raise NotImplementedError
