"""What is asked of a shelf: texts and large stills, and what comes from it is what is shown."""

import numpy as np
import pytest

from draftreel.compositor import shots
from draftreel.compositor.compositor import Compositor
from draftreel.image import Image
from draftreel.image.keeping import Kept
from draftreel.timeline import ImageFill, Layer, Placement, Text, TextRun, TextSource, TextStyle
from tests.compositor.conftest import WHOLE


class Recorder:
    """A shelf on which nothing lies, and what was asked of it."""

    def __init__(self) -> None:
        self.asked = []

    def kept(self, key, make):
        self.asked.append(key)
        return make()


class White:
    """A shelf on which every picture is white, 8x8."""

    def kept(self, key, make):
        return Kept(Image(tuple(np.full(shape, light, np.uint8) for shape, light in WHITE)))


WHITE = (((8, 8), 235), ((4, 4), 128), ((4, 4), 128))


def shown(timeline, studio, shelf=None):
    with Compositor(timeline, studio.library, shelf=shelf) as compositor:
        return compositor.frame(0)


def caption(string):
    text = Text(string, (TextRun(0, len(string), TextStyle(12.0)),))
    return Layer(WHOLE, 0, TextSource(text), Placement((64, 36)))


def test_a_large_still_is_asked_for_by_its_content_and_the_size_it_is_drawn_at(studio):
    photo, shelf = studio.flat(640, 400, 255, 0, 0), Recorder()
    shown(studio.timeline(studio.layer(photo)), studio, shelf)
    assert shelf.asked == [("still", photo.key, (58, 36))]


def test_a_still_that_is_as_fast_to_decode_is_not_kept(studio):
    shelf = Recorder()
    shown(studio.timeline(studio.layer(studio.flat(400, 400, 255, 0, 0))), studio, shelf)
    assert shelf.asked == []


def test_a_film_is_not_kept(studio):
    shelf = Recorder()
    shown(studio.timeline(studio.layer(studio.film(3, (640, 400)))), studio, shelf)
    assert shelf.asked == []


def test_a_picture_behind_a_layer_is_kept_like_any_other(studio):
    photo, small, shelf = studio.flat(640, 400, 255, 0, 0), studio.flat(8, 8, 0, 0, 0), Recorder()
    shown(studio.timeline(studio.layer(small, background=ImageFill(photo))), studio, shelf)
    assert shelf.asked == [("still", photo.key, None)]


def test_a_text_is_asked_for_once_by_what_it_says_and_its_scale(studio):
    shelf = Recorder()
    timeline = studio.timeline(caption("a"), caption("b"), caption("a"))
    with Compositor(timeline, {}, (128, 72), shelf) as compositor:
        compositor.frame(0)
        compositor.frame(1000)
    assert sorted((kind, text.string, scale) for kind, text, scale, _ in shelf.asked) == [
        ("text", "a", 2.0),
        ("text", "b", 2.0),
    ]


@pytest.mark.parametrize("empty", [None, Recorder()], ids=["no shelf", "an empty shelf"])
def test_the_picture_is_that_of_a_film_without_a_shelf(studio, empty):
    timeline = studio.timeline(studio.layer(studio.flat(640, 400, 255, 0, 0)), caption("a"))
    ours, plain = shown(timeline, studio, empty), shown(timeline, studio)
    assert all(np.array_equal(a, b) for a, b in zip(ours.planes, plain.planes, strict=True))


def test_what_lies_on_the_shelf_is_shown(studio):
    image = shown(studio.timeline(studio.layer(studio.flat(640, 400, 0, 0, 0))), studio, White())
    assert image.planes[0][18, 32] == 235


def test_a_still_that_is_gone_is_an_error_though_it_is_kept(studio):
    photo = studio.flat(640, 400, 0, 0, 0)
    studio.library.clear()
    with pytest.raises(shots.MaterialError, match="the file is not there"):
        shown(studio.timeline(studio.layer(photo)), studio, White())
