import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from draftreel.draft import Notation, parse_content


def contents(text, *ranges):
    """JSON content whose n-th style has size n + 1."""
    styles = [{"size": size, **({} if span is None else {"range": span})} for size, span in enumerate(ranges, 1)]
    return json.dumps({"text": text, "styles": styles})


def spread(content):
    """The size of each code point: one digit a character, `.` where nothing is said."""
    found = parse_content(content)
    return "".join(f"{run.style.size or 0:.0f}" * (run.end - run.start) for run in found.runs).replace("0", ".")


texts = st.text(alphabet="ab 你😀\n[]<>{\"'\u0301\u200d", max_size=12)
bounds = st.integers(-5, 60) | st.floats(-1e9, 1e9)


@pytest.mark.checklist(30)
@given(texts, st.lists(st.lists(bounds, max_size=3), max_size=6))
def test_runs_cover_the_text_once_whatever_the_ranges_say(text, ranges):
    found = parse_content(contents(text, *ranges))
    assert found.text == text
    assert [0, *(run.end for run in found.runs)] == [*(run.start for run in found.runs), len(text)]
    assert all(run.start < run.end for run in found.runs)


@pytest.mark.checklist(30)
@given(st.text())
def test_no_content_makes_it_crash(content):
    found = parse_content(content)
    assert sum(run.end - run.start for run in found.runs) == len(found.text)


@pytest.mark.checklist(30)
@given(st.text(alphabet='<>/[]()=", sizecolrfnt0.5b', max_size=60))
def test_no_tags_make_it_crash(content):
    found = parse_content("<size=5>" + content)
    assert sum(run.end - run.start for run in found.runs) == len(found.text)


@pytest.mark.checklist(30)
@pytest.mark.parametrize(
    ("ranges", "sizes"),
    [
        ([[0, 4]], "1111"),
        ([[0, 2], [2, 4]], "1122"),
        ([[0, 4], [1, 3]], "1221"),
        ([[1, 3], [0, 4]], "2222"),
        ([[0, 2]], "1111"),
        ([[2, 4]], "1111"),
        ([[1, 2], [3, 4]], "1112"),
        ([[-3, 99]], "1111"),
        ([[3, 1]], "...."),
        ([None], "1111"),
        ([[0, 4], None], "2222"),
        ([], "...."),
    ],
)
def test_ranges_are_clamped_and_later_ones_win(ranges, sizes):
    assert spread(contents("abcd", *ranges)) == sizes


def test_the_app_counts_utf16_units():
    assert spread(contents("😀a😀b", [0, 2], [2, 3], [3, 5], [5, 6])) == "1234"


def test_a_range_that_ends_inside_an_emoji_ends_before_it():
    assert spread(contents("a😀b", [0, 4], [0, 2])) == "211"


def test_a_base_style_measured_in_bytes_covers_all_and_keywords_count_code_points():
    text = "你好，CapCut 世界 🌍 hello"
    assert len(text) == 20
    assert spread(contents(text, [0, 42], [3, 9], [10, 12])) == "111" + "222222" + "1" + "33" + "11111111"


def test_ranges_in_bytes_that_follow_each_other_are_bytes_throughout():
    assert spread(contents("abcd", [0, 2], [2, 4], [4, 8])) == "1233"


def test_ranges_that_end_at_the_number_of_code_points_count_those():
    assert spread(contents("😀😀ab", [0, 2], [2, 4])) == "1122"


def test_a_style_is_read_with_its_fill_stroke_shadow_and_font():
    style = {
        "range": [0, 1],
        "size": 7,
        "bold": True,
        "fill": {"alpha": 0.5, "content": {"solid": {"color": [1, 0.5, 0]}}},
        "strokes": [{"width": 0.08, "content": {"solid": {"color": [0, 0, 2], "alpha": 0.5}}}],
        "shadows": [{"angle": -45, "distance": 8, "alpha": 0.8, "content": {"solid": {"color": [0, 0, 0]}}}],
        "font": {"path": "C:/x.ttf", "id": "9"},
        "effectStyle": {"id": "77"},
        "useLetterColor": True,
    }
    run = parse_content(json.dumps({"text": "a", "styles": [style]})).runs[0].style
    assert (run.size, run.bold, run.italic, run.use_letter_color) == (7, True, None, True)
    assert run.fill is not None
    assert run.fill.rgba == (1, 0.5, 0, 0.5)
    assert (run.strokes[0].rgba, run.strokes[0].width) == ((0, 0, 1, 0.5), 0.08)
    assert (run.shadows[0].rgba, run.shadows[0].distance) == ((0, 0, 0, 0.8), 8)
    assert run.font is not None
    assert run.font.path == "C:/x.ttf"
    assert run.effect_style is not None
    assert run.effect_style.id == "77"


def test_a_gradient_s_colour_is_its_first_stop():
    fill = {
        "content": {"render_type": "gradient", "gradient": {"color": [[1, 1, 0], [0, 0, 1]], "percent": [0.4, 0.5]}}
    }
    run = parse_content(json.dumps({"text": "a", "styles": [{"fill": fill}]})).runs[0]
    assert run.style.fill is not None
    assert run.style.fill.rgba == (1, 1, 0, 1)


def test_tags_give_the_text_in_their_brackets_and_its_style():
    content = (
        '<outline color=(0,0,0,1) width=0.08><size=7><color=(1,0.5,0,1)><font id="67" path="C:/Font/新 青.ttf">'
        "[末世降临]</font></color></size></outline>"
    )
    found = parse_content(content)
    style = found.runs[0].style
    assert (found.text, found.notation, len(found.runs)) == ("末世降临", Notation.TAGS, 1)
    assert style.size == 7
    assert style.fill is not None
    assert style.fill.rgba == (1, 0.5, 0, 1)
    assert style.font is not None
    assert style.font.path == "C:/Font/新 青.ttf"
    assert (style.strokes[0].width, style.strokes[0].rgba) == (0.08, (0, 0, 0, 1))


@pytest.mark.parametrize(
    ("content", "text", "sizes"),
    [
        ("<size=5>[ab]</size><size=7>[cd]</size>", "abcd", "5577"),
        ("<size=5>[ab</size><size=7>cd]</size>", "abcd", "5577"),
        ("<size=5>[a</size> <size=7>b]</size>", "a b", "5.7"),
        ("<size=5>ab</size>", "ab", "55"),
        ("<size=5>[[ab]]</size>", "[ab]", "5555"),
        ("<size=5>[a < b > c]</size>", "a < b > c", "555555555"),
        ("<size=5>[<p>a</p>]</size>", "<p>a</p>", "55555555"),
        ("<size=5>[a<size=6>b</size>c]</size>", "abc", "565"),
        ("<size=5>[ab]", "ab", "55"),
        ("<size=x>[ab]</size>", "ab", ".."),
        ("<size=5>[]</size>", "", ""),
        ("a<size=5>", "a<size=5>", "........."),
    ],
)
def test_tags_are_read_without_being_xml(content, text, sizes):
    assert parse_content(content).text == text
    assert spread(content) == sizes


def test_plain_text_is_itself():
    found = parse_content("大家好 {x} [y]")
    assert (found.text, found.notation, len(found.runs)) == ("大家好 {x} [y]", Notation.PLAIN, 1)


def test_broken_json_still_gives_its_text():
    found = parse_content('{"styles":[{"size":5}],"text":"a\\"b\\n","x"')
    assert (found.text, found.notation) == ('a"b\n', Notation.JSON)


@pytest.mark.checklist(30)
def test_half_an_emoji_in_content_becomes_one_replacement_character():
    assert parse_content('{"text":"a\\ud83db"}').text == "a\ufffdb"


@pytest.mark.checklist(30)
def test_a_hundred_thousand_characters_of_tags_take_no_time():
    assert parse_content('<size"' * 20_000).text
    assert parse_content("<outline width=1>" * 6_000).text == ""
