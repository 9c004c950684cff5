import time
from dataclasses import replace
from fractions import Fraction

from draftreel.call import Call
from draftreel.span import SECOND, Span
from draftreel.timeline import Layer, Placement, Text, TextSource, Timeline, Track, Transition
from draftreel.timeline.slicing import sliced

LEFT = Layer(Span(0, 4 * SECOND), 0, TextSource(Text("a", ())), Placement((64, 36)))
RIGHT = replace(LEFT, span=Span(6 * SECOND, 4 * SECOND), origin=6 * SECOND)
CUT = Transition(Span(4 * SECOND, 2 * SECOND), LEFT, RIGHT, Call("dissolve"))
FILM = Timeline(64, 36, Fraction(30), 10 * SECOND, (Track((LEFT, CUT, RIGHT)), Track((RIGHT,))))


def test_a_slice_holds_what_shows_in_it_and_nothing_else():
    assert sliced(FILM, Span(0, 3 * SECOND)).tracks == (Track((replace(LEFT, span=Span(0, 3 * SECOND)),)),)


def test_a_cut_layer_keeps_its_origin():
    part = sliced(FILM, Span(7 * SECOND, SECOND))
    assert [item.origin for track in part.tracks for item in track.items] == [6 * SECOND, 6 * SECOND]


def test_a_transition_that_is_cut_keeps_the_span_its_progress_counts_on():
    longer = replace(FILM, tracks=(Track((LEFT, replace(CUT, span=Span(4 * SECOND, SECOND)), RIGHT)),))
    part = Span(4 * SECOND, SECOND // 2)
    assert sliced(FILM, part).tracks[0].items == (CUT,)
    assert sliced(FILM, part) != sliced(longer, part)


def test_a_slice_costs_what_it_shows_and_not_what_the_film_holds():
    """20,000 captions make thousands of chunks: by looking at every caption for each of them it took half a minute."""
    film = replace(FILM, tracks=(Track(tuple(replace(LEFT, span=Span(n, 1)) for n in range(20_000))),))
    began = time.process_time()
    assert all(len(sliced(film, Span(10 * n, 10)).tracks[0].items) == 10 for n in range(2_000))
    assert time.process_time() - began < 2
