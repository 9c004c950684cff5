"""The film's size, rate and length."""

from fractions import Fraction

import pytest

from draftreel.errors import DraftEmpty, DraftError
from tests.compiler.drafts import S, codes, compiled, draft, segment, timeline, track


def test_the_film_has_the_drafts_own_canvas_and_rate():
    found = timeline(draft(track(segment()), size=(1080, 1920), fps=25))
    assert (found.width, found.height, found.fps, found.duration) == (1080, 1920, 25, 2 * S)


@pytest.mark.checklist(17)
def test_odd_sizes_become_even():
    found = timeline(draft(track(segment()), size=(1920, 1013)))
    assert (found.width, found.height) == (1920, 1014)


@pytest.mark.checklist(17)
@pytest.mark.parametrize("size", [(0, 0), (-5, 100), (0, 1080)])
def test_a_missing_canvas_is_that_of_the_first_picture(size):
    raw = draft(track(segment("big")), size=size, materials={"videos": [{"id": "big", "width": 720, "height": 405}]})
    found = timeline(raw)
    assert (found.width, found.height) == (720, 406)
    assert "canvas-inferred" in codes(raw)


def test_a_wrapper_without_a_canvas_has_the_one_of_its_compound_clip():
    inner = draft(track(segment()), size=(500, 700))
    materials = {"videos": [{"id": "c", "extra_type_option": 2}], "drafts": [{"id": "d", "draft": inner}]}
    found = timeline(draft(track(segment("c", extra_material_refs=["d"])), size=(0, 0), materials=materials))
    assert (found.width, found.height) == (500, 700)


@pytest.mark.checklist(17)
def test_a_canvas_over_the_limit_is_an_error_that_names_it():
    with pytest.raises(DraftError, match="100000x100000 is over the limit of 8192"):
        compiled(draft(track(segment()), size=(100_000, 100_000)))


@pytest.mark.parametrize(
    ("said", "fps"),
    [
        (29.97, Fraction(30_000, 1001)),
        (23.976, Fraction(24_000, 1001)),
        ("30", 30),
        (0, 30),
        (59.94, Fraction(60_000, 1001)),
    ],
)
def test_broadcast_rates_are_the_fractions_they_mean(said, fps):
    assert timeline(draft(track(segment()), fps=said)).fps == fps


@pytest.mark.checklist(17)
def test_a_rate_over_the_limit_is_an_error_that_names_it():
    with pytest.raises(DraftError, match="1000 frames a second are over the limit of 240"):
        compiled(draft(track(segment()), fps=1000))


@pytest.mark.checklist(16)
@pytest.mark.parametrize(
    "tracks",
    [
        [],
        [track()],
        [track(segment(), attribute=2)],
        [track(segment(visible=False))],
        [track(segment("gone"))],
        [track(segment(volume=0, material="s"), kind="audio")],
    ],
    ids=["none", "empty", "hidden", "invisible", "dangling", "silent"],
)
def test_nothing_visible_and_nothing_audible_is_an_empty_draft(tracks):
    with pytest.raises(DraftEmpty, match="Draft content is empty"):
        compiled(draft(*tracks))


def test_the_film_ends_with_its_content_whatever_the_draft_says():
    raw = draft(track(segment(duration=3)), track(segment("s", start=2, duration=2), kind="audio"), duration=99 * S)
    assert timeline(raw).duration == 4 * S


@pytest.mark.checklist(20)
def test_a_film_over_the_limit_is_an_error_that_names_it():
    with pytest.raises(DraftError, match=r"5\.0 hours is over the limit of 4"):
        compiled(draft(track(segment(duration=5 * 3600))))
