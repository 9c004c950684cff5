"""Files that pretend: nothing but the named file itself is ever opened."""

import struct

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from draftreel.errors import MaterialError
from draftreel.media import FrameReader, SoundReader, load_still, probe
from draftreel.media.container import Container, sniff
from draftreel.media.demuxers import open_media

pytestmark = pytest.mark.checklist(26)
TRAPS = {
    "playlist": "#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nfile://{bait}\n#EXT-X-ENDLIST\n",
    "concat": "ffconcat version 1.0\nfile '{bait}'\n",
    "dash": '<?xml version="1.0"?><MPD><Period><BaseURL>file://{bait}</BaseURL></Period></MPD>',
    "sdp": "v=0\no=- 0 0 IN IP4 127.0.0.1\nc=IN IP4 127.0.0.1\nm=video 5004 RTP/AVP 96\n",
    "page": "<!doctype html><html><body>404 {bait}</body></html>",
    "svg": '<svg xmlns="http://www.w3.org/2000/svg"><image href="file://{bait}"/></svg>',
    "ffmetadata": ";FFMETADATA1\ntitle={bait}\n",
    "text": "{bait}",
    "nothing": "",
    "postscript": "%!PS-Adobe-3.0 EPSF-3.0\n({bait}) run\n",
}


def refused(path):
    for verb in (probe, open_media, SoundReader, load_still):
        with pytest.raises(MaterialError):
            verb(path)


@pytest.mark.checklist(26)
@pytest.mark.parametrize("trap", TRAPS)
@pytest.mark.parametrize("ending", ["mp4", "mp3", "png", "m3u8", "jpg"])
def test_a_trap_is_refused_whatever_its_name(film, tmp_path, trap, ending):
    bait = film("bait.mp4")
    path = tmp_path / f"trap.{ending}"
    path.write_text(TRAPS[trap].format(bait=bait))
    refused(path)


@pytest.mark.checklist(26)
@pytest.mark.parametrize("text", ["#EXTM3U\nbait.mp4\n", "ffconcat version 1.0\nfile bait.mp4\n"])
@pytest.mark.parametrize(
    "coat", [b"ID3\x04\0\0\0\0\0\0", b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom", b"\x1aE\xdf\xa3", b"FLV\x01", b"OggS"]
)
def test_a_trap_in_a_films_coat_is_refused(film, tmp_path, text, coat):
    film("bait.mp4")
    path = tmp_path / "trap.mp4"
    path.write_bytes(coat + text.encode())
    refused(path)


def alias_to(name):
    """A data reference of Apple's kind: the file of that name one folder level up and down, that is, beside."""
    way = b"V:" + name.encode() + b"\0" * (len(name) % 2)
    record = bytes(10) + b"\x01V".ljust(28, b"\0") + bytes(12) + bytes([len(name)]) + name.encode().ljust(63, b"\0")
    record += bytes(16) + struct.pack(">HH", 1, 1) + bytes(16) + struct.pack(">HH", 2, len(way)) + way + b"\xff\xff\0\0"
    return struct.pack(">I", 12 + len(record)) + b"alis\0\0\0\0" + record


@pytest.mark.checklist(26)
def test_a_quicktime_film_that_refers_to_another_file_shows_nothing_of_it(film, tmp_path):
    """The track's data reference is changed from 'in this file' to an alias for the bait beside it."""
    bait = film("bait.mov")
    data = bait.read_bytes()
    at = data.index(b"dref") - 4
    assert data[at + 16 : at + 28].endswith(b"\0\0\0\x01")
    alias = alias_to(bait.name)
    changed = bytearray(
        data[:at] + struct.pack(">I", 16 + len(alias)) + data[at + 4 : at + 16] + alias + data[at + 28 :]
    )
    for parent in (b"moov", b"trak", b"mdia", b"minf", b"dinf"):
        place = bytes(changed).rindex(parent) - 4
        changed[place : place + 4] = struct.pack(">I", struct.unpack_from(">I", changed, place)[0] + len(alias) - 12)
    mdat = bytes(changed).index(b"mdat") + 4
    size = bytes(changed).index(b"moov") - 4 - mdat
    changed[mdat : mdat + size] = bytes(size)
    trap = tmp_path / "trap.mov"
    trap.write_bytes(changed)
    with pytest.raises(MaterialError):
        probe(trap)


@pytest.mark.checklist(25)
def test_names_with_the_signs_of_protocols_and_patterns_are_just_names(film, tmp_path):
    made = film("a.mp4")
    for name in ("concat:a.mp4", "http:a.mp4", "a%03d.mp4", "*.mp4", "-i.mp4", "片段 (1).mp4"):
        path = made.rename(tmp_path / name)
        assert probe(path).width == 64
        made = path


@pytest.mark.parametrize("name", ["a.txt", "a.png", "a", "a.m3u8"])
def test_a_film_is_a_film_whatever_its_name(film, tmp_path, name):
    assert probe(film("a.mp4").rename(tmp_path / name)).duration == 2_000_000


def test_what_is_no_file_is_refused(tmp_path):
    refused(tmp_path)
    refused(tmp_path / "absent.mp4")


@pytest.mark.checklist(41)
def test_no_path_is_told(tmp_path):
    path = tmp_path / "secret.mp4"
    path.write_text("x")
    with pytest.raises(MaterialError) as caught:
        probe(path)
    assert "secret" not in str(caught.value)
    assert str(tmp_path) not in str(caught.value)


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"\xff\xfb\x90\x64", Container.MP3),
        (b"\xff\xf3\x44\xc4", Container.MP3),
        (b"\xff\xf1\x50\x80", Container.AAC),
        (b"RIFF\x10\0\0\0AVI LIST", Container.AVI),
        (b"RIFF\x10\0\0\0WAVEfmt ", Container.WAV),
        (b"RF64\xff\xff\xff\xffWAVEds64", Container.WAV),
        (b"BW64\xff\xff\xff\xffWAVEds64", Container.WAV),
        (b"FORM\0\0\0\x10AIFFCOMM", Container.AIFF),
        (b"FORM\0\0\0\x10AIFCFVER", Container.AIFF),
        (b"caff\0\1\0\0desc", Container.CAF),
        (b"#!AMR\n", Container.AMR),
        (b"#!AMR-WB\n", Container.AMR),
        (bytes.fromhex("3026b2758e66cf11a6d900aa0062ce6c"), Container.ASF),
        (b"RIFF\x10\0\0\0WEBPVP8 ", Container.WEBP),
        (b"ID3\x04\0\0\0\0\0\x05-----fLaC", Container.FLAC),
        (b"\0\0\0\x18ftypavif", Container.AVIF),
        (b"\0\0\0\x18ftypheic", Container.HEIC),
        (b"\0\0\0\x08wide", Container.MOV),
    ],
)
def test_magic_bytes(tmp_path, head, kind):
    path = tmp_path / "a"
    path.write_bytes(head)
    assert sniff(path) is kind


@pytest.mark.checklist(27)
@pytest.mark.parametrize(
    ("name", "codec"), [("a.mp4", "libx264"), ("a.mkv", "libx264"), ("a.ts", "libx264"), ("a.avi", "mpeg4")]
)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_flipped_bytes_give_pictures_or_our_error(film, tmp_path, name, codec, data):
    whole = (tmp_path / name).read_bytes() if (tmp_path / name).exists() else film(name, codec=codec).read_bytes()
    flips = data.draw(st.lists(st.tuples(st.integers(0, len(whole) - 1), st.integers(1, 255)), min_size=1, max_size=20))
    broken = bytearray(whole)
    for at, mask in flips:
        broken[at] ^= mask
    path = tmp_path / "broken"
    path.write_bytes(broken)
    try:
        media = probe(path)
        with FrameReader(path, media) as reader:
            for n in (0, 40, 10, 59):
                assert reader.at(n * 33_334).width > 0
    except MaterialError:
        pass


@pytest.mark.checklist(27)
@pytest.mark.parametrize(
    ("name", "codec"),
    [("a.wav", "pcm_s16le"), ("a.mp3", "libmp3lame"), ("a.m4a", "aac"), ("a.ogg", "libopus"), ("a.flac", "flac")],
)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_flipped_bytes_give_sound_or_our_error(sound, tmp_path, name, codec, data):
    tone = np.sin(np.arange(48_000) / 20).astype(np.float32)[:, None].repeat(2, 1)
    whole = (tmp_path / name).read_bytes() if (tmp_path / name).exists() else sound(name, tone, codec).read_bytes()
    flips = data.draw(st.lists(st.tuples(st.integers(0, len(whole) - 1), st.integers(1, 255)), min_size=1, max_size=20))
    broken = bytearray(whole)
    for at, mask in flips:
        broken[at] ^= mask
    path = tmp_path / "broken"
    path.write_bytes(broken)
    try:
        with SoundReader(path) as reader:
            for first in (0, 30_000, 10_000, 47_000):
                heard = reader.read(first, 5_000)
                assert heard.shape == (5_000, 2)
                assert np.isfinite(heard).all()
    except MaterialError:
        pass
