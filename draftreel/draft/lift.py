"""How older files become what newer ones are: one function a format step, each from raw JSON to raw JSON."""

from collections.abc import Callable, Iterator

from draftreel.draft.draft import Materials
from draftreel.draft.keyframe_records import keyframes_by_property
from draftreel.draft.record import Json

Object = dict[str, Json]

NESTING_LIMIT = 8


def lift(raw: Object) -> Object:
    """A draft of any age, and the drafts inside it, in the form that the models read."""
    return _lifted(raw, ancestors=())


def _lifted(raw: Object, ancestors: tuple[Json, ...]) -> Object:
    for step in STEPS:
        raw = step(raw)
    return _with_materials(raw, {**_materials(raw), "drafts": [_inner(item, ancestors) for item in _compounds(raw)]})


def _inner(compound: Object, ancestors: tuple[Json, ...]) -> Object:
    inner, name = compound.get("draft"), compound.get("id")
    cut = len(ancestors) >= NESTING_LIMIT - 1 or (name and name in ancestors)
    return {**compound, "draft": _lifted(inner, (*ancestors, name)) if isinstance(inner, dict) and not cut else None}


def refs_from_ids(raw: Object) -> Object:
    """Before format 45 a segment's companions were called `extra_material_ids`."""
    return _with_segments(raw, _refs_from_ids)


def _refs_from_ids(segment: Object) -> Object:
    old = segment.get("extra_material_ids")
    return {**segment, "extra_material_refs": old} if old and not segment.get("extra_material_refs") else segment


def curves_from_records(raw: Object) -> Object:
    """Before format 73 keyframes were records of the draft, and segments named them in `keyframe_refs`."""
    records = {record["id"]: record for record in _keyframe_records(raw) if isinstance(record.get("id"), str)}

    def curves(segment: Object) -> Object:
        if segment.get("common_keyframes"):
            return segment
        own = [records[name] for name in _list(segment, "keyframe_refs") if isinstance(name, str) and name in records]
        return {**segment, "common_keyframes": keyframes_by_property(own)} if own else segment

    return _with_segments(raw, curves) if records else raw


def others_from_unknown_kinds(raw: Object) -> Object:
    """Material kinds without a model of their own are kept as `others`, each with the name of its list."""
    materials = _materials(raw)
    unknown = [kind for kind in materials if kind not in Materials.model_fields]
    others: list[Json] = [{**item, "kind": kind} for kind in unknown for item in _objects(materials, kind)]
    return _with_materials(raw, {**materials, "others": others})


STEPS: tuple[Callable[[Object], Object], ...] = (refs_from_ids, curves_from_records, others_from_unknown_kinds)


def segment_count(raw: Object) -> int:
    """How many segments a draft has, those of the drafts inside it included."""
    own = sum(len(_list(track, "segments")) for track in _objects(raw, "tracks"))
    inner = (compound.get("draft") for compound in _compounds(raw))
    return own + sum(segment_count(draft) for draft in inner if isinstance(draft, dict))


def _keyframe_records(raw: Object) -> Iterator[Object]:
    kinds = raw.get("keyframes")
    if isinstance(kinds, dict):
        for kind in kinds:
            yield from _objects(kinds, kind)


def _compounds(raw: Object) -> list[Object]:
    return _objects(_materials(raw), "drafts")


def _with_segments(raw: Object, step: Callable[[Object], Object]) -> Object:
    return {**raw, "tracks": [_stepped(track, step) for track in _objects(raw, "tracks")]}


def _stepped(track: Object, step: Callable[[Object], Object]) -> Object:
    return {**track, "segments": [step(segment) for segment in _objects(track, "segments")]}


def _with_materials(raw: Object, materials: Object) -> Object:
    return {**raw, "materials": materials}


def _materials(raw: Object) -> Object:
    found = raw.get("materials")
    return found if isinstance(found, dict) else {}


def _list(raw: Object, key: str) -> list[Json]:
    found = raw.get(key)
    return found if isinstance(found, list) else []


def _objects(raw: Object, key: str) -> list[Object]:
    return [item for item in _list(raw, key) if isinstance(item, dict)]
