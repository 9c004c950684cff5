import pytest

from benchmarks import report, results
from benchmarks.cold import Pair as StartPair
from benchmarks.cold import Starts
from benchmarks.cost import Cost
from benchmarks.machine import Machine
from benchmarks.parts import Parts
from benchmarks.peers.results import OURS, Compared, Contender, Round
from benchmarks.results import Measured, Pair
from benchmarks.side import Made, Note
from benchmarks.workers import Curve

MACHINE = Machine(2, "a processor", 2**34, "3.11", "18.1", "165")


@pytest.fixture
def document(tmp_path, monkeypatch):
    monkeypatch.setattr(results, "RESULTS", tmp_path)
    monkeypatch.setattr(report, "DOCUMENT", tmp_path / "performance.md")

    def written() -> str:
        report.main()
        return report.DOCUMENT.read_text(encoding="utf-8")

    return written


def test_without_measurements_the_document_says_so(document):
    assert document().count(report.UNMEASURED) == 7


def test_a_film_is_a_row_of_ratios(document):
    film = Made(Cost(12.0, 9.0, 700_000_000), 450, 1.23, (Note("close", "mask", "a mask", "a circle"),))
    Measured("C", "a film", False, MACHINE, (Pair(Cost(10.0, 6.0), film),)).save()
    text = document()
    assert "| C | 1.20 | 1.50 | 700 MB | 50.0 | 1.2 s | 1 | 10.0 s | 12.0 s |" in text
    assert "- C: a mask (close: a circle)." in text
    assert "2 cores of a processor, 16 GiB of memory" in text


def test_a_film_whose_limit_is_scaled_has_a_star(document):
    Measured("D", "a film", True, MACHINE, (Pair(Cost(1, 1), Made(Cost(1, 1), 1, 1.0, ())),)).save()
    assert "| D * | 1.00 |" in document()


def test_programs_stand_in_the_order_of_their_cpu_and_those_that_are_missing_last(document):
    costs = ((OURS, Cost(11, 10, 1_000_000)), ("slow", Cost(150, 10)), ("quick", Cost(5, 10)))
    contenders = (Contender("slow", "1", "the sound"), Contender("quick", "2", ""))
    Compared("B", MACHINE, (Round(Cost(10, 10), costs),), contenders, (("gone", "there is no npm"),)).save()
    rows = [line for line in document().splitlines() if line.startswith(("| quick", "| draftreel", "| slow", "| gone"))]
    assert rows == [
        "| quick 2 | 0.50 | 1.00 | 0 MB | nothing |",
        "| draftreel | 1.10 | 1.00 | 1 MB | nothing |",
        "| slow 1 | 15.00 | 1.00 | 0 MB | the sound |",
        "| gone | - | - | - | could not be put beside the project: there is no npm |",
    ]


def test_a_cold_start_is_what_the_command_takes_beyond_its_limit(document):
    command, limit = Cost(5.0, 2.8), Cost(4.0, 2.0)
    Starts(MACHINE, (StartPair(limit, command), StartPair(limit, Cost(6.0, 3.0)), StartPair(limit, command))).save()
    text = document()
    assert "| `draftreel render`, all of it | 2.80 s | 5.00 s |" in text
    assert "| decoding and encoding its pictures | 2.00 s | 4.00 s |" in text


def test_the_curve_is_told_against_one_worker(document):
    parts = Parts(1.0, 1.0, (10.0, 10.0), 1.0, 1.0, 10, 10)
    Curve("a film", MACHINE, ((1, 40.0), (2, 25.0)), parts).save()
    assert "| 2 | 25.0 s | 1.60 | 80% |" in document()


def test_a_curve_is_found_again(tmp_path, monkeypatch):
    monkeypatch.setattr(results, "RESULTS", tmp_path)
    curve = Curve("a film", MACHINE, ((1, 40.0),), Parts(1.0, 1.0, (10.0,), 1.0, 1.0, 10, 10))
    curve.save()
    assert Curve.load() == curve
