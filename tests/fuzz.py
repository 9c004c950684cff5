"""Bytes that are led by what the parser does with them: a draft, or an error that says why it is none.

`make fuzz` (SECONDS=60) ends with 0 when nothing else came out; what did lies in build/fuzz.
"""

import json
import sys
from contextlib import suppress
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["draftreel.draft"]):
    from draftreel.draft import parse

from draftreel.errors import DraftEmpty
from tests.conftest import draft_record

FOUND = Path("build/fuzz")


def parse_anything(data: bytes) -> None:
    """Whatever else is raised is a finding."""
    with suppress(DraftEmpty):
        parse(data)


def main() -> None:
    """Begin with a small draft and go on until the time is over."""
    seeds = FOUND / "seeds"
    seeds.mkdir(parents=True, exist_ok=True)
    (seeds / "small").write_text(json.dumps(draft_record()), encoding="utf-8")
    seconds = sys.argv[1] if len(sys.argv) > 1 else "60"
    options = [f"-max_total_time={seconds}", "-max_len=65536", f"-artifact_prefix={FOUND}/", str(seeds)]
    atheris.Setup([sys.argv[0], *options], parse_anything)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
