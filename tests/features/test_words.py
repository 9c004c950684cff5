"""What a draft says: text of the two libraries on a black canvas of 640x360."""

import numpy as np
import pytest


def ink(picture, channel=None):
    """Where something is drawn, or where one channel outshines the others by far."""
    if channel is None:
        return picture.max(axis=2) > 100
    others = np.delete(picture, channel, axis=2).max(axis=2)
    return picture[..., channel] > others + 80


def box(mask):
    """Left, top, right, bottom of what is set."""
    y, x = np.nonzero(mask)
    return int(x.min()), int(y.min()), int(x.max()) + 1, int(y.max()) + 1


def width(mask):
    left, _, right, _ = box(mask)
    return right - left


def height(mask):
    _, top, _, bottom = box(mask)
    return bottom - top


def lines(mask):
    """How many bands of rows have something in them."""
    rows = mask.any(axis=1).astype(int)
    return int((np.diff(np.concatenate([[0], rows])) == 1).sum())


def drawn(desk, string="HHH", style=None, **more):
    style = desk.lib.TextStyle(**{"size": 30, **(style or {})})
    return desk.read(desk.text(string, style=style, **more))


def shown(desk, string="HHH", style=None, **more):
    return drawn(desk, string, style, **more).picture(0.5)


def test_words_stand_in_the_middle_for_their_time(desk):
    film = desk.read(desk.text("HHH", 0.5, 1.0, style=desk.lib.TextStyle(size=30)))
    left, top, right, bottom = box(ink(film.picture(1.0)))
    assert (left + right) / 2 == pytest.approx(320, abs=3)
    assert (top + bottom) / 2 == pytest.approx(180, abs=12)
    assert not ink(film.picture(0.4)).any()
    assert film.timeline.duration == 1_500_000


@pytest.mark.parametrize(
    ("x", "y", "middle"), [(0.5, 0.0, (480, 180)), (0.0, -0.5, (320, 270)), (-0.25, 0.5, (240, 90))]
)
def test_words_move_by_half_canvases_up_and_to_the_right(desk, x, y, middle):
    here = box(ink(shown(desk)))
    there = box(ink(shown(desk, clip_settings=desk.lib.ClipSettings(transform_x=x, transform_y=y))))
    assert there[0] - here[0] == pytest.approx(middle[0] - 320, abs=1)
    assert there[1] - here[1] == pytest.approx(middle[1] - 180, abs=1)


def test_twice_the_size_is_twice_as_wide_and_high(desk):
    small, large = (ink(shown(desk, style={"size": size})) for size in (20, 40))
    assert width(large) == pytest.approx(2 * width(small), rel=0.06)
    assert height(large) == pytest.approx(2 * height(small), rel=0.1)


def test_the_clips_scale_multiplies_the_size(desk):
    plain = ink(shown(desk, style={"size": 40}))
    scaled = ink(shown(desk, style={"size": 20}, clip_settings=desk.lib.ClipSettings(scale_x=2, scale_y=2)))
    assert width(scaled) == pytest.approx(width(plain), abs=4)


def test_words_have_their_colour(desk):
    picture = shown(desk, style={"color": (1.0, 0.0, 0.0)})
    assert ink(picture, 0).sum() > 0.6 * (picture.max(axis=2) > 20).sum()
    assert not ink(picture, 2).any()


def test_bold_has_more_ink_italic_leans_and_an_underline_is_one_wide_bar(desk):
    plain, bold, italic, lined = (
        ink(shown(desk, "HH", style)) for style in ({}, {"bold": True}, {"italic": True}, {"underline": True})
    )
    assert bold.sum() > 1.1 * plain.sum()
    left, top, _, bottom = box(italic)
    first_column = [int(np.nonzero(italic[row])[0].min()) for row in (top + 1, bottom - 2)]
    assert first_column[0] > first_column[1] + 2
    assert left == pytest.approx(first_column[1], abs=2)
    assert box(lined)[3] > box(plain)[3] + 1
    assert lined[box(plain)[3] :].any(axis=0).sum() == pytest.approx(width(plain), rel=0.25)


def test_a_stroke_surrounds_the_words(desk):
    plain = ink(shown(desk))
    picture = shown(desk, border=desk.lib.TextBorder(color=(0.0, 1.0, 0.0), width=60))
    assert ink(picture, 1).sum() > 100
    assert width(ink(picture)) > width(plain) + 2


def test_a_shadow_falls_to_the_lower_right(desk):
    shadow = desk.lib.TextShadow(color=(1.0, 0.0, 0.0), alpha=1.0, diffuse=0.0, distance=20.0, angle=-45.0)
    picture = shown(desk, shadow=shadow)
    words, fallen = box(picture.min(axis=2) > 200), box(ink(picture, 0))
    assert fallen[2] > words[2]
    assert fallen[3] > words[3]


def test_a_box_lies_behind_the_words_and_is_larger(desk):
    background = desk.lib.TextBackground(color="#0000FF", alpha=1.0)
    picture = shown(desk, background=background)
    words, behind = box(picture.min(axis=2) > 200), box(ink(picture, 2))
    assert behind[0] < words[0]
    assert behind[1] < words[1]
    assert behind[2] > words[2]
    assert behind[3] > words[3]
    assert not ink(shown(desk), 2).any()


@pytest.mark.parametrize(("align", "same"), [(0, 0), (2, 2)], ids=["left", "right"])
def test_lines_are_flush_on_the_side_that_is_asked_for(desk, align, same):
    mask = ink(shown(desk, "HHHHH\nHH", {"align": align}))
    assert lines(mask) == 2
    rows = np.nonzero(mask.any(axis=1))[0]
    middle = (rows.min() + rows.max()) // 2
    upper, lower = mask.copy(), mask.copy()
    upper[middle:], lower[:middle] = False, False
    assert box(upper)[same] == pytest.approx(box(lower)[same], abs=1)
    assert width(upper) > 2 * width(lower)


def test_spacing_spreads_letters_and_lines(desk):
    plain = ink(shown(desk, "HH\nHH"))
    assert width(ink(shown(desk, "HH\nHH", {"letter_spacing": 10}))) > width(plain) + 5
    assert height(ink(shown(desk, "HH\nHH", {"line_spacing": 10}))) > height(plain) + 5


def test_long_captions_wrap_inside_their_share_of_the_width(desk):
    mask = ink(shown(desk, "HH " * 12, {"auto_wrapping": True, "max_line_width": 0.5}))
    assert lines(mask) >= 2
    assert width(mask) <= 320


def test_half_opacity_is_half_as_bright(desk):
    full, half = shown(desk).max(), shown(desk, style={"alpha": 0.5}).max()
    assert full > 250
    assert half == pytest.approx(full / 2, abs=6)


def test_chinese_arabic_and_emoji_are_drawn_and_emoji_have_colours(desk):
    picture = shown(desk, "光 سلام 😀", {"size": 40})
    assert ink(picture).sum() > 500
    assert (picture.max(axis=2) - picture.min(axis=2) > 100).sum() > 100


def test_a_subtitle_file_becomes_captions_near_the_lower_edge(desk, tmp_path):
    subtitles = tmp_path / "two.srt"
    subtitles.write_text(
        "1\n00:00:00,000 --> 00:00:00,800\nHHHH\n\n2\n00:00:01,000 --> 00:00:01,800\nHHHHHHHH\n\n", encoding="utf-8"
    )
    script = desk.script("text:captions", size=(640, 360))
    script.import_srt(str(subtitles), "captions", text_style=desk.lib.TextStyle(size=20, align=1, auto_wrapping=True))
    film = desk.film(script)
    first, second = ink(film.picture(0.4)), ink(film.picture(1.4))
    assert width(second) == pytest.approx(2 * width(first), rel=0.1)
    _, top, _, bottom = box(first)
    assert (top + bottom) / 2 == pytest.approx(180 + 0.8 * 180, abs=8)
    assert not ink(film.picture(0.9)).any()


def test_words_move_and_fade_by_keyframes(desk):
    text = desk.text("HHH", style=desk.lib.TextStyle(size=30))
    for name, first, last in (("position_y", 0.0, 0.5), ("alpha", 0.0, 1.0)):
        text.add_keyframe(desk.lib.KeyframeProperty[name], 0, first)
        text.add_keyframe(desk.lib.KeyframeProperty[name], 1_000_000, last)
    film = desk.read(text)
    still = box(ink(shown(desk)))
    _, top, _, _ = box(film.picture(0.5).max(axis=2) > 60)
    assert top == pytest.approx(still[1] - 45, abs=2)
    assert film.picture(0.5).max() == pytest.approx(127, abs=8)
