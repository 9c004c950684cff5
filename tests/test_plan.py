import itertools
from dataclasses import replace
from fractions import Fraction

import pytest

from draftreel.call import Call
from draftreel.choices import Codec, Format, Quality
from draftreel.cutting import LONGEST_S
from draftreel.formats import VideoSettings, finish_of
from draftreel.plan import Film, chunks, sound_key
from draftreel.span import SECOND, Span
from draftreel.timeline import (
    Layer,
    Media,
    MediaKind,
    MediaSource,
    Placement,
    Retiming,
    SoundClip,
    Text,
    TextRun,
    TextSource,
    TextStyle,
    Timeline,
    Track,
    Transition,
)

SEA = Media("5ea", MediaKind.VIDEO, 64, 36, 100 * SECOND, Fraction(30))
VIDEO = VideoSettings(64, 36, Fraction(30))


def clip(start_s, seconds):
    return Layer(Span(start_s * SECOND, seconds * SECOND), start_s * SECOND, MediaSource(SEA), Placement((64, 36)))


def caption(start_s, seconds, string):
    text = Text(string, (TextRun(0, len(string), TextStyle(12)),))
    return Layer(Span(start_s * SECOND, seconds * SECOND), start_s * SECOND, TextSource(text), Placement((64, 36)))


def film(*tracks, seconds=60, sounds=()):
    timeline = Timeline(64, 36, Fraction(30), seconds * SECOND, tuple(Track(t) for t in tracks), sounds)
    return Film(timeline, Span(0, timeline.duration), (), VIDEO, ())


def keys(of):
    return [chunk.key for chunk in chunks(of)]


def test_chunks_cover_every_frame_once():
    parts = chunks(film((clip(0, 47),), seconds=47))
    assert parts[0].first == 0
    assert all(b.first == a.first + a.count for a, b in itertools.pairwise(parts))
    assert sum(part.count for part in parts) == 47 * 30


def test_chunks_are_cut_where_scenes_change():
    parts = chunks(film((clip(0, 8), clip(8, 11), clip(19, 11), clip(30, 170)), seconds=200))
    assert [part.first for part in parts][:6] == [0, 8 * 30, 19 * 30, 30 * 30, 40 * 30, 50 * 30]


def test_no_chunk_is_much_longer_than_it_should_be():
    parts = chunks(film(tuple(clip(s, 1) for s in range(60))))
    assert all(part.count <= 1.5 * LONGEST_S * 30 for part in parts)


def test_the_dearer_the_frames_the_shorter_the_chunks():
    large = Timeline(1920, 1080, Fraction(30), 240 * SECOND)
    full = Media("fu11", MediaKind.VIDEO, 1920, 1080, 100 * SECOND, Fraction(30))
    wide = replace(clip(0, 240), source=MediaSource(full))
    one, four = (
        len(chunks(Film(replace(large, tracks=(Track((wide,)),) * count), Span(0, 240 * SECOND), (), VIDEO, ())))
        for count in (1, 4)
    )
    assert (one, four) == (24, 48)


def test_a_longer_scene_leaves_the_later_cuts_where_they_are():
    short, long = (film((clip(0, first), clip(first, 120 - first)), seconds=120) for first in (7, 8))
    cuts = [{chunk.first for chunk in chunks(one)} for one in (short, long)]
    assert cuts[0] ^ cuts[1] == {7 * 30, 8 * 30}


def test_changing_a_caption_changes_only_the_chunks_that_show_it():
    before = keys(film((clip(0, 200),), (caption(12, 3, "sea"), caption(41, 2, "sun")), seconds=200))
    after = keys(film((clip(0, 200),), (caption(12, 3, "sky"), caption(41, 2, "sun")), seconds=200))
    assert [a == b for a, b in zip(before, after, strict=True)] == [True, False, *[True] * 18]


def test_the_chunks_of_a_short_film_are_smaller():
    """150 s are fifteen chunks of ten seconds: the last length that is short; then chunks aim at four seconds."""
    short, long = (chunks(film((clip(0, seconds),), seconds=seconds)) for seconds in (150, 151))
    assert {chunk.count for chunk in short[:-1]} <= set(range(60, 181))
    assert {chunk.count for chunk in long[:-1]} == {300}


def test_a_transition_belongs_to_the_chunks_it_shows_in():
    cut = Transition(Span(29 * SECOND, 2 * SECOND), clip(0, 31), clip(29, 31), Call("dissolve"))
    ends = (replace(clip(0, 29)), cut, clip(31, 29))
    other = replace(cut, call=Call("push"))
    before, after = keys(film(ends)), keys(film((ends[0], other, ends[2])))
    assert sum(a != b for a, b in zip(before, after, strict=True)) <= 2


def test_other_settings_make_other_chunks():
    one = film((clip(0, 10),), seconds=10)
    assert not set(keys(one)) & set(keys(replace(one, video=replace(VIDEO, quality=30))))


def test_where_the_media_lie_changes_no_key():
    one = film((clip(0, 10),), seconds=10)
    assert keys(one) == keys(replace(one, library=(("5ea", "/elsewhere/sea.mp4"),)))


@pytest.mark.parametrize("codec", [Codec.HEVC, Codec.AV1, Codec.VP9])
def test_another_codec_has_other_chunks_at_the_same_crf_and_preset(codec):
    one = film([clip(0, 12)])
    other = replace(one, video=replace(VIDEO, codec=codec))
    assert not {chunk.key for chunk in chunks(one)} & {chunk.key for chunk in chunks(other)}


def test_a_format_has_no_part_in_chunks_and_a_sound_alone_has_none():
    one = film([clip(0, 12)])
    assert chunks(replace(one, finish=finish_of(Format.MOV, Quality.HIGH))) == chunks(one)
    assert chunks(replace(one, finish=finish_of(Format.MP3, Quality.HIGH))) == ()


def test_a_sound_is_known_by_how_it_is_written():
    one = film([clip(0, 12)], sounds=(SoundClip(Span(0, SECOND), SEA, Retiming()),))
    kinds = [Format.MP4, Format.WEBM, Format.MP3, Format.WAV]
    keys = {sound_key(replace(one, finish=finish_of(kind, Quality.STANDARD))) for kind in kinds}
    assert len(keys) == 4
    assert sound_key(replace(one, finish=finish_of(Format.MP3, Quality.HIGH))) not in keys
    assert sound_key(replace(one, finish=finish_of(Format.MOV, Quality.HIGH))) == sound_key(one)
    assert sound_key(replace(one, finish=finish_of(Format.GIF, Quality.HIGH))) == "", "a GIF is silent"


def test_sound_has_its_own_key_and_silence_none():
    tone = SoundClip(Span(0, SECOND), SEA, Retiming())
    assert sound_key(film((clip(0, 10),))) == ""
    assert sound_key(film((), sounds=(tone,))) != sound_key(film((), sounds=(replace(tone, fade_in=5),)))


def test_a_part_of_the_film_has_its_own_frames():
    whole = film((clip(0, 60),))
    part = replace(whole, span=Span(10 * SECOND, 2 * SECOND))
    assert [(chunk.first, chunk.count) for chunk in chunks(part)] == [(300, 60)]


def test_a_film_has_at_least_one_frame():
    assert film((), seconds=0).frames == 1


def test_chunks_end_beside_texts_not_within_them():
    standing = (caption(3, 4, "sea"), caption(8, 4, "sun"), caption(18, 3, "sky"))
    edges = [chunk.first for chunk in chunks(film((clip(0, 200),), standing, seconds=200))]
    assert edges[1:3] == [8 * 30, 21 * 30]
