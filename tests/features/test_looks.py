"""What a library can make a clip wear, as it shows in the film."""

import numpy as np
import pytest

from draftreel.catalogue import find
from draftreel.timeline import Adjustment

SCREEN, MULTIPLY = "6758325170760323597", "6758325895519277582"


def by_id(members, one):
    return next(look for look in members if look.value.resource_id == one)


def drawn(members, kind, family):
    """The first of a library's looks that a family of ours draws."""
    for look in members:
        found = find(kind, look.value.resource_id, look.value.effect_id, look.name)
        if found.call and found.call.name == family:
            return look
    raise LookupError(f"no {kind} of the library is a {family}")


def masks(desk):
    return {look.value.resource_id: look for look in desk.lib.MaskType}


def test_a_circle_shows_its_middle_and_hides_the_corners(desk):
    shot = desk.shot("white.png")
    shot.add_mask(masks(desk)["6791700663249146381"], size=0.5)
    picture = desk.shown(shot).picture(0.5)
    assert picture[18, 32].min() > 250
    assert picture[18, 32 - 12].max() < 5
    assert picture[18, 32 + 12].max() < 5
    assert picture[18 - 12, 32].max() < 5


def test_an_inverted_rectangle_hides_its_inside(desk):
    shot = desk.shot("white.png")
    shot.add_mask(masks(desk)["6791700809454195207"], size=0.5, rect_width=0.5, invert=True)
    picture = desk.shown(shot).picture(0.5)
    assert picture[18, 32].max() < 5
    assert picture[2, 2].min() > 250
    assert picture[18, 4].min() > 250


def test_a_mask_moves_right_and_up_by_the_materials_pixels(desk):
    shot = desk.shot("white.png")
    shot.add_mask(masks(desk)["6791700809454195207"], center_x=16, center_y=9, size=0.5, rect_width=0.5)
    picture = desk.shown(shot).picture(0.5)
    assert picture[9, 48].min() > 250
    assert picture[27, 16].max() < 5


@pytest.mark.parametrize(
    ("mode", "below", "above", "shown"),
    [
        (MULTIPLY, "red", "white", (255, 0, 0)),
        (MULTIPLY, "red", "blue", (0, 0, 0)),
        (SCREEN, "red", "blue", (255, 0, 255)),
        (SCREEN, "red", "black", (255, 0, 0)),
    ],
)
def test_a_mix_mode_joins_a_clip_with_what_lies_below(desk, mode, below, above, shown):
    script = desk.script("video:main", "video:top")
    script.add_segment(desk.shot(f"{below}.png"), "main")
    top = desk.shot(f"{above}.png")
    top.set_mix_mode(by_id(desk.lib.MixModeType, mode))
    script.add_segment(top, "top")
    film = desk.film(script)
    assert film.picture(0.5)[18, 32] == pytest.approx(shown, abs=6)
    assert film.asked() == ""


def test_keyed_brightness_rises(desk):
    shot = desk.shot("numbered.mp4")
    shot.add_keyframe(desk.lib.KeyframeProperty.brightness, 0, 0.0)
    shot.add_keyframe(desk.lib.KeyframeProperty.brightness, 1_000_000, 0.5)
    plain, film = desk.shown(desk.shot("numbered.mp4")), desk.shown(shot)
    moments = (0.0, 0.5, 29 / 30)
    gains = np.subtract(film.lumas(*moments), plain.lumas(*moments))
    assert abs(gains[0]) <= 1
    assert 5 < gains[1] < gains[2]


def test_a_black_and_white_filter_takes_the_colour(desk):
    shot = desk.shot("red.png")
    shot.add_filter(drawn(desk.lib.FilterType, "filter", "monochrome"))
    red, green, blue = desk.shown(shot).picture(0.5)[18, 32]
    assert max(red, green, blue) - min(red, green, blue) < 40


def test_a_filter_at_no_intensity_changes_nothing(desk):
    shot = desk.shot("red.png")
    shot.add_filter(drawn(desk.lib.FilterType, "filter", "monochrome"), 0)
    assert desk.shown(shot).picture(0.5)[18, 32] == pytest.approx((255, 0, 0), abs=4)


def test_a_filter_of_a_track_of_its_own_acts_on_all_below_for_its_time(desk):
    script = desk.script("video", "filter")
    script.add_segment(desk.shot("red.png", duration=2))
    script.add_filter(drawn(desk.lib.FilterType, "filter", "monochrome"), desk.at(1, 1))
    film = desk.film(script)
    before, during = film.picture(0.5)[18, 32], film.picture(1.5)[18, 32]
    assert before == pytest.approx((255, 0, 0), abs=4)
    assert during.max() - during.min() < 40


def contrast(picture):
    """Between the lightest and the darkest pixel of the middle row, away from its ends."""
    return int(np.ptp(picture[18, 8:56]))


def test_a_blur_takes_the_contrast_of_fine_stripes(desk):
    shot = desk.shot("stripes.png")
    shot.add_effect(drawn(desk.lib.VideoSceneEffectType, "scene_effect", "blur"))
    assert contrast(desk.shown(desk.shot("stripes.png")).picture(0.5)) > 250
    assert contrast(desk.shown(shot).picture(0.5)) < 200


def blurs_by_a_slider(look):
    call = find("scene_effect", look.value.resource_id, look.value.effect_id, look.name).call
    acts = call is not None and call.name == "blur" and "blur" in call.arguments
    return acts and any(param.name == "effects_adjust_blur" for param in look.value.params)


def test_a_blur_whose_slider_is_at_nothing_blurs_nothing(desk):
    look = next(filter(blurs_by_a_slider, desk.lib.VideoSceneEffectType))
    shot = desk.shot("stripes.png")
    shot.add_effect(look, [0 if param.name == "effects_adjust_blur" else None for param in look.value.params])
    assert contrast(desk.shown(shot).picture(0.5)) > 250


def test_an_effect_of_a_track_of_its_own_acts_for_its_time(desk):
    script = desk.script("video", "effect")
    script.add_segment(desk.shot("stripes.png", duration=3))
    script.add_effect(drawn(desk.lib.VideoSceneEffectType, "scene_effect", "blur"), desk.at(1, 1))
    film = desk.film(script)
    [act] = [item for track in film.timeline.tracks for item in track.items if isinstance(item, Adjustment)]
    assert (act.span.start, act.span.end) == (1_000_000, 2_000_000)
    before, during, after = (contrast(film.picture(moment)) for moment in (0.5, 1.5, 2.5))
    assert during < 200
    assert min(before, after) > 250


def test_a_typewriter_shows_more_and_more_of_the_letters(desk):
    text = desk.text("HHHH", style=desk.lib.TextStyle(size=30))
    text.add_animation(
        next(
            one
            for one in desk.lib.TextIntro
            if (call := find("text_in", one.value.resource_id, "", one.value.title).call) and call.name == "typewriter"
        ),
        "0.8s",
    )
    film = desk.read(text)
    ink = [int((film.picture(moment) > 128).sum()) for moment in (0.0, 0.5, 0.9)]
    assert ink[0] < ink[1] < ink[2]
