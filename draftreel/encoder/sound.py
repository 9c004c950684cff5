"""Samples to an AAC file."""

from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.audio.stream import AudioStream
from av.codec.context import Flags
from av.container import OutputContainer

from draftreel.encoder.settings import muxer_options
from draftreel.encoder.staging import staged
from draftreel.samples import SAMPLE_RATE, Samples

BIT_RATE = 192_000


def encode_sound(path: Path, blocks: Iterable[Samples]) -> int:
    """Writes AAC-LC at 48 kHz in stereo; returns how many samples went in.

    An edit list hides the encoder's priming and padding, so that just these samples play.
    Raises EncodingError.
    """
    with (
        staged(path) as staging,
        av.open(str(staging), "w", format="mp4", options=muxer_options(Fraction(1))) as container,
    ):
        return _encode(container, _open_stream(container), blocks)


def _open_stream(container: OutputContainer) -> AudioStream:
    stream = container.add_stream("aac", rate=SAMPLE_RATE, layout="stereo", format="fltp")
    stream.codec_context.bit_rate = BIT_RATE
    stream.codec_context.time_base = Fraction(1, SAMPLE_RATE)
    stream.codec_context.flags |= Flags.bitexact
    return stream


def _encode(container: OutputContainer, stream: AudioStream, blocks: Iterable[Samples]) -> int:
    written = 0
    for block in blocks:
        if len(block):
            container.mux(stream.encode(_audio_frame(block, written)))
            written += len(block)
    container.mux(stream.encode(None))
    return written


def _audio_frame(block: Samples, position: int) -> av.AudioFrame:
    frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(block.T), format="fltp", layout="stereo")
    frame.sample_rate = SAMPLE_RATE
    frame.time_base = Fraction(1, SAMPLE_RATE)
    frame.pts = position
    return frame
