"""What a caller may choose of a film, in words: its quality, codec and format, and which of them go together."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

_Word = TypeVar("_Word", bound=StrEnum)


class Quality(StrEnum):
    """How good a film's pictures are to be, for their bytes and the time they take."""

    PREVIEW = "preview"
    STANDARD = "standard"
    HIGH = "high"


class Codec(StrEnum):
    """What pictures are encoded as."""

    H264 = "h264"
    HEVC = "hevc"
    AV1 = "av1"
    VP9 = "vp9"


class Format(StrEnum):
    """What kind of file a film is, called as its files end."""

    MP4 = "mp4"
    MOV = "mov"
    WEBM = "webm"
    GIF = "gif"
    M4A = "m4a"
    MP3 = "mp3"
    WAV = "wav"
    FLAC = "flac"
    OPUS = "opus"

    @property
    def is_sound(self) -> bool:
        """Whether there are no pictures in it."""
        return self in SOUNDS


SOUNDS = (Format.M4A, Format.MP3, Format.WAV, Format.FLAC, Format.OPUS)
"""What a film is when only its sound is wanted; the first unless said."""

CODECS: Mapping[Format, tuple[Codec, ...]] = {
    Format.MP4: (Codec.H264, Codec.HEVC, Codec.AV1),
    Format.MOV: (Codec.H264, Codec.HEVC),
    Format.WEBM: (Codec.VP9, Codec.AV1),
}
"""Which of them play widely in which format; the first unless said. A GIF has a codec of its own."""

CONTENT_TYPES: Mapping[Format, str] = {
    Format.MP4: "video/mp4",
    Format.MOV: "video/quicktime",
    Format.WEBM: "video/webm",
    Format.GIF: "image/gif",
    Format.M4A: "audio/mp4",
    Format.MP3: "audio/mpeg",
    Format.WAV: "audio/wav",
    Format.FLAC: "audio/flac",
    Format.OPUS: "audio/ogg",
}

_ANYTHING = "application/octet-stream"
WORST_CRF = 51
GIF_SIDE, GIF_FPS, GIF_FRAMES = 1280, 50, 3000
"""The most pixels a side, frames a second (viewers slow down what is faster) and frames of a GIF."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A format and the codec of its pictures; None where it has none to choose."""

    format: Format
    codec: Codec | None


def chosen(format_name: str | None, codec_name: str | None, *, audio_only: bool = False) -> Choice:
    """What is meant by what was said, and by what was not. Raises ValueError, which says what does not go together."""
    codec = _known(Codec, "codec", codec_name)
    kind = _known(Format, "format", format_name) or _usual(codec, audio_only=audio_only)
    if audio_only != kind.is_sound:
        raise ValueError(_sound_or_not(kind))
    codecs = CODECS.get(kind, ())
    if codec and codec not in codecs:
        raise ValueError(f"{kind} holds {' or '.join(codecs) or 'no codec of choice'}, not {codec}")
    return Choice(kind, codec or next(iter(codecs), None))


def content_type(suffix: str) -> str:
    """What a film's file is served as, by how its name ends, with the dot."""
    name = suffix.removeprefix(".")
    return CONTENT_TYPES[Format(name)] if name in list(Format) else _ANYTHING


def kind_of(film: Path) -> Format | None:
    """The format that a file's name speaks of, if it is one of ours."""
    name = film.suffix.lower().removeprefix(".")
    return Format(name) if name in list(Format) else None


def check_gif(width: int | None, height: int | None, fps: float | None) -> None:
    """Raises ValueError, which says the bound, for a GIF that is larger or faster than one may be."""
    if max(width or 0, height or 0) > GIF_SIDE:
        raise ValueError(f"a gif measures at most {GIF_SIDE} pixels a side")
    if fps and fps > GIF_FPS:
        raise ValueError(f"a gif has at most {GIF_FPS} frames a second")


def _usual(codec: Codec | None, *, audio_only: bool) -> Format:
    if audio_only:
        return SOUNDS[0]
    return Format.WEBM if codec is Codec.VP9 else Format.MP4


def _sound_or_not(kind: Format) -> str:
    if kind.is_sound:
        return f"{kind} is sound alone: audio_only goes with it"
    return f"with audio_only the format is one of {', '.join(SOUNDS)}, not {kind}"


def _known(kind: type[_Word], what: str, name: str | None) -> _Word | None:
    if name is None:
        return None
    try:
        return kind(name)
    except ValueError as exc:
        raise ValueError(f"{what} is one of {', '.join(kind)}") from exc
