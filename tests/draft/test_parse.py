import contextlib
import json
import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from draftreel.draft import Draft, VideoMaterial, parse
from draftreel.errors import DraftEmpty

DRAFTS = Path(__file__).parents[2] / "../shared/drafts"
FILES = sorted([*DRAFTS.glob("app/*.json"), *DRAFTS.glob("server/*/draft_content.json")])

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=20,
)
KEYS = sorted(
    {
        *("tracks", "segments", "materials", "videos", "texts", "drafts", "draft", "clip", "scale", "x", "id", "speed"),
        *("target_timerange", "start", "duration", "keyframes", "keyframe_refs", "extra_material_ids", "canvas_config"),
        *(
            "common_keyframes",
            "keyframe_list",
            "values",
            "time_offset",
            "width",
            "words",
            "masks",
            "common_mask",
            "fps",
        ),
        *("content", "text_info_resources", "attach_info", "others", "freeze", "crop", "flags", "type", "position"),
    }
)
draft_like = st.recursive(
    anything,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=6),
    max_leaves=30,
)


@pytest.mark.checklist(15)
@given(draft_like)
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_no_json_makes_it_crash(value):
    try:
        assert isinstance(parse(json.dumps(value)), Draft)
    except DraftEmpty:
        assert not isinstance(value, dict)


@pytest.mark.checklist(15)
@given(st.binary())
def test_no_bytes_make_it_crash(data):
    with contextlib.suppress(DraftEmpty):
        parse(data)


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_every_real_draft_keeps_its_segments_and_materials(file):
    raw, draft = json.loads(file.read_bytes()), parse(file.read_bytes())
    assert [len(track["segments"]) for track in raw["tracks"]] == [len(track.segments) for track in draft.tracks]
    assert sum(map(len, raw["materials"].values())) == len(list(draft.materials.everything()))
    for track in draft.tracks:
        for segment in track.segments:
            assert draft.materials.by_id[segment.material_id]


@pytest.mark.parametrize("seed", range(30))
@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_a_real_draft_with_values_swapped_for_garbage_still_parses(file, seed):
    chance = random.Random(seed)
    garbage = [None, True, -1, 10**400, 1e308, float("nan"), float("-inf"), "", "x", [], {}, [[]], [None], {"a": 1}]

    def spoilt(value):
        if chance.random() < 0.03:
            return chance.choice(garbage)
        if isinstance(value, dict):
            return {key: spoilt(item) for key, item in value.items() if chance.random() > 0.01}
        return [spoilt(item) for item in value] if isinstance(value, list) else value

    raw = json.loads(file.read_bytes())
    assert isinstance(parse(json.dumps({key: spoilt(value) for key, value in raw.items()})), Draft)


@pytest.mark.checklist(15)
@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \n", "empty"),
        (b"null", "not an object"),
        (b"[]", "not an object"),
        (b"3", "not an object"),
        (b'{"a":', "broken JSON at line 1"),
        (b"<html></html>", "broken JSON"),
        (b'{"a":' + b"9" * 200_000 + b"}", "too long"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"a":' * 100_000, "nested too deeply"),
        (b'{"a":' + b"[" * 900 + b"]" * 900 + b"}", None),
        (b"q83vASNFZ4mrze8BI0VniavN7wEjRWeJq83vASNFZ4mrze8BI0VniQ==", "encrypted"),
        (b'"q83vASNFZ4mrze8BI0VniavN7wEjRWeJq83vASNFZ4mrze8BI0VniQ=="', "encrypted"),
        (b"\xff\xfe\x00{", "broken JSON"),
        (b" " * (64 * 2**20 + 1), "larger than 64 MB"),
        (b'{"tracks":[{"segments":[' + b"{}," * 100_001 + b"{}]}]}", "100,000 segments"),
        (b'{"a":[' + b"0," * 8_000_001 + b"0]}", "8,000,000 values"),
    ],
    ids=lambda case: case if isinstance(case, str) else "",
)
def test_what_is_no_draft_is_turned_away_with_the_reason(data, reason):
    if reason is None:
        assert parse(data) == Draft()
        return
    with pytest.raises(DraftEmpty, match=reason):
        parse(data)


@pytest.mark.checklist(14)
def test_a_byte_order_mark_and_text_are_read():
    assert parse('{"name":"n"}'.encode("utf-16")).name == "n"
    assert parse(b'\xef\xbb\xbf{"name":"n"}').name == parse('\ufeff{"name":"n"}').name == "n"


def test_bytes_that_are_no_text_become_replacement_characters():
    assert parse(b'{"name":"a\xffb"}').name == "a\ufffdb"


def test_half_an_emoji_becomes_a_replacement_character_and_a_whole_one_stays():
    assert parse(r'{"name":"a\ud83d"}').name == "a\ufffd"
    assert parse(r'{"name":"a\ud83d\ude00"}').name == "a😀"


@pytest.mark.checklist(15)
def test_numbers_out_of_this_world_are_dropped_or_held():
    raw = '{"segments":[{"speed":NaN,"volume":1e999,"clip":{"rotation":1e300},"target_timerange":{"start":-1e30}}]}'
    segment = parse('{"tracks":[' + raw + "]}").tracks[0].segments[0]
    assert (segment.speed, segment.volume, segment.clip.rotation) == (1.0, 1.0, 1e12)
    assert segment.target_timerange.start == -(10**15)


@pytest.mark.checklist(14)
def test_wrong_types_become_defaults_and_leave_their_neighbours_alone():
    raw = '{"speed":[],"volume":0.5,"visible":"what","clip":null,"source_timerange":7,"material_id":"m"}'
    segment = parse('{"tracks":[{"segments":[' + raw + ', 3, null, "x"]}]}').tracks[0].segments
    assert len(segment) == 1
    assert (segment[0].speed, segment[0].volume, segment[0].visible) == (1.0, 0.5, True)
    assert segment[0].clip.scale.x == 1.0
    assert segment[0].source_timerange is None
    assert segment[0].material_id == "m"


@pytest.mark.checklist(14)
def test_floats_for_whole_numbers_and_texts_for_numbers_are_read():
    draft = parse('{"fps":"25","duration":1000000.4,"canvas_config":{"width":1080.0,"height":"1920"}}')
    assert (draft.fps, draft.duration, draft.canvas_config.width, draft.canvas_config.height) == (25, 10**6, 1080, 1920)


def test_a_material_is_found_by_kind_and_id_among_others_of_the_same_id():
    draft = parse('{"materials":{"speeds":[{"id":"a","speed":2}],"videos":[{"id":"b"},{"id":"a","width":9}]}}')
    found = draft.material(VideoMaterial, "a")
    assert found is not None
    assert found.width == 9
    assert draft.material(VideoMaterial, "c") is None


def test_kinds_without_a_model_are_kept_with_the_name_of_their_list():
    draft = parse('{"materials":{"flowers":[{"id":"f","name":"rose"}],"others":[{"id":"o"}]}}')
    assert [(other.kind, other.id) for other in draft.materials.others] == [("flowers", "f")]


def test_both_keys_for_masks_are_read():
    mask = '[{"id":"m","resource_type":"circle","config":{"centerX":0.5,"invert":true}}]'
    draft = parse('{"materials":{"masks":' + mask + ',"common_mask":' + mask + "}}")
    for found in (draft.materials.masks[0], draft.materials.common_mask[0]):
        assert (found.resource_type, found.config.center_x, found.config.invert) == ("circle", 0.5, True)


def test_a_track_says_whether_it_is_muted_or_hidden():
    tracks = parse('{"tracks":[{"attribute":0},{"attribute":1},{"attribute":2},{"attribute":7}]}').tracks
    assert [(track.muted, track.hidden) for track in tracks] == [
        (False, False),
        (True, False),
        (False, True),
        (True, True),
    ]


def test_a_draft_is_equal_to_itself_and_cannot_be_changed():
    data = FILES[0].read_bytes() if FILES else b"{}"
    assert parse(data) == parse(data)
    with pytest.raises(ValueError, match="frozen"):
        parse(data).name = "other"
