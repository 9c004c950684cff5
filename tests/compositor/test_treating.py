"""Treatments, masks and blends in their order; the looks are of the test's own, so that the numbers are plain."""

import numpy as np
import pytest

from draftreel.blends import BLENDS
from draftreel.call import Call
from draftreel.compositor.compositor import Compositor
from draftreel.compositor.treating import Recipe, recipe_at
from draftreel.effects import EFFECTS
from draftreel.errors import RenderError
from draftreel.filters import FILTERS
from draftreel.image import Image
from draftreel.masks import MASKS
from draftreel.span import Span
from draftreel.timeline import Adjustment, Effect, Filter, Key, KeyedCall, Mask, Placement, constant, keyed

SECOND = 1_000_000
GREY, WHITE = (128, 128, 128), (255, 255, 255)


def darker(image: Image, by: float = 10.0) -> Image:
    return Image((image.planes[0] - np.uint8(by), *image.planes[1:]), image.layout)


def doubled(image: Image) -> Image:
    return Image((image.planes[0] * np.uint8(2), *image.planes[1:]), image.layout)


def clock(image: Image, moment, offset: float = 0.0) -> Image:
    light = round(100 * moment.progress + 10 * moment.time + offset)
    return Image((np.full_like(image.planes[0], light), *image.planes[1:]), image.layout)


def left_half(size, share=0.5):
    alpha = np.zeros(size[::-1], np.float32)
    alpha[:, : int(size[0] * share)] = 1
    return alpha


@pytest.fixture(autouse=True)
def looks(monkeypatch) -> None:
    for name, look in (("darker", darker), ("doubled", doubled)):
        monkeypatch.setitem(FILTERS, name, look)
    monkeypatch.setitem(EFFECTS, "clock", clock)
    monkeypatch.setitem(MASKS, "left_half", left_half)
    monkeypatch.setitem(BLENDS, "darkest", np.minimum)


def filtered(name: str, span: Span | None = None, **params: float) -> Filter:
    return Filter(KeyedCall(Call.of(name, **params)), span)


def lumas(studio, *items, moments=(0,)) -> list[int]:
    with Compositor(studio.timeline(*items), studio.library) as compositor:
        return [int(compositor.frame(moment).planes[0][18, 40]) for moment in moments]


def test_treatments_act_in_their_order(studio) -> None:
    grey = studio.flat(64, 36, *GREY)
    start = lumas(studio, studio.layer(grey))[0]
    both = filtered("darker", by=60.0), filtered("doubled")
    assert lumas(studio, studio.layer(grey, treatments=both)) == [(start - 60) * 2]
    assert lumas(studio, studio.layer(grey, treatments=both[::-1])) == [start * 2 % 256 - 60]


def test_a_filter_acts_in_its_own_time_and_its_parameters_follow_their_curves(studio) -> None:
    curve = keyed([Key(0, 0.0), Key(SECOND, 40.0)])
    treatment = Filter(KeyedCall(Call("darker"), (("by", curve),)), Span(SECOND // 4, SECOND // 2))
    layer = studio.layer(studio.flat(64, 36, *WHITE), treatments=(treatment,))
    quarters = [0, SECOND // 4, SECOND // 2, SECOND * 3 // 4]
    assert lumas(studio, layer, moments=quarters) == [235, 225, 215, 235]


def test_an_effect_knows_how_long_it_has_acted_and_what_share_that_is(studio) -> None:
    treatment = Effect(KeyedCall(Call("clock")), Span(SECOND // 2, SECOND // 2))
    layer = studio.layer(studio.flat(64, 36, *WHITE), treatments=(treatment,))
    assert lumas(studio, layer, moments=[0, SECOND // 2, SECOND * 3 // 4]) == [235, 0, 52]


def test_an_adjustment_acts_on_all_below_and_nothing_above(studio) -> None:
    below = studio.layer(studio.flat(64, 36, *WHITE))
    left = Placement((32.0, 36.0), x=constant(-0.5))
    above = studio.layer(studio.flat(32, 36, *WHITE), placement=left)
    adjustment = Adjustment(Span(SECOND // 2, SECOND // 2), SECOND // 2, (filtered("darker", by=100.0),))
    with Compositor(studio.timeline(below, adjustment, above), studio.library) as compositor:
        before, after = (compositor.frame(moment).planes[0][18] for moment in (0, SECOND // 2))
    assert set(before) == {235}
    assert set(after[:32]) == {235}
    assert set(after[32:]) == {135}


def test_adjustments_add_up(studio) -> None:
    white = studio.layer(studio.flat(64, 36, *WHITE))
    twice = [Adjustment(Span(0, SECOND), 0, (filtered("darker"),)) for _ in range(2)]
    assert lumas(studio, white, *twice) == [215]


def test_a_mask_hides_what_lies_outside_it_or_inside(studio) -> None:
    below = studio.layer(studio.flat(64, 36, *GREY))
    grey = lumas(studio, below)[0]
    for invert, expected in ((False, (235, grey)), (True, (grey, 235))):
        layer = studio.layer(studio.flat(64, 36, *WHITE), mask=Mask(KeyedCall(Call("left_half")), invert))
        with Compositor(studio.timeline(below, layer), studio.library) as compositor:
            row = compositor.frame(0).planes[0][18]
        assert (row[10], row[50]) == expected


def test_a_mask_is_measured_in_what_the_crop_leaves(studio) -> None:
    placement = studio.place(studio.flat(64, 36, *WHITE), crop=studio.crop(left=0.5))
    layer = studio.layer(studio.flat(64, 36, *WHITE), placement=placement, mask=Mask(KeyedCall(Call("left_half"))))
    with Compositor(studio.timeline(layer), studio.library) as compositor:
        row = compositor.frame(0).planes[0][18]
    assert (row[8], row[24], row[40], row[56]) == (235, 235, 16, 16)


def test_a_mask_moves_by_its_curves(studio) -> None:
    curve = keyed([Key(0, 0.0), Key(SECOND, 1.0)])
    mask = Mask(KeyedCall(Call("left_half"), (("share", curve),)))
    layer = studio.layer(studio.flat(64, 36, *WHITE), mask=mask)
    with Compositor(studio.timeline(layer), studio.library) as compositor:
        widths = [int((compositor.frame(m).planes[0][18] > 100).sum()) for m in (0, SECOND // 4, SECOND // 2)]
    assert widths == [0, 16, 32]


def test_a_blend_meets_what_lies_below(studio) -> None:
    grey, white = studio.flat(64, 36, *GREY), studio.flat(64, 36, *WHITE)
    darkest = {"blend": Call("darkest")}
    start = lumas(studio, studio.layer(grey))[0]
    assert lumas(studio, studio.layer(grey), studio.layer(white, **darkest)) == [pytest.approx(start, abs=1)]
    assert lumas(studio, studio.layer(white), studio.layer(grey, **darkest)) == [pytest.approx(start, abs=1)]
    half = Placement((64.0, 36.0), opacity=constant(0.5))
    mixed = lumas(studio, studio.layer(white), studio.layer(grey, placement=half, **darkest))
    assert mixed == [pytest.approx((start + 235) / 2, abs=1.5)]


def test_what_is_asked_for_compares_so_that_a_still_is_treated_once(studio, monkeypatch) -> None:
    calls = []
    monkeypatch.setitem(FILTERS, "counted", lambda image: calls.append(1) or image)
    layer = studio.layer(studio.flat(64, 36, *WHITE), treatments=(filtered("counted"),))
    lumas(studio, layer, moments=range(0, SECOND, SECOND // 10))
    assert len(calls) == 1


def test_without_anything_to_do_the_recipe_is_empty() -> None:
    assert recipe_at((filtered("darker", Span(5, 5)),), None, (), 0) == Recipe()


@pytest.mark.parametrize(
    "more",
    [
        {"treatments": (filtered("no-such"),)},
        {"treatments": (Effect(KeyedCall(Call("no-such")), Span(0, SECOND)),)},
        {"mask": Mask(KeyedCall(Call("no-such")))},
        {"blend": Call("no-such")},
    ],
)
def test_an_unknown_look_is_a_render_error(studio, more) -> None:
    layer = studio.layer(studio.flat(64, 36, *WHITE), **more)
    with pytest.raises(RenderError, match="no-such"):
        lumas(studio, layer)
