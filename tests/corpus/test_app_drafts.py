"""Drafts that CapCut and JianYing saved, with stand-ins for their media."""

import json

import numpy as np
import pytest
from typer.testing import CliRunner

from draftreel.cli import app
from draftreel.report import Report

# what anyone sees in the file: canvas, seconds, and what it holds that is not drawn as the app does
FACTS = {
    "capcut-3.9-speeds": ((1920, 1080), 96.7, {"clip-too-short": 1, "sound-too-short": 1, "transition": 4}),
    "capcut-5.9-animations": ((1440, 1920), 25.0, {"animation": 7, "effect": 2, "transition": 3}),
    "jianying-4.2-xml-text": ((1920, 1440), 13.566, {"font": 1}),
    "jianying-5.9-photo-keyframes": ((1920, 1440), 11.966666, {"font": 1}),
    "subtitles-and-voice": ((1920, 1080), 38.8, {"font": 1}),
    "text-and-sound": ((1920, 1080), 6.966666, {"font": 1}),
}


@pytest.mark.parametrize("name", FACTS)
def test_a_draft_of_the_app_has_its_canvas_its_length_and_its_notes(app_draft, name):
    canvas, seconds, codes = FACTS[name]
    draft = app_draft(name)
    assert (draft.timeline.width, draft.timeline.height) == canvas
    assert draft.timeline.fps == 30
    assert draft.timeline.duration / 1e6 == pytest.approx(seconds, abs=1 / 30)
    assert draft.counted() == codes


@pytest.mark.parametrize("name", FACTS)
def test_frames_from_end_to_end_show_something(app_draft, name):
    draft = app_draft(name)
    end = draft.timeline.duration / 1e6
    pictures = draft.pictures(0.0, end / 3, end / 2, end * 2 / 3, end - 0.04)
    assert {picture.shape for picture in pictures} == {(draft.size[1], draft.size[0], 3)}
    assert all(picture.max() > 100 for picture in pictures)


def bar(picture):
    """Where the white bar of a stand-in stands, as a share of the width."""
    row = picture[picture.shape[0] // 4 + 2].min(axis=1)
    white = np.nonzero(row > 215)[0]
    return white.mean() / picture.shape[1]


def test_every_clip_of_the_speeds_draft_runs_at_its_speed_from_its_in_point(app_draft, stood_in):
    """The bar of a stand-in crosses the picture over the material's length."""
    content = json.loads((stood_in("capcut-3.9-speeds") / "draft_content.json").read_text())
    lengths = {material["id"]: material["duration"] for material in content["materials"]["videos"]}
    draft = app_draft("capcut-3.9-speeds")
    speeds = set()
    for segment in content["tracks"][0]["segments"]:
        target, source = segment["target_timerange"], segment["source_timerange"]
        middle = target["start"] + target["duration"] // 2
        shown = source["start"] + segment["speed"] * target["duration"] / 2
        share = shown / lengths[segment["material_id"]]
        if 0.05 < share < 0.95 and segment["clip"]["scale"]["x"] == 1 and segment["clip"]["transform"]["x"] == 0:
            assert bar(draft.pictures(middle / 1e6)[0]) == pytest.approx(share, abs=0.04)
            speeds.add(segment["speed"])
    assert {1.0, 2.0, 3.0} <= speeds


def test_the_photos_of_the_keyframes_draft_move_up_or_down(app_draft, stood_in):
    content = json.loads((stood_in("jianying-5.9-photo-keyframes") / "draft_content.json").read_text())
    draft = app_draft("jianying-5.9-photo-keyframes")
    moved = 0
    for segment in content["tracks"][0]["segments"]:
        if any(track["property_type"] == "KFTypePositionY" for track in segment["common_keyframes"]):
            start, length = segment["target_timerange"]["start"], segment["target_timerange"]["duration"]
            first, last = draft.pictures((start + 100_000) / 1e6, (start + length - 100_000) / 1e6)
            assert np.abs(first - last).mean() > 5
            moved += 1
    assert moved >= 2


def test_captions_of_the_xml_generation_are_yellow_with_a_black_stroke(app_draft, stood_in):
    content = json.loads((stood_in("jianying-4.2-xml-text") / "draft_content.json").read_text())
    assert "outline" in content["materials"]["texts"][0]["content"]
    (picture,) = app_draft("jianying-4.2-xml-text", 960).pictures(0.5)
    lower = picture[picture.shape[0] * 8 // 10 :]
    yellow = (lower[..., 0] > 150) & (lower[..., 1] > 120) & (lower[..., 2] < 90)
    assert yellow.sum() > 100


@pytest.mark.parametrize("name", ["capcut-3.9-speeds", "subtitles-and-voice", "text-and-sound"])
def test_a_draft_with_sound_is_heard(app_draft, name):
    draft = app_draft(name)
    sound = draft.sound(0.0, min(5.0, draft.timeline.duration / 1e6))
    assert sound.shape == (240_000, 2)
    assert 0.01 < np.sqrt(np.mean(sound**2)) < 0.5
    assert np.abs(sound).max() <= 1.0


def test_a_draft_without_sound_is_silent(app_draft):
    assert app_draft("capcut-5.9-animations").timeline.sounds == ()


@pytest.mark.slow
@pytest.mark.parametrize("name", FACTS)
def test_the_whole_film_comes_out_of_the_command_line(stood_in, tmp_path, monkeypatch, name):
    monkeypatch.setenv("DRAFTREEL_DATA", str(tmp_path / "data"))
    film, report = tmp_path / "film.mp4", tmp_path / "report.json"
    done = CliRunner().invoke(
        app, ["render", str(stood_in(name)), "-o", str(film), "--report", str(report), "--width", "192"]
    )
    assert done.exit_code == 0, done.output
    _, seconds, _ = FACTS[name]
    told = json.loads(report.read_text())
    assert told["frames"] == round(seconds * 30)
    assert told["film_bytes"] == film.stat().st_size
    assert set(told) >= {field for field in Report.__slots__ if field != "diagnostics"}
