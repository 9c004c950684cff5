"""Every container and codec that drafts refer to: read as its samples, each in its place."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from av.stream import Disposition

from draftreel.errors import MaterialError
from draftreel.media import SoundReader, probe
from draftreel.media.downmix import matrix
from draftreel.media.sound import PIECE

SECOND = 48_000


@dataclass(frozen=True)
class Form:
    """How a sound is written: the file's name gives the container."""

    name: str
    codec: str
    rate: int = 48_000
    layout: str = "stereo"
    bit_rate: int = 0
    form: str | None = None
    options: Mapping[str, str] = field(default_factory=dict)
    encoding: Mapping[str, str] = field(default_factory=dict)

    def __str__(self):
        return f"{self.name}-{self.codec}-{self.rate}{'-' if self.options else ''}{''.join(self.options)}"

    @property
    def channels(self):
        return {"mono": 1, "stereo": 2}[self.layout]

    def written(self, folder: Path, samples) -> Path:
        path = folder / self.name
        with av.open(str(path), "w", format=self.form, options=dict(self.options)) as container:
            stream = container.add_stream(self.codec, rate=self.rate, layout=self.layout, options=dict(self.encoding))
            if self.bit_rate:
                stream.codec_context.bit_rate = self.bit_rate
            encode(container, stream, samples)
        return path


def encode(container, stream, samples, start=0):
    """Samples of shape (count, channels) as a stream that begins at sample `start`."""
    rate, layout = stream.codec_context.rate, stream.codec_context.layout.name
    stream.codec_context.open(strict=False)
    shape, size = stream.codec_context.format.name, stream.codec_context.frame_size or 1024
    resampler = av.AudioResampler(format=shape, layout=layout, rate=rate, frame_size=size)
    packed = np.ascontiguousarray(samples.reshape(1, -1), np.float32)
    frame = av.AudioFrame.from_ndarray(packed, format="flt", layout=layout)
    frame.sample_rate, frame.pts, frame.time_base = rate, 0, Fraction(1, rate)
    for piece in [*resampler.resample(frame), *resampler.resample(None)]:
        piece.pts += start
        container.mux(stream.encode(piece))
    container.mux(stream.encode())


def click(form, at=1.0, seconds=2.0):
    """Silence but for a bump of 33 samples, symmetric about its middle."""
    out = np.zeros((round(form.rate * seconds), form.channels), np.float32)
    middle = round(form.rate * at)
    out[middle - 16 : middle + 17] = 0.8 * np.hanning(33)[:, None]
    return out


def centre(samples):
    """Where the weight of the loudest bump lies."""
    power = samples[:, 0].astype(np.float64) ** 2
    peak = int(power.argmax())
    near = np.arange(max(0, peak - 200), min(len(power), peak + 201))
    return float((near * power[near]).sum() / power[near].sum())


def noise(form, seconds, level=0.3):
    return np.random.default_rng(11).uniform(-level, level, (round(form.rate * seconds), form.channels))


VORBIS = {"strict": "experimental"}
EXACT = [
    *(
        Form("a.wav", f"pcm_{each}", rate)
        for each in ("u8", "s16le", "s24le", "s32le", "f32le", "f64le")
        for rate in (48_000, 44_100)
    ),
    Form("a.wav", "pcm_mulaw"),
    Form("a.wav", "adpcm_ms", 44_100),
    Form("a.wav", "pcm_s16le", options={"rf64": "always"}),
    Form("a.aiff", "pcm_s16be", 44_100),
    Form("a.aiff", "pcm_s24be"),
    Form("a.caf", "pcm_s16le", 44_100),
    Form("a.caf", "alac"),
    Form("a.m4a", "alac", 44_100),
    Form("a.flac", "flac", 96_000),
    Form("a.ogg", "flac", 44_100),
    Form("a.mkv", "flac"),
    Form("a.mp4", "flac"),
    Form("a.mov", "pcm_s16le", 44_100),
]
GAPLESS = [
    *(Form("a.mp3", "libmp3lame", rate) for rate in (48_000, 44_100, 22_050)),
    Form("a.mp3", "libmp3lame", 44_100, encoding={"q": "2"}),
    Form("a.mp4", "libmp3lame", 44_100),
    *(Form(name, "aac", rate) for name in ("a.m4a", "a.mp4", "a.mov", "a.mkv") for rate in (48_000, 44_100)),
    *(Form(name, "libopus") for name in ("a.ogg", "a.opus", "a.webm", "a.mkv", "a.mp4")),
    *(Form(name, "vorbis", rate, encoding=VORBIS) for name in ("a.ogg", "a.webm") for rate in (48_000, 44_100)),
    *(Form(name, "ac3", bit_rate=192_000) for name in ("a.mp4", "a.mkv")),
]
LATE = [
    (Form("a.mp3", "libmp3lame", options={"write_xing": "0"}), 1_105),
    (Form("a.mp3", "mp2", bit_rate=192_000, form="mp2"), 481),
    (Form("a.aac", "aac"), 1_024),
    (Form("a.flv", "aac"), 1_024),
    (Form("a.ts", "aac"), 1_024),
    (Form("a.wma", "wmav2", bit_rate=128_000, form="asf"), 2_080),
    (Form("a.amr", "libopencore_amrnb", 8_000, "mono", 12_200), 360),
    (Form("a.3gp", "libopencore_amrnb", 8_000, "mono", 12_200), 60),
]


@pytest.mark.parametrize("form", [*EXACT, *GAPLESS], ids=str)
def test_a_click_lands_on_its_sample(form, tmp_path):
    """The encoder's delay is taken off wherever the file says what it is."""
    path = form.written(tmp_path, click(form))
    with SoundReader(path) as reader:
        assert centre(reader.read(0, 3 * SECOND)) == pytest.approx(SECOND, abs=0.1)


@pytest.mark.parametrize(("form", "late"), LATE, ids=str)
def test_without_a_word_on_the_delay_a_click_is_late_by_it(form, late, tmp_path):
    """Nothing in such a file tells the encoder's delay from sound, and players play it."""
    path = form.written(tmp_path, click(form))
    with SoundReader(path) as reader:
        assert centre(reader.read(0, 3 * SECOND)) == pytest.approx(SECOND + late, abs=1)


TOLD = [form for form in EXACT if form.name != "a.caf"] + [form for form in GAPLESS if form.name == "a.mp3"]


@pytest.mark.parametrize("form", TOLD, ids=str)
def test_no_padding_is_left_at_the_end(form, tmp_path):
    path = form.written(tmp_path, noise(form, 1.5))
    with SoundReader(path) as reader:
        heard = reader.read(0, 2 * SECOND)
    block = 0.045 if form.codec == "adpcm_ms" else 0.001
    assert np.flatnonzero(heard.any(axis=1))[-1] / SECOND == pytest.approx(1.5, abs=block)


@pytest.mark.parametrize("form", [*GAPLESS, *(form for form, _late in LATE)], ids=str)
def test_the_length_that_is_told_is_what_there_is_to_hear(form, tmp_path):
    path = form.written(tmp_path, noise(form, 3))
    assert probe(path).duration == pytest.approx(3_000_000, abs=150_000)


def box(kind, *parts):
    body = b"".join(parts)
    return (8 + len(body)).to_bytes(4) + kind + body


@pytest.mark.parametrize("rate", [48_000, 44_100])
def test_what_itunes_says_of_the_delay_is_heeded(tmp_path, rate):
    """An M4A without an edit list, whose delay of 1024 samples is told in its tags."""
    form = Form("a.m4a", "aac", rate, options={"use_editlist": "0"})
    path = form.written(tmp_path, click(form))
    words = f" 00000000 {1024:08X} {0:08X} {2 * rate:016X}" + " 00000000" * 8
    tag = box(
        b"----",
        box(b"mean", bytes(4), b"com.apple.iTunes"),
        box(b"name", bytes(4), b"iTunSMPB"),
        box(b"data", b"\0\0\0\1\0\0\0\0", words.encode()),
    )
    tags = box(b"meta", bytes(4), box(b"hdlr", bytes(8), b"mdirappl", bytes(9)), box(b"ilst", tag))
    data = path.read_bytes()
    at = data.rindex(b"moov") - 4
    path.write_bytes(data[:at] + box(b"moov", data[at + 8 : data.rindex(b"udta") - 4], box(b"udta", tags)))
    with SoundReader(path) as reader:
        assert centre(reader.read(0, 3 * SECOND)) == pytest.approx(SECOND, abs=0.1)


COMMON = {("a.m4a", 44_100), ("a.ogg", 48_000), ("a.wav", 44_100)}
CHANCE = {"ac3", "libopencore_amrnb"}


def rare(form):
    """Long sounds take a while to write."""
    return form if (form.name, form.rate) in COMMON else pytest.param(form, marks=pytest.mark.slow)


ENTERED = [
    *EXACT[:2],
    *GAPLESS,
    *(form for form, _late in LATE),
    Form("a.avi", "libmp3lame", 44_100),
    Form("a.flac", "flac", 44_100),
    Form("a.mkv", "mp2", bit_rate=192_000),
]


@pytest.mark.parametrize("form", [rare(form) for form in ENTERED], ids=str)
def test_samples_do_not_depend_on_what_was_read_before(form, tmp_path):
    """Twenty-one seconds with two places where decoding begins anew: on, back and across, to the bit."""
    path = form.written(tmp_path, noise(form, 21))
    with SoundReader(path) as on, SoundReader(path) as back:
        whole = np.concatenate([on.read(first, 36_000) for first in range(0, 21 * SECOND, 36_000)])
        for first in (2 * PIECE + 1_000, PIECE - 2_000, 7, 2 * PIECE - 500, PIECE):
            assert np.array_equal(back.read(first, 4_000), whole[first : first + 4_000]), first


@pytest.mark.parametrize("form", [rare(form) for form in ENTERED if form.codec not in CHANCE], ids=str)
def test_there_is_no_seam_where_decoding_begins_anew(form, tmp_path):
    """A tone stays a tone: what differs from it is no more there than elsewhere."""
    place = np.arange(form.rate * 21) / form.rate
    tone = np.repeat(0.5 * np.sin(2 * np.pi * 440 * place)[:, None], form.channels, 1)
    with SoundReader(form.written(tmp_path, tone)) as reader:
        heard = reader.read(0, 21 * SECOND)[:, 0].astype(np.float64)
    bend = np.abs(heard[2:] - 2 * np.cos(2 * np.pi * 440 / SECOND) * heard[1:-1] + heard[:-2])
    elsewhere = bend[PIECE // 2 : PIECE - 5_000].max()
    for seam in (PIECE, 2 * PIECE):
        assert bend[seam - 2_000 : seam + 2_000].max() <= 1.5 * elsewhere + 1e-4


@pytest.mark.checklist(29)
@pytest.mark.parametrize(
    ("name", "pictures_at", "sound_at", "heard_at"),
    [
        ("a.mp4", 0.0, 0.5, 1.5),
        ("a.mkv", 0.0, 0.5, 1.5),
        ("a.mov", 0.0, 0.25, 1.25),
        ("a.mkv", 0.5, 0.0, 0.5),
        ("a.mp4", 0.5, 0.0, 0.5),
        ("a.ts", 0.0, 0.5, 1.5),
    ],
)
def test_sound_that_starts_beside_its_picture_keeps_its_place(tmp_path, name, pictures_at, sound_at, heard_at):
    """The click is a second into the sound; samples are counted from the first picture.

    MP4 is written with starts in whole milliseconds, MPEG-TS without a word on AAC's delay.
    """
    path = tmp_path / name
    with av.open(str(path), "w") as container:
        pictures = container.add_stream("libx264", rate=30, options={"bf": "0"})
        pictures.width, pictures.height, pictures.pix_fmt = 64, 48, "yuv420p"
        sound = container.add_stream("aac", rate=48_000, layout="stereo")
        for n in range(60):
            frame = av.VideoFrame.from_ndarray(np.zeros((48, 64, 3), np.uint8))
            frame.pts, frame.time_base = n + round(30 * pictures_at), Fraction(1, 30)
            container.mux(pictures.encode(frame))
        container.mux(pictures.encode())
        encode(container, sound, click(Form(name, "aac")), round(SECOND * sound_at))
    with SoundReader(path) as reader:
        heard = centre(reader.read(0, 4 * SECOND))
    assert heard == pytest.approx(SECOND * heard_at, abs={".ts": 1_100, ".mkv": 1}.get(path.suffix, 48))


@pytest.mark.parametrize(
    ("flags", "side"), [((True, False), 0), ((False, True), 1), ((True, True), 0), ((False, False), 0)]
)
def test_of_several_sounds_the_default_one_is_heard(tmp_path, flags, side):
    path = tmp_path / "a.mkv"
    with av.open(str(path), "w", options={"default_mode": "passthrough"}) as container:
        sounds = [container.add_stream("pcm_s16le", rate=48_000, layout="stereo") for _ in flags]
        for sound, flag in zip(sounds, flags, strict=True):
            sound.disposition = Disposition.default if flag else Disposition(0)
        for number, sound in enumerate(sounds):
            samples = np.zeros((4_800, 2))
            samples[:, number] = 0.5
            encode(container, sound, samples)
    with SoundReader(path) as reader:
        heard = reader.read(1_000, 1)[0]
    assert heard[side] == 0.5
    assert heard[1 - side] == 0


def damaged(form, tmp_path, harm):
    """Six seconds with a click at five, harmed at two fifths."""
    samples = (noise(form, 6, 0.02) + click(form, 5.0, 6.0)).astype(np.float32)
    path = form.written(tmp_path, samples)
    data = bytearray(path.read_bytes())
    at, count = len(data) * 2 // 5, max(1_500, len(data) // 100)
    data[at : at + count] = harm(count)
    path.write_bytes(data)
    with SoundReader(path) as reader:
        return reader.read(0, 7 * SECOND)


PLACED = [
    Form("a.wav", "pcm_s16le"),
    Form("a.aiff", "pcm_s16be"),
    Form("a.caf", "alac"),
    Form("a.m4a", "aac"),
    Form("a.flac", "flac"),
    Form("a.ogg", "libopus"),
    Form("a.ogg", "vorbis", encoding=VORBIS),
    Form("a.mkv", "aac"),
    Form("a.mp4", "libmp3lame"),
]


@pytest.mark.parametrize("form", PLACED, ids=str)
@pytest.mark.parametrize("harm", [bytes, lambda count: np.random.default_rng(1).bytes(count)], ids=["zeros", "noise"])
def test_damage_in_the_middle_moves_nothing(form, harm, tmp_path):
    heard = damaged(form, tmp_path, harm)
    assert np.isfinite(heard).all()
    assert centre(heard[int(4.5 * SECOND) :]) + 4.5 * SECOND == pytest.approx(5 * SECOND, abs=1)
    assert np.abs(heard[: 2 * SECOND]).max() < 0.1
    assert heard[:SECOND].any()


STREAMED = [
    Form("a.wav", "pcm_s16le"),
    Form("a.mp3", "libmp3lame"),
    Form("a.aac", "aac"),
    Form("a.flac", "flac"),
    Form("a.ogg", "libopus"),
    Form("a.mkv", "aac"),
    Form("a.ts", "aac"),
    Form("a.wma", "wmav2", bit_rate=128_000, form="asf"),
    Form("a.aiff", "pcm_s16be"),
]


@pytest.mark.checklist(27)
@pytest.mark.parametrize("form", STREAMED, ids=str)
def test_of_a_file_that_breaks_off_the_beginning_is_heard(form, tmp_path):
    path = form.written(tmp_path, noise(form, 6))
    path.write_bytes(path.read_bytes()[: path.stat().st_size * 4 // 5])
    with SoundReader(path) as reader:
        heard = reader.read(0, 7 * SECOND)
    end = np.flatnonzero(heard.any(axis=1))[-1] / SECOND
    assert 3.9 < end < 5.0
    assert np.abs(heard[SECOND // 10 : 3 * SECOND]).max() > 0.2


def test_a_song_with_a_picture_on_its_cover_is_a_sound(tmp_path):
    path = tmp_path / "a.mp3"
    with av.open(str(path), "w") as container:
        song = container.add_stream("libmp3lame", rate=48_000, layout="stereo")
        cover = container.add_stream("mjpeg", rate=1)
        cover.width, cover.height, cover.pix_fmt = 64, 48, "yuvj420p"
        cover.disposition = Disposition.attached_pic
        frame = av.VideoFrame.from_ndarray(np.zeros((48, 64, 3), np.uint8))
        frame.pts, frame.time_base = 0, Fraction(1)
        container.mux(cover.encode(frame))
        container.mux(cover.encode())
        encode(container, song, click(Form("a.mp3", "libmp3lame")))
    assert probe(path).width == 0
    with SoundReader(path) as reader:
        assert centre(reader.read(0, 2 * SECOND)) == pytest.approx(SECOND, abs=0.1)


@pytest.mark.checklist(29)
@pytest.mark.parametrize(
    ("layout", "left", "most"),
    [
        ("FL FR", {"FL": 1}, 1),
        ("FC", {"FC": 0.7071}, 0.7071),
        ("FL FR FC LFE BL BR", {"FL": 1, "FC": 0.7071, "BL": 0.7071}, 2.4142),
        ("FL FR FC LFE SL SR", {"FL": 1, "FC": 0.7071, "SL": 0.7071}, 2.4142),
        ("FL FR FC LFE BL BR SL SR", {"FL": 1, "FC": 0.7071, "BL": 0.7071, "SL": 0.7071}, 3.1213),
        ("FL FR FC BC", {"FL": 1, "FC": 0.7071, "BC": 0.5}, 2.2071),
    ],
)
def test_channels_are_folded_by_the_standards_shares(layout, left, most):
    """ITU-R BS.775-3, annex 4: full weight, so that the sum of all channels at full scale is told here."""
    names = layout.split()
    shares = matrix(names)
    assert shares[:, 0].tolist() == pytest.approx([left.get(name, 0) for name in names], abs=1e-4)
    assert shares[:, 0].sum() == pytest.approx(most, abs=1e-4)
    assert sorted(shares[:, 0]) == pytest.approx(sorted(shares[:, 1])), "both sides alike"


@pytest.mark.checklist(27)
@pytest.mark.parametrize(
    "head", [b"caff\0\1\0\0", b"#!AMR\n", b"#!AMR-WB\n", b"FORM\0\0\0\x20AIFFCOMM", b"FORM\0\0\0\x20AIFCFVER"]
)
def test_a_head_without_a_sound_is_refused(tmp_path, head):
    path = tmp_path / "a"
    path.write_bytes(head)
    with pytest.raises(MaterialError):
        SoundReader(path)
