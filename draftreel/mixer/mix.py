"""A timeline to the samples of its film."""

from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path

from draftreel.mixer.limiter import MEMORY, Limiter
from draftreel.mixer.mixdown import Mixdown
from draftreel.mixer.supply import SoundShelf, SoundSupply
from draftreel.samples import Samples
from draftreel.span import Span, sample_at
from draftreel.timeline import Timeline

BLOCK = 65_536


def mix(
    timeline: Timeline,
    library: Mapping[str, Path],
    span: Span | None = None,
    *,
    block: int = BLOCK,
    shelf: SoundShelf | None = None,
) -> Iterator[Samples]:
    """The film's sound within `span` (all of it when None), in blocks of `block` samples; the last may be shorter.

    Neither the span nor the block changes a sample. True peaks above -1 dBTP are turned down, the rest
    is as it was. `library` holds the file of each `Media.key`; what was decoded before lies on the `shelf`.
    Raises SoundError and MaterialError.
    """
    span = span or Span(0, timeline.duration)
    first, end = sample_at(span.start), sample_at(span.end)
    with closing(Mixdown.of(timeline, SoundSupply(library, shelf))) as mixdown:
        begun = max(0, first - MEMORY)
        limiter = Limiter(mixdown, begun)
        limiter.read(first - begun)
        for start in range(first, end, block):
            yield limiter.read(min(block, end - start))
