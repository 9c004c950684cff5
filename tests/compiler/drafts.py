"""Small drafts for tests, and what holds for every timeline."""

import json
import math
from fractions import Fraction
from itertools import pairwise

from draftreel.compiler import Compilation, compile_draft
from draftreel.draft import parse
from draftreel.span import frame_at, frame_time
from draftreel.timeline import (
    Adjustment,
    Curve,
    Effect,
    Layer,
    Media,
    MediaKind,
    TextSource,
    Timeline,
    TimelineSource,
    Transition,
)

S = 1_000_000


def video(seconds=10.0, width=640, height=360, *, sound=False, key="v"):
    return Media(key, MediaKind.VIDEO, width, height, round(seconds * S), Fraction(30), has_sound=sound)


def photo(width=640, height=360):
    return Media("p", MediaKind.STILL, width, height)


def tone(seconds=10.0):
    return Media("s", MediaKind.SOUND, duration=round(seconds * S), has_sound=True)


def segment(material="v", start=0.0, duration=2.0, source=None, **more):
    """A segment; times are seconds, `source` is where its source range starts."""
    begin = round((source or 0.0) * S)
    return {
        "material_id": material,
        "target_timerange": {"start": round(start * S), "duration": round(duration * S)},
        "source_timerange": {"start": begin, "duration": round(duration * S)},
        **more,
    }


def clip(**more):
    return {"clip": {"scale": {"x": 1, "y": 1}, "transform": {"x": 0, "y": 0}, "rotation": 0, "alpha": 1, **more}}


def keys(name, *points):
    """Keyframes of one property at times in seconds."""
    listed = [{"time_offset": round(time * S), "values": [value]} for time, value in points]
    return {"property_type": name, "keyframe_list": listed}


def track(*segments, kind="video", **more):
    return {"type": kind, "segments": list(segments), **more}


def text_json(text, **style):
    return json.dumps({"text": text, "styles": [{"range": [0, len(text)], **style}]})


def draft(*tracks, size=(640, 360), materials=None, **more):
    """A draft with a video material "v", a photo "p" and a sound "s"."""
    standard = {
        "videos": [{"id": "v", "type": "video"}, {"id": "p", "type": "photo"}],
        "audios": [{"id": "s", "type": "extract_music"}],
    }
    added = materials or {}
    merged = {kind: [*standard.get(kind, []), *added.get(kind, [])] for kind in {**standard, **added}}
    canvas = {"width": size[0], "height": size[1]}
    return {"canvas_config": canvas, "fps": 30, "tracks": list(tracks), "materials": merged, **more}


def compiled(raw, media=None, fonts=None) -> Compilation:
    standard = {"v": video(), "p": photo(), "s": tone()}
    return compile_draft(parse(json.dumps(raw)), standard if media is None else media, fonts or {})


def timeline(raw, media=None) -> Timeline:
    found = compiled(raw, media).timeline
    check_invariants(found)
    return found


def codes(raw, media=None):
    return [diagnostic.code for diagnostic in compiled(raw, media).diagnostics]


def only_layer(raw, media=None) -> Layer:
    [[layer]] = [found.items for found in timeline(raw, media).tracks]
    return layer


def check_invariants(found: Timeline) -> None:
    """Items in order, never overlapping, on the frame grid; transitions covered; every number finite."""
    assert all(side > 0 and side % 2 == 0 for side in (found.width, found.height))
    assert 0 < found.fps <= 240
    for items in (found_track.items for found_track in found.tracks):
        assert items
        for before, after in pairwise(items):
            assert before.span.end <= after.span.start
        for item in items:
            _check_item(found, item)
    for sound in found.sounds:
        assert 0 <= sound.span.start < sound.span.end <= found.duration
        assert sound.retiming.speed > 0
        assert 0 <= sound.fade_in <= sound.span.duration
        assert 0 <= sound.fade_out <= sound.span.duration
        _check_curve(sound.volume, 0, 10)
        if isinstance(sound.source, Timeline):
            check_invariants(sound.source)


def _check_item(found, item):
    assert 0 <= item.span.start < item.span.end <= found.duration
    for moment in (item.span.start, item.span.end):
        assert frame_time(frame_at(moment, found.fps), found.fps) == moment
    if isinstance(item, Transition):
        for layer in (item.outgoing, item.incoming):
            assert layer.span.start <= item.span.start < item.span.end <= layer.span.end
            _check_layer(layer)
    elif isinstance(item, Adjustment):
        assert item.origin == item.span.start
        assert item.treatments
        _check_treatments(item)
    else:
        _check_layer(item)


def _check_treatments(item):
    for treatment in item.treatments:
        _check_keyed(treatment.keyed)
        assert treatment.span.duration > 0 if isinstance(treatment, Effect) else True


def _check_keyed(keyed):
    numbers = [value for _, value in keyed.call.params if isinstance(value, float)]
    assert all(abs(value) <= 36_000 for value in numbers)
    for _, curve in keyed.curves:
        _check_curve(curve, -36_000, 36_000)


def _check_layer(layer):
    placement = layer.placement
    assert all(math.isfinite(side) and side > 0 for side in placement.size)
    assert 0 <= placement.crop.left < placement.crop.right <= 1
    assert 0 <= placement.crop.top < placement.crop.bottom <= 1
    for curve in (placement.x, placement.y, placement.rotation):
        _check_curve(curve, -100_000, 100_000)
    for curve in (placement.scale_x, placement.scale_y):
        _check_curve(curve, 1e-9, 10_000)
    _check_curve(placement.opacity, 0, 1)
    assert all(motion.span.duration > 0 for motion in (*layer.motions, *layer.letter_motions))
    _check_treatments(layer)
    if layer.mask:
        _check_keyed(layer.mask.keyed)
    if isinstance(layer.source, TimelineSource):
        check_invariants(layer.source.timeline)
    elif isinstance(layer.source, TextSource):
        _check_text(layer.source.text)
    else:
        assert layer.source.retiming.speed >= 0
        assert layer.source.retiming.length >= 0


def _check_text(text):
    assert (text.runs[0].start, text.runs[-1].end) == (0, len(text.string))
    for before, after in pairwise(text.runs):
        assert before.end == after.start
    for run in text.runs:
        assert run.start < run.end
        assert 0 < run.style.size < math.inf
        assert all(0 <= channel <= 1 for channel in run.style.colour)
    assert 0 <= text.max_width < math.inf


def _check_curve(curve: Curve, low, high):
    times = [key.time for key in curve.keys]
    assert times
    assert times == sorted(set(times))
    assert all(low <= key.value <= high for key in curve.keys)
