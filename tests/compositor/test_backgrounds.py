import numpy as np
import pytest

from draftreel.compositor.compositor import Compositor
from draftreel.image import Image, to_rgb
from draftreel.timeline import BlurFill, ColourFill, ImageFill, Layer, Placement, constant


def draw(studio, layer: Layer) -> Image:
    with Compositor(studio.timeline(layer), studio.library) as compositor:
        return compositor.frame(0)


def test_a_colour_stands_beside_a_narrow_picture(studio) -> None:
    layer = studio.layer(studio.flat(36, 36, 255, 255, 255), background=ColourFill((1.0, 0.0, 0.0, 1.0)))
    rgb = to_rgb(draw(studio, layer))
    assert rgb[18, 4].tolist() == [255, 1, 0]
    assert rgb[18, 32].tolist() == [255, 255, 255]
    assert rgb[18, 60].tolist() == [255, 1, 0]


def test_a_picture_behind_covers_the_canvas_and_keeps_its_shape(studio) -> None:
    behind = np.zeros((36, 128, 3), np.uint8)
    behind[:, 32:96] = (0, 0, 255)  # the middle 64 columns are what is left of it
    layer = studio.layer(studio.flat(8, 36, 255, 255, 255), background=ImageFill(studio.still(behind)))
    rgb = to_rgb(draw(studio, layer)).astype(int)
    assert rgb[18, 2:24].min(axis=0).tolist()[2] >= 254
    assert rgb[18, 32].tolist() == [255, 255, 255]


def test_the_blur_is_of_the_layer_s_own_picture(studio) -> None:
    studio.canvas = (256, 144)
    photo = np.zeros((144, 72, 3), np.uint8)
    photo[72:] = 255
    rgb = to_rgb(draw(studio, studio.layer(studio.still(photo), background=BlurFill(1.0)))).astype(int)
    assert rgb[10, 20, 0] < 10
    assert rgb[134, 20, 0] > 245
    assert rgb[72, 20, 0] == pytest.approx(128, abs=30)
    assert len(np.unique(rgb[:, 20, 0])) > 20


def test_a_fading_layer_shows_its_background(studio) -> None:
    media = studio.flat(64, 36, 255, 255, 255)
    place = Placement((64.0, 36.0), opacity=constant(0.0))
    layer = studio.layer(media, placement=place, background=ColourFill((1.0, 0.0, 0.0, 1.0)))
    assert to_rgb(draw(studio, layer))[18, 32].tolist() == [255, 1, 0]
