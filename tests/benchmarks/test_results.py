import pytest

from benchmarks import results
from benchmarks.cost import Cost
from benchmarks.machine import Machine
from benchmarks.results import Measured, Pair, markdown
from benchmarks.side import Made, Note

MACHINE = Machine(2, "a processor", 2**30, "3.11", "18.1", "165")
NOTE = Note("close", "blend", "screen", "lighten")


def _pair(limit: Cost, film: Cost, first_frame: float = 1.0) -> Pair:
    return Pair(limit, Made(film, 100, first_frame, (NOTE,)))


def _measured(*pairs: Pair) -> Measured:
    return Measured("B", "a film", False, MACHINE, pairs)


def test_ratios_are_medians_of_pairs_not_ratios_of_medians():
    pairs = (
        _pair(Cost(10, 5), Cost(11, 5)),
        _pair(Cost(20, 10), Cost(30, 20)),
        _pair(Cost(10, 5), Cost(12, 15)),
    )
    assert _measured(*pairs).cpu == pytest.approx(1.2)
    assert _measured(*pairs).wall == pytest.approx(2.0)


def test_memory_is_that_of_the_worst_run():
    assert _measured(_pair(Cost(1, 1), Cost(1, 1, 7)), _pair(Cost(1, 1), Cost(1, 1, 9))).memory == 9


def test_speed_is_frames_by_seconds_that_passed():
    assert _measured(_pair(Cost(1, 1), Cost(8, 4))).fps == 25


def test_the_first_frame_is_a_median():
    pairs = [_pair(Cost(1, 1), Cost(1, 1), first) for first in (1.0, 9.0, 2.0)]
    assert _measured(*pairs).first_frame == 2.0


def test_what_is_kept_is_found_again(tmp_path, monkeypatch):
    monkeypatch.setattr(results, "RESULTS", tmp_path)
    measured = _measured(_pair(Cost(1.0, 2.0, 3), Cost(4.0, 5.0, 6)))
    measured.save()
    assert Measured.load("B") == measured
    assert Measured.load("A") is None


def test_costs_add_up_but_memory_is_the_larger():
    assert Cost(1, 2, 5) + Cost(3, 4, 4) == Cost(4, 6, 5)
    assert Cost(1, 2, 5).scaled(10) == Cost(10, 20, 5)


def test_a_table_of_markdown_has_a_ruler():
    assert markdown(("film", "CPU"), [("A", "1.00")]) == "| film | CPU |\n| --- | ---: |\n| A | 1.00 |"
