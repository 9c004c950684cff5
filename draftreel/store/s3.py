"""Films in a bucket of an S3 service (MinIO, AWS and their like), fetched by presigned links."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from pathlib import Path
from urllib.parse import urlsplit

import urllib3
from minio import Minio
from minio.error import InvalidResponseError, MinioException, S3Error, ServerError

from draftreel.errors import StoreError
from draftreel.store.options import S3Options

_PASSING = frozenset({"InternalError", "OperationAborted", "RequestTimeout", "ServiceUnavailable", "SlowDown"})
_BUCKET_IS_THERE = frozenset({"BucketAlreadyOwnedByYou", "BucketAlreadyExists"})
_HOST = re.compile(r"[A-Za-z0-9.-]+(:\d{1,5})?|\[[0-9A-Fa-f:]+\](:\d{1,5})?")
_GONE = frozenset({"NoSuchKey", "NoSuchBucket", "NoSuchObject", "NotFound"})


@dataclass(frozen=True)
class S3Store:
    """The store for films that others fetch without passing through this machine."""

    options: S3Options

    def publish(self, path: Path, name: str, content_type: str = "video/mp4") -> str:
        """Put a film into the bucket, check that it is there whole, and give its presigned link. Raises StoreError."""
        self.send(path, name, content_type)
        with _foreign_errors():
            return self._client.presigned_get_object(
                self.options.bucket, name, expires=timedelta(days=self.options.link_days)
            )

    def send(self, path: Path, name: str, content_type: str = "application/octet-stream") -> None:
        """Put a file into the bucket and check that it is there whole; one that is there stays. Raises StoreError."""
        with _foreign_errors():
            self._make_bucket()
            size = path.stat().st_size
            if self._stored_size(name) != size:
                self._client.fput_object(self.options.bucket, name, str(path), content_type=content_type)
                self._verify(name, size)

    def receive(self, name: str, path: Path) -> bool:
        """Get a file out of the bucket; False when it is not there. Raises StoreError."""
        with _foreign_errors():
            self._make_bucket()
            try:
                self._client.fget_object(self.options.bucket, name, str(path))
            except S3Error as exc:
                if exc.code in _GONE:
                    return False
                raise
        return True

    def names(self, prefix: str) -> list[str]:
        """Of the files in the bucket whose names begin so. Raises StoreError."""
        with _foreign_errors():
            self._make_bucket()
            found = self._client.list_objects(self.options.bucket, prefix, recursive=True)
            return [each.object_name for each in found if each.object_name]

    @cached_property
    def _client(self) -> Minio:
        place = self.options.endpoint if "://" in self.options.endpoint else f"https://{self.options.endpoint}"
        parts = urlsplit(place)
        if not (parts.scheme in {"http", "https"} and _HOST.fullmatch(parts.netloc) and parts.path in {"", "/"}):
            raise StoreError("the S3 endpoint is neither host:port nor an http(s) URL without a path")
        return Minio(
            parts.netloc,
            access_key=self.options.access_key,
            secret_key=self.options.secret_key,
            secure=parts.scheme == "https",
            region=self.options.region,
            http_client=_connections(self.options),
        )

    def _make_bucket(self) -> None:
        if self._client.bucket_exists(self.options.bucket):
            return
        try:
            self._client.make_bucket(self.options.bucket, location=self.options.region)
        except S3Error as exc:
            if exc.code not in _BUCKET_IS_THERE:
                raise

    def _stored_size(self, name: str) -> int | None:
        try:
            return self._client.stat_object(self.options.bucket, name).size
        except S3Error as exc:
            if exc.code in _GONE:
                return None
            raise

    def _verify(self, name: str, size: int) -> None:
        if (found := self._stored_size(name)) != size:
            raise StoreError(f"{found or 0} of {size} bytes of the film arrived in the bucket", transient=True)


def _connections(options: S3Options) -> urllib3.PoolManager:
    """Bounded waits and few tries: the task that publishes has its own."""
    return urllib3.PoolManager(
        timeout=urllib3.Timeout(connect=options.connect_s, read=options.read_s),
        retries=urllib3.Retry(total=2, backoff_factor=0.2, status_forcelist=(500, 502, 503, 504)),
    )


@contextmanager
def _foreign_errors() -> Iterator[None]:
    """Only codes and kinds are told on: an S3 message may hold the access key, a URL its signature."""
    try:
        yield
    except S3Error as exc:
        raise StoreError(f"the S3 service answered {exc.code}", transient=exc.code in _PASSING) from exc
    except (ServerError, InvalidResponseError) as exc:
        raise StoreError("the S3 service's answer was not understood", transient=True) from exc
    except urllib3.exceptions.HTTPError as exc:
        raise StoreError("the S3 service does not answer", transient=True) from exc
    except (MinioException, ValueError) as exc:
        raise StoreError(f"the S3 service was set up wrongly ({type(exc).__name__})") from exc
    except OSError as exc:
        raise StoreError(f"the film could not be sent: {exc.strerror or 'I/O error'}", transient=True) from exc
