from typing import get_args

from draftreel.encoder import RECIPES, Quality, VideoSettings
from draftreel.settings import Settings


def test_the_qualities_are_told_apart_by_what_they_cost():
    preview, standard, high = (RECIPES[quality] for quality in Quality)
    assert preview.crf > standard.crf > high.crf


def test_a_film_is_of_standard_quality_unless_said():
    settings = VideoSettings(96, 64, 30)
    assert (settings.preset, settings.quality) == ("veryfast", RECIPES[Quality.STANDARD].crf)


def test_an_operator_may_name_every_quality():
    names = [name for part in get_args(Settings.model_fields["quality"].annotation) for name in get_args(part)]
    assert set(Quality) <= set(names)
