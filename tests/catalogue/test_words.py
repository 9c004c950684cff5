"""What names suggest."""

import pytest

from draftreel.call import Call
from draftreel.catalogue import Kind
from draftreel.catalogue.words import BLACK, WHITE, call_by_words


@pytest.mark.parametrize(
    ("name", "call"),
    [
        ("左移 V", Call.of("push", direction="left")),
        ("向右甩入", Call.of("whip_pan", direction="right")),
        ("爱心 9", Call.of("iris", shape="heart")),
        ("Circle 9", Call.of("iris")),
        ("微震闪黑 9", Call.of("fade_color", colour=BLACK)),
        ("强震 9", Call.of("shake")),
        ("故障模糊 9", Call.of("glitch")),
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
        (Kind.VIDEO_IN, "钟摆 9", Call.of("swing")),
        (Kind.VIDEO_GROUP, "钟摆 9", Call.of("sway")),
        (Kind.VIDEO_OUT, "向上甩出 9", Call.of("throw", direction="down")),
        (Kind.FILTER, "Zoom", None),
    ],
)
def test_an_outro_leaves_the_way_an_intro_would_come(kind, name, call):
    assert call_by_words(kind, name) == call


@pytest.mark.parametrize(
    ("kind", "name", "call"),
    [
        (Kind.TEXT_IN, "打字机 9", Call.of("typewriter")),
        (Kind.TEXT_IN, "Typewriter 9", Call.of("typewriter")),
        (Kind.TEXT_IN, "向左飞入", Call.of("fly_in", direction="left")),
        (Kind.TEXT_OUT, "向左飞出", Call.of("fly_in", direction="right")),
        (Kind.TEXT_IN, "弹入 9", Call.of("spring", direction="up")),
        (Kind.TEXT_IN, "渐显 9", Call.of("fade")),
        (Kind.TEXT_IN, "放大 9", Call.of("zoom", factor=0.3)),
        (Kind.TEXT_OUT, "放大 9", Call.of("zoom", factor=1.8)),
        (Kind.TEXT_LOOP, "轻微抖动 9", Call.of("shake")),
        (Kind.SCENE_EFFECT, "径向模糊 9", Call.of("blur")),
        (Kind.SCENE_EFFECT, "RGB 9", Call.of("rgb_split")),
        (Kind.CHARACTER_EFFECT, "模糊 9", None),
        (Kind.FILTER, "黑白 9", Call.of("monochrome")),
        (Kind.MASK, "Heart-shaped", Call.of("heart")),
        (Kind.MASK, "geometric_shape", None),
        (Kind.BLEND, "Color burn", Call.of("colour_burn")),
    ],
)
def test_other_looks_are_drawn_by_their_words_too(kind, name, call):
    assert call_by_words(kind, name) == call
