"""A stage that fails for a reason of ours says the reason in the log; where in the code is nobody's business."""

import logging

from draftreel.errors import DraftreelError


def without_our_tracebacks() -> None:
    """Keep the traceback of errors that are expected, with its local paths, out of the stages' logs."""
    logging.getLogger("prefect.task_runs").addFilter(_shortened)


def _shortened(record: logging.LogRecord) -> bool:
    if record.exc_info and isinstance(record.exc_info[1], DraftreelError):
        record.exc_info = None
    return True
