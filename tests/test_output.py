from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from draftreel.encoder import RECIPES, Quality, Recipe
from draftreel.manifest import Output
from draftreel.output import OutputError, film_of, part, rate, size
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


@pytest.mark.parametrize("seconds", [float("nan"), float("inf"), float("-inf")])
def test_a_time_that_is_no_time_is_refused(seconds):
    for output in (Output(start_s=seconds), Output(end_s=seconds)):
        with pytest.raises(OutputError):
            part(PORTRAIT, output)
