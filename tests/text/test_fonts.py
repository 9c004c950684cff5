import shutil
from pathlib import Path

import pytest

from draftreel.text import available_fonts, find_font, resolve
from draftreel.text.faces import facts_of, open_face
from draftreel.text.fonts import emoji_font, fallback_for, house_font, latin_font
from draftreel.timeline import Font


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("hello", "Noto Sans"),
        ("你好", "Noto Sans CJK SC"),
        ("hello 你好", "Noto Sans CJK SC"),
        ("世界のこと", "Noto Sans CJK JP"),
        ("세계", "Noto Sans CJK KR"),
        ("مرحبا", "Noto Sans Arabic"),
        ("שלום", "Noto Sans Hebrew"),
        ("สวัสดี", "Noto Sans Thai"),
        ("नमस्ते", "Noto Sans Devanagari"),
        ("123", "Noto Sans"),
        ("", "Noto Sans"),
    ],
)
def test_the_house_font_follows_the_script(text, family):
    assert facts_of(house_font(text)).family == family


@pytest.mark.parametrize(("name", "family"), [("zh-hans.ttf", "SC"), ("C:/Font/zh-hant.ttf", "TC"), ("ja.ttf", "JP")])
def test_the_apps_own_east_asian_fonts_name_a_region(name, family):
    assert facts_of(house_font("hello", name)).family == f"Noto Sans CJK {family}"


def test_a_text_without_a_wish_substitutes_nothing():
    assert not resolve(Font(), {}, "hello").substituted


@pytest.mark.checklist(30)
def test_an_unknown_font_is_substituted_and_says_so():
    choice = resolve(Font("C:\\Fonts\\新青年体.ttf"), {}, "你好")
    assert choice.substituted
    assert choice.family == "Noto Sans CJK SC"


def test_a_packaged_font_is_found_by_its_name():
    choice = resolve(Font("Noto Sans Thai"), {}, "hello")
    assert (choice.family, choice.substituted) == ("Noto Sans Thai", False)


def test_a_style_in_the_name_is_heeded_though_the_font_is_missing():
    cut = resolve(Font("Verdana Bold Italic"), {}, "hello").cut
    assert (cut.weight, facts_of(cut.file).italic, cut.slanted) == (700, True, False)


def test_the_drafts_own_file_comes_first():
    own = Path(find_font("Noto Sans Thai").file.path)
    choice = resolve(Font("Noto Sans", key="k"), {"k": own}, "hello")
    assert (choice.family, choice.substituted) == ("Noto Sans Thai", False)


@pytest.mark.parametrize("content", [b"", b"hello", b"\x00\x01\x00\x00" + bytes(range(256)) * 9])
def test_a_file_that_is_no_font_is_substituted(content, tmp_path):
    path = tmp_path / "font.ttf"
    path.write_bytes(content)
    assert resolve(Font("mine.ttf", key="k"), {"k": path}, "hello").substituted


def test_a_font_file_that_is_not_there_is_substituted(tmp_path):
    assert resolve(Font(key="k"), {"k": tmp_path / "none.ttf"}, "hello").substituted


def test_a_static_font_is_made_bold_and_slanted_by_hand(tmp_path):
    path = tmp_path / "static.ttf"
    shutil.copy(emoji_font().path, path)
    cut = resolve(Font(key="k"), {"k": path}, bold=True, italic=True).cut
    assert (cut.weight, cut.emboldened, cut.slanted) == (400, True, True)


def test_a_variable_font_is_made_bold_by_its_weight():
    cut = resolve(Font(), {}, "你好", bold=True, italic=True).cut
    assert (cut.weight, cut.emboldened, cut.slanted) == (700, False, True)


def test_the_regular_weight_of_the_chinese_font_is_not_its_thinnest():
    file = house_font("你好")
    glyph = open_face(file).font.get_nominal_glyph(ord("I"))
    assert open_face(file, 700).font.get_glyph_h_advance(glyph) > open_face(file, 400).font.get_glyph_h_advance(glyph)
    assert open_face(file, 400).font.get_glyph_h_advance(glyph) > open_face(file, 100).font.get_glyph_h_advance(glyph)


def test_a_sign_that_no_font_has_has_no_fallback():
    assert fallback_for("\U0010fffd") is None


def test_faces_are_opened_once():
    assert open_face(latin_font()) is open_face(latin_font())


def test_the_emoji_font_brings_colours():
    face = open_face(emoji_font())
    assert face.paints(face.font.get_nominal_glyph(ord("😀")))


def test_the_available_families_hold_the_packaged_ones():
    assert {"Noto Sans", "Noto Sans CJK SC", "Noto Sans Arabic"} <= set(available_fonts())
