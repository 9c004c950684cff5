"""Parameter sets of several encoders made to ask for the same decoder.

Where a key picture brings other numbers of pictures to hold, a decoder may throw away those that still wait to be
shown (Rec. ITU-T H.264, C.4.4). The numbers are upper bounds, so that all sets can say the largest of them.
"""

from dataclasses import dataclass

from draftreel.media.avc import ParameterSets
from draftreel.media.bits import natural, unit_of
from draftreel.media.parameter_sets import SequenceSet, sequence_set

_MOST_HELD = 16
_UNLIMITED = (1, 0, 0, 15, 15)
# Table A-1: macroblocks that a decoder of a level holds
_ROOM = {9: 396, 10: 396, 11: 900, 12: 2376, 13: 2376, 20: 2376, 21: 4752, 22: 8100, 30: 8100, 31: 18000, 32: 20480}
_ROOM |= {40: 32768, 41: 32768, 42: 34816, 50: 110400, 51: 184320, 52: 184320, 60: 696320, 61: 696320, 62: 696320}


@dataclass(frozen=True, slots=True)
class _Demand:
    level: int
    reorder: int
    held: int


def agreed(parameters: ParameterSets) -> ParameterSets:
    """The same sets, each asking for as much as any of them; a single one stays as it is. Raises ValueError."""
    said = {unit: sequence_set(unit) for unit in parameters.sequences}
    if len(said) == 1:
        return parameters
    held, reorder = max(map(held_by, said.values())), max(map(waiting_in, said.values()))
    demand = _Demand(max(each.level for each in said.values()), reorder, max(held, reorder))
    return ParameterSets(tuple(_asking(unit[0], each, demand) for unit, each in said.items()), parameters.pictures)


def held_by(said: SequenceSet) -> int:
    """How many pictures a decoder keeps: as said, or as its level has room for."""
    if said.usability and said.usability.held is not None:
        return said.usability.held
    if said.level not in _ROOM:
        raise ValueError("an unknown level")
    return min(_MOST_HELD, _ROOM[said.level] * 256 // (said.coded[0] * said.coded[1]))


def waiting_in(said: SequenceSet) -> int:
    """How many pictures may wait for an earlier one, as far as it is said."""
    return (said.usability and said.usability.reorder) or 0


def _asking(kind: int, said: SequenceSet, demand: _Demand) -> bytes:
    head = said.head[:16] + f"{demand.level:08b}" + said.head[24:]
    start = "1" if said.usability else "1" + 8 * "0" + "1"  # nothing said but limits
    first, *limits = (said.usability and said.usability.limits) or _UNLIMITED
    numbers = "".join(map(natural, (*limits, demand.reorder, demand.held)))
    return unit_of(kind, f"{head}{start}{first}{numbers}")
