"""Codec, format, poster and sound alone asked of the service, with everything real."""

from pathlib import Path

import av
import httpx
import pytest

pytestmark = pytest.mark.slow
SMALL = {"width": 180, "fps": 10}


def fetched(found: dict[str, object], folder: Path) -> tuple[str, Path]:
    answer = httpx.get(str(found["video_url"]))
    assert answer.status_code == 200
    (folder / "film").write_bytes(answer.content)
    return answer.headers["content-type"], folder / "film"


@pytest.mark.checklist(38)
@pytest.mark.parametrize(
    ("wanted", "kind", "codec"),
    [
        ({"codec": "hevc", "quality": "preview", "poster_s": 1}, "video/mp4", "hevc"),
        ({"format": "webm", "quality": 30}, "video/webm", "vp9"),
        ({"format": "gif", **SMALL}, "image/gif", "gif"),
    ],
)
def test_a_film_is_made_as_it_was_asked_for_and_served_as_what_it_is(service, drafts, tmp_path, wanted, kind, codec):
    said, film = fetched(service.film(drafts.url("easy"), **{**SMALL, **wanted}), tmp_path)
    assert said == kind
    with av.open(str(film)) as opened:
        picture = opened.streams.video[0]
        assert (picture.codec_context.name, picture.width, picture.height) == (codec, 180, 320)
        assert sum(1 for _ in opened.decode(picture)) == 50
        assert bool(opened.streams.audio) == (codec != "gif")


def test_the_sound_alone_is_made_without_a_chunk(service, drafts, tmp_path):
    said, film = fetched(service.film(drafts.url("easy"), audio_only=True, format="mp3"), tmp_path)
    assert said == "audio/mpeg"
    with av.open(str(film)) as opened:
        assert [stream.type for stream in opened.streams] == ["audio"]
        assert abs(opened.duration / av.time_base - 5) < 0.1
    tasks = dict(service.tasks(service.runs(drafts.url("easy"))[0]))
    assert not [name for name in tasks if name.startswith("render")]


def test_what_cannot_be_made_is_refused_before_anything_is_queued(service, drafts):
    answer = service.post("gen_video", {"draft_url": drafts.url("easy"), "codec": "h264", "format": "webm"})
    assert answer.status_code == 400
    assert answer.json()["detail"] == "Invalid parameter: webm holds vp9 or av1, not h264"


def test_a_poster_beyond_the_film_ends_the_run_with_the_reason(service, drafts):
    service.submit(drafts.url("easy"), poster_s=1000, **SMALL)
    found = service.finished(drafts.url("easy"))
    assert (found["status"], found["error_code"]) == ("failed", 400)
    assert str(found["error_message"]).startswith("Invalid output: poster_s lies outside the film")
