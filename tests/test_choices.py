from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from draftreel.choices import (
    CODECS,
    CONTENT_TYPES,
    SOUNDS,
    Choice,
    Codec,
    Format,
    check_gif,
    chosen,
    content_type,
    kind_of,
)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ((None, None), Choice(Format.MP4, Codec.H264)),
        (("mp4", None), Choice(Format.MP4, Codec.H264)),
        ((None, "hevc"), Choice(Format.MP4, Codec.HEVC)),
        ((None, "av1"), Choice(Format.MP4, Codec.AV1)),
        (("mov", None), Choice(Format.MOV, Codec.H264)),
        (("webm", None), Choice(Format.WEBM, Codec.VP9)),
        ((None, "vp9"), Choice(Format.WEBM, Codec.VP9)),
        (("webm", "av1"), Choice(Format.WEBM, Codec.AV1)),
        (("gif", None), Choice(Format.GIF, None)),
    ],
)
def test_what_was_not_said_follows_from_what_was(said, meant):
    assert chosen(*said) == meant


def test_the_sound_alone_is_m4a_unless_said():
    assert chosen(None, None, audio_only=True) == Choice(Format.M4A, None)
    assert [chosen(name, None, audio_only=True).format for name in ("mp3", "wav", "flac", "opus", "m4a")] == [
        Format.MP3,
        Format.WAV,
        Format.FLAC,
        Format.OPUS,
        Format.M4A,
    ]


@pytest.mark.parametrize(
    ("said", "alone", "why"),
    [
        (("webm", "h264"), False, "webm holds vp9 or av1, not h264"),
        (("mp4", "vp9"), False, "mp4 holds h264 or hevc or av1, not vp9"),
        (("mov", "av1"), False, "mov holds h264 or hevc, not av1"),
        (("gif", "h264"), False, "gif holds no codec of choice"),
        (("mp3", None), False, "mp3 is sound alone: audio_only goes with it"),
        (("mp4", None), True, "with audio_only the format is one of m4a, mp3, wav, flac, opus, not mp4"),
        ((None, "hevc"), True, "m4a holds no codec of choice"),
        (("avi", None), False, "format is one of mp4, mov, webm, gif"),
        ((None, "divx"), False, "codec is one of h264, hevc, av1, vp9"),
    ],
)
def test_what_does_not_go_together_is_refused_with_the_reason(said, alone, why):
    with pytest.raises(ValueError, match=why):
        chosen(*said, audio_only=alone)


@given(st.sampled_from([None, *Format]), st.sampled_from([None, *Codec]), st.booleans())
def test_a_choice_is_always_one_that_its_format_holds(format_name, codec, alone):
    try:
        choice = chosen(format_name, codec, audio_only=alone)
    except ValueError:
        return
    assert choice.codec in CODECS.get(choice.format, (None,))
    assert choice.format.is_sound == alone
    assert codec in {None, choice.codec}
    assert format_name in {None, choice.format}


def test_every_format_has_pictures_or_is_a_sound_and_says_what_it_is():
    assert {*CODECS, Format.GIF, *SOUNDS} == set(Format) == set(CONTENT_TYPES)
    assert all(CONTENT_TYPES[kind].startswith("audio/") == kind.is_sound for kind in Format)


@pytest.mark.parametrize(
    ("suffix", "kind"),
    [
        (".mp4", "video/mp4"),
        (".mov", "video/quicktime"),
        (".webm", "video/webm"),
        (".gif", "image/gif"),
        (".m4a", "audio/mp4"),
        (".mp3", "audio/mpeg"),
        (".opus", "audio/ogg"),
        (".exe", "application/octet-stream"),
        ("", "application/octet-stream"),
    ],
)
def test_a_file_is_served_as_what_its_name_says(suffix, kind):
    assert content_type(suffix) == kind


def test_a_films_name_may_say_its_format():
    assert kind_of(Path("a/Film.WEBM")) is Format.WEBM
    assert kind_of(Path("film.mp3")) is Format.MP3
    assert kind_of(Path("film.avi")) is None
    assert kind_of(Path("film")) is None


def test_a_gif_has_bounds_that_are_named():
    check_gif(1280, None, 50)
    check_gif(None, None, None)
    with pytest.raises(ValueError, match="1280 pixels"):
        check_gif(None, 1282, None)
    with pytest.raises(ValueError, match="50 frames a second"):
        check_gif(480, None, 60)
