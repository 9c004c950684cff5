"""A film's packets in order of decoding: whether they can be shown as they are, and between which of them to cut."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice
from pathlib import Path

from av.container import InputContainer
from av.packet import Packet
from av.video.stream import VideoStream

from draftreel.errors import MaterialError
from draftreel.media.avc import ParameterSets
from draftreel.media.bits import Bits
from draftreel.media.container import Container, sniff
from draftreel.media.decoding import film_streams, packets
from draftreel.media.demuxers import as_material_errors, open_media
from draftreel.media.fitness import DoubtError, check_first, check_said, require
from draftreel.span import SECOND

JITTER = 500
"""Microseconds that a picture may show beside its place on the film's grid of frames."""
_SLICE, _KEY_SLICE = 1, 5
_PLAIN = frozenset({_SLICE, _KEY_SLICE, 6, 9, 10, 11, 12})  # slices, notes (SEI), ends and filling
_INTRA = frozenset({2, 7})
_BEFORE = 16  # a file's index is by decoding time, which runs ahead of showing
_CLOSED, _ENTRY = 1, 2


@dataclass(frozen=True, slots=True)
class Unfit:
    """Why a film's packets are not used as they are."""

    why: str


@dataclass(frozen=True, slots=True)
class PacketIndex:
    """A film whose picture n shows at n / fps, give or take `jitter` microseconds, and may be shown as it is stored.

    `marks` has a byte for each count of packets, from 0 to all of them: 1 where these are just the first pictures
    of the film, 2 where besides a group of pictures begins that refers to nothing before it. `stored` is the
    bytes of all packets.
    """

    parameters: ParameterSets
    size: tuple[int, int]
    stored: int
    jitter: int
    marks: bytes

    @property
    def frames(self) -> int:
        return len(self.marks) - 1

    def entry_from(self, picture: int) -> int | None:
        """The first picture from this one on that decoding can begin with."""
        found = self.marks.find(_ENTRY, max(0, picture))
        return None if found < 0 else found

    def end_until(self, picture: int) -> int:
        """The last place up to this picture before which no later picture is stored; 0 without any."""
        last = max(0, min(picture, self.frames) + 1)
        return max(self.marks.rfind(_CLOSED, 0, last), self.marks.rfind(_ENTRY, 0, last), 0)


def packet_index(path: Path, fps: Fraction) -> PacketIndex | Unfit:
    """What there is to know for copying a film's packets at a rate, by reading all of them and decoding one picture.

    Fit is progressive H.264 (Constrained Baseline, Main, High) in MP4 or QuickTime, 8-bit 4:2:0, upright, square
    pixels, that reads as BT.709 limited, at a constant rate. Raises MaterialError when the file cannot be read.
    """
    with as_material_errors("the film's packets cannot be read"):
        try:
            require(sniff(path) is Container.MOV, "not MP4 or QuickTime")
            with open_media(path) as container:
                return _indexed(path, container, fps)
        except (DoubtError, ValueError, LookupError) as exc:
            return Unfit(str(exc))


class OpenPackets:
    """A film whose packets are being copied."""

    def __init__(self, container: InputContainer) -> None:
        self._container = container
        self.stream = film_streams(container)[0]

    def run(self, start: int, count: int, fps: Fraction) -> Iterator[tuple[int, Packet]]:  # type: ignore[type-arg]
        """`count` packets from picture `start` on, an entry, each with its picture's number from 0 on.

        Raises MaterialError when the file is another than the one that was indexed.
        """
        unit, origin = self.stream.time_base or Fraction(1, 1000), self.stream.start_time or 0
        if start > _BEFORE:
            self._container.seek(origin + round((start - _BEFORE) / fps / unit), stream=self.stream)
        shown = (packet for packet in packets(self._container, self.stream) if packet.size and not packet.is_discard)
        numbered = ((round(((packet.pts or 0) - origin) * unit * fps) - start, packet) for packet in shown)
        found = 0
        for number, packet in islice((pair for pair in numbered if pair[0] >= 0), count):
            if number >= count or (found == 0 and (number > 0 or not packet.is_keyframe)):
                break
            found += 1
            yield number, packet
        if found != count:
            raise MaterialError("the film's packets are not as they were")


@contextmanager
def open_packets(path: Path) -> Iterator[OpenPackets]:
    """A film that was found fit, to copy packets from. Raises MaterialError."""
    with as_material_errors("the film's packets cannot be read"), open_media(path) as container:
        yield OpenPackets(container)


def _indexed(path: Path, container: InputContainer, fps: Fraction) -> PacketIndex:
    stream = film_streams(container)[0]
    require(stream.codec_context.name == "h264", "not H.264")
    parameters = ParameterSets.of_box(bytes(stream.codec_context.extradata or b""))
    for said in parameters.sequence_sets.values():
        check_said(said)
    sizes = {said.size for said in parameters.sequence_sets.values()}
    require(len(sizes) == 1, "more than one size")
    check_first(path)
    return _Reading(parameters, stream, fps).index(container, sizes.pop())


class _Reading:
    """A walk over all packets of a stream."""

    def __init__(self, parameters: ParameterSets, stream: VideoStream, fps: Fraction) -> None:
        self._parameters, self._stream = parameters, stream
        self._sequences, self._pictures = parameters.sequence_sets, parameters.picture_sets
        tick = (stream.time_base or Fraction(1, 1000)) * fps
        self._tick, self._step = (tick.numerator, tick.denominator), 1 / fps
        self._marks = bytearray()
        self._numbers = set[int]()
        self._highest = -1
        self._stored = self._off = self._depth = 0
        self._dropped = False

    def index(self, container: InputContainer, size: tuple[int, int]) -> PacketIndex:
        for packet in packets(container, self._stream):
            if packet.is_discard:
                self._dropped = _ENTRY in self._marks
            elif packet.size:
                self._take(packet)
        self._marks.append(_CLOSED)
        self._check_all()
        return PacketIndex(self._parameters, size, self._stored, self._jitter, bytes(self._marks))

    @property
    def _closed(self) -> bool:
        return self._highest == len(self._marks) - 1

    @property
    def _jitter(self) -> int:
        return -int(-self._off * self._step * SECOND // self._tick[1])

    def _take(self, packet: Packet) -> None:  # type: ignore[type-arg]
        require(not self._dropped, "pictures left out in its middle")
        require(not packet.is_corrupt and packet.pts is not None, "damaged")
        enters = self._enters(memoryview(packet)) and packet.is_keyframe
        self._marks.append((_ENTRY if enters else _CLOSED) if self._closed else 0)
        number = self._number((packet.pts or 0) - (self._stream.start_time or 0))
        self._depth = max(self._depth, len(self._marks) - 1 - number)
        self._highest = max(self._highest, number)
        self._numbers.add(number)
        self._stored += packet.size

    def _number(self, ticks: int) -> int:
        across, down = ticks * self._tick[0], self._tick[1]
        number = (2 * across + down) // (2 * down)
        self._off = max(self._off, abs(across - number * down))
        return number

    def _enters(self, data: memoryview) -> bool:
        """Whether a picture is where decoding can begin, whatever was decoded before."""
        at, key = 0, True
        while at + 4 < len(data):
            length = int.from_bytes(data[at : at + 4])
            kind = data[at + 4] & 31
            require(kind in _PLAIN, "parameter sets or other units among the pictures")
            key = key and (kind not in {_SLICE, _KEY_SLICE} or self._begins(data[at + 4 : at + 4 + length], kind))
            at += 4 + length
        require(at == len(data), "damaged")
        return key

    def _begins(self, unit: memoryview, kind: int) -> bool:
        return kind == _KEY_SLICE and not self._hides_others(Bits(bytes(unit[:48])))

    def _hides_others(self, bits: Bits) -> bool:
        """Whether a key slice asks for pictures before it to be dropped unseen (Rec. ITU-T H.264, 7.3.3)."""
        bits.natural()
        require(bits.natural() in _INTRA, "damaged")
        picture = self._pictures[bits.natural()]
        order = self._sequences[picture.sequence].order
        bits.number(order.frame_bits)
        bits.natural()
        bits.number(order.bits)
        deltas = 0 if order.implied else int(order.kind == 1) + int(picture.field_order)
        for _ in range(deltas + int(picture.redundant)):
            bits.natural()
        return bits.flag()

    def _check_all(self) -> None:
        count = len(self._marks) - 1
        require(count > 0 and self._numbers == set(range(count)), "not at a constant rate")
        require(self._jitter <= JITTER, "not at the film's rate")
        waiting = min((each.usability and each.usability.reorder) or 0 for each in self._sequences.values())
        require(self._depth <= waiting, "pictures wait longer than is said")
