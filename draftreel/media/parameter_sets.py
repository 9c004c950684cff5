"""What an H.264 stream says of itself: its sequence and picture parameter sets (SPS and PPS).

Syntax: Rec. ITU-T H.264, 7.3.2.1.1, 7.3.2.2, E.1.1 and E.1.2. Parts that other streams than ours and those
that may be copied have (multi-view, slice groups) are not read: ValueError.
"""

from dataclasses import dataclass

from draftreel.media.bits import Bits

_WITH_CHROMA = frozenset({100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135})
_EXTENDED_ASPECT = 255
UNSAID = 2
"""What a primaries, transfer or matrix is called that is not said (Rec. ITU-T H.273)."""


@dataclass(frozen=True, slots=True)
class Usability:
    """What the pictures are like once decoded, as far as the stream says it (VUI).

    `colours` are primaries, transfer and matrix by their numbers in H.273; `chroma` is where chroma samples
    sit; `aspect` is a pixel's, (0, 0) unsaid. `limits` are the last five numbers before `reorder`, how many
    pictures may wait for an earlier one, and `held`, how many a decoder keeps; None when that is not said.
    """

    aspect: tuple[int, int] = (0, 0)
    full: bool = False
    colours: tuple[int, int, int] = (UNSAID, UNSAID, UNSAID)
    chroma: int = 0
    limits: tuple[int, int, int, int, int] | None = None
    reorder: int | None = None
    held: int | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """How many bits frame numbers have, and how a picture's place in showing is told."""

    frame_bits: int
    kind: int
    bits: int
    implied: bool


@dataclass(frozen=True, slots=True)
class SequenceSet:
    """`coded` is (width, height) in pixels before cropping, `crop` left, right, top and bottom in chroma samples.

    `head` is its unit in ones and zeros up to the place where `usability` says its limits, or where it begins.
    """

    id: int
    profile: int
    constraints: int
    level: int
    chroma_format: int
    depths: tuple[int, int]
    order: Order
    gaps: bool
    progressive: bool
    coded: tuple[int, int]
    crop: tuple[int, int, int, int]
    usability: Usability | None
    head: str

    @property
    def size(self) -> tuple[int, int]:
        """Width and height as shown, in 4:2:0."""
        left, right, top, bottom = self.crop
        return self.coded[0] - 2 * (left + right), self.coded[1] - 2 * (top + bottom)


@dataclass(frozen=True, slots=True)
class PictureSet:
    """`sequence` is the id of the sequence set it belongs to."""

    id: int
    sequence: int
    field_order: bool
    redundant: bool


def sequence_set(unit: bytes) -> SequenceSet:
    """A sequence parameter set from its unit. Raises ValueError."""
    bits = Bits(unit)
    profile, constraints, level, name = bits.number(8), bits.number(8), bits.number(8), bits.natural()
    chroma_format, depths = _chroma(bits) if profile in _WITH_CHROMA else (1, (8, 8))
    order = _order(bits)
    bits.natural()  # reference frames
    gaps = bits.flag()
    width, map_height = 16 * (bits.natural() + 1), 16 * (bits.natural() + 1)
    progressive = bits.flag()
    if not progressive:
        bits.flag()  # changing within a picture
    bits.flag()  # direct 8x8
    crop = (bits.natural(), bits.natural(), bits.natural(), bits.natural()) if bits.flag() else (0, 0, 0, 0)
    usability, head = _usability(bits)
    coded = width, map_height if progressive else 2 * map_height
    return SequenceSet(
        name, profile, constraints, level, chroma_format, depths, order, gaps, progressive, coded, crop, usability, head
    )


def picture_set(unit: bytes) -> PictureSet:
    """A picture parameter set from its unit. Raises ValueError."""
    bits = Bits(unit)
    name, sequence = bits.natural(), bits.natural()
    bits.flag()  # entropy coding
    field_order = bits.flag()
    if bits.natural():
        raise ValueError("slice groups")
    _skip_naturals(bits, 2)  # references
    bits.number(3)  # weighting
    _skip_naturals(bits, 3)  # quantisers, of either sign
    bits.number(2)  # deblocking, constrained prediction
    return PictureSet(name, sequence, field_order, bits.flag())


def _chroma(bits: Bits) -> tuple[int, tuple[int, int]]:
    chroma_format = bits.natural()
    if chroma_format == 3:
        bits.flag()
    depths = 8 + bits.natural(), 8 + bits.natural()
    bits.flag()  # lossless
    if bits.flag():
        for index in range(12 if chroma_format == 3 else 8):
            if bits.flag():
                _skip_scaling(bits, 16 if index < 6 else 64)
    return chroma_format, depths


def _skip_scaling(bits: Bits, count: int) -> None:
    last = following = 8
    for _ in range(count):
        if following:
            following = (last + bits.signed()) % 256
        last = following or last


def _order(bits: Bits) -> Order:
    frame_bits, kind = 4 + bits.natural(), bits.natural()
    if kind == 0:
        return Order(frame_bits, kind, 4 + bits.natural(), implied=False)
    implied = bits.flag() if kind == 1 else True
    if kind == 1:
        _skip_naturals(bits, 2)
        _skip_naturals(bits, bits.natural())
    return Order(frame_bits, kind, 0, implied)


def _usability(bits: Bits) -> tuple[Usability | None, str]:
    head = bits.read
    if not bits.flag():
        return None, head
    aspect = _aspect(bits) if bits.flag() else (0, 0)
    if bits.flag():
        bits.flag()  # overscan
    full, colours = _signal(bits) if bits.flag() else (False, (UNSAID, UNSAID, UNSAID))
    chroma = max(bits.natural(), bits.natural()) if bits.flag() else 0
    if bits.flag():
        bits.number(65)  # timing: the container's counts
    _skip_buffers(bits)
    bits.flag()  # picture structure
    head = bits.read
    if not bits.flag():
        return Usability(aspect, full, colours, chroma), head
    limits = bits.number(1), bits.natural(), bits.natural(), bits.natural(), bits.natural()
    return Usability(aspect, full, colours, chroma, limits, bits.natural(), bits.natural()), head


def _aspect(bits: Bits) -> tuple[int, int]:
    kind = bits.number(8)
    if kind == _EXTENDED_ASPECT:
        return bits.number(16), bits.number(16)
    return (kind, kind) if kind < 2 else (kind, 1)  # 0 is unsaid, 1 is square, the others are not


def _signal(bits: Bits) -> tuple[bool, tuple[int, int, int]]:
    bits.number(3)
    full = bits.flag()
    said = bits.flag()
    return full, (bits.number(8), bits.number(8), bits.number(8)) if said else (UNSAID, UNSAID, UNSAID)


def _skip_buffers(bits: Bits) -> None:
    said = 0
    for _ in range(2):
        if bits.flag():
            said += 1
            _skip_buffer(bits)
    if said:
        bits.flag()


def _skip_buffer(bits: Bits) -> None:
    count = bits.natural() + 1
    bits.number(8)
    for _ in range(count):
        _skip_naturals(bits, 2)
        bits.flag()
    bits.number(20)


def _skip_naturals(bits: Bits, count: int) -> None:
    for _ in range(count):
        bits.natural()
