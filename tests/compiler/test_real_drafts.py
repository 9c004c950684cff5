"""Drafts that people and servers made, without their media."""

from pathlib import Path

import pytest

from draftreel.compiler import compile_draft
from draftreel.draft import parse
from draftreel.errors import DraftEmpty
from draftreel.timeline import Layer, TextSource, Transition
from tests.compiler.drafts import check_invariants

DRAFTS = Path(__file__).parents[2] / "../shared/drafts"
pytestmark = pytest.mark.skipif(not DRAFTS.exists(), reason="the shared drafts are not here")


def compiled(name):
    found = compile_draft(parse((DRAFTS / name).read_bytes()), {}, {})
    check_invariants(found.timeline)
    return found


@pytest.mark.parametrize(
    ("name", "size", "duration"),
    [
        ("app/capcut-3.9-speeds.json", (1920, 1080), 96_700_000),
        ("app/capcut-5.9-animations.json", (1440, 1920), 25_000_000),
        ("app/jianying-4.2-xml-text.json", (1920, 1440), 13_566_667),
        ("app/jianying-5.9-photo-keyframes.json", (1920, 1440), 11_966_667),
        ("app/subtitles-and-voice.json", (1920, 1080), 38_800_000),
        ("app/text-and-sound.json", (1920, 1080), 6_966_667),
        ("server/easy/draft_content.json", (720, 1280), 5_000_000),
        ("server/kitchen-sink/draft_content.json", (1080, 1920), 12_000_000),
    ],
)
def test_they_are_as_large_and_as_long_as_they_say(name, size, duration):
    found = compiled(name).timeline
    assert ((found.width, found.height), found.duration) == (size, duration)


@pytest.mark.checklist(16)
def test_an_empty_one_is_empty():
    with pytest.raises(DraftEmpty) as raised:
        compiled("server/empty/draft_content.json")
    assert str(raised.value).startswith("Draft content is empty")


def test_the_five_transitions_of_a_main_track_are_centred_on_its_cuts():
    [main] = compiled("app/capcut-3.9-speeds.json").timeline.tracks
    joints = [item for item in main.items if isinstance(item, Transition)]
    assert len(joints) == 5
    for joint in joints:
        before, after = joint.incoming.origin - joint.span.start, joint.span.end - joint.incoming.origin
        assert abs(before - after) <= 33_334


def test_a_photo_moves_by_its_keyframes():
    main = compiled("app/jianying-5.9-photo-keyframes.json").timeline.tracks[0]
    assert all(isinstance(item, Layer) and not item.placement.y.constant for item in main.items[:1])
    assert main.items[0].placement.scale_x.at(0) == pytest.approx(1.33)
    assert main.items[0].placement.scale_y.at(0) == pytest.approx(1.33)


def test_captions_are_texts_in_their_own_colours():
    _, captions = compiled("app/jianying-4.2-xml-text.json").timeline.tracks
    first = captions.items[0].source
    assert isinstance(first, TextSource)
    assert first.text.string == "末世降临，城市变成了一片废墟"
    style = first.text.runs[0].style
    assert style.colour == pytest.approx((1, 0.87059, 0, 1))
    assert style.strokes[0].width == 0.08
