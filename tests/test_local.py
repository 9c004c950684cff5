import json
import shutil

import pytest

from draftreel.errors import RenderError
from draftreel.local import planned, render_draft
from draftreel.manifest import Output
from draftreel.settings import Settings
from tests.conftest import SECOND, draft_record, segment


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
    assert (first.chunks, first.chunks_reused) == (3, 0)
    assert (second.chunks, second.chunks_reused) == (3, 2)


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
