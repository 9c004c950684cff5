"""Which picture shows when, and that the order of asking does not matter."""

import random
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest

from draftreel.call import Call
from draftreel.compositor import shots
from draftreel.compositor.compositor import Compositor
from draftreel.errors import DraftreelError, MaterialError, RenderError
from draftreel.image import Image
from draftreel.span import Span, frame_time
from draftreel.timeline import (
    BlurFill,
    Key,
    Layer,
    MediaSource,
    Motion,
    Placement,
    Retiming,
    Text,
    TextRun,
    TextSource,
    TextStyle,
    Timeline,
    TimelineSource,
    Track,
    Transition,
    constant,
    keyed,
)
from draftreel.timeline.slicing import sliced

SECOND = 1_000_000
FPS = Fraction(30)
WHITE, RED, BLUE = (255, 255, 255), (255, 0, 0), (0, 0, 255)


def luma(image: Image) -> int:
    values = np.unique(image.planes[0])
    assert len(values) == 1
    return int(values[0])


def film_layer(studio, media, span: Span, start: int = 0, **retiming) -> Layer:
    source = MediaSource(media, Retiming(start, span.duration, limit=media.duration, **retiming))
    return Layer(span, span.start, source, studio.place(media))


def lumas(studio, timeline: Timeline, frames: list[int]) -> list[int]:
    with Compositor(timeline, studio.library) as compositor:
        return [luma(compositor.frame(frame_time(frame, FPS))) for frame in frames]


def test_source_frame_n_shows_at_frame_n(studio) -> None:
    media = studio.film(30)
    timeline = studio.timeline(film_layer(studio, media, Span(0, SECOND)))
    assert lumas(studio, timeline, list(range(30))) == [40 + 4 * n for n in range(30)]


def test_a_trimmed_film_starts_at_its_trim(studio) -> None:
    media = studio.film(30)
    timeline = studio.timeline(film_layer(studio, media, Span(0, SECOND // 3), frame_time(10, FPS)))
    assert lumas(studio, timeline, [0, 1, 9]) == [80, 84, 116]


def test_double_speed_shows_every_other_frame(studio) -> None:
    media = studio.film(30)
    timeline = studio.timeline(film_layer(studio, media, Span(0, SECOND // 2), speed=Fraction(2)))
    assert lumas(studio, timeline, [0, 1, 2, 10]) == [40, 48, 56, 120]


def test_the_last_frame_holds_past_the_end(studio) -> None:
    media = studio.film(10)
    timeline = studio.timeline(film_layer(studio, media, Span(0, SECOND)))
    assert lumas(studio, timeline, [8, 9, 10, 29]) == [72, 76, 76, 76]


def test_layers_show_inside_their_span_only(studio) -> None:
    layer = studio.layer(studio.flat(64, 36, *WHITE), Span(SECOND, SECOND))
    with Compositor(studio.timeline(layer), studio.library) as compositor:
        shown = [luma(compositor.frame(moment)) for moment in (SECOND - 1, SECOND, 2 * SECOND - 1, 2 * SECOND)]
    assert shown == [16, 235, 235, 16]


def test_a_film_that_fills_the_canvas_passes_through_untouched(studio) -> None:
    media = studio.film(3)
    timeline = studio.timeline(film_layer(studio, media, Span(0, SECOND // 10)))
    with Compositor(timeline, studio.library) as compositor:
        one, other = compositor.frame(0), compositor.frame(0)
    assert one is other  # the reader's own picture, not a copy


def dissolve_of(studio, span: Span, name: str = "dissolve") -> Timeline:
    """White for a second, then black, with a transition about the cut."""
    black, white = studio.flat(64, 36, 0, 0, 0), studio.flat(64, 36, *WHITE)
    first, second = studio.layer(white), studio.layer(black, Span(SECOND, SECOND))
    items = (
        replace(first, span=Span.between(0, span.start)),
        Transition(span, first, second, Call(name)),
        replace(second, span=Span.between(span.end, 2 * SECOND)),
    )
    return Timeline(64, 36, FPS, 2 * SECOND, (Track(items),))


def test_a_dissolve_is_half_way_on_the_cut(studio) -> None:
    timeline = dissolve_of(studio, Span(SECOND * 3 // 4, SECOND // 2))
    with Compositor(timeline, studio.library) as compositor:
        shown = [luma(compositor.frame(SECOND * quarter // 4)) for quarter in (0, 3, 4, 5)]
    assert shown == [235, 235, 126, 16]


def test_a_transition_of_small_pictures_leaves_the_lower_track_alone(studio) -> None:
    below = studio.layer(studio.flat(64, 36, *WHITE))
    small = Placement((64.0, 36.0), scale_x=constant(0.5), scale_y=constant(0.5))
    black = studio.layer(studio.flat(64, 36, 0, 0, 0), placement=small)
    transition = Transition(Span(0, SECOND), black, replace(black, origin=1), Call("dissolve"))
    with Compositor(studio.timeline(below, transition), studio.library) as compositor:
        image = compositor.frame(SECOND // 2)
    assert (image.planes[0] == 16).sum() == 32 * 18
    assert (image.planes[0] == 235).sum() == 64 * 36 - 32 * 18


def test_a_transition_and_the_layer_after_it_share_one_reader(studio, monkeypatch) -> None:
    opened = []
    real = shots.FrameReader
    monkeypatch.setattr(shots, "FrameReader", lambda *args: opened.append(args) or real(*args))
    one, other = studio.film(30), studio.film(29)
    first, second = film_layer(studio, one, Span(0, SECOND)), film_layer(studio, other, Span(SECOND // 2, SECOND // 2))
    cut = Span(SECOND // 2, SECOND // 6)
    items = (
        replace(first, span=Span(0, cut.start)),
        Transition(cut, first, second, Call("dissolve")),
        replace(second, span=Span.between(cut.end, SECOND)),
    )
    with Compositor(Timeline(64, 36, FPS, SECOND, (Track(items),)), studio.library) as compositor:
        for frame in range(30):
            compositor.frame(frame_time(frame, FPS))
    assert len(opened) == 2


def test_only_a_few_files_stay_open(studio, monkeypatch) -> None:
    alive = []
    real = shots.FrameReader

    class Counted(real):
        def __init__(self, *args) -> None:
            super().__init__(*args)
            alive.append(self)

        def close(self) -> None:
            super().close()
            alive.remove(self)

    monkeypatch.setattr(shots, "FrameReader", Counted)
    layers = [studio.layer(studio.flat(64, 36, n, n, n), Span(n * SECOND // 10, SECOND // 10)) for n in range(20)]
    most = 0
    with Compositor(Timeline(64, 36, FPS, 2 * SECOND, (Track(tuple(layers)),)), studio.library) as compositor:
        for frame in range(60):
            compositor.frame(frame_time(frame, FPS))
            most = max(most, len(alive))
    assert most <= 3  # the one that shows and two that just did
    assert alive == []


def test_what_is_covered_is_not_opened(studio) -> None:
    gone = replace(studio.film(5), key="gone")  # opening it would fail
    timeline = studio.timeline(film_layer(studio, gone, Span(0, SECOND)), studio.layer(studio.flat(64, 36, *WHITE)))
    with Compositor(timeline, studio.library) as compositor:
        assert luma(compositor.frame(0)) == 235


def test_a_file_that_is_not_there_is_named_by_its_key(studio) -> None:
    gone = replace(studio.film(5), key="0123456789abcdef")
    timeline = studio.timeline(film_layer(studio, gone, Span(0, SECOND)))
    with Compositor(timeline, studio.library) as compositor, pytest.raises(MaterialError, match="01234567"):
        compositor.frame(0)


def test_a_broken_file_is_named_by_its_key_and_not_by_its_path(studio) -> None:
    media = studio.film(5)
    studio.library[media.key] = studio.folder / "broken.mkv"
    studio.library[media.key].write_bytes(b"\x00" * 100)
    timeline = studio.timeline(film_layer(studio, media, Span(0, SECOND)))
    with Compositor(timeline, studio.library) as compositor, pytest.raises(DraftreelError, match="film-5-6") as caught:
        compositor.frame(0)
    assert str(studio.folder) not in str(caught.value)


def test_an_unknown_transition_is_a_render_error(studio) -> None:
    timeline = dissolve_of(studio, Span(SECOND // 2, SECOND), "no-such")
    with Compositor(timeline, studio.library) as compositor, pytest.raises(RenderError, match="no-such"):
        compositor.frame(SECOND)


def motion(phase: str, start: int, duration: int, name: str, **params) -> Motion:
    return Motion(phase, Span(start, duration), Call.of(name, **params))


def test_a_fade_in_and_out_is_black_full_black(studio) -> None:
    media = studio.flat(64, 36, *WHITE)
    motions = (motion("in", 0, SECOND // 4, "fade"), motion("out", SECOND * 3 // 4, SECOND // 4, "fade"))
    with Compositor(studio.timeline(studio.layer(media, motions=motions)), studio.library) as compositor:
        shown = [luma(compositor.frame(SECOND * eighth // 8)) for eighth in (0, 1, 2, 4, 6, 7)]
    assert shown == [16, 126, 235, 235, 235, 126]


def test_a_slide_in_from_the_right_is_half_in_at_half_time(studio) -> None:
    media = studio.flat(64, 36, *WHITE)
    motions = (motion("in", 0, SECOND, "slide", direction="left", easing="linear"),)
    with Compositor(studio.timeline(studio.layer(media, motions=motions)), studio.library) as compositor:
        image = compositor.frame(SECOND // 2)
    assert (image.planes[0][:, 32:] == 235).all()
    assert (image.planes[0][:, :32] == 16).all()


def compound(studio, *layers: Layer) -> Layer:
    inner = studio.timeline(*layers)
    return Layer(
        Span(0, SECOND), 0, TimelineSource(inner, Retiming(length=SECOND, limit=SECOND)), Placement((64.0, 36.0))
    )


def test_a_compound_clip_plays_its_own_time(studio) -> None:
    inner = studio.layer(studio.flat(64, 36, *WHITE), Span(SECOND // 2, SECOND // 2))
    with Compositor(studio.timeline(compound(studio, inner)), studio.library) as compositor:
        assert [luma(compositor.frame(moment)) for moment in (0, SECOND // 2)] == [16, 235]


def test_a_compound_clip_is_clear_where_it_draws_nothing(studio) -> None:
    small = Placement((64.0, 36.0), scale_x=constant(0.5), scale_y=constant(0.5))
    inner = studio.layer(studio.flat(64, 36, 0, 0, 0), placement=small)
    below = studio.layer(studio.flat(64, 36, *WHITE))
    with Compositor(studio.timeline(below, compound(studio, inner)), studio.library) as compositor:
        image = compositor.frame(0)
    assert (image.planes[0] == 16).sum() == 32 * 18
    assert (image.planes[0] == 235).sum() == 64 * 36 - 32 * 18


def test_a_compound_clip_at_double_speed_holds_its_last_moment(studio) -> None:
    media = studio.film(30)
    outer = compound(studio, film_layer(studio, media, Span(0, SECOND)))
    outer = replace(outer, source=replace(outer.source, retiming=Retiming(0, SECOND, Fraction(2), limit=SECOND)))
    assert lumas(studio, studio.timeline(outer), [0, 5, 14, 15, 29]) == [40, 80, 152, 156, 156]


def caption(string: str, span: Span, **curves) -> Layer:
    text = Text(string, (TextRun(0, len(string), TextStyle(size=12.0)),))
    return Layer(span, span.start, TextSource(text), Placement((0.0, 0.0), **curves))


def test_a_text_stands_in_the_middle_and_moves_up(studio) -> None:
    studio.canvas = (128, 72)
    with Compositor(studio.timeline(caption("HOH", Span(0, SECOND))), studio.library) as compositor:
        rows, columns = np.nonzero(compositor.frame(0).planes[0] > 100)
    assert columns.mean() == pytest.approx(63.5, abs=2)
    assert rows.mean() == pytest.approx(35.5, abs=4)
    with Compositor(studio.timeline(caption("HOH", Span(0, SECOND), y=constant(0.5))), studio.library) as compositor:
        higher = np.nonzero(compositor.frame(0).planes[0] > 100)[0]
    assert rows.mean() - higher.mean() == pytest.approx(18, abs=0.01)


def test_a_doubled_text_is_twice_as_large(studio) -> None:
    studio.canvas = (256, 144)

    def extent(scale) -> tuple[int, int]:
        layer = caption("HOH", Span(0, SECOND), scale_x=scale, scale_y=scale)
        with Compositor(studio.timeline(layer), studio.library) as compositor:
            rows, columns = np.nonzero(compositor.frame(0).planes[0] > 100)
        return int(np.ptp(columns)), int(np.ptp(rows))

    single, double = extent(constant(1.0)), extent(constant(2.0))
    growing = extent(keyed((Key(0, 1.0), Key(SECOND, 2.0))))
    assert double == pytest.approx([2 * length for length in single], abs=2)
    assert growing == pytest.approx(single, abs=2)


def busy(studio) -> Timeline:
    """A bit of everything that moves."""
    film, photo = studio.film(30), studio.still(np.random.default_rng(5).integers(0, 256, (50, 70, 3), dtype=np.uint8))
    base = dissolve_of(studio, Span(SECOND // 2, SECOND // 2)).tracks[0]
    moving = Placement(
        (64.0, 36.0),
        x=keyed((Key(0, -0.5), Key(SECOND, 0.5))),
        scale_x=constant(0.6),
        scale_y=constant(0.6),
        rotation=keyed((Key(0, 0.0), Key(SECOND, 40.0))),
        opacity=constant(0.8),
    )
    tracks = (
        base,
        Track((replace(film_layer(studio, film, Span(0, SECOND)), placement=moving),)),
        Track((studio.layer(photo, placement=moving, motions=(motion("in", 0, SECOND, "spin"),)),)),
        Track((compound(studio, caption("go", Span(0, SECOND))),)),
        Track((caption("Hello", Span(0, SECOND), y=constant(-0.5)),)),
    )
    return Timeline(64, 36, FPS, SECOND, tracks)


def test_frames_in_any_order_are_the_same_bytes(studio) -> None:
    timeline = busy(studio)
    order = list(range(30))
    random.Random(1).shuffle(order)
    with Compositor(timeline, studio.library) as compositor:
        forward = {frame: drawn(compositor, frame) for frame in range(30)}
    with Compositor(timeline, studio.library) as compositor:
        shuffled = {frame: drawn(compositor, frame) for frame in order}
    assert forward == shuffled
    assert all(forward[one] != forward[other] for one, other in pairwise(range(30)))


@pytest.mark.parametrize(("first", "end"), [(0, 9), (9, 17), (17, 30)])
def test_a_slice_is_drawn_as_the_whole_is(studio, first, end) -> None:
    """What lets a chunk's key be the hash of its slice: nothing outside it decides a pixel."""
    timeline = busy(studio)
    larger = Placement((64.0, 36.0), scale_x=constant(3.0), scale_y=constant(3.0))
    again = replace(film_layer(studio, studio.film(30), Span(0, SECOND)), placement=larger)
    tracks = (*timeline.tracks, Track((replace(again, span=Span(0, SECOND // 30)),)))
    whole = replace(timeline, tracks=tracks)
    part = sliced(whole, Span.between(frame_time(first, FPS), frame_time(end, FPS)))
    with Compositor(whole, studio.library) as one, Compositor(part, studio.library) as other:
        for frame in range(first, end):
            assert drawn(one, frame) == drawn(other, frame)


def drawn(compositor: Compositor, frame: int) -> bytes:
    return b"".join(plane.tobytes() for plane in compositor.frame(frame_time(frame, FPS)).planes)


def test_frames_that_were_handed_out_never_change(studio) -> None:
    with Compositor(busy(studio), studio.library) as compositor:
        held = compositor.frame(0)
        before = [plane.copy() for plane in held.planes]
        for frame in range(1, 30):
            compositor.frame(frame_time(frame, FPS))
    assert all(map(np.array_equal, held.planes, before))


def test_a_blurred_background_fills_what_the_layer_leaves(studio) -> None:
    layer = studio.layer(studio.flat(18, 36, *RED), background=BlurFill(0.75))
    with Compositor(studio.timeline(layer), studio.library) as compositor:
        image = compositor.frame(0)
    assert luma(image) == 63
