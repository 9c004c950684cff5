"""Samples to a sound file."""

from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path
from typing import TypeAlias

import av
import numpy as np
from av.audio.stream import AudioStream
from av.codec.context import Flags
from av.container import OutputContainer
from numpy.typing import NDArray

from draftreel.encoder.staging import staged
from draftreel.formats import Coding, SoundSettings, coding_of, muxer_options
from draftreel.samples import CHANNELS, SAMPLE_RATE, Samples

Block: TypeAlias = Samples | NDArray[np.int16]

_FILM = Coding("mp4", "aac", "fltp")
_BIT_RATE = 192_000
_BITEXACT = {"fflags": "+bitexact"}  # no dates, no versions: the same samples give the same file
_INDEXED = muxer_options(Fraction(1))
_MUXER = {"mp4": _INDEXED, "ipod": _INDEXED, "wav": {"rf64": "auto"}}


def encode_sound(path: Path, blocks: Iterable[Samples]) -> int:
    """Writes a film's sound, AAC-LC at 48 kHz in stereo in MP4; returns how many samples went in.

    An edit list hides the encoder's priming and padding, so that just these samples play.
    Raises EncodingError.
    """
    return _write(path, blocks, _FILM, _BIT_RATE)


def encode_sound_file(path: Path, blocks: Iterable[Block], settings: SoundSettings) -> int:
    """Writes a sound file at 48 kHz in stereo; returns how many samples went in, which are just those that play.

    Files of 16 bits want blocks of 16-bit samples, as dither is the mixer's; all others take float32, and what of it
    lies beyond full scale is cut off there in 24 bits and kept in 32. Raises EncodingError.
    """
    rate = 0 if settings.lossless else settings.kilobits * 1000
    return _write(path, blocks, coding_of(settings), rate)


def _write(path: Path, blocks: Iterable[Block], coding: Coding, bit_rate: int) -> int:
    options = {**_BITEXACT, **_MUXER.get(coding.container, {})}
    with staged(path) as staging, av.open(str(staging), "w", format=coding.container, options=options) as container:
        return _encode(container, _open_stream(container, coding, bit_rate), blocks, coding.samples)


def _open_stream(container: OutputContainer, coding: Coding, bit_rate: int) -> AudioStream:
    stream = container.add_stream(coding.codec, rate=SAMPLE_RATE, layout="stereo", format=coding.samples)
    if not isinstance(stream, AudioStream):
        raise TypeError(coding.codec)
    if bit_rate:
        stream.codec_context.bit_rate = bit_rate
    stream.codec_context.time_base = Fraction(1, SAMPLE_RATE)
    stream.codec_context.flags |= Flags.bitexact
    return stream


def _encode(container: OutputContainer, stream: AudioStream, blocks: Iterable[Block], samples: str) -> int:
    written = 0
    for block in blocks:
        if len(block):
            container.mux(stream.encode(_audio_frame(block, written, samples)))
            written += len(block)
    container.mux(stream.encode(None))
    return written


def _audio_frame(block: Block, position: int, samples: str) -> av.AudioFrame:
    frame = av.AudioFrame.from_ndarray(_laid_out(block, samples), format=samples, layout="stereo")
    frame.sample_rate = SAMPLE_RATE
    frame.time_base = Fraction(1, SAMPLE_RATE)
    frame.pts = position
    return frame


def _laid_out(block: Block, samples: str) -> Block | NDArray[np.int32]:
    """As FFmpeg wants them: by channel, or left and right in turn."""
    if samples == "fltp":
        return _by_channel(block)
    whole = _in_24_bits(block) if samples == "s32" else block
    return whole.reshape(1, len(block) * CHANNELS)


def _by_channel(block: Block) -> Samples:
    return np.ascontiguousarray(block.T, np.float32)


def _in_24_bits(block: Block) -> NDArray[np.int32]:
    """The upper 24 bits of 32: finer than any converter's noise, so without dither."""
    whole = np.rint(block.astype(np.float64) * (1 << 23))
    return np.clip(whole, -(1 << 23), (1 << 23) - 1).astype(np.int32) << 8
