"""A draft server that goes away, is slow, cuts off or says what is not so, seen through the real service."""

from collections.abc import Iterator

import pytest

from tests.deployments.faults import DRAFT, Faulty, faulty_service, write_small_draft
from tests.deployments.service import until
from tests.faulty_servers import Drafts, serving_faultily

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def drafts(tmp_path_factory) -> Iterator[Drafts]:
    folder = tmp_path_factory.mktemp("drafts")
    write_small_draft(folder / DRAFT)
    with serving_faultily(folder) as server:
        yield server


@pytest.fixture(scope="module")
def running(tmp_path_factory, drafts) -> Iterator[Faulty]:
    with faulty_service(tmp_path_factory.mktemp("served"), drafts.origin, {"DRAFTREEL_READ_S": "3"}) as faulty:
        faulty.reference()
        yield faulty


@pytest.fixture
def faulty(running, drafts) -> Iterator[Faulty]:
    drafts.mended()
    yield running
    drafts.mended()


def made(faulty: Faulty, url: str) -> None:
    assert faulty.completed(url) == faulty.film
    faulty.settled()


def submitted(faulty: Faulty, name: str) -> str:
    url = faulty.fresh(name)
    faulty.service.submit(url)
    return url


def failed(faulty: Faulty, url: str, code: int, message: str) -> None:
    assert faulty.failed(url) == (code, message)
    faulty.settled()


@pytest.mark.checklist(10)
def test_it_goes_away_in_the_middle_of_the_materials_and_comes_back(faulty, drafts):
    drafts.cut_at, drafts.times = 0.4, 1
    with faulty.held("download") as hold:
        url = submitted(faulty, "away")
        hold.reached()
    until(lambda: not drafts.times, 60, 0.005)
    drafts.hangs_up, before = True, len(drafts.asked)
    until(lambda: len(drafts.asked) > before + 1, 60, 0.005)
    drafts.hangs_up = False
    made(faulty, url)


@pytest.mark.checklist(10, 21)
def test_it_goes_away_for_good(faulty, drafts):
    with faulty.held("download") as hold:
        url = submitted(faulty, "gone")
        hold.reached()
        drafts.end()
    code, message = faulty.failed(url)
    assert code == 400
    assert message in {f"Material inaccessible: {name} (no connection)" for name in ("grey.mp4", "red.png", "tone.wav")}
    faulty.settled()


@pytest.mark.checklist(9)
def test_it_is_away_from_the_start(faulty, drafts):
    drafts.end()
    failed(faulty, submitted(faulty, "never"), 404, "Draft does not exist: no connection")


@pytest.mark.checklist(10)
@pytest.mark.parametrize("status", [429, 503])
def test_it_is_in_trouble_for_a_while(faulty, drafts, status):
    drafts.status = status
    url = submitted(faulty, f"trouble-{status}")
    until(lambda: drafts.asked.count("grey.mp4") >= 3, 120)
    drafts.status = 0
    made(faulty, url)


@pytest.mark.checklist(10)
def test_it_is_in_trouble_for_good(faulty, drafts):
    drafts.status = 502
    failed(faulty, submitted(faulty, "trouble"), 400, "Material inaccessible: grey.mp4 (HTTP 502)")
    assert drafts.asked.count("grey.mp4") == 6, "two tries, three times"


@pytest.mark.checklist(10)
def test_its_list_is_in_trouble(faulty, drafts):
    drafts.of_list = 503
    failed(faulty, submitted(faulty, "list"), 503, "Service busy: the draft's server: HTTP 503")


@pytest.mark.checklist(21)
@pytest.mark.parametrize("status", [403, 404, 410])
def test_it_refuses_a_material(faulty, drafts, status):
    drafts.status = status
    failed(faulty, submitted(faulty, f"refused-{status}"), 400, f"Material inaccessible: grey.mp4 (HTTP {status})")
    assert drafts.asked.count("grey.mp4") == 1


@pytest.mark.checklist(11)
def test_it_is_slow(faulty, drafts):
    drafts.pause_s = 0.5
    made(faulty, submitted(faulty, "slow"))


@pytest.mark.checklist(11)
def test_it_says_nothing_any_more(faulty, drafts):
    drafts.pause_s = 60
    failed(faulty, submitted(faulty, "silent"), 400, "Material inaccessible: grey.mp4 (timed out)")


@pytest.mark.checklist(22)
def test_it_cuts_off_and_is_asked_for_the_rest(faulty, drafts):
    drafts.cut_at, drafts.times = 0.6, 2
    made(faulty, submitted(faulty, "cut"))
    assert len(drafts.ranged) == 2


@pytest.mark.checklist(22)
def test_it_cuts_off_and_does_not_know_parts(faulty, drafts):
    drafts.cut_at, drafts.times, drafts.ranges = 0.6, 2, False
    made(faulty, submitted(faulty, "no-ranges"))
    assert len(drafts.ranged) == 2


@pytest.mark.checklist(22)
def test_it_promises_more_than_it_sends(faulty, drafts):
    drafts.too_long = 1000
    failed(faulty, submitted(faulty, "liar"), 400, "Material inaccessible: grey.mp4 (cut off)")


@pytest.mark.checklist(22)
def test_a_file_changes_between_two_parts_of_it(faulty, drafts):
    """The film is that of the file that is there now, not of half of each."""
    file = drafts.root / DRAFT / "grey.mp4"
    body = file.read_bytes()
    drafts.cut_at, drafts.times = 0.6, 1
    with faulty.held("download") as hold:
        url = submitted(faulty, "changed")
        hold.reached()
        drafts.pause_s = 0.5
    until(lambda: drafts.ranged, 120, 0.005)
    changed = file.with_suffix(".new")
    changed.write_bytes(body)  # another date: another file, for all that anybody knows
    changed.replace(file)
    made(faulty, url)
    assert drafts.asked.count("grey.mp4") >= 2
