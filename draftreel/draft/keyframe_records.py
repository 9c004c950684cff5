"""Keyframes of old drafts: records that store every property and mark the keyed ones with flags."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from draftreel.draft.record import Json

Object = dict[str, Json]


@dataclass(frozen=True, slots=True)
class _Property:
    """One property of a record: its newer name, the bit that marks it as keyed, and where its value lies."""

    name: str
    bit: int
    value: Callable[[Object], Json]


def _at(*path: str) -> Callable[[Object], Json]:
    def value(record: Object) -> Json:
        found: Json = record
        for key in path:
            found = found.get(key) if isinstance(found, dict) else None
        return found

    return value


# Proven by files: 8 is a picture's alpha, 1 a sound's volume. The other bits are inferred
# from the order of the values in a record, in which alpha is the fourth.
_PICTURE = (
    _Property("KFTypePositionX", 1, _at("position", "x")),
    _Property("KFTypePositionY", 1, _at("position", "y")),
    _Property("KFTypeScaleX", 2, _at("scale", "x")),
    _Property("KFTypeScaleY", 2, _at("scale", "y")),
    _Property("KFTypeRotation", 4, _at("rotation")),
    _Property("KFTypeAlpha", 8, _at("alpha")),
    _Property("KFTypeVolume", 16, _at("volume")),
)
_SOUND = (_Property("KFTypeVolume", 1, _at("volume")),)


def keyframes_by_property(records: Sequence[Object]) -> list[Json]:
    """The `common_keyframes` that a segment's records stand for.

    A property is keyed where a record's flag says so, or where its value changes between
    records; the values of the others are only what the clip says anyway.
    """
    sound = all(record.get("type") == "audio" for record in records)
    lists = ((prop, _keyed(prop, records)) for prop in (_SOUND if sound else _PICTURE))
    return [
        {"property_type": prop.name, "keyframe_list": [_key(prop, record) for record in keyed]}
        for prop, keyed in lists
        if keyed
    ]


def _keyed(prop: _Property, records: Sequence[Object]) -> Sequence[Object]:
    told = [record for record in records if prop.value(record) is not None]
    flagged = [record for record in told if _flags(record) & prop.bit]
    changes = any(prop.value(record) != prop.value(told[0]) for record in told)
    return flagged or (told if changes else ())


def _key(prop: _Property, record: Object) -> Json:
    return {"time_offset": record.get("time_offset"), "values": [prop.value(record)], "curveType": "Line"}


def _flags(record: Object) -> int:
    flags = record.get("flags")
    return int(flags) if isinstance(flags, (int, float)) and abs(flags) < 2**31 else 0
