import pytest

from draftreel.text.breaking import may_break


@pytest.mark.parametrize(
    ("before", "after"), [(" ", "a"), ("世", "界"), ("a", "世"), ("，", "世"), ("-", "a"), ("世", "（")]
)
def test_a_line_may_end_here(before, after):
    assert may_break(before, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a", "b"),
        ("世", "，"),  # closing punctuation never begins a line
        ("世", "。"),
        ("世", "）"),
        ("世", "”"),
        ("（", "世"),  # opening punctuation never ends one
        ("“", "世"),
        ("き", "ゃ"),
        ("カ", "ー"),
        ("a", " "),
        ("a", "\u00a0"),
        ("\u00a0", "b"),
        ("-", "1"),
    ],
)
def test_a_line_may_not_end_here(before, after):
    assert not may_break(before, after)
