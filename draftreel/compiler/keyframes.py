"""Keyframes of a segment as curves over its local time: the one place that settles their time axis."""

from collections.abc import Callable, Collection, Mapping, Sequence

from draftreel.compiler.limits import held
from draftreel.compiler.pieces import Piece
from draftreel.compiler.properties import RANGES, SCALE_PAIR, SCALE_X, SCALE_Y, Knob
from draftreel.compiler.retiming import passed_of
from draftreel.compiler.scope import Scope
from draftreel.draft import CommonKeyframes, Keyframe, Segment
from draftreel.timeline import Curve, Key, Retiming, keyed

Axis = Callable[[int], int]

_SLACK = 100_000
"""Offsets may lie this far past a range, in microseconds: the app rounds to frames."""


def curves(piece: Piece) -> Mapping[str, Curve]:
    """The keyed properties of a segment that can be drawn or played, by the draft's own names.

    `KFTypeScale`, whose values are pairs, comes as `KFTypeScaleX` and `KFTypeScaleY`.
    """
    axis = local_axis(piece.segment, passed_of(piece))
    found: dict[str, Curve] = {}
    for keyframes in piece.segment.common_keyframes:
        name = keyframes.property_type
        if name == SCALE_PAIR:
            found |= _curve(SCALE_X, keyframes, axis, 0) | _curve(SCALE_Y, keyframes, axis, 1)
        elif name in RANGES:
            found |= _curve(name, keyframes, axis, 0)
    return found


def knob_curves(piece: Piece, knobs: Sequence[Knob]) -> Mapping[str, Curve]:
    """The curves of a segment that turn these knobs, by our parameters' names."""
    found = curves(piece)
    named = ((knob.parameter, found[name]) for knob in knobs for name in knob.properties if name in found)
    return dict(named)


def note_undrawn(scope: Scope, piece: Piece, unused: Collection[str] = ()) -> None:
    """Notes for the keyed properties that change and are not drawn, and for shapes other than straight lines.

    `unused` are properties that are drawn elsewhere, but not for this segment.
    """
    for keyframes in piece.segment.common_keyframes:
        values = {key.values for key in keyframes.keyframe_list}
        drawn = keyframes.property_type in RANGES and keyframes.property_type not in unused
        if not drawn and values - {(0.0,), ()}:
            scope.notes.missing(piece.place, "keyframe-property", f"keyframes of {_plain(keyframes)}", "no change")
        elif len(values) > 1 and any(_curved(key) for key in keyframes.keyframe_list):
            scope.notes.close(piece.place, "keyframe-shape", f"curved keyframes of {_plain(keyframes)}", "straight")
        for beyond in _beyond(keyframes):
            asked, shown = f"{_plain(keyframes)} {beyond:g}", f"{held(beyond, RANGES[keyframes.property_type]):g}"
            scope.notes.close(piece.place, "value-out-of-range", asked, shown)


def local_axis(segment: Segment, passed: Retiming) -> Axis:
    """From a keyframe's offset to microseconds since the segment's start.

    The app counts on the source's own axis: keys of a trimmed clip begin at its trim, and run at the
    clip's speed. Libraries count from the segment's start. The offsets themselves show which it is;
    where both are possible it is the source's. `passed` says when what of the source is passed.
    """
    offsets = [key.time_offset for keyframes in segment.common_keyframes for key in keyframes.keyframe_list]
    source = segment.source_timerange
    if not offsets or source is None or source.duration <= 0:
        return _same
    inside = source.start <= min(offsets) + 1 and max(offsets) <= source.end + _SLACK
    beyond = max(offsets) > segment.target_timerange.duration + _SLACK
    if inside and (source.start > 0 or beyond):
        start = source.start
        return lambda offset: passed.lasting(offset - start)
    return _same


def _same(offset: int) -> int:
    return offset


def _curve(name: str, keyframes: CommonKeyframes, axis: Axis, index: int) -> dict[str, Curve]:
    within = RANGES[name]
    points = [
        Key(axis(key.time_offset), held(_value(key.values, index), within))
        for key in keyframes.keyframe_list
        if key.values
    ]
    return {name: keyed(points)} if points else {}


def _value(values: Sequence[float], index: int) -> float:
    return values[min(index, len(values) - 1)]


def _beyond(keyframes: CommonKeyframes) -> Sequence[float]:
    """The first value outside the property's range, if any; that nothing is as small as 0 is no loss."""
    within = RANGES.get(keyframes.property_type)
    values = (value for key in keyframes.keyframe_list for value in key.values)
    found = (value for value in values if within and abs(held(value, within) - value) > 1e-3)
    return [value for value in (next(found, None),) if value is not None]


def _curved(key: Keyframe) -> bool:
    return key.curve_type not in ("Line", "")


def _plain(keyframes: CommonKeyframes) -> str:
    return keyframes.property_type.removeprefix("KFType") or "an unnamed property"
