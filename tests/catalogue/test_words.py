"""What names suggest."""

import pytest

from draftreel.call import Call
from draftreel.catalogue import Kind
from draftreel.catalogue.words import BLACK, WHITE, call_by_words


@pytest.mark.parametrize(
    ("name", "call"),
    [
        ("左移 V", Call.of("push", direction="left")),
        ("向右甩入", Call.of("push", direction="right")),
        ("闪白 IX", Call.of("fade_color", colour=WHITE)),
        ("Black fade 7", Call.of("fade_color", colour=BLACK)),
        ("向上擦除 III", Call.of("wipe", direction="up")),
        ("Snap Zoom", Call.of("zoom", factor=2.0)),
        ("Jump", None),
        ("燃烧", None),
    ],
)
def test_a_transition_is_drawn_by_the_words_in_its_name(name, call):
    assert call_by_words(Kind.TRANSITION, name) == call


@pytest.mark.parametrize(
    ("kind", "name", "call"),
    [
        (Kind.VIDEO_IN, "Slide Up 9", Call.of("slide", direction="up")),
        (Kind.VIDEO_OUT, "Slide Up 9", Call.of("slide", direction="down")),
        (Kind.VIDEO_IN, "急速放大", Call.of("zoom", factor=0.3)),
        (Kind.VIDEO_OUT, "急速放大", Call.of("zoom", factor=1.8)),
        (Kind.VIDEO_GROUP, "Spin 12", Call.of("spin", turns=1.0)),
        (Kind.FILTER, "Zoom", None),
    ],
)
def test_an_outro_leaves_the_way_an_intro_would_come(kind, name, call):
    assert call_by_words(kind, name) == call
