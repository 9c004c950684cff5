"""Run a command and print what it and all that it started cost, as JSON: `python launch.py LOG COMMAND ...`.

A process of its own and with nothing imported, as Linux hands a child the peak memory of the one that starts it.
"""

import json
import os
import sys
import time


def main() -> int:
    """Exit as the command does; what it says goes to the log."""
    log = os.open(sys.argv[1], os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    started = time.monotonic()
    child = os.fork()
    if not child:
        os.dup2(log, 1)
        os.dup2(log, 2)
        os.execvp(sys.argv[2], sys.argv[2:])  # noqa: S606 - no shell is wanted
    _, status, usage = os.wait4(child, 0)
    wall = time.monotonic() - started
    print(json.dumps({"cpu": usage.ru_utime + usage.ru_stime, "wall": wall, "memory": usage.ru_maxrss * 1024}))  # noqa: T201
    return os.waitstatus_to_exitcode(status)


if __name__ == "__main__":
    sys.exit(main())
