from fractions import Fraction

import av
import numpy as np
import pytest

from draftreel.encoder import VideoEncoder, encode_sound, join, verify
from draftreel.formats import VideoSettings
from draftreel.image import Image
from draftreel.mixer import mix
from draftreel.span import SECOND, Span, frame_time, sample_at
from draftreel.timeline import Media, MediaKind, Retiming, SoundClip, Timeline

MINUTE = 60


@pytest.mark.slow
@pytest.mark.parametrize(
    ("minutes", "fps"), [(10, Fraction(30)), (10, Fraction(30_000, 1_001)), (60, Fraction(30))], ids=str
)
def test_sound_and_picture_are_in_step_at_the_start_and_the_end(tmp_path, wav, minutes, fps):
    seconds = minutes * MINUTE
    frames = round(seconds * fps)
    flash = frames - 20
    moment, duration = frame_time(flash, fps), frame_time(frames, fps)
    film = Timeline(32, 32, fps, duration, sounds=tuple(_clips(wav(_click()), moment)))
    encode_sound(tmp_path / "sound.m4a", mix(film, {"click": tmp_path / "click.wav"}))
    chunks = [
        _chunk(tmp_path / f"{n}.mp4", range(n, min(n + 6_000, frames)), flash, fps) for n in range(0, frames, 6_000)
    ]
    join(chunks, tmp_path / "sound.m4a", tmp_path / "film.mp4", duration)
    verify(tmp_path / "film.mp4", frames, fps, duration)
    seen, heard = _last_flash(tmp_path / "film.mp4", seconds - 10), _last_click(tmp_path / "film.mp4", seconds - 6)
    assert seen == Fraction(flash) / fps
    assert abs(heard - seen) < Fraction(1, 100)
    assert abs(heard - Fraction(sample_at(moment), 48_000)) < Fraction(1, 1_000)
    assert abs(_first_click(tmp_path / "film.mp4")) < Fraction(1, 1_000)


def _click():
    samples = np.zeros((4_800, 2), np.float32)
    samples[:48] = 0.8
    return samples


def _clips(path, last):
    media = Media("click", MediaKind.SOUND, duration=100_000, has_sound=True)
    assert path.name == "click.wav"
    starts = [*range(0, last - SECOND, 6 * SECOND), last]
    return [SoundClip(Span(start, 100_000), media, Retiming(0, 100_000)) for start in starts]


def _chunk(path, numbers, flash, fps):
    chroma = np.full((16, 16), 128, np.uint8)
    dark, light = (Image((np.full((32, 32), y, np.uint8), chroma, chroma)) for y in (16, 235))
    with VideoEncoder(path, VideoSettings(32, 32, fps, preset="ultrafast")) as encoder:
        for number in numbers:
            encoder.write(light if number >= flash else dark)
    return path


def _last_flash(path, after):
    with av.open(str(path)) as film:
        film.seek(after * SECOND)
        for frame in film.decode(video=0):
            if frame.to_ndarray()[:32].mean() > 128:
                return frame.pts * frame.time_base
    return None


def _last_click(path, after):
    with av.open(str(path)) as film:
        film.seek(after * SECOND)
        found = None
        for frame in film.decode(audio=0):
            loud = np.flatnonzero(np.abs(frame.to_ndarray()[0]) > 0.4)
            if len(loud) and (found is None or frame.pts * frame.time_base > found + 1):
                found = (frame.pts + int(loud[0])) * frame.time_base
        return found


def _first_click(path):
    with av.open(str(path)) as film:
        for frame in film.decode(audio=0):
            loud = np.flatnonzero(np.abs(frame.to_ndarray()[0]) > 0.4)
            if len(loud):
                return (frame.pts + int(loud[0])) * frame.time_base
    return None
