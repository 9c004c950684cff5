"""Chunks and sound to one film, by copying packets."""

import heapq
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from pathlib import Path
from typing import TypeAlias

import av
from av.audio.stream import AudioStream
from av.container import InputContainer, OutputContainer
from av.stream import Stream
from av.video.stream import VideoStream

from draftreel.encoder.settings import muxer_options
from draftreel.encoder.staging import staged
from draftreel.errors import EncodingError
from draftreel.span import SECOND

Packet: TypeAlias = "av.Packet[Stream]"


def join(chunks: Sequence[Path], sound: Path | None, out: Path, duration: int) -> None:
    """Lays chunks of equal VideoSettings end to end and the sound beside them, the index at the front.

    `duration` is the film's, in microseconds: a sound that runs on is cut there, to the next whole AAC frame.
    Raises EncodingError.
    """
    if not chunks:
        raise EncodingError("There are no pictures to join")
    with staged(out) as staging, av.open(str(chunks[0])) as first:
        template = first.streams.video[0]
        fps = _fps(first, template)
        with av.open(str(staging), "w", format="mp4", options=muxer_options(fps)) as film:
            pictures = _pictures(chunks, film.add_stream_from_template(template), fps)
            _write(film, pictures, sound, duration)


def _write(film: OutputContainer, pictures: Iterable[Packet], sound: Path | None, duration: int) -> None:
    if sound is None:
        _copy(film, pictures)
        return
    with av.open(str(sound)) as source:
        sounds = _sounds(source, film.add_stream_from_template(source.streams.audio[0]), duration)
        _copy(film, heapq.merge(pictures, sounds, key=_decoded_at))  # in step: the muxer keeps few waiting


def _copy(film: OutputContainer, packets: Iterable[Packet]) -> None:
    for packet in packets:
        film.mux_one(packet)


def _pictures(chunks: Sequence[Path], target: VideoStream, fps: Fraction) -> Iterator[Packet]:
    done = 0
    for chunk in chunks:
        with av.open(str(chunk)) as source:
            stream = source.streams.video[0]
            _check_same(stream, target)
            count = 0
            for packet in _packets(source, stream):
                shown = round(Fraction(packet.pts or 0) * packet.time_base * fps)
                # decoding goes on at one picture a frame: the lead a chunk has of its own is shorter when it is short
                decoded = count - stream.codec_context.reorder_depth
                packet.stream, packet.time_base = target, 1 / fps
                packet.pts, packet.dts, packet.duration = done + shown, done + decoded, 1
                yield packet
                count += 1
        done += count


def _sounds(source: InputContainer, target: AudioStream, duration: int) -> Iterator[Packet]:
    for packet in _packets(source, source.streams.audio[0]):
        if Fraction(packet.pts or 0) * packet.time_base * SECOND >= duration:
            return
        packet.stream = target
        yield packet


def _packets(source: InputContainer, stream: VideoStream | AudioStream) -> Iterator[Packet]:
    return (packet for packet in source.demux(stream) if packet.size)  # the last one only says that it is over


def _decoded_at(packet: Packet) -> Fraction:
    return (packet.dts or 0) * packet.time_base


def _fps(source: InputContainer, stream: VideoStream) -> Fraction:
    first = next(_packets(source, stream), None)
    if first is None or not first.duration:
        raise EncodingError("The first chunk has no pictures")
    return 1 / (first.duration * first.time_base)


def _check_same(stream: VideoStream, target: VideoStream) -> None:
    if stream.codec_context.extradata != target.codec_context.extradata:
        raise EncodingError("The chunks were encoded with different settings")
