"""The animations of texts."""

import pytest

from draftreel.call import Call
from draftreel.span import Span
from draftreel.timeline import Motion
from tests.compiler.drafts import S, compiled, draft, only_layer, segment, track

TYPED, FADED, SHAKEN = "打字机 Q", "渐隐 Q", "抖动 Q"


def animation(kind, name, start, seconds):
    return {"type": kind, "name": name, "start": round(start * S), "duration": round(seconds * S)}


def animated(*animations, duration=4.0):
    materials = {
        "texts": [{"id": "x", "content": "Hello"}],
        "material_animations": [{"id": "a", "animations": list(animations)}],
    }
    return draft(track(segment("x", duration=duration, extra_material_refs=["a"]), kind="text"), materials=materials)


def motions(*animations, **more):
    return only_layer(animated(*animations, **more)).letter_motions


def test_an_intro_and_an_outro_move_the_letters():
    assert motions(animation("in", TYPED, 0, 1), animation("out", FADED, 3, 1)) == (
        Motion("in", Span(0, S), Call("typewriter")),
        Motion("out", Span(3 * S, S), Call("fade")),
    )


def test_a_loop_goes_round_from_the_intro_to_the_outro():
    _, _, *loops = motions(
        animation("in", TYPED, 0, 1), animation("out", FADED, 3, 1), animation("loop", SHAKEN, 0, 0.5)
    )
    assert [loop.span for loop in loops] == [Span(round(at * S), S // 2) for at in (1, 1.5, 2, 2.5)]
    assert {(loop.phase, loop.call) for loop in loops} == {("loop", Call("shake"))}


def test_only_whole_cycles_go_round():
    loops = motions(animation("loop", SHAKEN, 0, 1.5))
    assert [loop.span.duration for loop in loops] == [1_333_333, 1_333_333, 1_333_334]


def test_a_loop_that_fills_its_place_goes_round_at_the_catalogues_pace():
    wave_of_half_a_second = {"type": "loop", "resource_id": "6724927688047333891", "start": 0, "duration": 4 * S}
    loops = motions(wave_of_half_a_second)
    assert [loop.span.duration for loop in loops] == [S // 2] * 8


@pytest.mark.parametrize("seconds", [0, -1, 4, 99])
def test_a_loop_that_nobody_says_the_pace_of_goes_round_once(seconds):
    assert [loop.span for loop in motions(animation("loop", SHAKEN, 0, seconds))] == [Span(0, 4 * S)]


def test_more_cycles_than_anyone_can_see_are_fewer_longer_ones():
    loops = motions(animation("loop", SHAKEN, 0, 1e-6), duration=4)
    assert len(loops) == 10_000
    assert loops[-1].span.end == 4 * S


def test_there_is_no_room_for_a_loop_between_an_intro_and_an_outro_that_meet():
    found = motions(animation("in", TYPED, 0, 2), animation("out", FADED, 2, 2), animation("loop", SHAKEN, 0, 1))
    assert [motion.phase for motion in found] == ["in", "out"]


@pytest.mark.checklist(31)
@pytest.mark.parametrize("kind", ["in", "out", "loop", "caption"])
def test_an_unknown_animation_stands_still_and_is_said(kind):
    raw = animated(animation(kind, "Qwrtz", 0, 1))
    assert only_layer(raw).letter_motions == ()
    [note] = [one for one in compiled(raw).diagnostics if one.code == "text-animation"]
    assert (note.fidelity, note.shown) == ("missing", "it stands still")


def test_an_animation_of_a_type_that_texts_do_not_have_is_said():
    raw = animated(animation("group", SHAKEN, 0, 1))
    assert only_layer(raw).letter_motions == ()
    assert "text-animation" in [note.code for note in compiled(raw).diagnostics]
