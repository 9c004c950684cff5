"""What may be asked of a film at submit, and what is refused there."""

import inspect

import pytest

from deployments.submission import Wanted, makeable
from deployments.words import ParameterInvalid, error_code
from draftreel.choices import Codec
from draftreel.errors import OutputError
from flows.gen_video import gen_video


@pytest.mark.parametrize("quality", ["preview", "standard", "high", 0, 51])
def test_a_quality_is_a_name_or_a_number(quality):
    assert Wanted.model_validate({"quality": quality}).quality == quality


@pytest.mark.parametrize(
    "fields",
    [
        {"quality": "best"},
        {"quality": 52},
        {"quality": -1},
        {"codec": "divx"},
        {"format": "avi"},
        {"poster_s": -1},
        {"poster_s": float("nan")},
        {"poster_s": float("inf")},
        {"audio_only": "loud"},
    ],
)
def test_what_is_no_value_of_a_field_is_refused(fields):
    with pytest.raises(ValueError, match=next(iter(fields))):
        Wanted.model_validate(fields)


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"codec": "h264", "format": "webm"}, "webm holds vp9 or av1, not h264"),
        ({"format": "mp3"}, "mp3 is sound alone: audio_only goes with it"),
        ({"format": "mov", "audio_only": True}, "with audio_only the format is one of m4a"),
        ({"format": "gif", "width": 1920}, "a gif measures at most 1280 pixels a side"),
        ({"format": "gif", "fps": 60}, "a gif has at most 50 frames a second"),
    ],
)
def test_what_does_not_go_together_is_refused_with_the_reason(fields, why):
    with pytest.raises(ParameterInvalid, match=why) as caught:
        makeable(Wanted.model_validate(fields))
    assert caught.value.code == 400


@pytest.mark.parametrize(
    "fields", [{}, {"codec": "hevc"}, {"format": "webm"}, {"format": "gif", "width": 1280}, {"audio_only": True}]
)
def test_what_goes_together_is_taken_as_it_is(fields):
    wanted = Wanted.model_validate(fields)
    assert makeable(wanted) is wanted


def test_a_codec_that_the_build_lacks_is_refused_at_once(monkeypatch):
    monkeypatch.setattr("deployments.submission.is_available", lambda codec: codec is not Codec.AV1)
    makeable(Wanted(codec=Codec.HEVC))
    with pytest.raises(ParameterInvalid, match="av1 cannot be encoded here"):
        makeable(Wanted(codec=Codec.AV1))


def test_every_field_that_is_taken_is_a_parameter_of_the_run():
    assert set(Wanted.model_fields) <= set(inspect.signature(gen_video.fn).parameters)


def test_an_output_that_shows_late_to_be_wrong_is_the_callers_fault():
    assert error_code(str(OutputError("poster_s lies outside the film"))) == 400
