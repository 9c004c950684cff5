"""What a file is, told from its first bytes and never from its name."""

from enum import StrEnum
from pathlib import Path

from draftreel.errors import MaterialError

_HEAD = 4_096


class Container(StrEnum):
    """The kinds of file that we open; the value is FFmpeg's demuxer, or ours to say for stills."""

    MOV = "mov"
    MATROSKA = "matroska"
    AVI = "avi"
    FLV = "flv"
    MPEGTS = "mpegts"
    MP3 = "mp3"
    AAC = "aac"
    WAV = "wav"
    FLAC = "flac"
    OGG = "ogg"
    AIFF = "aiff"
    CAF = "caf"
    AMR = "amr"
    ASF = "asf"
    GIF = "gif"
    PNG = "png"
    JPEG = "jpeg"
    WEBP = "webp"
    BMP = "bmp"
    TIFF = "tiff"
    AVIF = "avif"
    HEIC = "heic"

    @property
    def pictures_only(self) -> bool:
        """Whether Pillow reads it (stills and animations) rather than FFmpeg."""
        return self in _PICTURES


_PICTURES = frozenset(
    {Container.GIF, Container.PNG, Container.JPEG, Container.WEBP, Container.BMP, Container.TIFF, Container.AVIF}
)
_PREFIXES = (
    (b"\x1aE\xdf\xa3", Container.MATROSKA),
    (b"FLV\x01", Container.FLV),
    (b"fLaC", Container.FLAC),
    (b"OggS", Container.OGG),
    (b"caff\0\1", Container.CAF),
    (b"#!AMR\n", Container.AMR),
    (b"#!AMR-WB\n", Container.AMR),
    (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11\xa6\xd9\x00\xaa\x00\x62\xce\x6c", Container.ASF),
    (b"GIF87a", Container.GIF),
    (b"GIF89a", Container.GIF),
    (b"\x89PNG\r\n\x1a\n", Container.PNG),
    (b"\xff\xd8\xff", Container.JPEG),
    (b"II*\x00", Container.TIFF),
    (b"MM\x00*", Container.TIFF),
)
_RIFF = {b"AVI ": Container.AVI, b"WAVE": Container.WAV, b"WEBP": Container.WEBP}
_AIFF = {b"AIFF": Container.AIFF, b"AIFC": Container.AIFF}
_CHUNKED = {b"RIFF": _RIFF, b"RF64": _RIFF, b"BW64": _RIFF, b"FORM": _AIFF}
_MOV_ATOMS = frozenset({b"ftyp", b"moov", b"mdat", b"free", b"skip", b"wide", b"pnot"})
_AVIF_BRANDS = frozenset({b"avif", b"avis"})
_HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1"})


def sniff(path: Path) -> Container:
    """The kind of a file by its magic bytes; raises MaterialError when it is none that we open."""
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
            kind = _by_magic(head)
            if kind is None and head.startswith(b"ID3"):
                file.seek(_id3_length(head))
                kind = _by_magic(file.read(_HEAD)) or Container.MP3
    except OSError as exc:
        raise MaterialError("the file cannot be read") from exc
    if kind is None:
        raise MaterialError("not a picture, film or sound of a kind that is supported" if head else "the file is empty")
    return kind


def _by_magic(head: bytes) -> Container | None:
    for prefix, kind in _PREFIXES:
        if head.startswith(prefix):
            return kind
    if head[:4] in _CHUNKED:
        return _CHUNKED[head[:4]].get(head[8:12])
    if head[4:8] in _MOV_ATOMS:
        return _by_brand(head)
    if head.startswith(b"BM") and head[14:18] in {
        b"\x0c\0\0\0",
        b"\x28\0\0\0",
        b"\x38\0\0\0",
        b"\x6c\0\0\0",
        b"\x7c\0\0\0",
    }:
        return Container.BMP
    if _is_mpegts(head):
        return Container.MPEGTS
    return _by_sync(head.lstrip(b"\0"))


def _by_brand(head: bytes) -> Container:
    brand = head[8:12] if head[4:8] == b"ftyp" else b""
    if brand in _AVIF_BRANDS:
        return Container.AVIF
    if brand in _HEIC_BRANDS:
        return Container.AVIF if b"avif" in head[16:64] else Container.HEIC
    return Container.MOV


def _is_mpegts(head: bytes) -> bool:
    """A sync byte every 188 bytes, or every 192 after a four-byte stamp."""
    return any(len(head) > start + step and set(head[start::step]) == {0x47} for start, step in ((0, 188), (4, 192)))


def _by_sync(head: bytes) -> Container | None:
    """MPEG audio and ADTS begin each frame with eleven or twelve ones; the layer bits tell them apart."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return None
    if head[1] & 0xF6 == 0xF0:
        return Container.AAC
    return Container.MP3 if head[1] & 0x06 and head[2] & 0xF0 != 0xF0 and head[2] & 0x0C != 0x0C else None


def _id3_length(head: bytes) -> int:
    length = 0
    for byte in head[6:10]:
        length = length << 7 | byte & 0x7F
    return length + 10
