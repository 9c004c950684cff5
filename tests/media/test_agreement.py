"""Parameter sets read, written and brought to terms; the bits are written here by hand, field after field."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from draftreel.media import ParameterSets, agreed
from draftreel.media.bits import Bits, natural, unit_of
from draftreel.media.parameter_sets import picture_set, sequence_set

ONES = {0: "1", 1: "010", 2: "011", 3: "00100", 7: "0001000", 15: "000010000"}
"""Rec. ITU-T H.264, table 9-2."""


def sequence(number=0, profile=77, level=10, usability=None):
    """64x48, progressive, cropped by 8 lines at the bottom; without a word on usability, or with these bits."""
    head = f"{profile:08b}{0:08b}{level:08b}" + natural(number)
    chroma = natural(1) + natural(0) * 2 + "00" if profile == 100 else ""
    order = natural(0) + natural(0) + natural(2)
    size = natural(3) + natural(2) + "1" + "1" + "1" + natural(0) * 3 + natural(4)
    return unit_of(0x67, head + chroma + order + natural(1) + "0" + size + ("1" + usability if usability else "0"))


def said(reorder, held, before="0" * 8):
    """Nothing but the limits of Annex E."""
    return before + "1" + "1" + "".join(map(natural, (0, 0, 11, 11, reorder, held)))


def picture(number=0):
    return unit_of(0x68, natural(number) * 2 + "1" + "0" + natural(0) * 3 + "000" + natural(0) * 3 + "100")


@pytest.mark.parametrize(("number", "bits"), ONES.items())
def test_numbers_are_written_as_the_standard_s_table_says(number, bits):
    assert natural(number) == bits
    assert Bits(unit_of(0, bits)).natural() == number


@given(st.lists(st.integers(0, 70_000), max_size=30))
def test_numbers_are_read_as_they_were_written(numbers):
    unit = unit_of(0x67, "".join(map(natural, numbers)))
    bits = Bits(unit)
    assert [bits.natural() for _ in numbers] == numbers
    assert b"\0\0\0" not in unit
    assert b"\0\0\1" not in unit
    assert b"\0\0\2" not in unit


def test_zeros_that_look_like_a_start_are_kept_apart():
    assert unit_of(0x67, "0" * 24 + "1" * 7) == bytes([0x67, 0, 0, 3, 0, 0xFF])
    assert Bits(bytes([0x67, 0, 0, 3, 0, 0xFF])).number(32) == 0xFF


def test_a_unit_that_ends_too_early_is_an_error():
    with pytest.raises(ValueError, match="too early"):
        sequence_set(sequence()[:6])


def test_a_sequence_set_is_read():
    one = sequence_set(sequence(5, 100, 31, said(2, 4)))
    assert (one.id, one.profile, one.level, one.size, one.progressive) == (5, 100, 31, (64, 40), True)
    assert (one.usability.reorder, one.usability.held) == (2, 4)
    assert sequence_set(sequence()).usability is None


def test_colours_and_pixels_are_read():
    """Pixels 4:3; limited range; primaries 1, transfer 1, matrix 1; the buffers of Annex E.1.2 are stepped over."""
    aspect = "1" + f"{255:08b}{4:016b}{3:016b}"
    colours = "1" + "101" + "0" + "1" + f"{1:08b}" * 3
    timing = "1" + "1" * 65
    buffers = "1" + natural(1) + "0" * 8 + (natural(9) * 2 + "0") * 2 + "1" * 20
    bits = aspect + "0" + colours + "0" + timing + buffers + "0" + "1" + "1"
    usability = sequence_set(sequence(usability=said(1, 2, bits))).usability
    assert usability.aspect == (4, 3)
    assert (usability.full, usability.colours, usability.chroma) == (False, (1, 1, 1), 0)
    assert (usability.reorder, usability.held) == (1, 2)


def test_a_picture_set_is_read():
    one = picture_set(picture(9))
    assert (one.id, one.sequence, one.field_order, one.redundant) == (9, 9, False, False)


def test_a_box_is_read_and_written():
    sets = ParameterSets((sequence(0), sequence(1, 100, 31)), (picture(0), picture(1)))
    assert ParameterSets.of_box(sets.box) == sets
    assert sets.box[:6] == bytes([1, 100, 0, 31, 0xFF, 0xE2])
    assert sets.box[-4:] == bytes([0xFD, 0xF8, 0xF8, 0])


@pytest.mark.parametrize("box", [b"", b"\0" * 20, bytes([1, 100, 0, 31, 0xFD, 0xE1]) + b"\0" * 9])
def test_another_box_is_an_error(box):
    with pytest.raises(ValueError, match="four bytes"):
        ParameterSets.of_box(box)


def test_one_number_stands_for_one_set_only():
    one, other = ParameterSets((sequence(0),), (picture(0),)), ParameterSets((sequence(0, level=11),), (picture(0),))
    assert one.with_those_of(one) == one
    with pytest.raises(ValueError, match="one number"):
        one.with_those_of(other)


def test_a_single_set_stays_as_it_is():
    sets = ParameterSets((sequence(usability=said(1, 2)),), (picture(),))
    assert agreed(sets) == sets


def test_sets_that_agree_ask_for_the_most_of_all_and_are_otherwise_what_they_were():
    units = sequence(0, 77, 31, said(0, 1)), sequence(1, 100, 10, said(2, 4))
    sets = agreed(ParameterSets(units, (picture(0), picture(1))))
    for before, after in zip(map(sequence_set, units), sets.sequence_sets.values(), strict=True):
        assert after.level == 31
        assert (after.usability.reorder, after.usability.held) == (2, 4)
        assert after.usability.limits == before.usability.limits
        changed = {"level": before.level, "usability": before.usability, "head": before.head}
        assert replace(after, **changed) == before


def test_what_says_nothing_holds_what_its_level_has_room_for():
    """Level 1 has room for 396 macroblocks (table A-1), which are 33 pictures of twelve: at most 16."""
    sets = agreed(ParameterSets((sequence(0), sequence(1, usability=said(2, 4))), (picture(0), picture(1))))
    assert [(one.usability.reorder, one.usability.held) for one in sets.sequence_sets.values()] == [(2, 16)] * 2


def test_agreeing_again_changes_nothing():
    sets = agreed(ParameterSets((sequence(0), sequence(1, usability=said(2, 4))), (picture(0), picture(1))))
    assert agreed(sets) == sets
