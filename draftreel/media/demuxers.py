"""The one door through which files are opened: an allow-list of demuxers, no name, no network.

The demuxer follows from the content (`container.sniff`), is always passed on, and may open nothing
but the file itself: HLS, DASH, concat lists and SDP have no way in, whatever a file is called, and
a QuickTime file's references to other files are not followed.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import av
from av.container import InputContainer
from av.stream import Disposition

from draftreel.errors import MaterialError
from draftreel.media.container import Container, sniff
from draftreel.media.limits import MAX_PIXELS, check_size, check_stream_count

_OPTIONS = {"protocol_whitelist": "file", "max_pixels": str(MAX_PIXELS)}
DECODER_OPTIONS = {"max_pixels": str(MAX_PIXELS)}
"""For each decoder: the options of a file reach only those that FFmpeg looks at it with."""
_OWN_OPTIONS = {
    Container.MOV: {"enable_drefs": "0", "use_absolute_path": "0"},
    Container.WAV: {"probesize": "65536"},  # it is searched for DTS in WAV, megabytes of each
}
_PATIENCE = 30.0  # seconds that one read of a local file may take


@contextmanager
def as_material_errors(what: str) -> Iterator[None]:
    """Re-raises whatever FFmpeg or the file system raises as MaterialError, saying `what` failed."""
    try:
        yield
    except MaterialError:
        raise
    except MemoryError as exc:
        raise MaterialError("it takes more memory than it may") from exc
    except (av.FFmpegError, OSError, ValueError, ArithmeticError, LookupError, EOFError) as exc:
        raise MaterialError(what) from exc


def open_media(path: Path) -> InputContainer:
    """An open container for a film or a sound; raises MaterialError for anything else."""
    kind = sniff(path)
    if kind.pictures_only:
        raise MaterialError("a still picture where a film or a sound is needed")
    if kind is Container.HEIC:
        raise MaterialError("HEIC pictures are not supported: save them as JPEG")
    options = _OPTIONS | {"format_whitelist": kind.value} | _OWN_OPTIONS.get(kind, {})
    with as_material_errors("the file is damaged or not media"):
        container = av.open(f"file:{path.absolute()}", "r", format=kind.value, options=options, timeout=_PATIENCE)
        try:
            _check(container)
        except BaseException:
            container.close()
            raise
        return container


def _check(container: InputContainer) -> None:
    """Raises MaterialError for too many streams and films that are too large; a song's cover is never decoded."""
    check_stream_count(len(container.streams))
    for stream in container.streams.video:
        if stream.codec_context is not None and not stream.disposition & Disposition.attached_pic:
            stream.codec_context.options = dict(DECODER_OPTIONS)
            if stream.width or stream.height:
                check_size(stream.width, stream.height)
