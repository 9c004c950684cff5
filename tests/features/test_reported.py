"""What is not drawn: the film still renders, and the report names what is missing in the draft's own words."""

import pytest

from draftreel.catalogue import find


def first(kind):
    return next(iter(kind))


def undrawn(members, kind):
    """The first of a library's looks that nothing draws."""
    metas = ((one, one.value) for one in members)
    return next(one for one, meta in metas if not find(kind, meta.resource_id, meta.effect_id, one.name).call)


def keyed(desk, shot):
    shot.add_chroma("#00FF00FF")
    return "chroma"


def filtered(desk, shot):
    look = undrawn(desk.lib.FilterType, "filter")
    shot.add_filter(look)
    return look.value.name


def with_an_effect(desk, shot):
    look = undrawn(desk.lib.VideoSceneEffectType, "scene_effect")
    shot.add_effect(look)
    return look.value.name


def with_an_effect_on_faces(desk, shot):
    look = undrawn(desk.lib.VideoCharacterEffectType, "character_effect")
    shot.add_effect(look)
    return look.value.name


@pytest.mark.parametrize("change", [keyed, filtered, with_an_effect, with_an_effect_on_faces])
def test_what_a_clip_wears_is_named_and_the_clip_shows_without_it(desk, change):
    shot = desk.shot("white.png")
    name = change(desk, shot)
    film = desk.shown(shot)
    assert name.lower() in film.asked().lower()
    assert film.lumas(0.0) == [235]


def test_effect_and_filter_tracks_are_named(desk):
    script = desk.script("video", "effect", "filter")
    script.add_segment(desk.shot("white.png"))
    effect = undrawn(desk.lib.VideoSceneEffectType, "scene_effect")
    look = undrawn(desk.lib.FilterType, "filter")
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


@pytest.mark.parametrize(
    ("members", "kind"), [("TextIntro", "text_in"), ("TextOutro", "text_out"), ("TextLoopAnim", "text_loop")]
)
def test_a_text_animation_is_named_and_the_text_stands_still(desk, members, kind):
    text = desk.text("HHH", style=desk.lib.TextStyle(size=30))
    metas = ((one, one.value) for one in getattr(desk.lib, members))
    look = next(one for one, meta in metas if not find(kind, meta.resource_id, meta.effect_id, meta.title).call)
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
    """Rain is a recording of the app's, another speaker's voice a model on its servers."""
    tone = desk.tone()
    effects = desk.lib.AudioSceneEffectType
    effect = next(effect for effect in effects if effect.value.name in {"下雨", "Bibble"})
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
