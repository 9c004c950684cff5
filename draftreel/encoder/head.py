"""What the chunks of one film have in common, as its track says it once for all of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from pathlib import Path

from draftreel.encoder.opening import open_made
from draftreel.errors import EncodingError
from draftreel.media import ParameterSets, agreed


@dataclass(frozen=True, slots=True)
class Head:
    """What a decoder is told before the first picture, and how many frames decoding runs ahead of showing."""

    box: bytes
    ahead: int


def head_of(chunks: Sequence[Path]) -> Head:
    """Raises EncodingError for chunks that cannot lie in one track."""
    heads = list(map(_own, chunks))
    codecs, boxes = {name for name, _ in heads}, list(dict.fromkeys(head.box for _, head in heads))
    if codecs == {"h264"}:
        return _united(boxes)
    if len(codecs) > 1 or len(boxes) > 1:
        raise _apart()
    return Head(boxes[0], max(head.ahead for _, head in heads))


def _own(chunk: Path) -> tuple[str, Head]:
    with open_made(chunk) as source:
        stream = source.streams.video[0]
        codec, first = stream.codec_context, next(packet for packet in source.demux(stream))
        lead = Fraction((first.pts or 0) - (first.dts or 0), first.duration or 1)
        return codec.name, Head(bytes(codec.extradata or b""), round(lead))


def _united(boxes: Sequence[bytes]) -> Head:
    """H.264's own: a picture names the sets it needs by number, so that those of several encoders lie in one box."""
    try:
        sets = agreed(reduce(ParameterSets.with_those_of, map(ParameterSets.of_box, boxes)))
    except (ValueError, LookupError) as exc:
        raise _apart() from exc
    return Head(sets.box, sets.reorder)


def _apart() -> EncodingError:
    return EncodingError("The chunks were encoded with different settings")
