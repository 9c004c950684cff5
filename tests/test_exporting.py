import json
import shutil

import cv2
import numpy as np
import pytest

from draftreel import exporting
from draftreel.draft import parse
from draftreel.errors import DraftreelError, EncodingError, OutputError
from draftreel.exporting import (
    Exports,
    PictureFile,
    as_json,
    export,
    sound_settings,
    stem_names,
    stem_settings,
    summary,
)
from draftreel.formats import QUALITIES, SoundFormat, SoundSettings
from draftreel.manifest import Output
from draftreel.media import SoundReader
from draftreel.settings import Settings

RATE, SECOND = 48_000, 1_000_000
WHOLE = Output()


@pytest.fixture
def settings(tmp_path):
    return Settings(data=tmp_path / "data")


def changed(small_draft, folder, change):
    shutil.copytree(small_draft, folder)
    record = json.loads((folder / "draft_content.json").read_text())
    change(record)
    (folder / "draft_content.json").write_text(json.dumps(record))
    return str(folder)


@pytest.fixture
def loud_draft(small_draft, tmp_path):
    """The tone (a quarter of full scale) as it is, twice as loud from half a second on, and six times as loud."""

    def change(record):
        tone = record["tracks"][3]["segments"][0]
        late = {"start": SECOND // 2, "duration": SECOND}
        second = {**tone, "id": "b", "volume": 2.0, "target_timerange": late, "source_timerange": late}
        third = {**tone, "id": "c", "volume": 6.0}
        record["tracks"][3]["name"] = "Voice: take 2/3"
        record["tracks"] += [{"type": "audio", "segments": [each]} for each in (second, third)]
        record["tracks"][5]["name"] = "音乐"

    return changed(small_draft, tmp_path / "loud", change)


@pytest.fixture
def silent_draft(small_draft, tmp_path):
    return changed(small_draft, tmp_path / "silent", lambda record: record["tracks"].pop())


def heard(path, count=2 * RATE):
    with SoundReader(path) as reader:
        return reader.read(0, count)


def pitch(samples):
    return int(np.abs(np.fft.rfft(samples[:RATE, 0])).argmax())


@pytest.mark.parametrize("kind", SoundFormat)
def test_the_mix_is_exported_in_every_format(small_draft, tmp_path, settings, kind):
    path = tmp_path / f"mix.{kind}"
    report = exporting.export_sound(str(small_draft), path, sound_settings(kind), settings)
    samples = heard(path)
    assert pitch(samples) == 440
    assert np.abs(samples[4_800:91_200]).max() == pytest.approx(0.25, abs=0.01)
    assert (report.samples, report.silent, report.files[0].bytes) == (2 * RATE, False, path.stat().st_size)
    assert report.peak == pytest.approx(0.25, abs=0.001)


def test_a_part_is_as_long_as_the_film_of_that_part(small_draft, tmp_path, settings):
    path = tmp_path / "mix.wav"
    report = export(str(small_draft), Exports(path, sound_settings("wav")), Output(start_s=0.5, end_s=1.5), settings)
    assert report.samples == RATE
    whole = tmp_path / "whole.wav"
    export(str(small_draft), Exports(whole, sound_settings("wav")), WHOLE, settings)
    assert (heard(path, RATE) == heard(whole)[RATE // 2 : RATE * 3 // 2]).all()


def test_stems_are_called_by_number_kind_and_name(loud_draft, tmp_path, settings):
    report = exporting.export_stems(loud_draft, tmp_path / "stems", settings)
    names = ["04-audio-Voice-take-2-3.wav", "05-audio.wav", "06-audio-音乐.wav"]
    assert sorted(file.name for file in (tmp_path / "stems").iterdir()) == names
    assert [(file.name, file.track) for file in report.files] == list(zip(names, (3, 4, 5), strict=True))


def test_stems_are_all_as_long_as_the_film_and_hold_their_own_track_only(loud_draft, tmp_path, settings):
    report = exporting.export_stems(loud_draft, tmp_path / "stems", settings)
    assert {file.samples for file in report.files} == {2 * RATE}
    first, second, third = (heard(tmp_path / "stems" / file.name) for file in report.files)
    assert np.abs(first).max() == pytest.approx(0.25, abs=0.001)
    assert np.abs(second[: RATE // 2]).max() == 0
    assert np.abs(second).max() == pytest.approx(0.5, abs=0.002)
    assert np.abs(third).max() == pytest.approx(1.5, abs=0.005), "32 bits keep what is beyond full scale"


def test_the_sum_of_stems_is_the_mix_where_the_limiter_rests(small_draft, tmp_path, settings):
    def change(record):
        tone = record["tracks"][3]["segments"][0]
        record["tracks"].append({"type": "audio", "segments": [{**tone, "id": "b", "volume": 1.5}]})

    draft = changed(small_draft, tmp_path / "two", change)
    exports = Exports(tmp_path / "mix.wav", sound_settings("wav", bits=32), tmp_path / "stems")
    report = export(draft, exports, WHOLE, settings)
    mix, *stems = (heard(folder / file.name) for folder, file in zip(folders(tmp_path), report.files, strict=True))
    assert np.abs(mix).max() == pytest.approx(0.625, abs=0.005)
    assert np.abs(sum(stems) - mix).max() < 1e-6


def folders(tmp_path):
    return tmp_path, tmp_path / "stems", tmp_path / "stems"


def test_the_mix_is_limited_and_its_stems_are_not(loud_draft, tmp_path, settings):
    exports = Exports(tmp_path / "mix.wav", sound_settings("wav", bits=32), tmp_path / "stems")
    report = export(loud_draft, exports, WHOLE, settings)
    assert np.abs(heard(tmp_path / "mix.wav")).max() <= 1
    assert report.files[-1].over > 1_000
    assert "1 stems go beyond full scale;" in summary(report)


def test_stems_of_fewer_bits_say_that_they_are_cut(loud_draft, tmp_path, settings):
    report = exporting.export_stems(loud_draft, tmp_path / "stems", settings, stem_settings("flac"))
    assert [file.format for file in report.files] == ["flac"] * 3
    assert "cut off" in summary(report)


def test_a_draft_without_a_sound_is_a_silent_file_of_its_length_and_no_stems(silent_draft, tmp_path, settings):
    exports = Exports(tmp_path / "mix.wav", sound_settings("wav"), tmp_path / "stems")
    report = export(silent_draft, exports, WHOLE, settings)
    assert (report.silent, len(report.files), report.samples) == (True, 1, 2 * RATE)
    assert (tmp_path / "mix.wav").stat().st_size > 2 * RATE * 4
    assert np.abs(heard(tmp_path / "mix.wav")).max() == 0
    assert "silent: nothing in the draft sounds" in summary(report)


def test_the_picture_shows_where_the_sound_is(loud_draft, tmp_path, settings):
    report = exporting.waveform(loud_draft, PictureFile(tmp_path / "sound.png", 200, 80), settings)
    picture = cv2.imread(str(tmp_path / "sound.png"))
    assert picture.shape == (80, 200, 3)
    assert (picture[:40].max(axis=2) > 120).sum() > 200 * 20, "loud throughout"
    assert report.peak > 0.8
    assert report.files == ()


def test_the_report_is_json_with_the_files_and_what_was_not_exact(small_draft, tmp_path, settings):
    report = exporting.export_sound(str(small_draft), tmp_path / "mix.mp3", sound_settings("mp3"), settings)
    found = json.loads(as_json(report))
    assert found["files"][0]["name"] == "mix.mp3"
    assert found["duration_us"] == 2 * SECOND
    assert str(tmp_path) not in as_json(report)


def test_progress_is_told_to_the_end(small_draft, tmp_path, settings):
    told = []
    exports = Exports(tmp_path / "mix.wav", sound_settings("wav"), tmp_path / "stems")
    export(str(small_draft), exports, WHOLE, settings, lambda *news: told.append(news))
    assert ("mix", 2 * RATE, 2 * RATE) in told
    assert told[-1] == ("stems", 2 * RATE, 2 * RATE)


def test_stems_are_all_there_or_none(loud_draft, tmp_path, settings, monkeypatch):
    def broken(film, track, shelf=None):
        if track == 4:
            raise EncodingError("no")
        return real(film, track, shelf)

    real = exporting.encode_stems.__globals__["stem"]
    monkeypatch.setitem(exporting.encode_stems.__globals__, "stem", broken)
    with pytest.raises(EncodingError):
        exporting.export_stems(loud_draft, tmp_path / "stems", settings)
    assert list((tmp_path / "stems").iterdir()) == []


def test_where_nothing_can_be_written_nothing_is(small_draft, tmp_path, settings):
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(DraftreelError, match="could not be written"):
        exporting.export_sound(str(small_draft), tmp_path / "file" / "mix.wav", sound_settings("wav"), settings)


def test_a_quality_is_a_name_or_a_rate_and_standard_unless_said():
    assert sound_settings(".MP3").kilobits == 192
    assert sound_settings("opus", "high").kilobits == QUALITIES[SoundFormat.OPUS]["high"]
    assert sound_settings("m4a", 256) == SoundSettings(SoundFormat.M4A, kilobits=256)
    assert (sound_settings("wav").bits, sound_settings("wav", "high").bits) == (16, 24)
    assert sound_settings("wav", bits=32).bits == 32
    assert (stem_settings("wav").bits, stem_settings("flac").bits) == (32, 24)


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        (("ogg",), "one of m4a, mp3, wav, flac, opus"),
        (("",), "one of m4a, mp3, wav, flac, opus"),
        (("wav", 192), "wav loses nothing"),
        (("flac", None, 32), "flac has 16 or 24 bits"),
        (("mp3", None, 16), "mp3 has no bits a sample"),
        (("mp3", "best"), "preview, standard, high"),
        (("m4a", 31), "between 32 and 320"),
        (("m4a", 321), "between 32 and 320"),
    ],
)
def test_what_a_file_cannot_be_is_said(wanted, message):
    with pytest.raises(OutputError, match=message):
        sound_settings(*wanted)


@pytest.mark.parametrize("size", [(1, 100), (100, 1), (16_385, 100)])
def test_a_picture_has_a_size_that_can_be_drawn(small_draft, tmp_path, settings, size):
    with pytest.raises(OutputError):
        exporting.waveform(str(small_draft), PictureFile(tmp_path / "sound.png", *size), settings)
    assert not (tmp_path / "sound.png").exists()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("", "01-audio"),
        ("../../etc/passwd", "01-audio-etc-passwd"),
        ("a\0b\n", "01-audio-a-b"),
        ("...", "01-audio"),
        ("हिन्दी 1", "01-audio-हिन्दी-1"),
        ("字" * 300, "01-audio-" + "字" * 60),
    ],
)
def test_a_stem_is_called_what_a_file_may_be_called(name, expected):
    draft = parse(json.dumps({"tracks": [{"type": "audio", "name": name, "segments": []}]}).encode())
    assert stem_names(draft)[0] == expected
    assert len(expected.encode()) < 250
