import json
import runpy
from pathlib import Path

import pytest

import benchmarks.peers
from benchmarks import results
from benchmarks.cost import Cost
from benchmarks.machine import Machine
from benchmarks.peers.results import OURS, Compared, Contender, Round
from benchmarks.peers.scene import write_scene
from benchmarks.shelf import Shelf

SCRIPTS = Path(benchmarks.peers.__file__).parent
MACHINE = Machine(2, "a processor", 2**30, "3.11", "18.1", "165")


class _Empty(Shelf):
    """Names of media that nobody made."""

    def _made(self, name, write):
        return self.root / name


def _scene(letter: str, folder: Path) -> dict:
    return json.loads(write_scene(letter, _Empty(Path("nowhere"), 7), folder).read_text(encoding="utf-8"))


def test_film_b_is_told_as_the_draft_has_it(tmp_path):
    scene = _scene("B", tmp_path)
    assert [(shot["start"], shot["duration"], shot["lead"]) for shot in scene["shots"]] == [
        (0.0, 4.0, 0.5),
        (4.0, 4.0, 0.5),
        (8.0, 4.0, 0.5),
        (12.0, 3.0, None),
    ]
    assert len(scene["captions"]) == 10
    assert [sound["start"] for sound in scene["sounds"]] == [0.0, 1.0, 6.0, 10.5]


def test_a_scene_has_the_pictures_of_its_words(tmp_path):
    scene = _scene("C", tmp_path)
    words = [*scene["captions"], *scene["title"]]
    assert len(words) == 15
    assert all(Path(each["path"]).exists() for each in words)


def test_the_letters_of_a_title_stand_about_the_middle(tmp_path):
    assert [letter["x"] for letter in _scene("C", tmp_path)["title"]] == [660, 810, 960, 1110, 1260]


def test_peers_encode_as_we_do(tmp_path):
    assert "cpu-independent=1" in _scene("A", tmp_path)["encoding"]["params"]


def test_in_mlt_every_frame_of_film_b_is_there_once(tmp_path):
    mlt = runpy.run_path(str(SCRIPTS / "mlt_film.py"))
    root = mlt["Element"]("mlt")
    mlt["shots"](root, _scene("B", tmp_path))
    entries = root.findall("playlist[@id='shots']/entry")
    assert [entry.get("producer") for entry in entries] == ["shot0", "mix0", "shot1", "mix1", "shot2", "mix2", "shot3"]
    assert sum(int(entry.get("out")) - int(entry.get("in")) + 1 for entry in entries) == 450


def test_in_editly_film_b_is_as_long_as_it_should_be(tmp_path):
    editly = runpy.run_path(str(SCRIPTS / "editly_film.py"))
    scene = _scene("B", tmp_path)
    clips = editly["specification"](scene, "out", "ffmpeg")["clips"]
    assert sum(clip["duration"] for clip in clips) - 3 * scene["dissolve"] == 15.0


@pytest.fixture
def compared() -> Compared:
    rounds = (
        Round(Cost(10, 5), ((OURS, Cost(11, 6, 1)), ("ffmpeg", Cost(20, 10, 5)))),
        Round(Cost(20, 10), ((OURS, Cost(24, 10, 3)), ("ffmpeg", Cost(30, 30, 4)))),
        Round(Cost(10, 5), ((OURS, Cost(13, 8, 2)), ("ffmpeg", Cost(19, 10, 6)))),
    )
    return Compared("B", MACHINE, rounds, (Contender("ffmpeg", "9", ""),), (("editly", "there is no npm"),))


def test_peers_are_told_as_medians_of_ratios_to_the_limit_beside_them(compared):
    assert compared.cpu(OURS) == pytest.approx(1.2)
    assert compared.cpu("ffmpeg") == pytest.approx(1.9)
    assert compared.wall("ffmpeg") == pytest.approx(2.0)
    assert compared.memory(OURS) == 3


def test_a_comparison_is_found_again(compared, tmp_path, monkeypatch):
    monkeypatch.setattr(results, "RESULTS", tmp_path)
    compared.save()
    assert Compared.load("B") == compared
