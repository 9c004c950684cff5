"""What is not drawn yet: the film still renders, and the report names what is missing in the draft's own words."""

import pytest


def first(kind):
    return next(iter(kind))


def masked(desk, shot):
    shot.add_mask(desk.lib.MaskType["圆形"], size=0.5)
    return "圆形"


def keyed(desk, shot):
    shot.add_chroma("#00FF00FF")
    return "chroma"


def blended(desk, shot):
    shot.set_mix_mode(desk.lib.MixModeType["滤色"])
    return "滤色"


def filtered(desk, shot):
    shot.add_filter(first(desk.lib.FilterType))
    return first(desk.lib.FilterType).value.name


def with_an_effect(desk, shot):
    shot.add_effect(first(desk.lib.VideoSceneEffectType))
    return first(desk.lib.VideoSceneEffectType).value.name


def brightened(desk, shot):
    shot.add_keyframe(desk.lib.KeyframeProperty.brightness, 0, 0.0)
    shot.add_keyframe(desk.lib.KeyframeProperty.brightness, 1_000_000, 0.5)
    return "Brightness"


@pytest.mark.parametrize("change", [masked, keyed, blended, filtered, with_an_effect, brightened])
def test_what_a_clip_wears_is_named_and_the_clip_shows_without_it(desk, change):
    shot = desk.shot("white.png")
    name = change(desk, shot)
    film = desk.shown(shot)
    assert name.lower() in film.asked().lower()
    assert film.lumas(0.0) == [235]


def test_effect_and_filter_tracks_are_named(desk):
    script = desk.script("video", "effect", "filter")
    script.add_segment(desk.shot("white.png"))
    effect, look = first(desk.lib.VideoSceneEffectType), first(desk.lib.FilterType)
    script.add_effect(effect, desk.at(0, 0.5))
    script.add_filter(look, desk.at(0.5, 0.5))
    film = desk.film(script)
    assert effect.value.name in film.asked()
    assert look.value.name in film.asked()
    assert film.lumas(0.25, 0.75) == [235, 235]


def test_a_sticker_is_named(desk):
    script = desk.script("video", "sticker")
    script.add_segment(desk.shot("white.png"))
    script.add_segment(desk.lib.StickerSegment("7132097333274004767", desk.at(0, 1)))
    film = desk.film(script)
    assert "7132097333274004767" in film.asked()
    assert film.lumas(0.5) == [235]


@pytest.mark.parametrize("kind", ["TextIntro", "TextOutro", "TextLoopAnim"])
def test_a_text_animation_is_named_and_the_text_stands_still(desk, kind):
    text = desk.text("HHH", style=desk.lib.TextStyle(size=30))
    look = first(getattr(desk.lib, kind))
    text.add_animation(look)
    film = desk.read(text)
    assert look.value.title in film.asked()
    assert film.picture(0.5).max() > 200


def test_bubbles_and_letter_styles_are_named(desk):
    text = desk.text("HHH", style=desk.lib.TextStyle(size=30))
    text.add_bubble("361595", "6742029398926430728")
    text.add_effect("7296357486490144036")
    film = desk.read(text)
    assert "7296357486490144036" in film.asked()
    assert "6742029398926430728" in film.asked() or "361595" in film.asked()
    assert film.picture(0.5).max() > 200


def test_a_font_of_the_apps_own_is_named(desk):
    font = first(desk.lib.FontType)
    film = desk.read(desk.text("HHH", font=font, style=desk.lib.TextStyle(size=30)))
    assert "font" in film.asked()
    assert film.picture(0.5).max() > 200


def test_vertical_text_is_named(desk):
    film = desk.read(desk.text("HHH", style=desk.lib.TextStyle(size=30, vertical=True)))
    assert "vertical" in film.asked()


def test_a_voice_effect_is_named_and_the_sound_plays_without_it(desk):
    tone = desk.tone()
    effect = first(desk.lib.AudioSceneEffectType)
    tone.add_effect(effect)
    film = desk.heard(tone)
    assert effect.value.name in film.asked()
    assert film.hertz() == pytest.approx(440, abs=2)
    assert film.level(0.2, 0.8) == pytest.approx(0.25, rel=0.02)


def test_a_clip_past_its_end_holds_and_says_so(desk):
    def longer(content):
        segment = content["tracks"][0]["segments"][0]
        segment["target_timerange"]["duration"] = segment["source_timerange"]["duration"] = 3_000_000

    film = desk.shown(desk.shot("numbered.mp4"), edit=longer)
    assert "clip-too-short" in film.asked()
    assert film.lumas(2.9) == pytest.approx([40 + 3 * 59], abs=1)


def test_a_transition_that_leads_nowhere_is_named(desk):
    shot = desk.shot("white.png")
    shot.add_transition(desk.lib.TransitionType["叠化"])
    film = desk.shown(shot)
    assert "叠化" in film.asked()
    assert film.lumas(0.9) == [235]
