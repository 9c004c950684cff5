"""Stage 9 of a film: where it can be fetched."""

from pathlib import Path

from draftreel.choices import content_type
from draftreel.manifest import FilmManifest, PublishedManifest
from draftreel.settings import Settings
from draftreel.store import FolderStoreOptions, S3Options, open_store


def publish(film: FilmManifest, settings: Settings) -> PublishedManifest:
    """Put the film where it can be fetched, and check that it is there. Raises StoreError."""
    path = Path(film.path)
    kind = content_type(path.suffix)
    return PublishedManifest(publish_file(path, f"{film.sha256}{path.suffix}", kind, settings), film)


def publish_file(path: Path, name: str, content_type: str, settings: Settings) -> str:
    """Put any file of a film there; its URL. Raises StoreError."""
    return open_store(store_options(settings)).publish(path, name, content_type)


def store_options(settings: Settings) -> FolderStoreOptions | S3Options:
    """The store that the settings describe: S3 when an endpoint is set, else a folder of the data folder."""
    if not settings.s3_endpoint:
        return folder_options(settings)
    return S3Options(
        settings.s3_endpoint,
        settings.s3_bucket,
        settings.s3_access_key,
        settings.s3_secret_key,
        settings.s3_region,
        settings.link_days,
    )


def folder_options(settings: Settings) -> FolderStoreOptions:
    """The folder that the service's own endpoint serves."""
    return FolderStoreOptions(settings.data / "films", settings.data / "secret", settings.base_url, settings.link_days)
