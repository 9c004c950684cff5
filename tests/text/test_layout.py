import pytest
import uharfbuzz as hb
from hypothesis import given, settings
from hypothesis import strategies as st

from draftreel.text import layout
from draftreel.text.fonts import house_font, latin_font
from draftreel.timeline import Alignment, Text, TextRun, TextStyle


def text(string: str, size: float = 100.0, **settings) -> Text:
    return Text(string, (TextRun(0, len(string), TextStyle(size)),), **settings)


def font(file) -> hb.Font:
    """The font opened by HarfBuzz alone, at regular weight, to measure with."""
    found = hb.Font(hb.Face(hb.Blob.from_file_path(file.path), file.index))
    found.set_variations({"wght": 400})
    return found


def advance(char: str, file=None) -> float:
    opened = font(file or latin_font())
    return opened.get_glyph_h_advance(opened.get_nominal_glyph(ord(char))) / opened.face.upem


def pitch(file) -> float:
    opened = font(file)
    extents = opened.get_font_extents("ltr")
    return (extents.ascender - extents.descender) / opened.face.upem


def test_a_line_is_as_wide_as_its_advances():
    assert layout(text("nnn"), {}).width == pytest.approx(300 * advance("n"))


def test_four_chinese_characters_are_four_em_wide():
    assert layout(text("末世降临", 36), {}).width == pytest.approx(144)


def test_letter_spacing_stands_between_letters():
    assert layout(text("nnn", letter_spacing=0.5), {}).width == pytest.approx(300 * advance("n") + 100)


@pytest.mark.parametrize("lines", [1, 2, 3])
def test_n_lines_are_n_pitches_high(lines):
    """As in the app, where a line of 36 px in a font 1.394 em high with line spacing 0.15 takes 57.5 px."""
    block = layout(text("\n".join(["Hi"] * lines), 36, line_spacing=0.15), {})
    assert block.height == pytest.approx(lines * 36 * pitch(latin_font()) * 1.15)


def test_a_line_of_the_chinese_house_font_is_1448_thousandths_high():
    assert layout(text("世界", 100, line_spacing=0.02), {}).height == pytest.approx(144.8 * 1.02)


def test_baselines_are_one_pitch_apart_and_the_block_stands_about_its_centre():
    first, second = layout(text("a\nb", 100, line_spacing=0.5), {}).lines
    assert second.baseline - first.baseline == pytest.approx(150 * pitch(latin_font()))
    assert (first.baseline - first.ascent) + (second.baseline + second.descent) == pytest.approx(0)


def test_empty_lines_take_their_room():
    assert len(layout(text("a\n\nb"), {}).lines) == 3
    assert layout(text("a\r\n\r\nb"), {}).height == layout(text("a\n\nb"), {}).height


def test_mixed_sizes_share_a_baseline_and_the_tallest_makes_the_line():
    mixed = Text("ab", (TextRun(0, 1, TextStyle(100)), TextRun(1, 2, TextStyle(40))))
    block = layout(mixed, {})
    assert block.clusters[0].y == block.clusters[1].y
    assert block.height == layout(text("a", 100), {}).height


@pytest.mark.parametrize(("alignment", "left"), [(Alignment.LEFT, 0), (Alignment.CENTRE, 100), (Alignment.RIGHT, 200)])
def test_the_short_line_stands_where_its_alignment_says(alignment, left):
    block = layout(text("世界世界\n世界", alignment=alignment), {})
    assert block.lines[0].left == pytest.approx(-200)
    assert block.lines[1].left == pytest.approx(-200 + left)


def test_a_line_wraps_at_spaces_and_the_space_hangs():
    wide = advance("n") * 400  # room for four letters, not for five
    block = layout(text("nn nn", max_width=wide), {})
    assert [line.width for line in block.lines] == pytest.approx([200 * advance("n")] * 2)


def test_chinese_wraps_between_characters():
    assert [line.width for line in layout(text("末世降临城", max_width=250), {}).lines] == pytest.approx(
        [200, 200, 100]
    )


def test_a_closing_mark_takes_the_character_before_it_along():
    assert [line.width for line in layout(text("末世降，临", max_width=300), {}).lines] == pytest.approx([200, 300])


def test_a_word_longer_than_a_line_is_broken():
    block = layout(text("n" * 10, max_width=400 * advance("n") + 1), {})
    assert [round(line.width / (100 * advance("n"))) for line in block.lines] == [4, 4, 2]


def test_a_hard_break_holds_whatever_the_width():
    assert len(layout(text("a\nb", max_width=1000), {}).lines) == 2


@settings(max_examples=60, deadline=None)
@given(st.text(st.sampled_from("abW 世界，。（）😀مرحبا-สวัส\n"), max_size=60), st.integers(250, 900))
def test_no_line_is_wider_than_the_width_to_wrap_at(string, width):
    assert all(line.width <= width + 1e-6 for line in layout(text(string, max_width=width), {}).lines)


@settings(max_examples=60, deadline=None)
@given(st.text(st.sampled_from("ab 世，😀مر\n"), max_size=40), st.integers(0, 300))
def test_every_visible_character_is_set_exactly_once(string, width):
    placed = layout(text(string, max_width=width), {}).clusters
    ranges = [(item.cluster.start, item.cluster.end) for item in placed]
    covered = [index for start, end in ranges for index in range(start, end)]
    assert len(covered) == len(set(covered))
    assert {i for i, char in enumerate(string) if char not in " \n"} <= set(covered)


def test_an_arabic_line_puts_its_first_word_right():
    block = layout(text("مرحبا abc"), {})
    first, last = block.clusters[0], block.clusters[-1]
    assert first.x > last.x
    assert first.cluster.start == 0


def test_the_house_font_of_a_chinese_text_sets_its_latin_letters_too():
    block = layout(text("a世"), {})
    assert {item.cluster.cut.file for item in block.clusters} == {house_font("世")}


@pytest.mark.checklist(30)
def test_runs_that_reach_past_the_text_are_cut():
    block = layout(Text("ab", (TextRun(-5, 1, TextStyle(100)), TextRun(1, 99, TextStyle(50)))), {})
    assert [item.size for item in block.clusters] == [100, 50]


def test_a_text_without_runs_is_an_empty_block():
    assert layout(Text("ab", ()), {}).width == 0


@pytest.mark.checklist(30)
def test_a_hundred_thousand_characters_are_set_as_far_as_can_be_read():
    assert len(layout(text("世" * 100_000, 20, max_width=1000), {}).clusters) == 5000
