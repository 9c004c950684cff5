"""Films of one small draft in every format: what they show, what they sound like, and what is made once for all."""

import json

import av
import numpy as np
import pytest

from draftreel import making
from draftreel.ability import is_available
from draftreel.arranging import film_in
from draftreel.choices import CODECS, SOUNDS
from draftreel.errors import DraftEmpty, OutputError, RenderError
from draftreel.local import planned, render_draft
from draftreel.manifest import Output
from draftreel.publishing import publish
from draftreel.settings import Settings
from tests.conftest import draft_record

PAIRS = [(codec, kind) for kind, codecs in CODECS.items() for codec in codecs if is_available(codec)]
RED, GREY = (255, 0, 0), (40, 40, 40)  # the draft's first frame: left in the middle, and in the corner


@pytest.fixture
def settings(tmp_path):
    return Settings(_env_file=None, data=tmp_path / "data", workers=1)


@pytest.fixture
def rendered(small_draft, tmp_path, settings):
    def render(**wanted):
        film = tmp_path / "film"
        return film, render_draft(str(small_draft), film, Output(**wanted), settings)

    return render


def first_picture(film):
    with av.open(str(film)) as opened:
        return next(opened.decode(video=0)).to_ndarray(format="rgb24").astype(int)


@pytest.mark.parametrize(("codec", "kind"), PAIRS)
def test_a_film_has_its_frames_its_colours_and_its_sound(rendered, codec, kind):
    film, report = rendered(codec=codec, format=kind, quality="high")
    with av.open(str(film)) as opened:
        assert sum(1 for _ in opened.decode(video=0)) == report.frames == 60
        assert abs(opened.duration / av.time_base - 2) <= 1 / 30
        assert len(opened.streams.audio) == 1
    picture = first_picture(film)
    assert np.abs(picture[11:25, 18:22].mean(axis=(0, 1)) - RED).max() <= 8
    assert np.abs(picture[:4, :4].mean(axis=(0, 1)) - GREY).max() <= 5


def test_a_gif_shows_the_film_at_twelve_frames_a_second_without_sound(rendered):
    film, report = rendered(format="gif")
    with av.open(str(film)) as opened:
        assert [stream.type for stream in opened.streams] == ["video"]
        assert sum(1 for _ in opened.decode(video=0)) == report.frames == 24
        assert opened.duration == 2_000_000
    picture = first_picture(film)
    assert np.abs(picture[11:25, 18:22].mean(axis=(0, 1)) - RED).max() <= 8
    assert np.abs(picture[:4, :4].mean(axis=(0, 1)) - GREY).max() <= 5


@pytest.mark.parametrize("kind", SOUNDS)
def test_sound_alone_is_the_whole_mix_and_nothing_is_drawn(rendered, settings, kind):
    film, report = rendered(format=kind, audio_only=True)
    with av.open(str(film)) as opened:
        assert [stream.type for stream in opened.streams] == ["audio"]
        heard = samples(opened)
    assert abs(len(heard) - 96_000) <= 1_200
    assert 0.15 < np.sqrt(np.mean(np.square(heard[4_800:91_200]))) < 0.21, "a sine at a quarter of full scale: 0.18"
    assert (report.frames, report.chunks, report.duration_us) == (0, 0, 2_000_000)
    assert not (settings.data / "chunks").exists()


def samples(opened):
    resampler = av.AudioResampler("flt", "stereo", 48_000)
    frames = [again for frame in opened.decode(audio=0) for again in resampler.resample(frame)]
    return np.concatenate([frame.to_ndarray().reshape(-1, 2)[:, 0] for frame in frames])


def test_sound_alone_of_a_silent_draft_is_refused(tmp_path, settings):
    record = draft_record()
    record["tracks"] = [track for track in record["tracks"] if track["type"] == "text"]
    (tmp_path / "draft_content.json").write_text(json.dumps(record), encoding="utf-8")
    with pytest.raises(DraftEmpty, match="nothing audible"):
        render_draft(str(tmp_path / "draft_content.json"), tmp_path / "film", Output(audio_only=True), settings)


def test_another_format_takes_the_chunks_that_are_there_and_another_codec_never(rendered):
    assert rendered()[1].chunks_reused == 0
    quicktime = rendered(format="mov")[1]
    assert quicktime.chunks_reused == quicktime.chunks > 0
    assert rendered(codec="hevc")[1].chunks_reused == 0
    assert rendered(codec="av1")[1].chunks_reused == 0
    webm = rendered(codec="av1", format="webm")[1]
    assert webm.chunks_reused == webm.chunks > 0
    assert rendered(quality="high")[1].chunks_reused == 0


@pytest.mark.parametrize("wanted", [{}, {"format": "webm"}, {"format": "gif"}, {"codec": "hevc"}, {"format": "mov"}])
def test_the_same_film_asked_for_again_has_the_same_bytes(small_draft, tmp_path, wanted):
    films = []
    for name in ("one", "two"):
        given = Settings(_env_file=None, data=tmp_path / name, workers=1)
        render_draft(str(small_draft), tmp_path / "film", Output(**wanted), given)
        films.append((tmp_path / "film").read_bytes())
    assert films[0] == films[1]


@pytest.mark.parametrize(
    ("poster_s", "grey"),
    [(None, 40 + 20), (0, 40), (0.5, 40 + 15), (1.9, 40 + 57), (2, 40 + 59)],
)
def test_the_poster_is_the_frame_that_shows_then(small_draft, settings, tmp_path, poster_s, grey):
    with planned(str(small_draft), Output(poster_s=poster_s), settings) as plan:
        film = film_in(plan)
        made = making.poster(plan, settings, lambda frame, path: making.draw_frame(film, frame, path, settings))
    corner = first_picture(made)[:4, :4].mean(axis=(0, 1))
    assert np.abs(corner - grey).max() <= 2


@pytest.mark.parametrize("poster_s", [-0.1, 2.1, float("nan"), float("inf")])
def test_a_poster_outside_the_film_is_refused(small_draft, settings, poster_s):
    with pytest.raises(OutputError), planned(str(small_draft), Output(poster_s=poster_s), settings):
        pass


def test_the_posters_time_changes_no_chunk(small_draft, settings):
    with (
        planned(str(small_draft), Output(), settings) as one,
        planned(str(small_draft), Output(poster_s=1), settings) as two,
    ):
        assert one.chunks == two.chunks
        assert one.key != two.key


def test_a_sound_has_no_poster(small_draft, settings):
    with planned(str(small_draft), Output(audio_only=True), settings) as plan, pytest.raises(RenderError):
        making.poster(plan, settings, lambda *_: None)


@pytest.mark.parametrize(
    ("wanted", "suffix"), [({}, ".mp4"), ({"format": "webm"}, ".webm"), ({"audio_only": True, "format": "mp3"}, ".mp3")]
)
def test_a_film_is_published_by_a_name_that_says_what_it_is(small_draft, settings, tmp_path, wanted, suffix):
    with planned(str(small_draft), Output(**wanted), settings) as plan:
        sound = making.mix_sound(plan, settings)
        render_draft(str(small_draft), tmp_path / "film", Output(**wanted), settings)
        film = making.assembled(plan, settings)
    assert sound is not None
    published = publish(film, settings)
    assert f"/films/{film.sha256}{suffix}?" in published.video_url
    assert [path.suffix for path in (settings.data / "films").iterdir()] == [suffix]
