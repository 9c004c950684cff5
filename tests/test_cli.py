import json
import os
import shutil
import subprocess
import sys
import zipfile

import av
import cv2
import numpy as np
import pytest

RED, GREY_OF_FRAME = (0, 0, 255), lambda index: 40 + index


@pytest.fixture
def draftreel(tmp_path):
    environment = {**os.environ, "DRAFTREEL_DATA": str(tmp_path / "data")}

    def run(*arguments):
        command = [sys.executable, "-m", "draftreel.cli", *map(str, arguments)]
        return subprocess.run(command, capture_output=True, text=True, env=environment, timeout=120, check=False)

    return run


def shades(film):
    with av.open(str(film)) as container:
        return [int(frame.to_ndarray(format="gray").astype(int)[2, 2]) for frame in container.decode(video=0)]


def test_render_makes_a_film_of_exactly_the_drafts_frames(draftreel, small_draft, tmp_path):
    film, report = tmp_path / "film.mp4", tmp_path / "report.json"
    done = draftreel("render", small_draft, "-o", film, "--report", report)
    assert (done.returncode, done.stderr) == (0, "")
    assert "64x36, 2.0 s, 60 frames" in done.stdout
    assert json.loads(report.read_text())["frames"] == 60
    with av.open(str(film)) as container:
        assert (container.streams.video[0].frames, container.streams.audio[0].sample_rate) == (60, 48_000)


def test_a_part_a_size_and_a_rate_can_be_asked_for(draftreel, small_draft, tmp_path):
    film = tmp_path / "film.mp4"
    done = draftreel("render", small_draft, "-o", film, "--width", 128, "--fps", 15, "--start", 1, "--end", 2)
    assert done.returncode == 0
    with av.open(str(film)) as container:
        stream = container.streams.video[0]
        assert (stream.width, stream.height, stream.frames, stream.average_rate) == (128, 72, 15, 15)
    assert shades(film)[0] < shades(film)[-1]


def test_a_quality_may_be_named(draftreel, small_draft, tmp_path):
    films = {quality: tmp_path / f"{quality}.mp4" for quality in ("preview", "high")}
    for quality, film in films.items():
        assert draftreel("render", small_draft, "-o", film, "--quality", quality).returncode == 0
    assert films["preview"].read_bytes() != films["high"].read_bytes()


def test_a_quality_that_is_none_is_wrong_usage(draftreel, small_draft, tmp_path):
    done = draftreel("render", small_draft, "-o", tmp_path / "film.mp4", "--quality", "best")
    assert done.returncode == 2
    assert "preview, standard, high" in done.stderr


def test_workers_change_no_byte(draftreel, small_draft, tmp_path):
    draftreel("render", small_draft, "-o", tmp_path / "one.mp4", "--no-cache", "--workers", 1)
    draftreel("render", small_draft, "-o", tmp_path / "two.mp4", "--no-cache", "--workers", 2)
    assert (tmp_path / "one.mp4").read_bytes() == (tmp_path / "two.mp4").read_bytes()


def test_a_zip_renders_like_its_folder(draftreel, small_draft, tmp_path):
    archive = tmp_path / "small.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        for file in small_draft.iterdir():
            packed.write(file, f"small/{file.name}")
    assert draftreel("render", archive, "-o", tmp_path / "film.mp4").returncode == 0


def test_a_frame_shows_what_the_film_shows_then(draftreel, small_draft, tmp_path):
    picture = tmp_path / "frame.png"
    done = draftreel("frame", small_draft / "draft_content.json", "--at", 0.7, "-o", picture)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    image = cv2.imread(str(picture)).astype(int)
    assert np.abs(image[18, 32] - RED).max() <= 3
    assert np.abs(image[2, 2] - GREY_OF_FRAME(21)).max() <= 2


@pytest.mark.parametrize(("name", "codec"), [("mix.m4a", "aac"), ("mix.mp3", "mp3float"), ("mix.flac", "flac")])
def test_sound_makes_a_file_of_the_kind_its_name_says(draftreel, small_draft, tmp_path, name, codec):
    done = draftreel("sound", small_draft, "-o", tmp_path / name)
    assert (done.returncode, done.stderr) == (0, "")
    assert "2.0 s, peak -12.0 dB" in done.stdout
    with av.open(str(tmp_path / name)) as file:
        assert file.streams.audio[0].codec_context.name == codec


def test_sound_makes_stems_a_picture_and_a_report(draftreel, small_draft, tmp_path):
    stems, picture, report = tmp_path / "stems", tmp_path / "sound.png", tmp_path / "report.json"
    done = draftreel("sound", small_draft, "--stems", stems, "--waveform", picture, "--width", 320, "--report", report)
    assert (done.returncode, done.stderr) == (0, "")
    assert [file.name for file in stems.iterdir()] == ["04-audio.wav"]
    assert cv2.imread(str(picture)).shape == (400, 320, 3)
    assert [file["track"] for file in json.loads(report.read_text())["files"]] == [3]


def test_sound_takes_a_format_a_quality_and_a_part(draftreel, small_draft, tmp_path):
    mix = tmp_path / "mix"
    done = draftreel("sound", small_draft, "-o", mix, "--format", "wav", "--bits", 24, "--start", 1, "--end", 1.5)
    assert done.returncode == 0
    with av.open(str(mix)) as file:
        stream = file.streams.audio[0]
        assert (stream.codec_context.name, stream.duration * stream.time_base) == ("pcm_s24le", 0.5)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["-o", "mix.ogg"], "Invalid output: a sound file is one of m4a, mp3, wav, flac, opus, not ogg"),
        (["-o", "mix.wav", "--quality", "192"], "Invalid output: wav loses nothing"),
        (["--stems", "folder", "--stem-format", "aiff"], "Invalid output: a sound file is one of"),
    ],
)
def test_a_sound_that_cannot_be_made_is_wrong_usage(draftreel, small_draft, arguments, message):
    done = draftreel("sound", small_draft, *arguments)
    assert done.returncode == 2
    assert done.stderr.startswith(f"draftreel: {message}")


def test_check_needs_no_media_and_renders_nothing(draftreel, small_draft, tmp_path):
    bare = tmp_path / "draft_content.json"
    shutil.copy(small_draft / "draft_content.json", bare)
    done = draftreel("check", bare, "--json")
    found = json.loads(done.stdout)
    assert done.returncode == 0
    assert (found["width"], found["duration_us"]) == (64, 2_000_000)
    assert {row["code"] for row in found["diagnostics"] if row["fidelity"] == "missing"}


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["render", "nowhere"], 3, "Draft does not exist"),
        (["render", "https://mate.example/get_draft"], 2, "Invalid draft_url format"),
        (["render", "http://127.0.0.1/get_draft?draft_id=20260101000000aabbccdd"], 2, "Invalid draft_url format"),
        (["frame", "nowhere", "--at", "0", "-o", "x.png"], 3, "Draft does not exist"),
    ],
)
def test_a_failure_is_one_line_and_an_exit_code(draftreel, arguments, code, message):
    done = draftreel(*arguments)
    assert done.returncode == code
    assert done.stderr.startswith(f"draftreel: {message}")
    assert done.stderr.count("\n") == 1


def test_wrong_usage_is_exit_code_2(draftreel):
    assert draftreel("render").returncode == 2
    assert draftreel("render", "draft", "--width", 0).returncode == 2
    assert draftreel("nonsense").returncode == 2


@pytest.mark.parametrize("command", [["check", "nowhere"], ["submit", "nowhere"], ["serve"]])
def test_a_wrong_setting_is_one_line_that_names_it_and_not_its_value(tmp_path, command):
    environment = {**os.environ, "DRAFTREEL_DATA": str(tmp_path), "DRAFTREEL_PORT": "se-cret"}
    command = [sys.executable, "-m", "draftreel.cli", *command]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=30, check=False)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "DRAFTREEL_PORT: " in done.stderr
    assert "se-cret" not in done.stderr


def test_a_fault_of_its_own_is_one_line_without_a_path_or_a_traceback(tmp_path):
    broken = (
        "import sys, draftreel.local, draftreel.cli\n"
        f"def check_draft(*_): raise TypeError({str(tmp_path)!r})\n"
        "draftreel.local.check_draft = check_draft\n"
        "sys.argv = ['draftreel', 'check', 'anything']\n"
        "draftreel.cli.main()\n"
    )
    done = subprocess.run([sys.executable, "-c", broken], capture_output=True, text=True, timeout=30, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1
    assert "TypeError" in done.stderr
    assert str(tmp_path) not in done.stderr


def test_an_unreadable_draft_is_exit_code_3(draftreel, tmp_path):
    (tmp_path / "draft_content.json").write_text("{")
    assert draftreel("check", tmp_path).returncode == 3


def test_a_material_that_is_gone_is_exit_code_4_and_named(draftreel, small_draft, tmp_path):
    folder = tmp_path / "copy"
    shutil.copytree(small_draft, folder)
    (folder / "red.png").unlink()
    done = draftreel("render", folder, "-o", tmp_path / "film.mp4")
    assert done.returncode == 4
    assert done.stderr.startswith("draftreel: Material inaccessible: red.png")
    assert not (tmp_path / "film.mp4").exists()


def test_a_material_that_is_no_picture_is_named_too(draftreel, small_draft, tmp_path):
    folder = tmp_path / "copy"
    shutil.copytree(small_draft, folder)
    (folder / "grey.mp4").write_bytes(b"<html>no film</html>")
    done = draftreel("render", folder, "-o", tmp_path / "film.mp4")
    assert done.returncode == 4
    assert done.stderr.startswith("draftreel: Material inaccessible: grey.mp4: ")
    assert str(tmp_path) not in done.stderr


def test_the_second_time_nothing_is_drawn(draftreel, small_draft, tmp_path):
    report = tmp_path / "report.json"
    draftreel("render", small_draft, "-o", tmp_path / "one.mp4")
    draftreel("render", small_draft, "-o", tmp_path / "two.mp4", "--report", report)
    found = json.loads(report.read_text())
    assert found["chunks"] == found["chunks_reused"] == 1
    assert (tmp_path / "one.mp4").read_bytes() == (tmp_path / "two.mp4").read_bytes()


def test_the_command_line_does_not_pay_for_prefect():
    code = (
        "import sys, draftreel.cli, draftreel.local; "
        "print([name for name in ('prefect', 'minio', 'moviepy') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_draft_on_this_machine_is_rendered_without_what_fetches_shows_a_bar_or_draws_letters(small_draft, tmp_path):
    wordless = shutil.copytree(small_draft, tmp_path / "wordless")
    record = json.loads((wordless / "draft_content.json").read_text())
    record["tracks"] = [track for track in record["tracks"] if track["type"] != "text"]
    (wordless / "draft_content.json").write_text(json.dumps(record))
    code = (
        "import sys; from draftreel.cli import app; "
        f"app(['render', {str(wordless)!r}, '-o', {str(tmp_path / 'film.mp4')!r}], standalone_mode=False); "
        "print([name for name in ('httpx', 'minio', 'rich', 'uharfbuzz', 'freetype') if name in sys.modules])"
    )
    environment = {**os.environ, "DRAFTREEL_DATA": str(tmp_path / "data")}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize(
    ("module", "libraries"),
    [
        ("draftreel.cli", ("av", "cv2", "numpy", "httpx", "draftreel.draft")),
        ("draftreel.manifest", ("av", "cv2", "numpy")),
    ],
)
def test_what_only_names_a_film_pays_for_none_of_what_makes_it(module, libraries):
    code = f"import sys, {module}; print([name for name in {libraries} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
