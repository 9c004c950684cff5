"""What is said of a bucket, without the library that speaks to it."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class S3Options:
    """`endpoint` is host:port (spoken to by HTTPS) or a URL; `link_days` is at most 7, as S3 has it."""

    endpoint: str
    bucket: str
    access_key: str
    secret_key: str = field(repr=False)
    region: str = "us-east-1"
    link_days: float = 7.0
    connect_s: float = 10.0
    read_s: float = 60.0
