"""The checklist of docs/reliability.md: its rows, and a pytest plugin that writes the table from what tests said.

`make reliability` runs every test that carries `@pytest.mark.checklist(row, ...)` and writes the page.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

ROWS: Mapping[int, tuple[str, str]] = {
    int(row): (what, becomes)
    for row, what, becomes in (
        line.split("\t") for line in (Path(__file__).with_suffix(".tsv")).read_text(encoding="utf-8").splitlines()[1:]
    )
}
"""The input or fault, and what becomes of it."""


@dataclass
class Said:
    """What one test said, over all its parameters."""

    outcomes: list[str] = field(default_factory=list)

    @property
    def result(self) -> str:
        counts = {word: self.outcomes.count(word) for word in ("passed", "failed", "skipped")}
        return ", ".join(f"{count} {word}" for word, count in counts.items() if count)


class Checklist:
    """Collects what marked tests say and writes the page at the end."""

    def __init__(self, page: Path) -> None:
        self._page = page
        self._rows: dict[str, tuple[int, ...]] = {}
        self._said: dict[int, dict[str, Said]] = defaultdict(lambda: defaultdict(Said))

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        for item in items:
            rows = tuple(row for mark in item.iter_markers("checklist") for row in mark.args)
            if not set(rows) <= set(ROWS):
                raise pytest.UsageError(f"{item.nodeid}: the checklist has no row {set(rows) - set(ROWS)}")
            self._rows[item.nodeid] = rows

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        counts = report.when == "call" or report.failed or (report.when == "setup" and report.skipped)
        for row in self._rows.get(report.nodeid, ()) if counts else ():
            self._said[row][report.nodeid.partition("[")[0]].outcomes.append(report.outcome)

    def pytest_sessionfinish(self) -> None:
        self._page.write_text(page(self._said), encoding="utf-8")


def page(said: Mapping[int, Mapping[str, Said]]) -> str:
    """The page as Markdown: a row a line, and below it the tests that prove it."""
    return "\n".join([*_HEAD, *_lines(said), ""])


_HEAD = (
    "# What Draftreel survives",
    "",
    "Written by `make reliability` from what the tests said: an input or a fault, what becomes of it, and the tests",
    "that prove it. `make soak` kills at random what runs, and says how many kills in a row were survived.",
    "",
    "| # | input or fault | what becomes of it | tests | result |",
    "|---:|---|---|---|---|",
)


def _lines(said: Mapping[int, Mapping[str, Said]]) -> Iterator[str]:
    for row, (what, becomes) in ROWS.items():
        tests = said.get(row, {})
        names = "<br>".join(f"`{name}`" for name in _named(tests)) or "none"
        results = "<br>".join(tests[name].result for name in sorted(tests)) or "not proven"
        yield f"| {row} | {what} | {becomes} | {names} | {results} |"


def _named(tests: Iterable[str]) -> list[str]:
    return [name.removeprefix("tests/").replace(".py::", ": ") for name in sorted(tests)]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--checklist", metavar="PAGE", help="write what tests marked `checklist` say to this page")


def pytest_configure(config: pytest.Config) -> None:
    if page := config.getoption("--checklist"):
        config.pluginmanager.register(Checklist(Path(page)))
