"""What the stages hand to each other: small frozen records of keys, paths and spans, never pictures."""

from dataclasses import dataclass

from draftreel.formats import Finish
from draftreel.plan import Chunk
from draftreel.timeline import Diagnostic, Media


@dataclass(frozen=True, slots=True)
class Output:
    """What the caller wants other than the draft says; None keeps the draft's own.

    `quality` is preview, standard, high or a CRF in x264's measure. `codec` and `format` are words of choices.py;
    `poster_s` is the poster frame's time in the film, and `audio_only` leaves the pictures out.
    """

    width: int | None = None
    height: int | None = None
    fps: float | None = None
    quality: int | str | None = None
    start_s: float | None = None
    end_s: float | None = None
    codec: str | None = None
    format: str | None = None
    poster_s: float | None = None
    audio_only: bool = False


@dataclass(frozen=True, slots=True)
class Request:
    """A draft that may be fetched, and what is wanted of it."""

    draft_url: str
    draft_id: str
    output: Output = Output()


@dataclass(frozen=True, slots=True)
class Wish:
    """One material to have: `url` is where it is, `validator` changes when its bytes do ("" = unknown).

    `material_ids` are the draft's ids (or font paths) that share it. Without a URL it is missing.
    """

    material_ids: tuple[str, ...]
    kind: str
    name: str
    url: str
    validator: str
    required: bool = True


@dataclass(frozen=True, slots=True)
class DraftManifest:
    """A draft on disk: `content_key` is the SHA-256 of its JSON, kept at data/drafts/<key>.json."""

    draft_id: str
    content_key: str
    wishes: tuple[Wish, ...]
    path: str


@dataclass(frozen=True, slots=True)
class MaterialManifest:
    """A material on disk at data/media/<media.key>, with its facts; `media` None: an optional one that is missing."""

    material_ids: tuple[str, ...]
    kind: str
    media: Media | None
    path: str = ""
    bytes: int = 0


@dataclass(frozen=True, slots=True)
class TimelineManifest:
    """A compiled draft on disk, data/timelines/<key>.pickle: `key` is the hash of timeline and diagnostics."""

    key: str
    path: str
    bytes: int
    frames: int
    duration_us: int


@dataclass(frozen=True, slots=True)
class PlanManifest:
    """A film to make, on disk (data/plans/<key>.pickle): its chunks and the key of its sound ("" = silent)."""

    key: str
    path: str
    bytes: int
    chunks: tuple[Chunk, ...]
    sound_key: str
    diagnostics: tuple[Diagnostic, ...]
    finish: Finish = Finish()


@dataclass(frozen=True, slots=True)
class ChunkManifest:
    """A rendered chunk on disk; `reused` when it was there before."""

    chunk: Chunk
    path: str
    bytes: int
    reused: bool


@dataclass(frozen=True, slots=True)
class SoundManifest:
    """The film's sound on disk."""

    key: str
    path: str
    samples: int


@dataclass(frozen=True, slots=True)
class FilmManifest:
    """A film that was joined and verified, on disk; `sha256` names it in the store."""

    path: str
    sha256: str
    bytes: int
    frames: int
    duration_us: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class PublishedManifest:
    """Where the film is for the one who asked."""

    video_url: str
    film: FilmManifest
