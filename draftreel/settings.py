"""Everything an operator can set: one frozen object, read from DRAFTREEL_* variables and a .env file."""

import math
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal
from urllib.parse import urlsplit

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from draftreel.confinement import Bounds
from draftreel.errors import SettingError

if TYPE_CHECKING:
    from draftreel.intake import FetchPolicy

_ANY_ADDRESS = ("0.0.0.0", "::")  # noqa: S104 - what it listens on is the operator's to say


def data_home() -> Path:
    """Where programs keep their data, by the XDG base directory rules."""
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "draftreel"


class Settings(BaseSettings):
    """`Settings()` reads the environment; only `cli.py`, `flows/` and `deployments/` do. docs/settings.md lists all."""

    model_config = SettingsConfigDict(env_prefix="DRAFTREEL_", env_file=".env", extra="ignore", frozen=True)

    data: Path = Field(
        default_factory=data_home, description="Folder for drafts, media, chunks, films and Prefect's own files."
    )
    host: str = Field("127.0.0.1", description="Address the service listens on.")
    port: int = Field(8722, ge=0, le=65535, description="Port of the service: endpoint, films and Prefect UI.")
    public_url: str = Field("", description="How others reach the service, when not http://HOST:PORT.")
    compat: bool = Field(default=False, description="Answer in capcut-mate's live envelope (HTTP 200, code, message).")
    api_keys: str = Field("", description="Comma list; when set, every call needs one.")
    key_rate: int = Field(1200, ge=0, description="Calls a minute with one key before 429; 0 is no limit.")
    key_share: float = Field(
        0.5, gt=0, le=1, description="Part of the queue that the films of one key may take, where there are several."
    )
    callback_secret: str = Field(
        "", description="Signs callbacks; without it the caller's own API key does.", repr=False
    )
    draft_server: str = Field("", description="URL of the capcut-mate whose drafts `draft_id` alone may name.")
    status_cache_s: float = Field(
        0.5, ge=0, description="Seconds that a status may be old; 0 where several endpoints share one Prefect."
    )
    allow_hosts: str = Field(
        "", description="Comma list of host, host:port or CIDR that the address guard lets through."
    )
    host_map: str = Field("", description="Comma list of from=to: file URLs of host `from` are fetched from `to`.")

    connect_s: float = Field(10, gt=0, description="Seconds to connect when fetching.")
    read_s: float = Field(30, gt=0, description="Seconds without a byte before a fetch is given up.")
    fetch_s: float = Field(600, gt=0, description="Seconds one fetch may take in all.")
    redirects: int = Field(5, ge=0, description="Redirects followed, each checked.")
    tries: int = Field(10, ge=1, description="Tries of a fetch that fails in a way that may pass.")
    material_bytes: int = Field(2_000_000_000, gt=0, description="Largest material.")

    look_s: float = Field(120, gt=0, description="Seconds to find out what one material is.")
    child_memory_bytes: int = Field(
        4_000_000_000, ge=1_000_000_000, description="Memory of each process of the service that reads media."
    )
    child_file_bytes: int = Field(20_000_000_000, gt=0, description="Largest file that such a process may write.")

    upload_bytes: int = Field(2_000_000_000, gt=0, description="Largest draft that is handed to the service.")
    uploads_bytes: int = Field(20_000_000_000, gt=0, description="Space for all of them; more is 503 Service busy.")
    upload_days: float = Field(7, gt=0, description="Days after which such a draft is gone.")

    run_limit_s: float = Field(1800, gt=0, description="Seconds a run may take: then 504 Processing timeout.")
    runs: int = Field(
        0, ge=0, description="Films rendered at the same time; 0 is one for every four cores, and two at least."
    )
    workers: int = Field(
        0, ge=0, description="Chunks of a film rendered at the same time; 0 is one for every two cores."
    )
    queue: int = Field(500, ge=1, description="Pending and running films before 503 Service busy.")
    cache_bytes: int = Field(
        20_000_000_000, ge=0, description="Space for what can be made again; the least recently used goes first."
    )
    disk_reserve_bytes: int = Field(1_000_000_000, ge=0, description="Free space below which no film is taken on.")
    attempts: int = Field(3, ge=1, description="Times a run that crashed is started in all.")
    deployment: str = Field("local", description="Prefect's deployment that the gateway and the keeper are for.")
    dask: str = Field("", description="Dask scheduler (tcp://host:8786) whose workers draw chunks; needs an S3 store.")

    quality: Annotated[int, Field(ge=0, le=51)] | Literal["preview", "standard", "high"] = Field(
        "standard", description="preview, standard, high, or an x264 CRF: lower is better and larger."
    )
    preset: Literal["", "ultrafast", "superfast", "veryfast", "faster", "fast", "medium", "slow"] = Field(
        "", description="x264 preset of the film, where it is not to be the quality's own."
    )
    encoder_threads: int = Field(
        2, ge=1, le=64, description="x264 threads: part of the bytes, so it is set, not found."
    )
    pass_through: bool = Field(
        default=True, description="Take over the packets of clips that nobody touched, where they fit the film."
    )
    strict: bool = Field(default=False, description="Fail where something would be stood in for or left out.")

    s3_endpoint: str = Field("", description="host:port or URL of an S3 service; empty keeps films in DATA.")
    s3_bucket: str = Field("draftreel", description="Bucket for films; made on first use.")
    s3_access_key: str = Field("", description="S3 access key.")
    s3_secret_key: str = Field("", description="S3 secret key.", repr=False)
    s3_region: str = Field("us-east-1", description="S3 region.")
    link_days: float = Field(7, gt=0, le=7, description="Days a film's URL is valid.")

    @property
    def base_url(self) -> str:
        """How others reach the service."""
        host = "localhost" if self.host in _ANY_ADDRESS else self.host
        return self.public_url.rstrip("/") or f"http://{host}:{self.port}"

    @property
    def own_drafts(self) -> str:
        """The URL, without its query, of drafts that were handed to the service."""
        return f"{self.base_url}/openapi/capcut-mate/v1/get_draft"

    @property
    def films_at_once(self) -> int:
        """Films rendered at the same time: two at least, as one begins and ends while another is drawn."""
        return self.runs or max(2, (os.cpu_count() or 2) // 4)

    @property
    def parallel_chunks(self) -> int:
        """Chunks rendered at the same time: one for two cores, as decoding and encoding have their own threads."""
        return self.workers or max(1, (os.cpu_count() or 2) // 2)

    @property
    def child_bounds(self) -> Bounds:
        """What a process that reads media may take; one that is busy for as long as a run may last has had its time."""
        cpu_s = math.ceil(self.run_limit_s) * (os.cpu_count() or 1)
        return Bounds(self.child_memory_bytes, self.child_file_bytes, cpu_s)

    @property
    def known_keys(self) -> tuple[str, ...]:
        return _words(self.api_keys)

    @property
    def fetch_policy(self) -> "FetchPolicy":
        """What may be fetched, and how patiently."""
        from draftreel.intake import FetchPolicy  # noqa: PLC0415 - drafts come with it, which not all settings are for

        return FetchPolicy(
            allow_hosts=(*_words(self.allow_hosts), *_authority(self.draft_server)),
            host_map=tuple(_pair(word) for word in _words(self.host_map)),
            own=self.own_drafts,
            connect_s=self.connect_s,
            read_s=self.read_s,
            total_s=self.fetch_s,
            redirects=self.redirects,
            tries=self.tries,
            max_bytes=self.material_bytes,
        )


def read_settings(**given: object) -> Settings:
    """The environment's settings, and over them what is given. Raises SettingError, which tells no value."""
    try:
        return Settings(**given)  # type: ignore[arg-type]
    except ValidationError as exc:
        wrong = (f"{'.'.join(map(str, error['loc'])).upper()}: {error['msg']}" for error in exc.errors())
        raise SettingError("; ".join(f"DRAFTREEL_{each}" for each in wrong)) from exc


def _authority(url: str) -> tuple[str, ...]:
    """Host and port of a URL that the operator trusts; nothing where there is none."""
    return (urlsplit(url).netloc,) if url else ()


def _pair(word: str) -> tuple[str, str]:
    source, _, target = word.partition("=")
    return source.strip(), target.strip()


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(",") if word.strip())
