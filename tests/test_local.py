import json
import os
import shutil
import time
from dataclasses import replace

import pytest

from draftreel import drawing, looking, making
from draftreel.errors import MaterialError, RenderError
from draftreel.loading import unwatched
from draftreel.local import _rendered, planned, render_draft
from draftreel.manifest import Output, PlanManifest
from draftreel.plan import chunks
from draftreel.settings import Settings
from draftreel.span import Span
from draftreel.timeline import Track
from draftreel.workspace import save
from tests.conftest import SECOND, draft_record, segment
from tests.test_worker import film_of


@pytest.fixture
def long_draft(small_draft, tmp_path):
    """35 s: the grey film slowed down, and captions in the first and the last ten seconds."""

    def write(last_words="end"):
        record = draft_record()
        slow = segment("grey", 35, source_timerange={"start": 0, "duration": 2 * SECOND}, speed=2 / 35)
        late = segment("late", 2)
        late["target_timerange"] = {"start": 32 * SECOND, "duration": 2 * SECOND}
        record["materials"]["texts"].append({"id": "late", "type": "text", "content": last_words, "font_size": 15.0})
        record["tracks"] = [
            {"type": "video", "segments": [slow]},
            {"type": "text", "segments": [segment("words"), late]},
        ]
        for material in record["materials"]["videos"]:
            material["path"] = str(small_draft / material["path"])
        path = tmp_path / "draft_content.json"
        path.write_text(json.dumps(record), encoding="utf-8")
        return str(path)

    return write


def settings(tmp_path, **more):
    return Settings(data=tmp_path / "data", **more)


def test_a_changed_caption_draws_only_the_chunk_that_shows_it(long_draft, tmp_path):
    film = tmp_path / "film.mp4"
    first = render_draft(long_draft("end"), film, Output(), settings(tmp_path))
    second = render_draft(long_draft("END"), film, Output(), settings(tmp_path))
    assert (first.chunks, first.chunks_reused) == (7, 0)
    assert (second.chunks, second.chunks_reused) == (7, 6)


def test_children_draw_the_same_film_as_one_process(long_draft, tmp_path):
    one, two = tmp_path / "one.mp4", tmp_path / "two.mp4"
    seen = []
    render_draft(long_draft(), one, Output(), settings(tmp_path / "a", workers=1))
    render_draft(long_draft(), two, Output(), settings(tmp_path / "b", workers=2), lambda *said: seen.append(said))
    assert one.read_bytes() == two.read_bytes()
    assert [done for _, done, _ in seen] == sorted(done for _, done, _ in seen)
    assert seen[-1] == ("render", 1050, 1050)


def test_strict_refuses_what_would_be_stood_in_for(small_draft, tmp_path):
    record = draft_record()
    record["materials"]["stickers"] = [{"id": "star", "type": "sticker", "resource_id": "1"}]
    record["tracks"].append({"type": "sticker", "segments": [segment("star", render_index=15000)]})
    (tmp_path / "draft_content.json").write_text(json.dumps(record))
    for file in small_draft.glob("*.*"):
        if file.suffix != ".json":
            shutil.copy(file, tmp_path)
    with planned(str(tmp_path), Output(), settings(tmp_path)) as plan:
        assert plan.chunks
    with pytest.raises(RenderError, match="strict: 1 stood in for or missing"):
        planned(str(tmp_path), Output(), settings(tmp_path, strict=True)).__enter__()


@pytest.fixture
def work(monkeypatch):
    """What was done, by name: files hashed and probed, chunks drawn, sounds mixed, films joined."""
    done = []

    def counting(module, name):
        real = getattr(module, name)

        def counted(*given, **more):
            done.append(name)
            return real(*given, **more)

        monkeypatch.setattr(module, name, counted)

    for module, name in (
        (looking, "content_key"),
        (looking, "probe"),
        (drawing, "_handed_over"),
        (making, "encode_sound"),
        (making, "join"),
        (making, "verify"),
        (making, "content_key"),
    ):
        counting(module, name)
    return done


EACH_ONCE = ["content_key", "probe"] * 3 + ["_handed_over", "content_key", "encode_sound", "join", "verify"]


@pytest.fixture
def settled(small_draft):
    """The small draft, unchanged for a while: what has changed just now is not remembered."""
    time.sleep(0.1)
    return str(small_draft)


def test_nothing_is_done_twice_for_an_unchanged_draft(settled, tmp_path, work):
    one, two, seen = tmp_path / "one.mp4", tmp_path / "two.mp4", []
    first = render_draft(settled, one, Output(), settings(tmp_path))
    assert sorted(work) == sorted(EACH_ONCE)
    work.clear()
    second = render_draft(settled, two, Output(), settings(tmp_path), lambda *said: seen.append(said))
    assert work == []
    assert one.read_bytes() == two.read_bytes()
    assert (first.chunks_reused, second.chunks_reused, second.chunks) == (0, 1, 1)
    assert seen[-1] == ("render", 60, 60)


def test_a_film_that_is_written_over_does_not_change_what_is_kept(settled, tmp_path, work):
    film = tmp_path / "film.mp4"
    render_draft(settled, film, Output(), settings(tmp_path))
    before = film.read_bytes()
    with film.open("r+b") as opened:
        opened.write(b"something else")
    work.clear()
    render_draft(settled, film, Output(), settings(tmp_path))
    assert (film.read_bytes(), work) == (before, [])


@pytest.mark.parametrize(
    ("folder", "again"),
    [
        ("joined", ["join", "verify", "content_key"]),
        ("looked", ["content_key", "probe"] * 3),
        ("chunks", []),
        ("sounds", []),
        ("drafts", []),
        ("plans", []),
        ("timelines", []),
    ],
)
def test_whatever_was_evicted_is_made_again_when_it_is_needed(settled, tmp_path, work, folder, again):
    one, two = tmp_path / "one.mp4", tmp_path / "two.mp4"
    render_draft(settled, one, Output(), settings(tmp_path))
    for kept in (tmp_path / "data" / folder).iterdir():
        kept.unlink()
    work.clear()
    render_draft(settled, two, Output(), settings(tmp_path))
    assert sorted(work) == sorted(again)
    assert one.read_bytes() == two.read_bytes()


def test_a_film_that_is_not_whole_any_more_is_joined_again(settled, tmp_path, work):
    film = tmp_path / "film.mp4"
    render_draft(settled, film, Output(), settings(tmp_path))
    before = film.read_bytes()
    for kept in (tmp_path / "data" / "joined").glob("*.mp4"):
        os.truncate(kept, 100)
    work.clear()
    render_draft(settled, film, Output(), settings(tmp_path))
    assert sorted(work) == ["content_key", "join", "verify"]
    assert film.read_bytes() == before


def test_a_render_leaves_the_data_folder_below_its_limit(settled, tmp_path):
    old = tmp_path / "data" / "media" / "old.mp4"
    old.parent.mkdir(parents=True)
    old.write_bytes(b"x" * 10_000)
    os.utime(old, (1, 1))
    render_draft(settled, tmp_path / "film.mp4", Output(), settings(tmp_path, cache_bytes=0, run_limit_s=60))
    assert not old.exists()
    assert list((tmp_path / "data" / "chunks").iterdir())


def test_what_a_film_is_made_from_counts_as_used_while_it_is_drawn(long_draft, tmp_path, monkeypatch):
    real, ages = drawing._handed_over, []

    def slow(*given):
        for path in (tmp_path / "data" / "chunks").glob("*.mp4"):
            os.utime(path, (1, 1))
            ages.append(path)
        return real(*given)

    monkeypatch.setattr(drawing, "_handed_over", slow)
    render_draft(long_draft(), tmp_path / "film.mp4", Output(), settings(tmp_path, workers=1))
    assert len(ages) == 1 + 2 + 3 + 4 + 5  # of seven chunks the first is there when the third is begun, and so on
    assert all(path.stat().st_mtime > 1 for path in ages)


def test_a_film_that_fails_does_not_wait_for_its_other_chunks(small_draft, tmp_path):
    """The first of 20 chunks cannot be drawn: hardly any of the others is."""
    given = settings(tmp_path, workers=2)
    broken = tmp_path / "broken.mp4"
    broken.write_bytes(b"no film at all")
    bad = film_of(broken, "bad", seconds=10).timeline.tracks[0].items[0]
    good = film_of(small_draft / "grey.mp4", "good", seconds=200)
    rest = replace(good.timeline.tracks[0].items[0], span=Span(10 * SECOND, 190 * SECOND))
    timeline = replace(good.timeline, tracks=(Track((bad, rest)),))
    film = replace(good, timeline=timeline, library=(*good.library, ("bad", str(broken))))
    plan = PlanManifest("p", str(tmp_path / "plan"), 0, chunks(film), "", ())
    save(tmp_path / "plan", film)
    with pytest.raises((MaterialError, RenderError)):
        _rendered(plan, given, unwatched)
    assert len(plan.chunks) == 20
    assert len(list((tmp_path / "data" / "chunks").glob("*.mp4"))) < 5
