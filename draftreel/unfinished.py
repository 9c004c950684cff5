"""Names of files that are not whole yet, and whose they are: what a killed process left can be told and removed."""

import os
import re
from pathlib import Path

PART, RUN = ".part-", ".run-"
"""How the names of what is not whole yet begin, and of folders that are gone after a run."""
_OWNED = re.compile(r"\.(?:part-|run-|.+\.)(\d+)-")


def part() -> str:
    """The beginning of a file's name while this process writes it."""
    return f"{PART}{os.getpid()}-"


def run() -> str:
    """The beginning of the name of a folder that this process removes when it is done."""
    return f"{RUN}{os.getpid()}-"


def is_abandoned(name: str) -> bool:
    """Whether the process that was to finish a file of this name is gone from this machine."""
    owner = _OWNED.match(name)
    return owner is not None and not Path(f"/proc/{owner[1]}").exists()
