"""Every codec that this build has, in every format that holds it."""

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import pytest

from draftreel.ability import ENCODERS, is_available
from draftreel.choices import CODECS, WORST_CRF, Codec, Format, Quality
from draftreel.encoder import VideoEncoder, encode_sound, encode_sound_file, join, verify
from draftreel.encoder.codecs import FEWEST
from draftreel.errors import EncodingError
from draftreel.formats import CODEC_RECIPES, RECIPES, SoundFormat, SoundSettings, VideoSettings, nearest, recipe_at
from draftreel.image import Image
from draftreel.span import frame_time, sample_at

HERE = [codec for codec in Codec if is_available(codec)]
PAIRS = [(codec, kind) for kind, codecs in CODECS.items() for codec in codecs if codec in HERE]
NTSC = Fraction(30_000, 1_001)


@pytest.fixture
def of(settings) -> Callable[..., VideoSettings]:
    """Settings for a codec, of a quality."""

    def make(codec: Codec, quality: Quality = Quality.STANDARD, fps: Fraction = Fraction(30)) -> VideoSettings:
        own = CODEC_RECIPES[codec][quality]
        return replace(settings, codec=codec, quality=own.crf, preset=own.preset, tuning=own.tuning, fps=fps)

    return make


@pytest.fixture
def joined(tmp_path, chunked, sound) -> Callable[..., Path]:
    def make(video: VideoSettings, kind: Format, cuts: tuple[int, ...]) -> Path:
        duration = frame_time(cuts[-1], video.fps)
        heard, film = tmp_path / "sound", tmp_path / f"film.{kind}"
        if kind is Format.WEBM:
            encode_sound_file(heard, [sound(sample_at(duration))], SoundSettings(SoundFormat.OPUS))
        else:
            encode_sound(heard, [sound(sample_at(duration))])
        join(chunked(cuts, video), heard, film, duration, kind)
        return film

    return make


def solid(y, u, v, size=(64, 36)):
    width, height = size
    planes = (np.full((height, width), y), np.full((height // 2, width // 2), u), np.full((height // 2, width // 2), v))
    return Image(tuple(plane.astype(np.uint8) for plane in planes))


def packets_of(path):
    with av.open(str(path)) as film:
        return [packet for packet in film.demux(video=0) if packet.size]


@pytest.mark.parametrize("fps", [Fraction(30), NTSC], ids=str)
@pytest.mark.parametrize(("codec", "kind"), PAIRS)
def test_joined_chunks_show_every_frame_once_at_its_time(of, joined, frames_of, number_of, codec, kind, fps):
    film = joined(of(codec, fps=fps), kind, (0, 1, 3, 40, 75))
    frames = frames_of(film)
    slack = Fraction(1, 2000) if kind is Format.WEBM else 0  # Matroska counts in milliseconds
    assert [number_of(frame) for frame in frames] == list(range(75))
    assert all(abs(frame.pts * frame.time_base - n / fps) <= slack for n, frame in enumerate(frames))
    assert verify(film, 75, fps, frame_time(75, fps), full=True).frames == 75


@pytest.mark.parametrize(("codec", "kind"), PAIRS)
def test_picture_and_sound_begin_together_and_last_as_long(of, joined, samples_of, codec, kind):
    film = joined(of(codec), kind, (0, 20, 45))
    with av.open(str(film)) as opened:
        voice = opened.streams.audio[0]
        assert voice.codec_context.name == ("opus" if kind is Format.WEBM else "aac")
        assert abs(opened.duration / av.time_base - 1.5) <= 1 / 30
    heard = samples_of(film)
    assert abs(len(heard) - 72_000) <= 1_024
    wave = 0.5 * np.sin(2 * np.pi * 440 * np.arange(72_000) / 48_000)
    assert np.abs(heard[2_000:70_000, 0] - wave[2_000:70_000]).max() < 0.05, "in step to a sample"


@pytest.mark.parametrize(("codec", "kind"), PAIRS)
def test_the_film_says_what_its_colours_are(of, joined, codec, kind):
    with av.open(str(joined(of(codec), kind, (0, 4)))) as film:
        next(film.decode(video=0))
        codec_context = film.streams.video[0].codec_context
        said = codec_context.colorspace, codec_context.color_primaries, codec_context.color_trc
        assert (*said, codec_context.color_range) == (1, 1, 1, 1)


@pytest.mark.parametrize("codec", HERE)
def test_the_first_picture_has_its_colours(tmp_path, of, frames_of, codec):
    with VideoEncoder(tmp_path / "film.mp4", replace(of(codec), width=64, height=36)) as encoder:
        for _ in range(5):
            encoder.write(solid(120, 90, 200))
    first = frames_of(tmp_path / "film.mp4")[0].to_ndarray().astype(int)
    assert np.abs(first[:36] - 120).max() <= 3
    chroma = first[36:].reshape(-1)
    assert np.abs(chroma[: 32 * 18] - 90).max() <= 3
    assert np.abs(chroma[32 * 18 :] - 200).max() <= 3


@pytest.mark.parametrize(("codec", "tag"), [(Codec.H264, "avc1"), (Codec.HEVC, "hvc1"), (Codec.AV1, "av01")])
@pytest.mark.parametrize("kind", [Format.MP4, Format.MOV])
def test_players_are_told_the_codec_by_the_name_they_know(of, joined, codec, tag, kind):
    if (codec, kind) not in PAIRS:
        pytest.skip("not in this format, or not in this build")
    with av.open(str(joined(of(codec), kind, (0, 2)))) as film:
        assert film.streams.video[0].codec_context.codec_tag == tag


@pytest.mark.parametrize("codec", HERE)
def test_key_frames_come_every_two_seconds_and_nothing_refers_beyond_them(of, encoded, frames_of, number_of, codec):
    path = encoded(range(130), of(codec))
    packets = packets_of(path)
    keys = [round(packet.pts * packet.time_base * 30) for packet in packets if packet.is_keyframe]
    assert keys[0] == 0
    assert max(later - earlier for earlier, later in pairwise([*keys, 130])) <= 60
    with av.open(str(path)) as film:  # a closed group can be entered: what is decoded from there is whole
        film.seek(packets[-1].pts, stream=film.streams.video[0])
        assert [number_of(frame) for frame in film.decode(video=0)] == list(range(keys[-1], 130))


@pytest.mark.slow
@pytest.mark.parametrize("threads", [1, 2])
@pytest.mark.parametrize("quality", Quality)
@pytest.mark.parametrize("codec", HERE)
def test_the_same_pictures_give_the_same_bytes(of, encoded, codec, quality, threads):
    video = replace(of(codec, quality), threads=threads)
    for count in (1, 2, 70):
        assert len({encoded(range(count), video, f"{n}.mp4").read_bytes() for n in range(4)}) == 1


ENCODE = """
import hashlib, sys, numpy as np
from fractions import Fraction
from pathlib import Path
from draftreel.choices import Codec, Quality
from draftreel.encoder import VideoEncoder
from draftreel.formats import CODEC_RECIPES, VideoSettings
from draftreel.image import Image
path, codec = Path(sys.argv[1]), Codec(sys.argv[2])
for quality, own in CODEC_RECIPES[codec].items():
    for count in (1, 2, 3, 5):
        video = VideoSettings(96, 64, Fraction(30), own.crf, own.preset, 2, own.tuning, codec=codec)
        with VideoEncoder(path, video) as encoder:
            for n in range(count):
                y = (np.add.outer(np.arange(64), np.arange(96)) * 7 + 50 * n).astype(np.uint8)
                encoder.write(Image((y, np.full((32, 48), 128, np.uint8), np.full((32, 48), 128, np.uint8))))
        print(quality, count, hashlib.sha256(path.read_bytes()).hexdigest())
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="only the GNU library fills memory on demand")
@pytest.mark.parametrize("codec", HERE)
def test_what_was_in_memory_before_changes_no_byte(tmp_path, codec):
    """x265 reads what it never wrote when it gets one or two pictures only."""

    def told(filling):
        command = [sys.executable, "-c", ENCODE, str(tmp_path / "film.mp4"), codec]
        environment = {**os.environ, "MALLOC_PERTURB_": filling}
        return subprocess.run(command, capture_output=True, text=True, env=environment, timeout=120, check=True).stdout

    found = told("0")
    assert found.count("\n") == 12
    assert found == told("1") == told("170")


@pytest.mark.parametrize("count", [1, 2, 3, 4])
@pytest.mark.parametrize("codec", HERE)
def test_short_films_have_their_pictures_and_no_other(of, encoded, frames_of, number_of, codec, count):
    path = encoded(range(count), of(codec))
    assert [number_of(frame) for frame in frames_of(path)] == list(range(count))
    assert len(packets_of(path)) == count
    assert FEWEST.get(codec, 0) <= 4


@pytest.mark.parametrize("codec", HERE)
def test_the_file_names_no_program(of, encoded, codec):
    data = encoded(range(3), of(codec)).read_bytes()
    assert not any(name in data for name in (b"Lavf", b"Lavc", b"x265", b"SVT"))


@pytest.mark.parametrize("codec", HERE)
def test_nothing_is_said_on_the_way(of, encoded, capfd, codec):
    encoded(range(3), of(codec))
    assert capfd.readouterr() == ("", "")


def test_chunks_of_two_codecs_are_refused(tmp_path, of, encoded):
    one, other = (encoded(range(5), of(codec), f"{codec}.mp4") for codec in (Codec.H264, Codec.HEVC))
    with pytest.raises(EncodingError, match="different settings"):
        join([one, other], None, tmp_path / "film.mp4", 333_333)
    assert not (tmp_path / "film.mp4").exists()


def test_chunks_of_one_codec_and_two_sizes_are_refused(tmp_path, of):
    for width in (64, 128):
        with VideoEncoder(tmp_path / f"{width}.mp4", replace(of(Codec.HEVC), width=width, height=36)) as encoder:
            encoder.write(solid(100, 128, 128, (width, 36)))
    with pytest.raises(EncodingError, match="different settings"):
        join([tmp_path / "64.mp4", tmp_path / "128.mp4"], None, tmp_path / "film.mp4", 66_667)


@pytest.mark.parametrize("codec", Codec)
def test_every_codec_has_a_recipe_for_every_quality_and_an_encoder(codec):
    assert set(CODEC_RECIPES[codec]) == set(Quality)
    assert ENCODERS[codec]


@pytest.mark.parametrize("codec", Codec)
def test_a_number_means_at_every_codec_what_it_means_at_h264(codec):
    crfs = [recipe_at(codec, crf).crf for crf in range(WORST_CRF + 1)]
    assert crfs == sorted(crfs)
    assert (crfs[0], crfs[-1]) == (0, 63 if codec in (Codec.AV1, Codec.VP9) else 51)
    for quality, own in RECIPES.items():
        assert recipe_at(codec, own.crf).crf == CODEC_RECIPES[codec][quality].crf


def test_a_number_is_near_to_the_quality_that_it_comes_close_to():
    assert [nearest(crf) for crf in (0, 19, 22, 28, 51)] == [
        Quality.HIGH,
        Quality.HIGH,
        Quality.STANDARD,
        Quality.PREVIEW,
        Quality.PREVIEW,
    ]
