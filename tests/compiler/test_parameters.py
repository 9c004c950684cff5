"""What a draft's sliders make of a look's call."""

import pytest

from draftreel.call import Call
from draftreel.catalogue import Look
from draftreel.compiler.parameters import tuned
from draftreel.draft.look_materials import AdjustParameter, VideoEffectMaterial
from draftreel.timeline import Fidelity

CALL = Call.of("glitch", speed=0.33, colour=(1.0, 0.0, 0.0), direction="left")


def look(call, *, listed=True):
    return Look(call, Fidelity.CLOSE, call.name, call.name, listed=listed)


def material(value=1.0, **params):
    listed = tuple(AdjustParameter(name=name, value=number) for name, number in params.items())
    return VideoEffectMaterial(value=value, adjust_params=listed)


def test_listed_parameters_take_the_drafts_value_and_others_do_not():
    made = tuned(CALL, look(CALL), material(effects_adjust_speed=0.8, effects_adjust_size=0.5))
    assert made.arguments == {**CALL.arguments, "speed": 0.8}


def test_a_number_never_takes_the_place_of_a_colour_or_a_word():
    made = tuned(CALL, look(CALL), material(effects_adjust_colour=0.8, effects_adjust_direction=0.1))
    assert made == CALL


def test_a_call_that_the_catalogue_does_not_list_keeps_its_numbers():
    assert tuned(CALL, look(CALL, listed=False), material(effects_adjust_speed=0.8)) == CALL


@pytest.mark.checklist(32)
@pytest.mark.parametrize(("asked", "used"), [(-9, -1), (1e9, 3), (0.5, 0.5)])
def test_parameters_are_held(asked, used):
    assert tuned(CALL, look(CALL), material(effects_adjust_speed=asked)).arguments["speed"] == used


def test_a_parameter_without_a_value_keeps_the_rows():
    silent = VideoEffectMaterial(adjust_params=(AdjustParameter(name="effects_adjust_speed"),))
    assert tuned(CALL, look(CALL), silent) == CALL


@pytest.mark.parametrize(("value", "strength"), [(1, 0.5), (0.5, 0.25), (-1, 0)])
def test_the_rows_own_strength_is_turned_down_further(value, strength):
    half = Call.of("glitch", strength=0.5)
    assert tuned(half, look(half), material(value)).arguments == {"strength": strength}
