from draftreel.text import Substitution, layout, substitutions, without_glyph
from draftreel.timeline import Font, Text, TextRun, TextStyle


def test_every_missing_font_is_named_once():
    runs = tuple(
        TextRun(i, i + 1, TextStyle(20 + i, Font(name))) for i, name in enumerate(["Xyz", "Xyz", "Noto Sans", ""])
    )
    assert substitutions(Text("abcd", runs), {}) == (Substitution("Xyz", "Noto Sans"),)


def test_characters_that_no_font_shows_are_named():
    text = Text("a\U0010fffdb", (TextRun(0, 3, TextStyle(20)),))
    assert without_glyph(text, layout(text, {})) == "\U0010fffd"


def test_a_common_text_lacks_nothing():
    text = Text("Hello 世界 😀", (TextRun(0, 10, TextStyle(20)),))
    assert (substitutions(text, {}), without_glyph(text, layout(text, {}))) == ((), "")
