"""Which stretches of a film are copied, that they show what would be drawn, and that films are whole with them."""

import itertools
import json
from dataclasses import replace
from fractions import Fraction

import av
import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from draftreel import making
from draftreel.call import Call
from draftreel.choices import Codec, Format, Quality
from draftreel.copying import copies, picture_at, untouched
from draftreel.drawing import copy_chunk
from draftreel.encoder import verify
from draftreel.formats import VideoSettings, finish_of
from draftreel.local import render_draft
from draftreel.manifest import Output
from draftreel.media import FrameReader, PacketIndex, ParameterSets, packet_index, probe
from draftreel.media.films import TOLERANCE
from draftreel.plan import Film, chunks
from draftreel.report import as_json, summary
from draftreel.settings import Settings
from draftreel.span import SECOND, Span, frame_at, frame_time
from draftreel.timeline import (
    Adjustment,
    BlurFill,
    Crop,
    Effect,
    Filter,
    Key,
    KeyedCall,
    Layer,
    Mask,
    Media,
    MediaKind,
    MediaSource,
    Motion,
    Placement,
    Retiming,
    Text,
    TextSource,
    Timeline,
    TimelineSource,
    Track,
    Transition,
    constant,
    keyed,
)
from tests.conftest import segment

FPS = Fraction(30)
SEA = Media("5ea", MediaKind.VIDEO, 128, 72, 60 * SECOND, FPS)
VIDEO = VideoSettings(128, 72, FPS)
CALL = KeyedCall(Call("anything"))


def seconds(start, end):
    return Span.between(round(start * SECOND), round(end * SECOND))


def clip(start, end, media=SEA, **more):
    span = seconds(start, end)
    source = MediaSource(media, Retiming(0, span.duration, limit=media.duration))
    return Layer(span, span.start, source, Placement((128.0, 72.0)), **more)


def film(*tracks, video=VIDEO, **more):
    timeline = Timeline(128, 72, FPS, 20 * SECOND, tuple(Track(tuple(track)) for track in tracks))
    return Film(timeline, Span(0, timeline.duration), (), video, (), **more)


def shown(of):
    return [(stretch.first / 30, stretch.end / 30) for stretch in untouched(of)]


def index(every=30, frames=1800, stored=100_000, jitter=0, number=0):
    """A film that can be entered every so many pictures, and cut at each."""
    marks = bytes(2 if n % every == 0 and n < frames else 1 for n in range(frames + 1))
    return PacketIndex(sets(number), (128, 72), stored, jitter, marks)


def sets(number, entropy="0"):
    """128 by 72 in Main profile, numbered: each field after the other, as the standard lists them."""
    size = ue(7) + ue(4) + "111" + ue(0) * 3 + ue(4)
    sequence = "01001101" + "00000000" + "00001010" + ue(number) + ue(0) + ue(2) + ue(1) + "0" + size + "0"
    picture = ue(number) * 2 + entropy + "0" + ue(0) + ue(0) * 2 + "000" + ue(0) * 3 + "000"
    return ParameterSets((unit(0x67, sequence),), (unit(0x68, picture),))


def ue(number):
    return f"{number + 1:b}".zfill(2 * (number + 1).bit_length() - 1)


def unit(head, bits):
    bits += "1"
    bits += "0" * (-len(bits) % 8)
    return bytes([head]) + int(bits, 2).to_bytes(len(bits) // 8)


def test_a_clip_that_fills_the_picture_is_untouched_until_something_lies_over_it():
    caption = Layer(seconds(4, 6), 0, TextSource(Text("sea", ())), Placement((128.0, 72.0)))
    effect = Adjustment(seconds(9, 10), 0, (Effect(CALL, seconds(0, 1)),))
    assert shown(film([clip(0, 12)])) == [(0, 12)]
    assert shown(film([clip(0, 12)], [caption], [effect])) == [(0, 4), (6, 9), (10, 12)]
    assert shown(film([caption], [clip(0, 12)])) == [(0, 12)]


def test_a_transition_s_time_belongs_to_no_clip():
    cut = Transition(seconds(7, 8), clip(0, 8), clip(7, 12), Call("dissolve"))
    assert shown(film([clip(0, 7), cut, replace(clip(8, 12), origin=7 * SECOND)])) == [(0, 7), (8, 12)]


@pytest.mark.parametrize(
    ("done", "left"),
    [
        ({"motions": (Motion("in", seconds(0, 1), Call("fade")),)}, [(3, 12)]),
        ({"motions": (Motion("out", seconds(9, 10), Call("fade")),)}, [(2, 11)]),
        ({"motions": (Motion("loop", seconds(4, 5), Call("swing")),)}, [(2, 6), (7, 12)]),
        ({"treatments": (Effect(CALL, seconds(4, 5)),)}, [(2, 6), (7, 12)]),
        ({"treatments": (Filter(CALL, seconds(4, 5)),)}, [(2, 6), (7, 12)]),
        ({"treatments": (Filter(CALL),)}, []),
        ({"mask": Mask(CALL)}, []),
        ({"blend": Call("screen")}, []),
        ({"background": BlurFill(0.5)}, [(2, 12)]),
    ],
)
def test_what_is_done_to_a_clip_is_drawn_while_it_is_done(done, left):
    assert shown(film([clip(2, 12, **done)])) == left


@pytest.mark.parametrize(
    "placement",
    [
        Placement((128.0, 70.0)),
        Placement((128.0, 72.0), crop=Crop(left=0.1)),
        Placement((128.0, 72.0), flip_x=True),
        Placement((128.0, 72.0), flip_y=True),
        Placement((128.0, 72.0), x=constant(0.01)),
        Placement((128.0, 72.0), y=constant(0.01)),
        Placement((128.0, 72.0), scale_x=constant(1.01)),
        Placement((128.0, 72.0), scale_y=keyed([Key(0, 1.0), Key(SECOND, 1.2)])),
        Placement((128.0, 72.0), rotation=constant(1.0)),
        Placement((128.0, 72.0), opacity=keyed([Key(0, 1.0), Key(SECOND, 0.9)])),
    ],
)
def test_a_clip_that_stands_otherwise_is_drawn(placement):
    assert shown(film([replace(clip(0, 12), placement=placement)])) == []


@pytest.mark.parametrize(
    "source",
    [
        MediaSource(SEA, Retiming(speed=Fraction(2))),
        MediaSource(SEA, Retiming(length=SECOND, reverse=True)),
        MediaSource(SEA, Retiming(limit=SECOND, loop=True)),
        MediaSource(replace(SEA, missing=True)),
        MediaSource(replace(SEA, kind=MediaKind.STILL)),
        TimelineSource(Timeline(128, 72, FPS, SECOND), Retiming()),
    ],
)
def test_what_does_not_run_as_it_is_stored_is_drawn(source):
    assert shown(film([replace(clip(0, 12), source=source)])) == []


def test_another_shape_or_size_than_the_canvas_s_is_drawn():
    assert shown(film([clip(0, 12)], video=replace(VIDEO, width=96))) == []
    assert copies(film([clip(0, 12)], video=replace(VIDEO, width=64, height=36)), lambda _: index()) == ()


def test_a_copy_begins_at_a_key_picture_and_ends_where_no_later_one_is_stored():
    trimmed = replace(clip(0, 10), source=MediaSource(SEA, Retiming(SECOND // 2, limit=SEA.duration)))
    (copy,) = copies(film([trimmed]), lambda _: index(every=24))
    assert (copy.first, copy.start, copy.count) == (9, 24, 291)


@pytest.mark.parametrize(
    ("codec", "kind", "copied"),
    [
        (Codec.H264, Format.MP4, True),
        (Codec.H264, Format.MOV, True),
        (Codec.HEVC, Format.MP4, False),
        (Codec.VP9, Format.WEBM, False),
        (Codec.H264, Format.GIF, False),
    ],
)
def test_packets_are_taken_over_where_codec_and_format_hold_them(codec, kind, copied):
    wanted = film([clip(0, 10)], video=replace(VIDEO, codec=codec), finish=finish_of(kind, Quality.STANDARD))
    assert bool(copies(wanted, lambda _: index())) == copied


def test_what_is_shorter_than_two_seconds_is_not_worth_it():
    assert copies(film([clip(0, 1.9)]), lambda _: index()) == ()
    assert [copy.count for copy in copies(film([clip(0, 2)]), lambda _: index())] == [60]


def test_a_medium_that_ends_is_copied_to_its_end():
    """Its 90 pictures; then its last one stands, and is drawn."""
    short = replace(SEA, duration=3 * SECOND)
    (copy,) = copies(film([clip(0, 10, short)]), lambda _: index(frames=90))
    assert (copy.first, copy.count) == (0, 90)
    assert copies(film([clip(0, 10, short)]), lambda _: index(frames=1800)) == (copy,)


def test_films_that_take_much_more_than_an_encoded_one_are_encoded():
    """1 Mbit/s is always fine: 60 s of it are 7.5 MB. At HD it is 0.2 bits a pixel, at CRF 29 half of that."""
    assert copies(film([clip(0, 10)]), lambda _: index(stored=7_500_000))
    assert not copies(film([clip(0, 10)]), lambda _: index(stored=7_600_000))


def test_the_parameter_sets_that_are_shown_longest_win_and_ours_are_not_taken():
    """Two have the same number and differ: eight seconds win over three, and what has another number joins in."""
    other, third = replace(SEA, key="07e4"), replace(SEA, key="7417d")
    clashing = replace(index(), parameters=sets(0, entropy="1"))
    known = {"5ea": index(), "07e4": clashing, "7417d": index(number=2)}
    track = [clip(0, 3), clip(3, 11, other), clip(11, 15, third)]
    assert [copy.media for copy in copies(film(track), lambda media: known[media.key])] == ["07e4", "7417d"]
    assert copies(film([clip(0, 10)]), lambda _: index(number=VIDEO.sets)) == ()


RATES = st.sampled_from([Fraction(24), Fraction(25), Fraction(30), Fraction(60), Fraction(30_000, 1_001)])


@pytest.mark.parametrize(
    ("time", "picture"), [(0, 0), (16_000, 0), (32_330, 0), (32_333, None), (32_340, 1), (33_000, 1), (33_333, 1)]
)
def test_a_picture_shows_from_a_millisecond_before_it_begins(time, picture):
    """Picture 1 begins at 33333.3 us; a hair beside 32333.3 it is in doubt."""
    assert picture_at(time, index(), VIDEO) == picture


@given(RATES, st.integers(1, 150), st.integers(-600, 600), st.sampled_from([0, 1, 300, 500]), st.integers(0, 10**6))
def test_where_a_picture_is_found_the_following_frames_show_the_following_pictures(fps, number, beside, jitter, first):
    """Against the reader's rule, near where it turns from one picture to the next, with stamps as bad as can be."""
    time = round(number * SECOND / fps) - TOLERANCE + beside
    found = picture_at(time, index(jitter=jitter), replace(VIDEO, fps=fps))
    if found is None:
        return
    start = frame_at(first, fps)
    for frame in range(40):
        moment = time + frame_time(start + frame, fps) - frame_time(start, fps)
        near = range(max(0, found + frame - 2), found + frame + 3)
        for off in (-jitter, jitter):
            times = {n: round(n * SECOND / fps + off) for n in near}
            assert max(n for n, begins in times.items() if begins <= moment + TOLERANCE) == found + frame


def test_a_film_s_chunks_are_drawn_or_copied_and_leave_no_frame_out():
    caption = Layer(seconds(4, 6), 0, TextSource(Text("sea", ())), Placement((128.0, 72.0)))
    plain = film([clip(0, 20)], [caption])
    parts = chunks(replace(plain, copies=copies(plain, lambda _: index(every=60))))
    assert all(b.first == a.first + a.count for a, b in itertools.pairwise(parts))
    assert sum(part.count for part in parts) == 600
    assert [(part.first, part.count) for part in parts if part.copy] == [(0, 120), (180, 420)]


def test_a_copy_s_key_is_that_of_its_packets_wherever_they_are_shown():
    early, late = film([clip(0, 3)]), film([replace(clip(5, 8), background=BlurFill(1.0))])
    keys = [
        [part.key for part in chunks(replace(one, copies=copies(one, lambda _: index()))) if part.copy]
        for one in (early, late)
    ]
    assert keys[0] == keys[1] != []


@pytest.fixture(scope="module")
def draft(tmp_path_factory):
    """Six seconds of a moving picture as a phone might have taken it, 128x72, and a caption from 3 s to 3.5 s."""
    folder = tmp_path_factory.mktemp("draft") / "copied"
    folder.mkdir()
    _moving(folder / "sea.mp4")
    caption = segment("words", 0.5, render_index=14_000)
    caption["target_timerange"] = {"start": 3 * SECOND, "duration": SECOND // 2}
    video = {"id": "sea", "type": "video", "path": "sea.mp4", "width": 128, "height": 72, "duration": 6 * SECOND}
    record = {
        "canvas_config": {"width": 128, "height": 72},
        "fps": 30.0,
        "duration": 6 * SECOND,
        "materials": {
            "videos": [video],
            "texts": [{"id": "words", "type": "text", "content": "hi", "font_size": 15.0}],
        },
        "tracks": [
            {"type": "video", "segments": [segment("sea", 6)]},
            {"type": "text", "segments": [caption]},
        ],
    }
    (folder / "draft_content.json").write_text(json.dumps(record), encoding="utf-8")
    return folder


def _moving(path):
    wide = cv2.resize(np.random.default_rng(1).integers(0, 255, (10, 40, 3), np.uint8), (320, 72))
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=30, options={"x264-params": "keyint=24:scenecut=0:bframes=2"})
        stream.width, stream.height, stream.pix_fmt = 128, 72, "yuv420p"
        stream.codec_context.colorspace, stream.codec_context.color_range = 1, 1
        for number in range(180):
            picture = av.VideoFrame.from_ndarray(np.ascontiguousarray(wide[:, number : number + 128]), format="rgb24")
            picture = picture.reformat(format="yuv420p", dst_colorspace=1, dst_color_range=1)
            picture.pts, picture.time_base = number, Fraction(1, 30)
            container.mux(stream.encode(picture))
        container.mux(stream.encode(None))


def rendered(draft, folder, **more):
    report = render_draft(str(draft), folder / "film.mp4", Output(), Settings(data=folder / "data", **more))
    with av.open(str(folder / "film.mp4")) as container:
        container.streams.video[0].codec_context.options = {"err_detect": "explode"}
        return report, [frame.to_ndarray() for frame in container.decode(video=0)]


def test_a_film_with_copies_shows_the_source_s_own_pictures_and_otherwise_what_is_drawn(draft, tmp_path):
    """Key pictures are 0, 24, ...: copied are 0 to about 90 and 120 to about 180; between, the caption is drawn."""
    for name in ("with", "without"):
        (tmp_path / name).mkdir()
    report, frames = rendered(draft, tmp_path / "with", workers=1)
    plain, drawn = rendered(draft, tmp_path / "without", workers=1, pass_through=False)
    with av.open(str(draft / "sea.mp4")) as source:
        stored = [frame.to_ndarray() for frame in source.decode(video=0)]
    same = [np.array_equal(mine, theirs) for mine, theirs in zip(frames, stored, strict=True)]
    assert all(same[:87])
    assert not any(same[90:105])
    assert all(same[120:177])
    assert report.frames_copied == sum(same)
    assert plain.frames_copied == 0
    assert (report.frames, report.duration_us) == (plain.frames, plain.duration_us) == (180, 6 * SECOND)
    for mine, theirs in zip(frames, drawn, strict=True):
        assert np.abs(mine.astype(int) - theirs).mean() < 3
    assert verify(tmp_path / "with" / "film.mp4", 180, FPS, 0, full=True).frames == 180


def test_a_film_is_entered_wherever_it_was_joined(draft, tmp_path, monkeypatch):
    """The copies end before the caption at 3 s and begin anew with picture 120."""
    asked = []
    real = making.verify
    monkeypatch.setattr(making, "verify", lambda *given, joints, **more: asked.extend(joints) or real(*given, **more))
    rendered(draft, tmp_path, workers=1)
    assert [80 < joint <= 90 or joint == 120 or joint > 170 for joint in asked] == [True] * len(asked)
    assert 120 in asked


def test_children_make_the_same_film_with_copies_as_one_process(draft, tmp_path):
    films = []
    for workers in (1, 2):
        (tmp_path / str(workers)).mkdir()
        rendered(draft, tmp_path / str(workers), workers=workers)
        films.append((tmp_path / str(workers) / "film.mp4").read_bytes())
    assert films[0] == films[1]


def test_the_report_says_how_much_was_copied(draft, tmp_path):
    report, _ = rendered(draft, tmp_path, workers=1)
    record = json.loads(as_json(report))
    assert record["copied_share"] == round(report.frames_copied / 180, 4)
    assert f", {round(100 * report.frames_copied / 180)} % of them copied;" in summary(report)
    assert "copied" not in summary(replace(report, frames_copied=0))


def test_copied_frames_are_those_that_the_reader_would_choose(draft, tmp_path):
    """Cut at a crooked time, so that no frame falls on a picture's beginning."""
    path = draft / "sea.mp4"
    media = probe(path, "5ea")
    layer = replace(clip(0, 5, media), source=MediaSource(media, Retiming(123_456, limit=media.duration)))
    one = replace(film([layer]), library=(("5ea", str(path)),), span=Span(0, 5 * SECOND))
    one = replace(one, copies=copies(one, lambda _: packet_index(path, FPS)))
    (chunk,) = [chunk for chunk in chunks(one) if chunk.copy]
    copy_chunk(one, chunk.copy, tmp_path / "chunk.mp4")
    with av.open(str(tmp_path / "chunk.mp4")) as copied, FrameReader(path, media) as reader:
        for number, frame in enumerate(copied.decode(video=0)):
            chosen = reader.at(123_456 + frame_time(chunk.first + number, FPS))
            assert np.array_equal(frame.to_ndarray()[:72], chosen.planes[0])
    assert number + 1 == chunk.count > 100


def test_a_part_of_a_film_is_copied_from_the_first_key_picture_in_it(draft, tmp_path):
    """From 0.5 s on: the key picture at 0.8 s is the part's frame 9."""
    made = render_draft(
        str(draft), tmp_path / "film.mp4", Output(start_s=0.5, end_s=3), Settings(data=tmp_path / "data")
    )
    with av.open(str(draft / "sea.mp4")) as source, av.open(str(tmp_path / "film.mp4")) as part:
        stored = [frame.to_ndarray() for frame in source.decode(video=0)][15:90]
        frames = [frame.to_ndarray() for frame in part.decode(video=0)]
    same = [np.array_equal(mine, theirs) for mine, theirs in zip(frames, stored, strict=True)]
    assert not any(same[:9])
    assert all(same[9:72])
    assert made.frames_copied == sum(same)
