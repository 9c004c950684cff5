import logging

import pytest

from draftreel.errors import MaterialError
from flows.plain_logs import without_our_tracebacks


@pytest.fixture
def stages_log(monkeypatch):
    log = logging.getLogger("prefect.task_runs")
    monkeypatch.setattr(log, "filters", [])
    monkeypatch.setattr(log, "propagate", True)
    without_our_tracebacks()
    return log


@pytest.mark.parametrize(("error", "traced"), [(MaterialError("a.mp4 (HTTP 404)"), False), (KeyError("a"), True)])
def test_only_what_nobody_foresaw_is_traced_in_the_log(stages_log, caplog, error, traced):
    try:
        raise error
    except (MaterialError, KeyError):
        stages_log.error("Task run failed with exception: %r", error, exc_info=True)
    assert "Task run failed" in caplog.text
    assert (__file__ in caplog.text) is traced
