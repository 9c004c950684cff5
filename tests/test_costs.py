from fractions import Fraction

from draftreel.costs import Stretch, stretches
from draftreel.span import Span
from draftreel.timeline import Layer, Media, MediaKind, MediaSource, Placement, Timeline, Track

SECOND = 1_000_000
FILM = Media("film", MediaKind.VIDEO, 1920, 1080)
PHOTO = Media("photo", MediaKind.STILL, 1920, 1080)


def layer(media: Media, start: int, length: int) -> Layer:
    return Layer(Span(start * SECOND, length * SECOND), 0, MediaSource(media), Placement((1920.0, 1080.0)))


def timeline(*layers: Layer, size: tuple[int, int] = (1920, 1080)) -> Timeline:
    return Timeline(*size, Fraction(10), 10 * SECOND, tuple(Track((one,)) for one in layers))


def test_stretches_follow_each_other_and_cover_what_is_asked() -> None:
    found = stretches(timeline(layer(FILM, 0, 4), layer(PHOTO, 3, 5)), 10, 90)
    assert [(one.first, one.end) for one in found] == [(10, 30), (30, 40), (40, 80), (80, 90)]


def test_an_empty_stretch_is_encoded_and_nothing_else() -> None:
    assert stretches(timeline(), 0, 100) == (Stretch(0, 100, 8.0),)


def test_a_film_costs_more_than_a_photo_and_two_layers_more_than_one() -> None:
    film, both, photo, nothing = (
        one.cost for one in stretches(timeline(layer(FILM, 0, 4), layer(PHOTO, 3, 5)), 0, 100)
    )
    assert both > film > photo > nothing


def test_a_canvas_of_a_quarter_costs_a_quarter_but_for_what_is_decoded() -> None:
    large, small = (
        stretches(timeline(layer(FILM, 0, 10), size=size), 0, 100)[0].cost for size in ((1920, 1080), (960, 540))
    )
    assert large - 8 == 4 * (small - 8)


def test_what_adds_up_and_ends_leaves_nothing_behind() -> None:
    many = timeline(*(layer(FILM, second, 1) for second in range(9)))
    assert len({one.cost for one in stretches(many, 0, 90)}) == 1
