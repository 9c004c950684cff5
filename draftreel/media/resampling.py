"""Stereo at one rate made stereo at 48 kHz, sample for sample where it belongs."""

from collections.abc import Iterator
from fractions import Fraction

import av
import numpy as np
from av.audio.frame import AudioFrame
from av.filter import Graph

from draftreel.samples import SAMPLE_RATE, Samples

_QUALITY = "filter_size=64:phase_shift=10:cutoff=0.97:exact_rational=1"


def resampled(blocks: Iterator[Samples], rate: int) -> Iterator[Samples]:
    """The sound at 48 kHz; output sample 0 stands where input sample 0 stood."""
    if rate == SAMPLE_RATE:
        yield from blocks
        return
    graph = _graph(rate)
    for block in blocks:
        graph.push(to_frame(block, rate))
        yield from pulled(graph)
    graph.push(None)
    yield from pulled(graph)


def to_frame(samples: Samples, rate: int) -> AudioFrame:
    """Samples of shape (count, 2) as a frame for a filter graph."""
    frame = AudioFrame.from_ndarray(np.ascontiguousarray(samples.reshape(1, -1)), format="flt", layout="stereo")
    frame.sample_rate = rate
    frame.time_base = Fraction(1, rate)
    return frame


def pulled(graph: Graph) -> Iterator[Samples]:
    """What a graph has ready, as samples."""
    while True:
        try:
            frame = graph.pull()
        except (av.BlockingIOError, av.EOFError):
            return
        if isinstance(frame, AudioFrame) and frame.samples:
            yield np.asarray(frame.to_ndarray(), np.float32).reshape(-1, 2)


def stereo_graph(rate: int, *steps: tuple[str, str]) -> Graph:
    """Filters in a row between a source and a sink of float stereo."""
    graph = Graph()
    source = graph.add_abuffer(sample_rate=rate, format="flt", layout="stereo", time_base=Fraction(1, rate))
    nodes = [graph.add(name, arguments) for name, arguments in steps]
    shape = graph.add("aformat", "sample_fmts=flt:channel_layouts=stereo")
    graph.link_nodes(source, *nodes, shape, graph.add("abuffersink")).configure()
    return graph


def _graph(rate: int) -> Graph:
    return stereo_graph(rate, ("aresample", f"{SAMPLE_RATE}:{_QUALITY}"))
