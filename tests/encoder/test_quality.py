from dataclasses import replace
from fractions import Fraction
from typing import get_args

import av
import cv2
import numpy as np
import pytest

from draftreel.choices import Quality
from draftreel.encoder import VideoEncoder, join
from draftreel.formats import RECIPES, VideoSettings
from draftreel.image import Image
from draftreel.image.dithering import rounded
from draftreel.settings import Settings
from draftreel.span import SECOND

SIZE = (640, 360)
VIDEO = VideoSettings(*SIZE, Fraction(30), threads=1)
PLAIN = replace(VIDEO, quality=23, tuning="")  # x264 by itself, as most films are made


@pytest.fixture
def made(tmp_path):
    def encode(pictures, video, name="film.mp4"):
        with VideoEncoder(tmp_path / name, video) as encoder:
            for picture in pictures:
                encoder.write(picture)
        return tmp_path / name

    return encode


def video_of(quality, video=VIDEO):
    recipe = RECIPES[quality]
    return replace(video, preset=recipe.preset, quality=recipe.crf, tuning=recipe.tuning)


def luma(path):
    with av.open(str(path)) as film:
        return [frame.to_ndarray()[: SIZE[1]].astype(np.float32) for frame in film.decode(video=0)]


def grey(y):
    return Image((y, *(np.full((SIZE[1] // 2, SIZE[0] // 2), 128, np.uint8) for _ in range(2))))


def sky(number):
    """A dark gradient of one level in some 25 pixels, that drifts."""
    across, down = np.meshgrid(np.arange(SIZE[0]), np.arange(SIZE[1]))
    return 18 + 26 * np.exp(-np.hypot(across - 100 - number, 1.6 * (down - 300)) / 500)


def dithered_sky(number):
    return grey(rounded((sky(number) * 256).astype(np.uint16)))


def grainy(number):
    dice = np.random.default_rng(number)
    return grey(np.clip(120 + 4 * dice.normal(size=SIZE[::-1]), 16, 235).astype(np.uint8))


def off(film):
    """How far the skies of a film are from what is meant, in levels, as an eye takes pixels together."""
    errors = [cv2.GaussianBlur(seen - sky(n).astype(np.float32), (0, 0), 8) for n, seen in enumerate(film)]
    return np.sqrt(np.mean(np.square(errors)))


def test_a_film_is_of_standard_quality_unless_said():
    assert video_of(Quality.STANDARD) == VIDEO


def test_an_operator_may_name_every_quality():
    names = [name for part in get_args(Settings.model_fields["quality"].annotation) for name in get_args(part)]
    assert set(Quality) <= set(names)


def test_a_better_quality_is_closer_to_the_pictures(made):
    pictures = [grainy(n) for n in range(12)]
    sources = [picture.planes[0] for picture in pictures]
    films = [luma(made(pictures, video_of(quality))) for quality in Quality]
    errors = [np.mean([np.abs(one - other).mean() for one, other in zip(film, sources, strict=True)]) for film in films]
    assert errors[0] > errors[1] > errors[2]


@pytest.mark.parametrize("quality", [Quality.STANDARD, Quality.HIGH])
def test_a_dark_gradient_is_kept_smooth(made, quality):
    pictures = [dithered_sky(n) for n in range(12)]
    assert off(luma(made(pictures, video_of(quality)))) < 0.10
    assert off(luma(made(pictures, PLAIN))) > 0.13


def test_grain_stays(made):
    pictures = [grainy(n) for n in range(12)]
    kept = np.mean([frame.std() for frame in luma(made(pictures, VIDEO))])
    assert kept > 0.75 * 4
    assert kept > np.mean([frame.std() for frame in luma(made(pictures, PLAIN))])


@pytest.mark.parametrize("quality", Quality)
@pytest.mark.parametrize("threads", [1, 2])
def test_every_quality_gives_the_same_bytes_every_time(encoded, settings, quality, threads):
    video = replace(video_of(quality, settings), threads=threads)
    assert len({encoded(range(70), video, f"{n}.mp4").read_bytes() for n in range(8)}) == 1


@pytest.mark.parametrize("quality", Quality)
def test_chunks_of_every_quality_join(chunked, settings, frames_of, number_of, tmp_path, quality):
    join(chunked((0, 25, 50), video_of(quality, settings)), None, tmp_path / "film.mp4", 2 * SECOND)
    assert [number_of(frame) for frame in frames_of(tmp_path / "film.mp4")] == list(range(50))
