"""The checklist of docs/reliability.md: its rows, and a pytest plugin that writes the table from what tests said.

`make reliability` runs every test that carries `@pytest.mark.checklist(row, ...)` and writes the page.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Mapping
from pathlib import Path

import pytest

ROWS: Mapping[int, tuple[str, str]] = {
    int(row): (what, becomes)
    for row, what, becomes in (
        line.split("\t") for line in (Path(__file__).with_suffix(".tsv")).read_text(encoding="utf-8").splitlines()[1:]
    )
}
"""The input or fault, and what becomes of it."""
KEPT = Path("build/checklist.json")
"""What each test said when it was last run."""


class Checklist:
    """Collects what marked tests say and writes the page at the end.

    What they said before is kept beside, so that they can be run in parts: a page tells of the last run of each.
    """

    def __init__(self, page: Path) -> None:
        self._page = page
        self._rows: dict[str, tuple[int, ...]] = {}
        self._said: dict[str, str] = json.loads(KEPT.read_text()) if KEPT.exists() else {}

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """All that is marked, also what this run leaves out."""
        for item in items:
            rows = tuple(row for mark in item.iter_markers("checklist") for row in mark.args)
            if not set(rows) <= set(ROWS):
                raise pytest.UsageError(f"{item.nodeid}: the checklist has no row {set(rows) - set(ROWS)}")
            self._rows[item.nodeid] = rows

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        counts = report.when == "call" or report.failed or (report.when == "setup" and report.skipped)
        if counts and self._rows.get(report.nodeid):
            self._said[report.nodeid] = report.outcome

    def pytest_sessionfinish(self) -> None:
        KEPT.parent.mkdir(exist_ok=True)
        KEPT.write_text(json.dumps(self._said, indent=1))
        self._page.write_text(page(self._rows, self._said), encoding="utf-8")


def page(rows: Mapping[str, tuple[int, ...]], said: Mapping[str, str]) -> str:
    """The page as Markdown: a row of the checklist a line, with the tests that are marked with it."""
    tests: dict[int, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for node, proven in rows.items():
        for row in proven:
            tests[row][node.partition("[")[0]][said.get(node, "not run")] += 1
    return "\n".join([*_HEAD, *(_line(row, tests[row]) for row in ROWS), ""])


_HEAD = (
    "# What Draftreel survives",
    "",
    "Written by `make reliability` from what the tests said: an input or a fault, what becomes of it, and the tests",
    "that prove it, each as it was when it was last run. `make soak` kills at random what runs, and says how many",
    "kills in a row were survived.",
    "",
    "| # | input or fault | what becomes of it | tests | result |",
    "|---:|---|---|---|---|",
)


def _line(row: int, tests: Mapping[str, Counter[str]]) -> str:
    names = "<br>".join(f"`{name.removeprefix('tests/').replace('.py::', ': ')}`" for name in sorted(tests))
    results = "<br>".join(", ".join(f"{n} {word}" for word, n in sorted(tests[name].items())) for name in sorted(tests))
    return f"| {row} | {' | '.join(ROWS[row])} | {names or 'none'} | {results or 'not proven'} |"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--checklist", metavar="PAGE", help="write what tests marked `checklist` say to this page")


def pytest_configure(config: pytest.Config) -> None:
    if page := config.getoption("--checklist"):
        config.pluginmanager.register(Checklist(Path(page)))
