from dataclasses import replace
from fractions import Fraction

from benchmarks.limit import STRETCHES, Reading, Stretch, readings, stretches
from draftreel.call import Call
from draftreel.formats import VideoSettings
from draftreel.plan import Film
from draftreel.span import SECOND, Span
from draftreel.timeline import (
    Layer,
    Media,
    MediaKind,
    MediaSource,
    Placement,
    Retiming,
    Timeline,
    Track,
    Transition,
)

FPS = Fraction(10)
SEA = Media("sea", MediaKind.VIDEO, 64, 36, 100 * SECOND, FPS)
SKY = Media("sky", MediaKind.VIDEO, 64, 36, 100 * SECOND, FPS)
PHOTO = Media("photo", MediaKind.STILL, 64, 36)


def _layer(media: Media, start: float, end: float, lead: float = 0.0) -> Layer:
    span = Span.between(round(start * SECOND), round(end * SECOND))
    source = MediaSource(media, Retiming(round(lead * SECOND), span.duration, limit=media.duration))
    return Layer(span, span.start, source, Placement((64.0, 36.0)))


def _film(*tracks: tuple[Layer | Transition, ...]) -> Film:
    duration = max(item.span.end for track in tracks for item in track)
    timeline = Timeline(64, 36, FPS, duration, tuple(Track(items) for items in tracks))
    return Film(timeline, Span(0, duration), (), VideoSettings(64, 36, FPS), ())


def _read(reading: Reading) -> tuple[str, float, float]:
    return reading.key, reading.span.start / SECOND, reading.span.end / SECOND


def test_a_trimmed_clip_is_decoded_where_it_is_shown():
    film = _film((_layer(SEA, 0, 20, lead=2),))
    assert [_read(reading) for reading in readings(film, Stretch(0, 200))] == [("sea", 2.0, 22.0)]


def test_of_a_stretch_only_its_part_is_decoded():
    film = _film((_layer(SEA, 0, 20, lead=2),))
    assert [_read(reading) for reading in readings(film, Stretch(50, 100))] == [("sea", 7.0, 17.0)]


def test_a_dissolve_decodes_both_clips_and_nothing_twice():
    dissolve = Span.between(3 * SECOND, 5 * SECOND)
    first, second = _layer(SEA, 0, 3), _layer(SKY, 5, 8, lead=11)
    second = replace(second, origin=4 * SECOND, source=MediaSource(SKY, Retiming(10 * SECOND, 4 * SECOND)))
    both = Transition(dissolve, replace(first, span=dissolve), replace(second, span=dissolve), Call("dissolve"))
    found = [_read(reading) for reading in readings(_film((first, both, second)), Stretch(0, 80))]
    assert found == [("sea", 0.0, 5.0), ("sky", 9.0, 14.0)]


def test_the_same_clip_twice_at_once_is_decoded_twice():
    film = _film((_layer(SEA, 0, 4),), (_layer(SEA, 0, 4),))
    assert [_read(reading) for reading in readings(film, Stretch(0, 40))] == [("sea", 0.0, 4.0)] * 2


def test_stills_are_not_decoded():
    assert readings(_film((_layer(PHOTO, 0, 4),)), Stretch(0, 40)) == ()


def test_a_short_film_is_one_stretch():
    assert stretches(_film((_layer(SEA, 0, 20),)), whole=True) == (Stretch(0, 200),)


def test_a_long_film_is_told_by_chunks_spread_over_it():
    found = stretches(_film((_layer(SEA, 0, 60),), (_layer(SEA, 60, 1200),)), whole=False)
    assert len(found) == STRETCHES
    assert [stretch.count for stretch in found] == [100] * STRETCHES
    assert [stretch.first // 2000 for stretch in found] == [0, 1, 2, 3, 4, 5]
