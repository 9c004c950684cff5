"""The program of a child: it puts up its walls, then carries out orders until its input ends.

It reads a line for each order and answers with lines: `frames N`, then `done` and the answer, or `failed` and
the error. What its libraries print goes to where errors go.
"""

import json
import os
import signal
import sys
from collections.abc import Callable
from typing import TextIO

from draftreel.confinement import Bounds, confine
from draftreel.errors import DraftreelError, RenderError
from draftreel.lifetime import end_with
from draftreel.modules import importing


def main() -> None:
    """Serve the process of this number, within the bounds that follow it, if any."""
    parent, *bounds = sys.argv[1:]
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if bounds:
        confine(Bounds(**json.loads(bounds[0])))
    end_with(int(parent))  # after the walls: the kernel may forget it when a process changes its names
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    _serve(answers)


def _serve(answers: TextIO) -> None:
    with importing():
        from draftreel.orders import answer_as_line, error_as_line, order_from  # noqa: PLC0415 - libraries start threads,
        from draftreel.workshop import Workshop  # noqa: PLC0415 - which walls are not put around

    def say(line: str) -> None:
        answers.write(line + "\n")
        answers.flush()

    with Workshop(lambda done: say(f"frames {done}")) as workshop:
        for line in sys.stdin:
            try:
                answer = _made(lambda: workshop.carry_out(order_from(line)))  # noqa: B023 - called at once
            except DraftreelError as exc:
                say(f"failed {error_as_line(exc)}")
            else:
                say(f"done {answer_as_line(answer)}")


def _made(work: Callable[[], object]) -> object:
    """Whatever goes wrong is one of our errors: the parent is told."""
    try:
        return work()
    except DraftreelError:
        raise
    except MemoryError as exc:
        raise RenderError("it takes more memory than it may") from exc
    except Exception as exc:
        raise RenderError(type(exc).__name__) from exc


if __name__ == "__main__":
    main()
