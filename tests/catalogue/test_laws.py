"""Laws of the data files, over every line."""

from inspect import Parameter, signature

import pytest

from draftreel.animations import ANIMATIONS
from draftreel.catalogue import Kind, find
from draftreel.catalogue.kind import MOTION_KINDS
from draftreel.catalogue.rows import COLUMNS, lines, row_of
from draftreel.catalogue.words import MOTION_RULES, TRANSITION_RULES
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


def test_every_call_of_a_transition_binds_to_its_function():
    calls = [row.call for row in rows(Kind.TRANSITION) if row.call] + [rule.call for rule in TRANSITION_RULES]
    for call in calls:
        signature(TRANSITIONS[call.name]).bind(None, None, 0.0, **call.arguments)
    assert {call.name for call in calls} == {"dissolve", "fade_color", "push", "slide", "wipe", "zoom"}


def test_every_call_of_an_animation_binds_to_its_function():
    calls = [row.call for kind in MOTION_KINDS for row in rows(kind) if row.call] + [rule.call for rule in MOTION_RULES]
    for call in calls:
        signature(ANIMATIONS[call.name]).bind(0.0, **call.arguments)
    assert {call.name for call in calls} == {"fade", "slide", "zoom", "spin"}


def test_every_parameter_of_a_call_has_the_type_its_function_asks_for():
    for kind in (Kind.TRANSITION, *MOTION_KINDS):
        table = TRANSITIONS if kind is Kind.TRANSITION else ANIMATIONS
        for call in filter(None, (row.call for row in rows(kind))):
            parameters = signature(table[call.name]).parameters
            assert all(_fits(parameters[name], value) for name, value in call.params)


def _fits(parameter: Parameter, value) -> bool:
    defaulted = parameter.default not in (Parameter.empty, None)
    return not defaulted or isinstance(value, (float, int)) == isinstance(parameter.default, (float, int))
