import json

import av
import numpy as np
import pytest

from demo import draft as bundled
from demo.canvas import clouds, drifted, finished, gradient, tint
from demo.sounds import RATE, music, voice


@pytest.fixture
def described():
    """What is to be made, and the draft's JSON; the media themselves take ten seconds."""
    sheet = bundled._Sheet(bundled.DRAFT_ID, bundled.random.Random(1))
    return bundled._film(sheet), sheet.draft()


def segments(content, kind):
    return [segment for track in content["tracks"] if track["type"] == kind for segment in track["segments"]]


def test_a_gradient_goes_from_its_first_colour_to_its_last():
    column = gradient((2, 3), ((0, "000000"), (1, "ff0000")))[:, 0, 0]
    assert column.tolist() == [0.0, 0.5, 1.0]


def test_tint_by_half_is_half_way():
    assert tint(np.zeros((1, 1, 3), np.float32), np.full((1, 1), 0.5, np.float32), "ffffff").tolist() == [[[0.5] * 3]]


def test_a_field_drifts_by_part_of_a_pixel_and_tiles():
    field = np.array([[0, 2, 4, 6]], np.float32)
    assert drifted(field, 0.5, 2).tolist() == [[1, 3]]
    assert drifted(field, 3, 2).tolist() == [[6, 0]]


def test_clouds_come_from_their_seed_alone():
    assert np.array_equal(clouds((8, 8), (2, 2), 2, seed=1), clouds((8, 8), (2, 2), 2, seed=1))
    assert not np.array_equal(clouds((8, 8), (2, 2), 2, seed=1), clouds((8, 8), (2, 2), 2, seed=2))


def test_a_picture_is_clipped_to_bytes():
    picture = np.array([[[-1, 0.5, 2]]], np.float32)
    assert finished(picture, (1, 1)).tolist() == [[[0, 128, 255]]]


@pytest.mark.parametrize("paint", [bundled.sea, bundled.city, bundled.aurora, bundled.lanterns])
def test_a_scene_is_a_function_of_time_and_moves(paint):
    assert np.array_equal(paint(0.5), paint(0.5))
    assert np.abs(paint(0.5) - paint(1.0)).mean() > 0.001


def test_the_sounds_have_two_channels_never_clip_and_end_in_silence():
    for sound, seconds in ((music(2.0), 2), (voice(), 4)):
        assert sound.shape == (seconds * RATE, 2)
        assert 0.6 < np.abs(sound).max() <= 0.71
        assert np.abs(sound[-10:]).max() < 0.001


def test_the_draft_holds_what_the_demo_promises(described):
    _, content = described
    kinds = [material["type"] for material in content["materials"]["videos"]]
    assert kinds.count("video") >= 2
    assert kinds.count("photo") == 1
    assert len(content["materials"]["texts"]) >= 3
    assert [look["name"] for look in content["materials"]["transitions"]] == ["叠化", "左移", "向上擦除"]
    assert len(segments(content, "audio")) == 2
    assert content["canvas_config"] == {"width": 1080, "height": 1920, "ratio": "original"}
    assert (content["fps"], content["duration"]) == (30, 12_000_000)


def test_the_main_track_is_twelve_seconds_without_a_gap(described):
    _, content = described
    main = next(track for track in content["tracks"] if track["type"] == "video" and track["segments"])
    spans = [segment["target_timerange"] for segment in main["segments"]]
    ends = [span["start"] + span["duration"] for span in spans]
    assert [0, *ends] == [*(span["start"] for span in spans), 12_000_000]


def test_every_companion_is_there_and_used_once(described):
    _, content = described
    named = {m["id"] for kind, found in content["materials"].items() for m in found}
    used = [s["material_id"] for t in content["tracks"] for s in t["segments"]]
    used += [ref for t in content["tracks"] for s in t["segments"] for ref in s["extra_material_refs"]]
    assert sorted(used) == sorted(named)


def test_every_path_is_one_of_the_files_that_are_made(described):
    jobs, content = described
    paths = [m["path"] for kind in ("videos", "audios") for m in content["materials"][kind]]
    assert sorted(paths) == sorted(f"/app/output/draft/{bundled.DRAFT_ID}/{job.name}" for job in jobs)


@pytest.mark.slow
def test_the_written_folder_is_the_same_every_time_and_its_media_open(tmp_path):
    first, second = (bundled.write_draft(tmp_path / place / bundled.DRAFT_ID) for place in ("one", "two"))
    files = sorted(path.relative_to(first) for path in first.rglob("*") if path.is_file())
    assert len(files) == 3 + 4 + 1 + 2
    for name in files:
        assert (first / name).read_bytes() == (second / name).read_bytes(), name
    content = json.loads((first / "draft_content.json").read_text())
    for material in content["materials"]["videos"]:
        with av.open(str(first / "assets" / material["path"].split("/assets/")[1])) as container:
            stream = container.streams.video[0]
            assert (stream.width, stream.height) == (material["width"], material["height"])
            if material["type"] == "video":
                assert stream.frames == round(material["duration"] * 30 / 1e6)
