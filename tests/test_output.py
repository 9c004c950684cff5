from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from draftreel.choices import Codec, Quality
from draftreel.errors import OutputError
from draftreel.formats import CODEC_RECIPES, RECIPES, Recipe, SoundFormat, SoundSettings
from draftreel.manifest import Output
from draftreel.output import choice_of, film_of, part, rate, size
from draftreel.settings import Settings
from draftreel.span import SECOND, Span
from draftreel.timeline import Timeline

PORTRAIT = Timeline(1080, 1920, Fraction(30), 12 * SECOND)


@pytest.mark.parametrize(
    ("output", "expected"),
    [
        (Output(), (1080, 1920)),
        (Output(width=540), (540, 960)),
        (Output(height=960), (540, 960)),
        (Output(width=400, height=400), (400, 400)),
        (Output(width=101), (100, 180)),
    ],
)
def test_one_side_alone_keeps_the_shape_and_sides_are_even(output, expected):
    assert size(PORTRAIT, output) == expected


@pytest.mark.parametrize(
    "output", [Output(width=-5), Output(width=1), Output(width=9000), Output(height=8000, width=1)]
)
def test_sizes_out_of_bounds_are_refused(output):
    with pytest.raises(OutputError):
        size(PORTRAIT, output)


def test_ntsc_rates_become_their_fraction():
    assert rate(Fraction(30), Output(fps=29.97)) == Fraction(2997, 100)
    assert rate(Fraction(30), Output(fps=30000 / 1001)) == Fraction(30000, 1001)


@pytest.mark.parametrize("fps", [0, -1, 1000, float("nan")])
def test_rates_out_of_bounds_are_refused(fps):
    with pytest.raises(OutputError):
        rate(Fraction(30), Output(fps=fps))


def test_a_part_lies_on_the_frame_grid():
    assert part(PORTRAIT, Output(start_s=1.01, end_s=2.0)) == Span.between(1_000_000, 2_000_000)


@pytest.mark.parametrize(
    "output", [Output(start_s=12), Output(start_s=3, end_s=3), Output(start_s=-1), Output(end_s=0)]
)
def test_an_empty_part_is_refused(output):
    with pytest.raises(OutputError):
        part(PORTRAIT, output)


@given(st.floats(0, 11.9), st.floats(0.05, 30))
def test_a_part_never_leaves_the_film(start, length):
    shown = part(PORTRAIT, Output(start_s=start, end_s=start + max(length, 0.05)))
    assert shown.start >= 0
    assert shown.duration > 0
    assert shown.end <= PORTRAIT.duration


def test_a_film_takes_its_quality_from_the_settings_unless_asked():
    settings = Settings(quality=20)
    assert film_of(PORTRAIT, (), {}, Output(), settings).video.quality == 20
    assert film_of(PORTRAIT, (), {}, Output(quality=30), settings).video.quality == 30


@pytest.mark.parametrize("quality", Quality)
def test_a_quality_may_be_named(quality):
    asked = film_of(PORTRAIT, (), {}, Output(quality=str(quality)), Settings(quality=30)).video
    assert Recipe(asked.preset, asked.quality, asked.tuning) == RECIPES[quality]
    assert film_of(PORTRAIT, (), {}, Output(), Settings(quality=str(quality))).video == asked


def test_a_number_is_a_crf_at_the_standard_preset():
    asked = film_of(PORTRAIT, (), {}, Output(quality=17), Settings()).video
    assert (asked.preset, asked.quality) == (RECIPES[Quality.STANDARD].preset, 17)


def test_an_operators_preset_comes_before_the_qualitys_own():
    asked = film_of(PORTRAIT, (), {}, Output(quality="high"), Settings(preset="faster")).video
    assert (asked.preset, asked.quality) == ("faster", RECIPES[Quality.HIGH].crf)


@pytest.mark.parametrize("quality", ["best", "", "-1", -1, 52])
def test_a_quality_that_is_none_is_refused(quality):
    with pytest.raises(OutputError, match="preview, standard, high"):
        film_of(PORTRAIT, (), {}, Output(quality=quality), Settings())


@pytest.mark.parametrize("codec", Codec)
@pytest.mark.parametrize("quality", Quality)
def test_a_codec_has_qualities_of_its_own(codec, quality):
    made = film_of(PORTRAIT, (), {}, Output(codec=str(codec), quality=str(quality)), Settings()).video
    assert (made.codec, Recipe(made.preset, made.quality, made.tuning)) == (codec, CODEC_RECIPES[codec][quality])


def test_an_operators_preset_is_x264s_and_no_other_codecs():
    asked = Settings(preset="faster")
    assert film_of(PORTRAIT, (), {}, Output(codec="h264"), asked).video.preset == "faster"
    assert (
        film_of(PORTRAIT, (), {}, Output(codec="vp9"), asked).video
        == film_of(PORTRAIT, (), {}, Output(codec="vp9"), Settings()).video
    )


@pytest.mark.parametrize(
    ("output", "why"),
    [
        (Output(codec="h264", format="webm"), "webm holds vp9 or av1"),
        (Output(format="mp3"), "audio_only"),
        (Output(format="mp4", audio_only=True), "m4a, mp3"),
        (Output(format="gif", width=1400), "1280 pixels"),
        (Output(format="gif", fps=60), "50 frames"),
        (Output(format="gif", fps=50, start_s=0, end_s=12), None),
    ],
)
def test_what_does_not_go_together_is_refused_with_the_reason(output, why):
    if why is None:
        assert film_of(PORTRAIT, (), {}, output, Settings()).frames == 600
        return
    with pytest.raises(OutputError, match=why):
        film_of(PORTRAIT, (), {}, output, Settings())


def test_a_codec_that_the_build_lacks_is_refused(monkeypatch):
    monkeypatch.setattr("draftreel.output.is_available", lambda codec: codec is not Codec.HEVC)
    assert choice_of(Output(codec="av1")).codec is Codec.AV1
    with pytest.raises(OutputError, match="hevc cannot be encoded here"):
        choice_of(Output(codec="hevc"))


@pytest.mark.parametrize(
    ("output", "made"),
    [
        (Output(), (480, 854, 12)),
        (Output(width=240), (240, 426, 12)),
        (Output(height=640), (360, 640, 12)),
        (Output(fps=24), (480, 854, 24)),
    ],
)
def test_a_gif_is_small_and_slow_unless_asked(output, made):
    video = film_of(PORTRAIT, (), {}, replace(output, format="gif"), Settings()).video
    assert (video.width, video.height, video.fps) == made


def test_a_gif_is_no_larger_and_no_faster_than_its_film():
    tiny = Timeline(64, 36, Fraction(10), SECOND)
    video = film_of(tiny, (), {}, Output(format="gif"), Settings()).video
    assert (video.width, video.height, video.fps) == (64, 36, 10)


def test_a_gif_has_three_thousand_frames_at_most():
    hours = replace(PORTRAIT, duration=3600 * SECOND)
    assert film_of(hours, (), {}, Output(format="gif", end_s=250), Settings()).frames == 3000
    with pytest.raises(OutputError, match="3000 frames"):
        film_of(hours, (), {}, Output(format="gif", end_s=251), Settings())


@pytest.mark.parametrize(("quality", "kilobits"), [("preview", 64), ("standard", 128), (22, 128), (18, 192)])
def test_the_sound_of_a_webm_is_opus_of_the_same_quality(quality, kilobits):
    sound = film_of(PORTRAIT, (), {}, Output(format="webm", quality=quality), Settings()).finish.sound
    assert sound == SoundSettings(SoundFormat.OPUS, kilobits=kilobits)


@pytest.mark.parametrize("seconds", [float("nan"), float("inf"), float("-inf")])
def test_a_time_that_is_no_time_is_refused(seconds):
    for output in (Output(start_s=seconds), Output(end_s=seconds)):
        with pytest.raises(OutputError):
            part(PORTRAIT, output)
