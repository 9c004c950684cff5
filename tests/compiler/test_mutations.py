"""Whatever a draft says, the compiler answers with a sound timeline or with a DraftError."""

import copy
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from draftreel.compiler import compile_draft
from draftreel.draft import parse
from draftreel.errors import DraftError
from tests.compiler.drafts import (
    S,
    check_invariants,
    clip,
    compiled,
    draft,
    keys,
    photo,
    segment,
    text_json,
    tone,
    track,
    video,
)

NUMBERS = st.one_of(
    st.integers(-(10**16), 10**16),
    st.integers(-5, 5),
    st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from([0, -1, 0.001, 1000, 1e9, 1e300, 33_333, 500_000]),
)
GARBAGE = st.one_of(NUMBERS, st.none(), st.booleans(), st.text(max_size=5), st.just([]), st.just({}))
TIMES = st.one_of(st.integers(-S, 6 * S), st.integers(0, 60).map(lambda frames: round(frames * S / 30)))

MASK = {"centerX": 0.1, "centerY": 0.1, "width": 0.5, "height": 0.5, "rotation": 10.0, "feather": 0.1, "invert": True}
SIZE = {"name": "effects_adjust_size", "default_value": 0.5, "value": 0.2}
LOOP = {"type": "loop", "name": "抖动", "start": 0, "duration": 200_000}


def everything():
    """A draft with a bit of all that the compiler looks at."""
    mix = {"id": "t", "resource_id": "6724845717472416269", "duration": S, "is_overlap": True}
    moving = [
        keys("KFTypePositionX", (0, 0), (1, 1)),
        keys("KFTypeScaleX", (0, 1), (1, 2)),
        keys("KFTypeVolume", (1, 0.5)),
    ]
    worn = ["m", "e", "l", "w", "n", "h"]
    moving += [keys("KFTypeMaskSizeX", (0, 0.1), (1, 1)), keys("KFTypeContrast", (0, 0.1), (1, 1))]
    inner = draft(track(segment()), track(segment("s"), kind="audio"))
    animation = {"type": "in", "resource_id": "6798320778182922760", "start": 0, "duration": S}
    materials = {
        "transitions": [mix],
        "material_animations": [{"id": "a", "animations": [animation, {**animation, "type": "out"}, LOOP]}],
        "audio_fades": [{"id": "f", "fade_in_duration": S, "fade_out_duration": S}],
        "canvases": [{"id": "b", "type": "canvas_color", "color": "#112233"}],
        "texts": [{"id": "x", "content": text_json("Hello", size=10), "background_color": "#000000", "check_flag": 63}],
        "videos": [{"id": "c", "extra_type_option": 2}],
        "drafts": [{"id": "d", "draft": inner}],
        "speeds": [{"id": "k", "speed": 1.0}],
        "masks": [{"id": "m", "resource_type": "circle", "config": MASK}],
        "video_effects": [
            {"id": "e", "name": "模糊", "adjust_params": [SIZE], "time_range": {"start": 0, "duration": S}}
        ],
        "effects": [
            {"id": "l", "type": "filter", "name": "黑白", "value": 0.5},
            {"id": "w", "type": "mix_mode", "name": "滤色", "value": 0.5},
            {"id": "n", "type": "brightness", "value": 0.5},
            {"id": "h", "type": "shadow", "value": -0.5},
        ],
        "placeholder_infos": [{"id": "o", "meta_type": "none"}],
    }
    main = track(
        segment(
            duration=2, extra_material_refs=["t", "a", "b", "k", *worn], common_keyframes=moving, **clip(rotation=10)
        ),
        segment("p", start=2, duration=2, extra_material_refs=["t", "a"]),
        segment("c", start=4, duration=2, extra_material_refs=["d"]),
    )
    still = segment("x", extra_material_refs=["a"], **clip(alpha=0.5))
    text = track(still, segment("x", start=1), kind="text")
    acts = (
        track(segment("e"), segment("e", start=1), kind="effect"),
        track(segment("l"), kind="filter"),
        track(segment("o", extra_material_refs=["n", "h"]), kind="adjust"),
    )
    sound = track(segment("s", extra_material_refs=["f"], volume=0.5), kind="audio")
    return draft(main, track(segment(start=1), segment("p", start=1.5)), text, sound, *acts) | {
        "materials": draft(materials=materials)["materials"]
    }


def leaves(node, path=()):
    if isinstance(node, dict):
        for key, value in node.items():
            yield from leaves(value, (*path, key))
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from leaves(value, (*path, index))
    else:
        yield path


def replaced(raw, path, value):
    changed = copy.deepcopy(raw)
    node = changed
    for key in path[:-1]:
        node = node[key]
    node[path[-1]] = value
    return changed


EVERYTHING = everything()
PATHS = sorted(leaves(EVERYTHING), key=str)
MEDIA = {"v": video(sound=True), "p": photo(), "s": tone()}


def check(raw, media=MEDIA):
    try:
        found = compiled(raw, media)
    except DraftError:
        return
    check_invariants(found.timeline)
    assert all(one.code and one.place and one.asked and one.shown for one in found.diagnostics)


def test_the_draft_with_everything_is_drawn():
    found = compiled(EVERYTHING, MEDIA).timeline
    check_invariants(found)
    first = found.tracks[0].items[0]
    assert [one.keyed.call.name for one in first.treatments] == ["blur", "monochrome", "adjust"]
    assert (first.mask.keyed.call.name, first.blend.name) == ("circle", "screen")
    assert len({type(item) for items in (one.items for one in found.tracks) for item in items}) == 3


@pytest.mark.checklist(32)
@settings(max_examples=250, deadline=None)
@given(changes=st.lists(st.tuples(st.sampled_from(PATHS), GARBAGE), min_size=1, max_size=4))
def test_no_value_anywhere_breaks_it(changes):
    raw = EVERYTHING
    for path, value in changes:
        raw = replaced(raw, path, value)
    check(raw)


@pytest.mark.checklist(18, 19)
@settings(max_examples=250, deadline=None)
@given(
    ranges=st.lists(st.tuples(TIMES, TIMES, st.booleans(), st.integers(0, 3)), min_size=1, max_size=8),
    duration=st.integers(0, 5 * S),
    overlap=st.booleans(),
)
def test_no_arrangement_of_segments_breaks_it(ranges, duration, overlap):
    segments = [
        {
            **segment(extra_material_refs=["t"] if joined else []),
            "target_timerange": {"start": start, "duration": length},
            "render_index": index,
        }
        for start, length, joined, index in ranges
    ]
    mix = {"id": "t", "resource_id": "6724845717472416269", "duration": duration, "is_overlap": overlap}
    check(draft(track(*segments), track(*reversed(segments)), materials={"transitions": [mix]}))


@pytest.mark.checklist(32)
@settings(max_examples=100, deadline=None)
@given(
    offsets=st.lists(st.tuples(NUMBERS, GARBAGE), max_size=5),
    source=st.one_of(st.none(), st.tuples(NUMBERS, NUMBERS)),
    speed=NUMBERS,
    name=st.sampled_from(
        ["KFTypePositionX", "KFTypeScale", "KFTypeScaleY", "KFTypeAlpha", "KFTypeVolume", "KFTypeHue", "KFTypeX", ""]
    ),
)
def test_no_keyframes_break_it(offsets, source, speed, name):
    listed = [{"time_offset": time, "values": [value]} for time, value in offsets]
    shaped = {
        **segment(speed=speed, common_keyframes=[{"property_type": name, "keyframe_list": listed}]),
        "source_timerange": {"start": source[0], "duration": source[1]} if source else None,
    }
    check(draft(track(shaped)))


SHARED = Path(__file__).parents[2] / "../shared/drafts"


@pytest.mark.checklist(32)
@pytest.mark.skipif(not SHARED.exists(), reason="the shared drafts are not here")
@pytest.mark.parametrize("name", ["app/capcut-5.9-animations.json", "server/kitchen-sink/draft_content.json"])
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_value_breaks_a_real_draft(name, data):
    raw = json.loads((SHARED / name).read_text(encoding="utf-8-sig"))
    paths = list(leaves(raw))
    assume(paths)
    for _ in range(5):
        raw = replaced(raw, data.draw(st.sampled_from(paths)), data.draw(GARBAGE))
    try:
        found = compile_draft(parse(json.dumps(raw)), {}, {})
    except DraftError:
        return
    check_invariants(found.timeline)
