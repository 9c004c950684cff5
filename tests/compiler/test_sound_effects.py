"""What a draft puts on its sounds, as calls and notes."""

import pytest

from draftreel.call import Call
from draftreel.catalogue import Kind
from draftreel.catalogue.rows import lines, row_of
from draftreel.timeline import Fidelity
from tests.compiler.drafts import compiled, draft, segment, tone, track, video

ECHO, TELEPHONE, UNCLE, WARRIOR = (
    "7018011608408396325",
    "7264894634285863483",
    "7020344898033291790",
    "7328089134331859468",
)
APP = "change_voice_param_"


def slider(name, value, default=1.0, **more):
    return {"name": name, "value": value, "default_value": default, "min_value": 0.0, "max_value": 1.0, **more}


def scene(resource_id="", name="", *sliders, **more):
    return {"resource_id": resource_id, "name": name, "sub_type": 1, "audio_adjust_params": list(sliders), **more}


def sounding(*effects):
    """A draft with one sound that has these effects, compiled."""
    materials = {"audio_effects": [{"id": f"e{index}", **one} for index, one in enumerate(effects)]}
    refs = [f"e{index}" for index in range(len(effects))]
    return compiled(draft(track(segment("s", extra_material_refs=refs), kind="audio"), materials=materials))


def calls(*effects):
    [sound] = sounding(*effects).timeline.sounds
    return sound.effects


def notes(*effects):
    return [(one.code, one.fidelity, one.asked, one.shown) for one in sounding(*effects).diagnostics]


def arguments(*effects):
    [call] = calls(*effects)
    return call.arguments


def test_a_sound_without_effects_has_none_and_says_nothing():
    assert (calls(), notes()) == ((), [])


def test_an_effect_is_found_by_its_id_and_said_to_be_close():
    [call] = calls(scene(ECHO, "Eco"))
    assert (call.name, call.arguments["quantity"], call.arguments["strength"]) == ("echo", 0.8, 0.762)
    [(code, fidelity, asked, shown)] = notes(scene(ECHO, "Eco"))
    assert (code, fidelity, asked) == ("audio-effect", Fidelity.CLOSE, "sound effect Eco (回音)")
    assert shown.startswith("echo delay=0.3 ")


@pytest.mark.parametrize(
    "told",
    [
        [slider("change_voice_param_quantity", 0.25), slider("change_voice_param_strength", 0.5)],
        [slider("change_voice_param_quantity", 25, max_value=100.0), slider("强弱", 50, max_value=100.0)],
    ],
    ids=["shares", "percents"],
)
def test_sliders_act(told):
    found = arguments(scene(ECHO, "回音", *told))
    assert (found["quantity"], found["strength"]) == (0.25, 0.5)


@pytest.mark.parametrize(
    ("name", "sliders", "expected"),
    [
        ("黑胶", [("强弱", 0.5), ("噪点", 0.25)], {"strength": 0.5, "noise": 0.25}),
        ("水下", [("深度", 1.0)], {"depth": 1.0}),
        ("颤音", [("频率", 0.1), ("幅度", 0.2)], {"frequency": 0.1, "width": 0.2}),
        ("麦霸", [("空间大小", 0.5), ("强弱", 0.1)], {"room": 0.5, "strength": 0.1}),
        ("8bit", [(f"{APP}pitch_shift", 0.75), (f"{APP}timbre", 0.5)], {"pitch": 0.75, "timbre": 0.5}),
        (
            "环绕音",
            [(f"{APP}center_position", 0.1), (f"{APP}surrounding_frequency", 0.9)],
            {"position": 0.1, "frequency": 0.9},
        ),
        ("大叔", [("音调", 0.1), ("音色", 0.2)], {"pitch": 0.1, "timbre": 0.2}),
    ],
)
def test_every_slider_that_the_app_gives_is_one_of_ours(name, sliders, expected):
    effect = scene("", name, *(slider(one, value) for one, value in sliders))
    found = arguments(effect)
    assert {key: found[key] for key in expected} == expected
    assert [code for code, *_ in notes(effect)] == ["audio-effect"]


@pytest.mark.parametrize(("value", "held"), [(7.0, 1.0), (-3.0, 0.0)])
def test_sliders_are_held_to_their_range(value, held):
    assert arguments(scene(TELEPHONE, "", slider("强弱", value)))["strength"] == held


def test_a_slider_without_a_value_is_at_its_usual_place():
    assert arguments(scene(TELEPHONE, "", {"name": "强弱"}))["strength"] == 0.7


def test_a_slider_that_was_moved_and_changes_nothing_is_said():
    found = notes(scene(TELEPHONE, "电话", slider("背景音", 0.2, default=0.5)))
    assert ("effect-parameter", Fidelity.CLOSE, "sound effect 电话 with noise 0.2", "without these") in found
    assert len(notes(scene(TELEPHONE, "电话", slider("背景音", 0.5, default=0.5)))) == 1


def test_effects_keep_their_order():
    assert [call.name for call in calls(scene(TELEPHONE), scene(ECHO))] == ["device", "echo"]
    assert [call.name for call in calls(scene(ECHO), scene(TELEPHONE))] == ["echo", "device"]


@pytest.mark.parametrize("said", [{}, {"sub_type": 1}, {"sub_type": 2}, {"category_id": "tone"}])
def test_a_voice_is_found_whatever_kind_the_draft_says(said):
    assert [call.name for call in calls({"resource_id": UNCLE, "name": "大叔", **said})] == ["voice"]


def test_the_other_brands_effect_of_the_same_name_is_the_same():
    """CapCut has its own ids and slider names for what both have."""
    found = arguments(scene("7272267496520946178", "电话", slider("change_voice_param_strength", 0.3)))
    assert (found["high"], found["strength"]) == (3400.0, 0.3)


@pytest.mark.checklist(31)
@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Echo Plus", "echo"),
        ("Bathroom", "reverb"),
        ("Big House", "reverb"),
        ("Walkie Talkie", "device"),
        ("Telephone II", "device"),
        ("Vinyl Record", "device"),
        ("Cassette Tape", "lofi"),
        ("Squirrel", "voice"),
        ("Giant", "voice"),
        ("Space Robot", "vocoder"),
        ("Underwater", "muffle"),
        ("合唱", "chorus"),
        ("军事广播", "device"),
        ("无限回声", "echo"),
        ("山洞cave", "reverb"),
        ("Wide Stereo", "widen"),
    ],
)
def test_a_name_that_nobody_knows_stands_in_by_its_words(name, expected):
    [call] = calls(scene("1", name, slider("strength", 0.5), slider("noise", 0.5, default=0.5)))
    assert (call.name, call.arguments["strength"]) == (expected, 0.5)
    assert notes(scene("1", name))[0][:2] == ("audio-effect", Fidelity.STAND_IN)


@pytest.mark.checklist(31)
@pytest.mark.parametrize("name", ["Qwrtz", "Headphones off", "Santa"])
def test_a_name_that_says_nothing_is_missing(name):
    assert calls(scene("1", name)) == ()
    assert notes(scene("1", name)) == [
        ("audio-effect", Fidelity.MISSING, f"sound effect {name}", "the sound without it")
    ]


def test_another_speakers_voice_is_missing_and_the_sound_stays():
    assert calls({"resource_id": WARRIOR, "name": "侠客"}) == ()
    assert notes({"resource_id": WARRIOR, "name": "侠客"})[0][1] is Fidelity.MISSING


def test_no_voice_that_is_a_servers_model_has_a_stand_in():
    """None of their names holds one of the words."""
    rows = [row_of(line) for line in lines(Kind.TONE)]
    models = [row for row in rows if row.family == "voice_convert_tts"]
    assert len(models) == 50
    assert all(calls({"resource_id": row.ids[0], "name": row.name, "sub_type": 2}) == () for row in models)


@pytest.mark.parametrize("said", [{"sub_type": 3}, {"category_id": "speech_to_song"}])
def test_a_speech_made_a_song_is_missing_whatever_its_name(said):
    song = {"resource_id": "1", "name": "Echo", **said}
    assert calls(song) == ()
    assert notes(song)[0][1] is Fidelity.MISSING


def test_the_sound_of_a_video_has_them_too():
    materials = {"audio_effects": [{"id": "e", **scene(TELEPHONE)}]}
    raw = draft(track(segment("v", extra_material_refs=["e"])), materials=materials)
    [sound] = compiled(raw, {"v": video(sound=True)}).timeline.sounds
    assert [call.name for call in sound.effects] == ["device"]


def test_what_is_not_heard_has_nothing_to_say():
    materials = {"audio_effects": [{"id": "e", **scene(TELEPHONE)}]}
    raw = draft(track(segment("v", extra_material_refs=["e"])), materials=materials)
    assert compiled(raw, {"v": video(sound=False), "s": tone()}).diagnostics == ()


def test_names_of_many_lines_and_great_length_are_cut():
    [(_, _, asked, _)] = notes(scene("1", "a\nb" * 500))
    assert "\n" not in asked
    assert len(asked) < 120


def test_calls_compare_and_hash():
    assert calls(scene(ECHO)) == calls(scene(ECHO))
    assert hash(calls(scene(ECHO))) == hash(calls(scene(ECHO)))
    assert isinstance(calls(scene(ECHO))[0], Call)
