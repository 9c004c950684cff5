import pytest

from draftreel.text.bidi import levels, paragraph_level, visual_order


def shown(text: str) -> str:
    return "".join(text[index] for index in visual_order(levels(text, paragraph_level(text))))


def test_left_to_right_text_stays_as_it_is():
    assert shown("abc 123 (def)") == "abc 123 (def)"


def test_a_hebrew_word_is_turned_round():
    assert shown("אבג") == "גבא"


def test_a_hebrew_word_in_an_english_line_is_turned_in_its_place():
    assert shown("ab אבג cd") == "ab גבא cd"


def test_an_english_word_in_a_hebrew_line_stands_to_the_left_of_what_came_before():
    assert shown("אב cd") == "cd בא"


def test_numbers_in_an_arabic_line_read_left_to_right():
    assert levels("ع 12,5", 1) == [1, 1, 2, 2, 2, 2]


def test_a_currency_sign_stays_with_its_number():
    assert shown("א 5$") == "5$ א"


def test_brackets_follow_the_line_not_the_word_inside():
    assert levels("א (a) ב", 1) == [1, 1, 1, 2, 1, 1, 1]


def test_a_mark_goes_with_its_letter():
    assert levels("א\u05b0a", 0) == [1, 1, 0]


@pytest.mark.parametrize(("text", "level"), [("", 0), ("123", 0), ("1 א a", 1), ("a א", 0)])
def test_the_first_strong_letter_decides_the_direction(text, level):
    assert paragraph_level(text) == level
