"""A stretch of a film's own packets as a chunk."""

from fractions import Fraction
from pathlib import Path

import av

from draftreel.encoder.staging import staged
from draftreel.formats import muxer_options
from draftreel.media import ParameterSets, open_packets


def copy_packets(source: Path, start: int, count: int, fps: Fraction, out: Path) -> None:
    """Writes pictures `start` to `start + count` of a film, as its index knows them, as a chunk that can be joined.

    Raises MaterialError, EncodingError.
    """
    with (
        open_packets(source) as film,
        staged(out) as staging,
        av.open(str(staging), "w", format="mp4", options=muxer_options(fps)) as chunk,
    ):
        target = chunk.add_stream_from_template(film.stream)
        ahead = ParameterSets.of_box(bytes(film.stream.codec_context.extradata or b"")).reorder
        for decoded, (shown, packet) in enumerate(film.run(start, count, fps)):
            packet.stream, packet.time_base = target, 1 / fps
            packet.pts, packet.dts, packet.duration = shown, decoded - ahead, 1
            chunk.mux_one(packet)
