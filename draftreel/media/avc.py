"""The avcC box: the parameter sets of an H.264 track (ISO/IEC 14496-15, 5.3.3.1)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Self

from draftreel.media.parameter_sets import PictureSet, SequenceSet, picture_set, sequence_set

_HIGH = 100


@dataclass(frozen=True, slots=True)
class ParameterSets:
    """The units of a track's sequence and picture parameter sets; a picture names those that it needs by number."""

    sequences: tuple[bytes, ...]
    pictures: tuple[bytes, ...]

    @classmethod
    def of_box(cls, box: bytes) -> Self:
        """What a box holds. Raises ValueError for another kind of box, or lengths of other than four bytes."""
        if len(box) < 7 or box[0] != 1 or box[4] & 3 != 3:
            raise ValueError("not a box of parameter sets with lengths of four bytes")
        sequences, at = _units(box, 6, box[5] & 31)
        pictures, _ = _units(box, at + 1, box[at])
        return cls(sequences, pictures)

    @property
    def box(self) -> bytes:
        """The box; its profile and level are the highest, for a profile decodes those below it."""
        said = [sequence_set(unit) for unit in self.sequences]
        profile, level = max(each.profile for each in said), max(each.level for each in said)
        constraints = 0xFF
        for each in said:
            constraints &= each.constraints
        head = bytes([1, profile, constraints, level, 0xFF, 0xE0 | len(self.sequences)])
        # 4:2:0 at 8 bits, no extensions
        tail = bytes([0xFC | 1, 0xF8, 0xF8, 0]) if profile >= _HIGH else b""
        return head + _packed(self.sequences) + bytes([len(self.pictures)]) + _packed(self.pictures) + tail

    @property
    def sequence_sets(self) -> dict[int, SequenceSet]:
        """By number. Raises ValueError."""
        return {each.id: each for each in map(sequence_set, self.sequences)}

    @property
    def picture_sets(self) -> dict[int, PictureSet]:
        """By number. Raises ValueError."""
        return {each.id: each for each in map(picture_set, self.pictures)}

    @property
    def reorder(self) -> int:
        """How many pictures may wait for an earlier one: how far decoding runs before showing."""
        return max((each.usability and each.usability.reorder) or 0 for each in self.sequence_sets.values())

    def with_those_of(self, other: "ParameterSets") -> "ParameterSets":
        """Both; ValueError when one number stands for two different sets."""
        sequences = _united((*self.sequences, *other.sequences), lambda unit: sequence_set(unit).id)
        pictures = _united((*self.pictures, *other.pictures), lambda unit: picture_set(unit).id)
        return ParameterSets(sequences, pictures)


def _united(units: Iterable[bytes], number: Callable[[bytes], int]) -> tuple[bytes, ...]:
    found: dict[int, bytes] = {}
    for unit in units:
        if found.setdefault(number(unit), unit) != unit:
            raise ValueError("one number for two parameter sets")
    return tuple(found.values())


def _units(box: bytes, at: int, count: int) -> tuple[tuple[bytes, ...], int]:
    units = []
    for _ in range(count):
        end = at + 2 + int.from_bytes(box[at : at + 2])
        if end >= len(box) + 1:
            raise ValueError("the box ends too early")
        units.append(box[at + 2 : end])
        at = end
    return tuple(units), at


def _packed(units: Iterable[bytes]) -> bytes:
    return b"".join(len(unit).to_bytes(2) + unit for unit in units)
