import pytest
from hypothesis import given
from hypothesis import strategies as st

from draftreel.text.characters import clean, graphemes, is_emoji, scripts

FAMILY = "👩‍👩‍👧"


@given(st.text(st.characters(codec=None, exclude_categories=())))
def test_cleaning_keeps_every_code_point_in_its_place(string):
    assert len(clean(string)) == len(string)


def test_both_halves_of_a_windows_line_end_make_one_line_end():
    assert clean("a\r\nb").count("\n") == 1


@pytest.mark.checklist(30)
def test_a_lone_surrogate_becomes_the_replacement_character():
    assert clean("a\ud800b") == "a\ufffdb"


@pytest.mark.checklist(30)
def test_a_direction_override_and_a_null_draw_nothing():
    assert clean("\u202ea\x00") == "\u2060a\u2060"


@pytest.mark.parametrize("whole", [FAMILY, "👍🏽", "🇨🇳", "❤️", "1️⃣", "e\u0301"])
def test_a_sequence_is_one_grapheme(whole):
    assert graphemes("a" + whole + "b") == [(0, 1), (1, 1 + len(whole)), (1 + len(whole), 2 + len(whole))]


@pytest.mark.parametrize("text", ["😀", FAMILY, "👍🏽", "🇨🇳", "❤️", "1️⃣"])
def test_emoji_are_known(text):
    assert is_emoji(text)


@pytest.mark.parametrize("text", ["1", "#", "a", "世", "❤", "☺\ufe0e", "😀\ufe0e", "©"])
def test_what_is_shown_as_text_is_no_emoji(text):
    assert not is_emoji(text)


def test_spaces_and_digits_belong_to_the_script_before_them():
    assert scripts("1a ع 2") == ["Latn", "Latn", "Latn", "Arab", "Arab", "Arab"]
