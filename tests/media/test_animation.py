from fractions import Fraction

import numpy as np
import pytest
from PIL import Image as Pillow

from draftreel.errors import MaterialError
from draftreel.image import Layout, to_rgb
from draftreel.media import FrameReader, limits, probe
from draftreel.media import animation as animations
from draftreel.timeline import MediaKind

COLOURS = [(255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255)]
DELAYS = [100, 200, 50, 150]  # ms: frames start at 0, 100, 300 and 350, and the round ends at 500


def saved(tmp_path, name, frames, **options):
    pictures = [Pillow.fromarray(frame) for frame in frames]
    path = tmp_path / name
    pictures[0].save(path, save_all=True, append_images=pictures[1:], loop=0, **options)
    return path


def flat(colours=COLOURS):
    return [np.full((24, 32, 3), colour, np.uint8) for colour in colours]


def colour_at(reader, moment):
    rgb = to_rgb(reader.at(moment))[12, 16].astype(int)
    return min(range(4), key=lambda i: np.abs(rgb - COLOURS[i]).sum())


@pytest.mark.checklist(28)
@pytest.mark.parametrize(("name", "options"), [("a.gif", {}), ("a.webp", {"lossless": True}), ("a.png", {})])
def test_frames_show_for_their_own_delays_in_any_order(tmp_path, name, options):
    path = saved(tmp_path, name, flat(), duration=DELAYS, **options)
    media = probe(path)
    assert (media.kind, media.width, media.height, media.duration) == (MediaKind.ANIMATION, 32, 24, 500_000)
    assert media.fps == Fraction(8)
    moments = [
        (0, 0),
        (98_000, 0),
        (100_000, 1),
        (298_000, 1),
        (300_000, 2),
        (350_000, 3),
        (900_000, 3),
        (0, 0),
        (-5, 0),
    ]
    with FrameReader(path, media) as reader:
        assert [colour_at(reader, moment) for moment, _ in moments] == [colour for _, colour in moments]


@pytest.mark.parametrize("name", ["a.gif", "a.webp", "a.png"])
def test_a_see_through_ground_stays_so(tmp_path, name):
    frames = []
    for column in (0, 16):
        pixels = np.zeros((24, 32, 4), np.uint8)
        pixels[:, column : column + 16] = (255, 0, 0, 255)
        frames.append(pixels)
    path = (
        saved(tmp_path, name, frames, duration=100, disposal=2)
        if name != "a.png"
        else saved(tmp_path, name, frames, duration=100, disposal=1, blend=0)
    )
    with FrameReader(path, probe(path)) as reader:
        for moment, solid, clear in ((0, 8, 24), (100_000, 24, 8)):
            image = reader.at(moment)
            assert image.layout is Layout.YUVA
            assert (image.planes[3][12, solid], image.planes[3][12, clear]) == (255, 0)


@pytest.mark.checklist(28)
def test_a_frame_that_paints_a_part_leaves_the_rest(tmp_path):
    ground = np.zeros((24, 32, 3), np.uint8)
    part = ground.copy()
    part[4:8, 4:8] = (255, 255, 255)
    more = part.copy()
    more[12:16, 12:16] = (255, 255, 255)
    path = saved(tmp_path, "a.gif", [ground, part, more], duration=100)
    with FrameReader(path, probe(path)) as reader:
        luma = reader.at(200_000).planes[0]
    assert (luma[5, 5], luma[13, 13], luma[20, 20]) == (235, 235, 16)


def test_delays_of_nothing_last_a_tenth_of_a_second(tmp_path):
    assert probe(saved(tmp_path, "a.gif", flat(), duration=0)).duration == 400_000


def test_more_frames_than_fit_in_memory_are_decoded_again(tmp_path, monkeypatch):
    monkeypatch.setattr(animations, "_KEPT_BYTES", 1)
    path = saved(tmp_path, "a.gif", flat(), duration=100)
    with FrameReader(path, probe(path)) as reader:
        assert [colour_at(reader, n * 100_000) for n in (3, 0, 2, 1, 3)] == [3, 0, 2, 1, 3]
        assert len(reader._pictures._kept) == 2


@pytest.mark.checklist(28)
def test_too_many_frames_are_refused_by_name(tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "MAX_ANIMATION_FRAMES", 3)
    with pytest.raises(MaterialError, match="more than 3"):
        probe(saved(tmp_path, "a.gif", flat(), duration=100))


def test_animations_are_delivered_at_the_size_asked_for(tmp_path):
    path = saved(tmp_path, "a.gif", flat(), duration=100)
    with FrameReader(path, probe(path), (16, 12)) as reader:
        assert reader.at(0).size == (16, 12)
