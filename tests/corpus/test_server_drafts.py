"""Drafts that a capcut-mate server made: from their folders, and over HTTP as the server lists them."""

import json
from itertools import pairwise

import numpy as np
import pytest
from typer.testing import CliRunner

from demo.draft_server import draft_address, serving
from draftreel.cli import app
from draftreel.errors import DraftEmpty, DraftNotFound
from draftreel.local import planned
from draftreel.manifest import Output
from draftreel.settings import Settings

UNDRAWN = {
    "adjustment": 1,  # keyed saturation, contrast and brightness
    "animation": 3,  # in and out are close, the group holds still
    "audio-effect": 1,  # close
    "effect": 3,
    "filter": 2,
    "font": 1,
    "letter-style": 1,
    "mask": 1,
    "sticker": 1,
    "text-animation": 3,
    "transition": 2,  # the third is a dissolve: exact
    "vertical-text": 1,
}


def test_the_easy_draft_is_five_seconds_of_everything_exact(server_draft):
    draft = server_draft("easy")
    assert (draft.timeline.width, draft.timeline.height, draft.timeline.duration) == (720, 1280, 5_000_000)
    assert draft.counted() == {}


def test_the_easy_drafts_photo_lies_above_its_video_for_three_seconds(server_draft):
    during, after, later = server_draft("easy").pictures(2.9, 3.1, 4.5)
    assert np.abs(during - after).mean() > 10
    # an 800x600 photo is as wide as the canvas and 3/4 as high as that; a 640x360 video is 9/16 as high
    assert rows_with_light(during) == pytest.approx(160 * 3 / 4, abs=3)
    assert rows_with_light(later) == pytest.approx(160 * 9 / 16, abs=3)


def rows_with_light(picture):
    return int((picture.max(axis=(1, 2)) > 40).sum())


def test_the_kitchen_sink_is_twelve_seconds_and_names_what_it_leaves_out(server_draft):
    draft = server_draft("kitchen-sink")
    assert (draft.timeline.width, draft.timeline.height, draft.timeline.duration) == (1080, 1920, 12_000_000)
    assert draft.counted() == UNDRAWN


def test_the_kitchen_sink_shows_and_plays_from_end_to_end(server_draft):
    draft = server_draft("kitchen-sink")
    pictures = draft.pictures(0.4, 2.0, 4.4, 5.0, 6.8, 8.4, 9.0, 11.9)
    assert all(picture.max() > 200 for picture in pictures)
    assert all(np.abs(one - other).mean() > 5 for one, other in pairwise(pictures))
    sound = draft.sound(0.0, 4.0)
    assert 0.01 < np.sqrt(np.mean(sound**2)) < 0.7


def test_the_empty_draft_says_so(server_draft):
    with pytest.raises(DraftEmpty, match="Draft content is empty"):
        server_draft("empty")


@pytest.fixture
def over_http(served, tmp_path):
    """Arrange one of the server's drafts by its URL; its file list names the port that the server once had."""
    root, ids = served
    with serving(root) as origin:
        host = origin.removeprefix("http://")
        settings = Settings(
            data=tmp_path, allow_hosts="127.0.0.1", host_map=f"127.0.0.1:30001={host}", tries=2, connect_s=2
        )

        def arranged(name):
            with planned(draft_address(origin, ids.get(name, name)), Output(width=160), settings) as plan:
                return plan

        yield arranged


@pytest.mark.parametrize(("name", "notes"), [("easy", 0), ("kitchen-sink", sum(UNDRAWN.values()))])
def test_over_http_a_draft_is_the_same_as_from_its_folder(over_http, server_draft, name, notes):
    plan, local = over_http(name), server_draft(name)
    assert len(plan.diagnostics) == notes
    assert plan.diagnostics == local.notes
    assert sum(chunk.count for chunk in plan.chunks) == local.frames


def test_over_http_the_empty_draft_says_so(over_http):
    with pytest.raises(DraftEmpty, match="Draft content is empty"):
        over_http("empty")


def test_over_http_a_draft_that_the_server_does_not_know_is_not_found(over_http):
    with pytest.raises(DraftNotFound, match="Draft does not exist"):
        over_http("20260101120000ffffffff")


@pytest.mark.slow
@pytest.mark.parametrize(("name", "frames"), [("easy", 150), ("kitchen-sink", 360)])
def test_the_whole_film_comes_out_of_the_command_line(served, tmp_path, monkeypatch, name, frames):
    monkeypatch.setenv("DRAFTREEL_DATA", str(tmp_path / "data"))
    root, ids = served
    film, report = tmp_path / "film.mp4", tmp_path / "report.json"
    done = CliRunner().invoke(
        app, ["render", str(root / ids[name]), "-o", str(film), "--report", str(report), "--width", "192"]
    )
    assert done.exit_code == 0, done.output
    assert json.loads(report.read_text())["frames"] == frames
    assert film.stat().st_size > 10_000
