"""What a draft shows: each feature of the two libraries in a film of 64x36 pixels."""

import numpy as np
import pytest

RED, GREEN, BLUE, WHITE, BLACK = (255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255), (0, 0, 0)
HALF_GREY = 16 + 219 // 2  # Y half way between black and white


def colour_at(picture, x, y):
    """The nearest of five colours at a pixel."""
    return min((RED, GREEN, BLUE, WHITE, BLACK), key=lambda one: np.abs(picture[y, x] - one).sum())


def box_of_light(picture):
    """Left, top, right, bottom of what is brighter than half."""
    y, x = np.nonzero(picture.mean(axis=2) > 127)
    return int(x.min()), int(y.min()), int(x.max()) + 1, int(y.max()) + 1


def numbers(film, *frames):
    """Which frames of the numbered video show at some frames of the film."""
    return [(luma - 40) / 3 for luma in film.lumas(*(frame / 30 for frame in frames))]


def test_a_clip_plays_frame_by_frame(desk):
    film = desk.shown(desk.shot("numbered.mp4"))
    assert numbers(film, 0, 1, 15, 29) == pytest.approx([0, 1, 15, 29], abs=0.34)
    assert (film.timeline.width, film.timeline.height, film.timeline.duration) == (64, 36, 1_000_000)
    assert film.diagnostics == ()


def test_a_trimmed_clip_starts_at_its_in_point(desk):
    film = desk.shown(desk.shot("numbered.mp4", source_timerange=desk.at(0.5, 1.0)))
    assert numbers(film, 0, 10) == pytest.approx([15, 25], abs=0.34)


@pytest.mark.parametrize(("speed", "shown"), [(2.0, 20), (0.5, 5), (1.5, 15)])
def test_at_another_speed_frame_ten_shows_frame_ten_times_the_speed(desk, speed, shown):
    film = desk.shown(desk.shot("numbered.mp4", speed=speed))
    assert numbers(film, 10) == pytest.approx([shown], abs=0.34)


def test_a_source_range_in_another_time_gives_the_speed(desk):
    film = desk.shown(desk.shot("numbered.mp4", source_timerange=desk.at(0.0, 2.0)))
    assert numbers(film, 1, 10) == pytest.approx([2, 20], abs=0.34)


def test_backwards_the_last_frame_comes_first(desk):
    def reverse(content):
        content["tracks"][0]["segments"][0]["reverse"] = True

    film = desk.shown(desk.shot("numbered.mp4"), edit=reverse)
    first, tenth, last = numbers(film, 0, 10, 29)
    assert first == pytest.approx(29.5, abs=0.9)
    assert first - tenth == pytest.approx(10, abs=0.34)
    assert last == pytest.approx(0.5, abs=0.9)


def test_a_crop_shows_only_its_part(desk):
    left = {"upper_right_x": 0.5, "lower_right_x": 0.5}
    material = desk.lib.VideoMaterial(desk.path("halves.png"), crop_settings=desk.lib.CropSettings(**left))
    film = desk.shown(desk.lib.VideoSegment(material, desk.at(0, 1)))
    picture = film.picture(0)
    assert {colour_at(picture, x, y) for x in (0, 31, 63) for y in (0, 35)} == {RED}


CLIPS = {
    "half the size covers the middle quarter": ({"scale_x": 0.5, "scale_y": 0.5}, (16, 9, 48, 27)),
    "half as wide": ({"scale_x": 0.5}, (16, 0, 48, 36)),
    "half a canvas to the right": ({"transform_x": 1.0}, (32, 0, 64, 36)),
    "a quarter up": ({"transform_y": 0.5}, (0, 0, 64, 27)),
    "small in the lower left": (
        {"scale_x": 0.5, "scale_y": 0.5, "transform_x": -0.5, "transform_y": -0.5},
        (0, 18, 32, 36),
    ),
    "half the size, upright": ({"scale_x": 0.5, "scale_y": 0.5, "rotation": 90}, (23, 2, 41, 34)),
}


@pytest.mark.parametrize(("clip", "box"), CLIPS.values(), ids=CLIPS)
def test_a_photo_stands_where_its_clip_settings_say(desk, clip, box):
    film = desk.shown(desk.shot("white.png", clip_settings=desk.lib.ClipSettings(**clip)))
    assert box_of_light(film.picture(0.5)) == box


TURNS = {
    "as it is": ({}, (RED, GREEN, BLUE, WHITE)),
    "a quarter clockwise": ({"rotation": 90}, (BLUE, RED, WHITE, GREEN)),
    "a quarter counter-clockwise": ({"rotation": -90}, (GREEN, WHITE, RED, BLUE)),
    "upside down": ({"rotation": 180}, (WHITE, BLUE, GREEN, RED)),
    "left for right": ({"flip_horizontal": True}, (GREEN, RED, WHITE, BLUE)),
    "top for bottom": ({"flip_vertical": True}, (BLUE, WHITE, RED, GREEN)),
    "flipped, then turned": ({"flip_horizontal": True, "rotation": 90}, (WHITE, GREEN, BLUE, RED)),
}


@pytest.mark.parametrize(("clip", "corners"), TURNS.values(), ids=TURNS)
def test_four_corners_tell_how_a_photo_is_turned(desk, clip, corners):
    settings = desk.lib.ClipSettings(**clip)
    picture = desk.shown(desk.shot("corners.png", clip_settings=settings), size=(64, 64)).picture(0)
    assert tuple(colour_at(picture, x, y) for y in (12, 52) for x in (12, 52)) == corners


def test_half_opacity_over_black_is_half_grey(desk):
    film = desk.shown(desk.shot("white.png", clip_settings=desk.lib.ClipSettings(alpha=0.5)))
    assert film.lumas(0.5) == pytest.approx([HALF_GREY], abs=1)


MOVES = {
    "to the right": ({"position_x": (0, 2)}, (32, 0, 64, 36)),
    "upwards": ({"position_y": (0, 2)}, (0, 0, 64, 18)),
    "smaller": ({"uniform_scale": (1, 0)}, (16, 9, 48, 27)),
    "narrower": ({"scale_x": (1, 0)}, (16, 0, 48, 36)),
    "lower": ({"scale_y": (1, 0)}, (0, 9, 64, 27)),
    "right and up": ({"position_x": (0, 2), "position_y": (0, 2)}, (32, 0, 64, 18)),
}


@pytest.mark.parametrize(("ways", "half_way"), MOVES.values(), ids=MOVES)
def test_a_keyframed_move_is_half_way_at_half_time(desk, ways, half_way):
    shot = desk.shot("white.png")
    for name, (first, last) in ways.items():
        shot.add_keyframe(desk.lib.KeyframeProperty[name], 0, first)
        shot.add_keyframe(desk.lib.KeyframeProperty[name], 1_000_000, last)
    assert box_of_light(desk.shown(shot).picture(0.5)) == half_way


def test_keyframes_hold_before_the_first_and_after_the_last(desk):
    shot = desk.shot("white.png")
    shot.add_keyframe(desk.lib.KeyframeProperty.alpha, 400_000, 0.0)
    shot.add_keyframe(desk.lib.KeyframeProperty.alpha, 600_000, 1.0)
    lumas = desk.shown(shot).lumas(0.1, 0.4, 0.5, 0.6, 0.9)
    assert lumas == pytest.approx([16, 16, HALF_GREY, 235, 235], abs=1)


def test_a_turn_of_180_degrees_is_a_quarter_at_half_time(desk):
    shot = desk.shot("corners.png")
    shot.add_keyframe(desk.lib.KeyframeProperty.rotation, 0, 0)
    shot.add_keyframe(desk.lib.KeyframeProperty.rotation, 1_000_000, 180)
    picture = desk.shown(shot, size=(64, 64)).picture(0.5)
    assert [colour_at(picture, x, 12) for x in (12, 52)] == [BLUE, RED]


def test_keyframes_count_from_the_segments_own_start(desk):
    shot = desk.shot("white.png", 1.0)
    shot.add_keyframe(desk.lib.KeyframeProperty.alpha, 0, 0.0)
    shot.add_keyframe(desk.lib.KeyframeProperty.alpha, 1_000_000, 1.0)
    assert desk.shown(desk.shot("black.png"), shot).lumas(1.0, 1.5) == pytest.approx([16, HALF_GREY], abs=1)


def joined(desk, name, first="red.png", second="blue.png"):
    """Two photos of a second each with a transition of half a second between them."""
    leaving = desk.shot(first)
    leaving.add_transition(desk.lib.TransitionType[name], duration=500_000)
    return desk.shown(leaving, desk.shot(second, 1.0))


def test_a_dissolve_is_half_grey_on_the_cut_and_lasts_half_before_half_after(desk):
    film = joined(desk, "叠化", "black.png", "white.png")
    assert film.timeline.duration == 2_000_000
    assert film.lumas(0.7, 1.0, 1.3) == pytest.approx([16, HALF_GREY, 235], abs=2)
    assert film.lumas(0.875) == pytest.approx([16 + 219 // 4], abs=8)


SIDES = {
    "左移": ((16, 18), (48, 18)),
    "上移": ((32, 9), (32, 27)),
    "向左擦除": ((16, 18), (48, 18)),
    "向右擦除": ((48, 18), (16, 18)),
    "向上擦除": ((32, 9), (32, 27)),
    "向下擦除": ((32, 27), (32, 9)),
}


@pytest.mark.parametrize(("name", "places"), SIDES.items(), ids=SIDES)
def test_on_the_cut_a_push_or_wipe_shows_each_picture_on_its_side(desk, name, places):
    film = joined(desk, name)
    (left_x, left_y), (right_x, right_y) = places
    picture = film.picture(1.0)
    assert colour_at(picture, left_x, left_y) == RED
    assert colour_at(picture, right_x, right_y) == BLUE
    assert colour_at(film.picture(0.7), 32, 18) == RED
    assert colour_at(film.picture(1.3), 32, 18) == BLUE


def test_a_black_flash_is_black_on_the_cut(desk):
    film = joined(desk, "闪黑", "white.png", "white.png")
    assert film.lumas(0.5, 1.0, 1.5) == pytest.approx([235, 16, 235], abs=3)


def test_a_transition_that_nobody_can_draw_is_reported_and_the_clips_still_show(desk):
    film = joined(desk, next(iter(desk.lib.TransitionType)).name)
    assert film.timeline.duration == 2_000_000
    assert [note.code for note in film.diagnostics] == ["transition"]
    assert colour_at(film.picture(0.5), 32, 18) == RED
    assert colour_at(film.picture(1.5), 32, 18) == BLUE


def test_a_clip_fades_in_and_another_out(desk):
    coming, going = desk.shot("white.png"), desk.shot("white.png", 1.0)
    coming.add_animation(desk.lib.IntroType["渐显"], duration=500_000)
    going.add_animation(desk.lib.OutroType["渐隐"], duration=500_000)
    film = desk.shown(coming, going)
    start, quarter, there, here, three_quarters = film.lumas(0.0, 0.25, 0.5, 1.5, 1.75)
    assert start == pytest.approx(16, abs=1)
    assert quarter == three_quarters == pytest.approx(HALF_GREY, abs=30)
    assert (there, here) == pytest.approx((235, 235), abs=1)


def test_a_clip_slides_in_from_below_and_out_above(desk):
    shot = desk.shot("white.png")
    shot.add_animation(desk.lib.IntroType["向上滑动"], duration=400_000)
    shot.add_animation(desk.lib.OutroType["向上滑动"], duration=400_000)
    film = desk.shown(shot)
    left, top, right, bottom = box_of_light(film.picture(0.1))
    assert (left, right, bottom) == (0, 64, 36)
    assert top > 0
    assert box_of_light(film.picture(0.5)) == (0, 0, 64, 36)
    left, top, right, bottom = box_of_light(film.picture(0.9))
    assert (left, top, right) == (0, 0, 64)
    assert bottom < 36


def test_a_zoom_is_at_rest_after_its_time(desk):
    shot = desk.shot("white.png", clip_settings=desk.lib.ClipSettings(scale_x=0.5, scale_y=0.5))
    shot.add_animation(desk.lib.IntroType["缩小"], duration=500_000)
    film = desk.shown(shot)
    left, _, right, _ = box_of_light(film.picture(0.1))
    assert right - left > 34
    assert box_of_light(film.picture(0.6)) == (16, 9, 48, 27)


def test_a_group_animation_is_reported_when_it_holds_still(desk):
    shot = desk.shot("white.png")
    shot.add_animation(desk.lib.GroupAnimationType["三分割"])
    film = desk.shown(shot)
    assert [note.code for note in film.diagnostics] == ["animation"]
    assert "三分割" in film.asked()


def test_a_blurred_canvas_fills_the_sides_with_the_picture_itself(desk):
    shot = desk.shot("square.png")
    shot.add_background_filling("blur", 0.375)
    picture = desk.shown(shot).picture(0)
    assert colour_at(picture, 2, 18) == colour_at(picture, 61, 18) == colour_at(picture, 32, 18) == WHITE


def test_a_coloured_canvas_fills_the_sides_with_the_colour(desk):
    shot = desk.shot("square.png")
    shot.add_background_filling("color", color="#FF0000FF")
    picture = desk.shown(shot).picture(0)
    assert [colour_at(picture, x, 18) for x in (2, 32, 61)] == [RED, WHITE, RED]


def test_without_a_canvas_the_sides_are_black(desk):
    picture = desk.shown(desk.shot("square.png")).picture(0)
    assert [colour_at(picture, x, 18) for x in (2, 32, 61)] == [BLACK, WHITE, BLACK]
    assert box_of_light(picture) == (14, 0, 50, 36)


def test_later_tracks_lie_above_earlier_ones(desk):
    script = desk.script("video:bottom", "video:middle", "video:top")
    script.add_segment(desk.shot("white.png"), "bottom")
    for name, track, scale in (("red.png", "middle", 0.75), ("blue.png", "top", 0.25)):
        settings = desk.lib.ClipSettings(scale_x=scale, scale_y=scale)
        script.add_segment(desk.shot(name, clip_settings=settings), track)
    picture = desk.film(script).picture(0)
    assert [colour_at(picture, x, 18) for x in (4, 14, 32, 50, 60)] == [WHITE, RED, BLUE, RED, WHITE]


def test_what_is_see_through_shows_what_lies_below(desk):
    script = desk.script("video:bottom", "video:top")
    script.add_segment(desk.shot("red.png"), "bottom")
    script.add_segment(desk.shot("right-half.png"), "top")
    picture = desk.film(script).picture(0)
    assert [colour_at(picture, x, 18) for x in (8, 56)] == [RED, WHITE]


def test_a_gap_is_black(desk):
    film = desk.shown(desk.shot("white.png", 0.0, 0.5), desk.shot("white.png", 1.0, 0.5))
    assert film.lumas(0.25, 0.75, 1.25) == [235, 16, 235]
    assert film.timeline.duration == 1_500_000


def test_the_film_ends_with_the_last_segment_of_any_track(desk):
    script = desk.script("video", "audio")
    script.add_segment(desk.shot("white.png"))
    script.add_segment(desk.tone(duration=2.0))
    film = desk.film(script)
    assert film.timeline.duration == 2_000_000
    assert film.lumas(0.5, 1.5) == [235, 16]


def test_a_gif_plays_and_starts_again(desk):
    pytest.importorskip("imageio")

    def longer(content):
        segment = content["tracks"][0]["segments"][0]
        segment["target_timerange"]["duration"] = segment["source_timerange"]["duration"] = 400_000
        content["materials"]["videos"][0]["type"] = "gif"

    film = desk.shown(desk.shot("blinking.gif", 0, 0.2), edit=longer)
    assert film.lumas(0.05, 0.15, 0.25, 0.35) == pytest.approx([16, 235, 16, 235], abs=2)


def test_a_freeze_frame_is_the_photo_that_the_app_made_of_it(desk):
    def freeze(content):
        content["materials"]["videos"][0]["freeze"] = {"source_material_path": "C:/gone.mp4", "timestamp": 500_000}

    assert desk.shown(desk.shot("white.png"), edit=freeze).lumas(0.0, 0.9) == [235, 235]


def test_another_rate_has_its_own_frame_times(desk):
    script = desk.script("video", fps=25)
    script.add_segment(desk.shot("numbered.mp4"))
    film = desk.film(script)
    assert film.timeline.fps == 25
    # frame 5 of 25 shows at 0.2 s, when frame 6 of 30 does
    assert [(luma - 40) / 3 for luma in film.lumas(0.2)] == pytest.approx([6], abs=0.34)


def test_a_hidden_segment_and_a_hidden_track_do_not_show(desk):
    def hide(content):
        tracks = {track["name"]: track for track in content["tracks"]}
        tracks["middle"]["segments"][0]["visible"] = False
        tracks["top"]["attribute"] = 2

    script = desk.script("video:bottom", "video:middle", "video:top")
    for name, track in (("red.png", "bottom"), ("white.png", "middle"), ("blue.png", "top")):
        script.add_segment(desk.shot(name), track)
    assert colour_at(desk.film(script, hide).picture(0.5), 32, 18) == RED
