"""Laws of the data files, over every line."""

from inspect import Parameter, signature

import pytest

from draftreel.animations import ANIMATIONS
from draftreel.audio_effects import AUDIO_EFFECTS
from draftreel.blends import BLENDS
from draftreel.catalogue import Kind, find
from draftreel.catalogue.kind import MOTION_KINDS, TEXT_MOTION_KINDS
from draftreel.catalogue.rows import COLUMNS, lines, row_of
from draftreel.catalogue.words import RULES
from draftreel.effects import EFFECTS
from draftreel.filters import FILTERS
from draftreel.masks import MASKS
from draftreel.pose import Pose
from draftreel.text_animations import TEXT_ANIMATIONS
from draftreel.transitions import TRANSITIONS


@pytest.fixture(params=Kind, scope="module")
def kind(request):
    return request.param


def rows(kind):
    return [row_of(line) for line in lines(kind)]


def test_every_line_has_every_column_and_nothing_else(kind):
    assert {line.count("\t") for line in lines(kind)} == {len(COLUMNS) - 1}


def test_ids_are_numbers_and_unique_inside_a_kind(kind):
    ids = [one for row in rows(kind) for one in row.ids]
    assert all(one.isdecimal() for one in ids)
    assert len(ids) == len(set(ids)) > 0


def test_every_look_is_found_by_each_of_its_ids(kind):
    for row in rows(kind):
        assert {find(kind, one, "", "").name for one in row.ids} | {find(kind, "", row.ids[-1], "").name} == {row.name}


def test_every_look_is_found_by_its_names(kind):
    names = {row.name for row in rows(kind)}
    assert all(find(kind, "", "", name).name.casefold() == name.casefold() for name in names)
    assert all(find(kind, "", "", row.name_en).known for row in rows(kind) if row.name_en)


def test_durations_are_positive_where_looks_have_one(kind):
    timed = kind in {Kind.TRANSITION, Kind.TEXT_IN, Kind.TEXT_OUT, Kind.TEXT_LOOP} or kind in MOTION_KINDS
    assert all((row.duration > 0) == timed for row in rows(kind))


def test_confidence_is_one_of_the_four_letters(kind):
    assert {row.confidence for row in rows(kind)} <= set("ABCU")


TABLES = {
    Kind.TRANSITION: (TRANSITIONS, 3),
    **dict.fromkeys(MOTION_KINDS, (ANIMATIONS, 1)),
    **dict.fromkeys(TEXT_MOTION_KINDS, (TEXT_ANIMATIONS, 3)),
    Kind.SCENE_EFFECT: (EFFECTS, 2),
    Kind.CHARACTER_EFFECT: (EFFECTS, 2),
    Kind.FILTER: (FILTERS, 1),
    Kind.AUDIO_EFFECT: (AUDIO_EFFECTS, 3),
    Kind.TONE: (AUDIO_EFFECTS, 3),
    Kind.MASK: (MASKS, 1),
    Kind.BLEND: (BLENDS, 2),
}
"""Of every kind that is drawn: its functions, and how many arguments the contract gives them before the call's own."""


def calls(kind):
    """Every call that stands in the kind's data file or among the words."""
    return [row.call for row in rows(kind) if row.call] + [rule.call for rule in RULES.get(kind, ())]


def test_every_call_binds_to_its_function(kind):
    for call in calls(kind):
        table, given = TABLES[kind]
        signature(table[call.name]).bind(*(None for _ in range(given)), **call.arguments)


def test_every_parameter_of_a_call_has_the_type_its_function_asks_for(kind):
    for call in calls(kind):
        parameters = signature(TABLES[kind][0][call.name]).parameters
        assert all(_fits(parameters[name], value) for name, value in call.params), call


@pytest.mark.parametrize("kind", sorted(MOTION_KINDS | TEXT_MOTION_KINDS))
def test_every_call_of_a_motion_gives_a_pose_half_way(kind):
    table, given = TABLES[kind]
    for call in calls(kind):
        assert isinstance(table[call.name](*(0.5, 1, 4)[:given], **call.arguments), Pose), call


@pytest.mark.parametrize("kind", [Kind.SCENE_EFFECT, Kind.CHARACTER_EFFECT, Kind.FILTER, Kind.AUDIO_EFFECT, Kind.TONE])
def test_every_effect_and_filter_can_be_turned_down(kind):
    named = {call.name for call in calls(kind)}
    assert all("strength" in signature(TABLES[kind][0][name]).parameters for name in named), named


def _fits(parameter: Parameter, value) -> bool:
    defaulted = parameter.default not in (Parameter.empty, None)
    return not defaulted or _sort(value) == _sort(parameter.default)


def _sort(value):
    return float if isinstance(value, (float, int)) else type(value)
