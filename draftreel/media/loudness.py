"""How loud a sound is, all of it."""

from collections.abc import Iterable

import av
from av.filter import Graph

from draftreel.media.resampling import to_frame
from draftreel.samples import SAMPLE_RATE, Samples

SILENCE = -70.0
"""LUFS: what is not above this is silence."""


def integrated_loudness(blocks: Iterable[Samples]) -> float:
    """The integrated loudness in LUFS of a sound that comes in blocks (EBU R 128, ITU-R BS.1770-4).

    Pauses do not count: blocks of 0.4 s below -70 LUFS, and those 10 LU below the mean of the rest, are left out.
    -70 for silence and for what is shorter than a block. FFmpeg's ebur128 does the work, in bounded memory.
    """
    graph, found = _graph(), SILENCE
    for block in blocks:
        if len(block):
            graph.push(to_frame(block, SAMPLE_RATE))
            found = _latest(graph, found)
    graph.push(None)
    return _latest(graph, found)


def _graph() -> Graph:
    graph = Graph()
    source = graph.add_abuffer(sample_rate=SAMPLE_RATE, format="flt", layout="stereo")
    meter = graph.add("ebur128", "metadata=1:framelog=quiet")
    graph.link_nodes(source, meter, graph.add("abuffersink")).configure()
    return graph


def _latest(graph: Graph, before: float) -> float:
    """What the last of the frames that are ready says of all up to it."""
    while True:
        try:
            before = float(graph.pull().metadata.get("lavfi.r128.I", before))
        except (av.BlockingIOError, av.EOFError):
            return before
