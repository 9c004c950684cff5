import pytest

from draftreel.text import layout
from draftreel.text.faces import open_face
from draftreel.text.fonts import emoji_font
from draftreel.timeline import Text, TextRun, TextStyle


def glyphs(string: str) -> list[int]:
    placed = layout(Text(string, (TextRun(0, len(string), TextStyle(100)),)), {}).clusters
    return [glyph.id for item in placed for glyph in item.cluster.glyphs]


@pytest.mark.parametrize(
    "text",
    [
        "你好世界，朋友。",
        "こんにちは",
        "안녕하세요",
        "مرحبا",
        "שלום",
        "สวัสดี",
        "नमस्ते",
        "Привет",
        "Ελλάδα",
        "ქართული",
        "★→♪",
    ],
)
def test_every_script_has_real_glyphs(text):
    assert 0 not in glyphs(text)


def test_arabic_letters_are_joined():
    word = layout(Text("بيت", (TextRun(0, 3, TextStyle(100)),)), {}).clusters
    for letter, placed in zip("بيت", word, strict=True):
        assert [glyph.id for glyph in placed.cluster.glyphs] != glyphs(letter)


def test_a_colour_change_in_the_middle_of_an_arabic_word_keeps_it_joined():
    runs = (TextRun(0, 1, TextStyle(100)), TextRun(1, 3, TextStyle(100, colour=(1, 0, 0, 1))))
    placed = layout(Text("بيت", runs), {}).clusters
    assert [glyph.id for item in placed for glyph in item.cluster.glyphs] == glyphs("بيت")


def test_arabic_reads_from_the_right():
    placed = layout(Text("بيت", (TextRun(0, 3, TextStyle(100)),)), {}).clusters
    assert [item.cluster.start for item in sorted(placed, key=lambda item: item.x)] == [2, 1, 0]
    assert [item.index for item in placed] == [0, 1, 2]


@pytest.mark.parametrize("emoji", ["😀", "👩‍👩‍👧", "👍🏽", "🇨🇳", "❤️", "1️⃣"])
def test_an_emoji_sequence_is_one_cluster_with_one_visible_glyph(emoji):
    placed = layout(Text(emoji, (TextRun(0, len(emoji), TextStyle(100)),)), {}).clusters
    assert [(item.cluster.start, item.cluster.end) for item in placed] == [(0, len(emoji))]
    face = open_face(emoji_font())
    assert sum(face.paints(glyph.id) for glyph in placed[0].cluster.glyphs) == 1


def test_a_ligature_is_one_cluster_and_letter_spacing_takes_it_apart():
    run = (TextRun(0, 3, TextStyle(100)),)
    assert len(layout(Text("ffi", run), {}).clusters) <= 3
    assert len(layout(Text("ffi", run, letter_spacing=0.1), {}).clusters) == 3
