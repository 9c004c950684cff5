import pytest

from draftreel.image import fill, to_rgb
from draftreel.transitions import TRANSITIONS

push, slide, wipe = TRANSITIONS["push"], TRANSITIONS["slide"], TRANSITIONS["wipe"]
fade_color, dissolve, zoom = TRANSITIONS["fade_color"], TRANSITIONS["dissolve"], TRANSITIONS["zoom"]


def test_push_left_half_way(picture, letters) -> None:
    assert letters(push(picture("RGBW"), picture("KKKK"), 0.5)) == ["BWKK"]


@pytest.mark.parametrize(
    ("direction", "expected"),
    [
        ("left", ["BWKK", "BWKK"]),
        ("right", ["KKRG", "KKRG"]),
        ("up", ["RGBW", "KKKK"]),
        ("down", ["KKKK", "RGBW"]),
    ],
)
def test_push_moves_both_pictures(picture, letters, direction, expected) -> None:
    out = push(picture("RGBW", "RGBW"), picture("KKKK", "KKKK"), 0.5, direction=direction)
    assert letters(out) == expected


@pytest.mark.parametrize(
    ("direction", "expected"),
    [
        ("left", ["RRGB", "WWBG"]),
        ("right", ["WKRR", "RKWW"]),
        ("up", ["RRRR", "GBWK"]),
        ("down", ["BGRK", "WWWW"]),
    ],
)
def test_slide_comes_in_over_a_standing_picture(picture, letters, direction, expected) -> None:
    outgoing, incoming = picture("RRRR", "WWWW"), picture("GBWK", "BGRK")
    out = slide(outgoing, incoming, 0.5, direction=direction)
    assert letters(out) == expected


@pytest.mark.parametrize(
    ("direction", "expected"),
    [
        ("left", ["RRBB", "RRBB"]),
        ("right", ["BBRR", "BBRR"]),
        ("up", ["RRRR", "BBBB"]),
        ("down", ["BBBB", "RRRR"]),
    ],
)
def test_a_wipe_uncovers_from_where_its_line_comes(picture, direction, expected) -> None:
    out = wipe(picture("RRRR", "RRRR"), picture("BBBB", "BBBB"), 0.5, direction=direction)
    luma = {"R": 63, "B": 32}
    assert [[int(p) for p in row[::2]] for row in out.planes[0][::2]] == [[luma[c] for c in row] for row in expected]


def test_a_soft_wipe_is_half_way_on_its_line() -> None:
    black, white = fill((64, 4), (0.0, 0.0, 0.0, 1.0)), fill((64, 4), (1.0, 1.0, 1.0, 1.0))
    luma = wipe(black, white, 0.5, direction="right", softness=0.5).planes[0][0].astype(int)
    assert luma[0] == 235
    assert luma[63] == 16
    assert luma[31] + luma[32] == pytest.approx(251, abs=2)
    assert luma[24] == pytest.approx(16 + 219 * 0.734, abs=2)  # 7.5 of 32 pixels behind the line: 0.5 + 7.5 / 32


def test_a_fade_through_a_colour_shows_it_alone_half_way(picture, letters) -> None:
    assert letters(fade_color(picture("RG"), picture("BR"), 0.5)) == ["KK"]
    assert letters(fade_color(picture("RG"), picture("BR"), 0.5, colour=(1.0, 1.0, 1.0))) == ["WW"]


def test_a_quarter_into_a_fade_to_black_white_is_half_bright(picture) -> None:
    assert (fade_color(picture("WW"), picture("BB"), 0.25).planes[0] == 126).all()


def test_a_dissolve_is_half_of_each_half_way(picture) -> None:
    assert (dissolve(picture("WK"), picture("KW"), 0.5).planes[0] == 126).all()


def test_a_zoom_in_shows_the_incoming_picture_small_within_the_outgoing(picture) -> None:
    out = to_rgb(
        zoom(fill((64, 64), (1.0, 0.0, 0.0, 1.0)), fill((64, 64), (0.0, 0.0, 1.0, 1.0)), 0.5, factor=2.0)
    ).astype(int)
    # half way the incoming one measures 1 / sqrt(2) of the canvas: 45 of 64 pixels, and is half transparent
    assert out[32, 2].tolist() == [255, 1, 0]
    assert out[32, 32, 0] == pytest.approx(128, abs=3)
    assert out[32, 32, 2] == pytest.approx(128, abs=3)
    assert out[32, 12, 2] == pytest.approx(128, abs=3)


def test_a_zoom_out_shows_the_outgoing_picture_small_within_the_incoming(picture) -> None:
    out = to_rgb(
        zoom(fill((64, 64), (1.0, 0.0, 0.0, 1.0)), fill((64, 64), (0.0, 0.0, 1.0, 1.0)), 0.5, factor=0.5)
    ).astype(int)
    assert out[32, 2].tolist() == [1, 0, 255]
    assert out[32, 32, 0] == pytest.approx(128, abs=3)
