"""Looking looks up, by what a draft says of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from draftreel.call import Call
from draftreel.catalogue import Kind, find
from draftreel.catalogue.rows import lines, row_of
from draftreel.timeline import Fidelity


@pytest.mark.parametrize("one", ["6724845717472416269", "6943605272933831169", "322577"])
def test_mix_is_found_by_every_id_it_has_had(one):
    look = find("transition", one, "", "Misturar")
    assert (look.call, look.fidelity, look.name) == (Call("dissolve"), Fidelity.EXACT, "叠化")


def test_an_effect_id_finds_what_the_resource_id_does_not():
    assert find("transition", "1", "2917286", "?").call == Call.of("push", direction="left")


@pytest.mark.parametrize("name", ["左移", " 左移 ", "Left", "LEFT"])
def test_a_look_without_known_ids_is_found_by_its_names(name):
    assert find("transition", "", "", name).call == Call.of("push", direction="left")


def test_fade_in_and_out_are_the_same_motion():
    for kind, one in [("video_in", "6798320778182922760"), ("video_out", "6798320902548230669")]:
        look = find(kind, one, "", "")
        assert (look.call, look.fidelity) == (Call("fade"), Fidelity.EXACT)


def test_an_outro_to_the_left_is_an_intro_from_the_left_run_backwards():
    assert find("video_out", "6798332972098392584", "", "").call == Call.of("slide", direction="right")
    assert find("video_in", "6798332871267324423", "", "").call == Call.of("slide", direction="left")


def test_a_known_transition_that_is_not_drawn_stands_in_as_a_dissolve():
    look = find("transition", "7397337005387944457", "", "上下翻页")
    assert (look.call, look.fidelity, look.known) == (Call("dissolve"), Fidelity.STAND_IN, True)


@pytest.mark.checklist(31)
def test_an_unknown_overlapping_transition_dissolves_and_another_one_cuts():
    assert find("transition", "1", "2", "Qwrtz").call == Call("dissolve")
    assert find("transition", "1", "2", "Qwrtz", overlap=False).call is None


@pytest.mark.checklist(31)
def test_an_unknown_animation_holds_still():
    look = find("video_in", "1", "2", "Qwrtz")
    assert (look.call, look.fidelity, look.known) == (None, Fidelity.STAND_IN, False)


@pytest.mark.checklist(31)
@pytest.mark.parametrize("kind", ["filter", "scene_effect", "character_effect", "mask", "blend", "text_in"])
def test_a_name_that_says_nothing_is_missing(kind):
    look = find(kind, "1", "2", "Qwrtz")
    assert (look.call, look.fidelity, look.known, look.listed) == (None, Fidelity.MISSING, False, False)


@pytest.mark.checklist(31)
def test_a_name_that_says_something_stands_in():
    look = find("filter", "1", "2", "黑白 9")
    assert (look.call, look.fidelity, look.listed) == (Call("monochrome"), Fidelity.STAND_IN, False)


def test_sparkles_that_need_the_apps_own_pictures_are_missing_whatever_their_name_says():
    look = find("scene_effect", "", "", "模糊星光")
    assert (look.call, look.fidelity, look.known) == (None, Fidelity.MISSING, True)


def test_a_blend_is_its_formula_and_a_shape_is_close_to_the_apps():
    multiply, circle = find("blend", "6758325895519277582", "", ""), find("mask", "6791700663249146381", "", "")
    assert (multiply.call, multiply.fidelity) == (Call("multiply"), Fidelity.EXACT)
    assert (circle.call, circle.fidelity) == (Call("circle"), Fidelity.CLOSE)


@pytest.mark.parametrize("kind", ["filter", "scene_effect"])
def test_no_filter_and_no_effect_is_taken_for_the_apps_own(kind):
    found = {find(kind, row_of(line).ids[0], "", "").fidelity for line in lines(Kind(kind))}
    assert Fidelity.EXACT not in found


@pytest.mark.checklist(31)
@given(kind=st.sampled_from(Kind), texts=st.tuples(st.text(), st.text(), st.text()), overlap=st.booleans())
def test_no_words_make_it_fail(kind, texts, overlap):
    assert find(kind, *texts, overlap=overlap).fidelity in Fidelity
