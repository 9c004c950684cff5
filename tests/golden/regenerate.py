"""Draws every golden frame anew: `make golden`. Look at what changed before it is committed."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.golden.comparison import FRAMES, difference, drawn, read, write
from tests.golden.pictures import Shelf
from tests.golden.scenes import SCENES


def main() -> None:
    """Writes the frames that are new or visibly changed, removes those without a scene, and says which."""
    FRAMES.mkdir(exist_ok=True)
    for stale in {path for path in FRAMES.glob("*.png") if path.stem not in SCENES}:
        stale.unlink()
        sys.stdout.write(f"removed  {stale.name}\n")
    with TemporaryDirectory() as folder:
        shelf = Shelf(Path(folder))
        for name, scene in SCENES.items():
            path, frame = FRAMES / f"{name}.png", drawn(scene(shelf), shelf)
            if path.exists() and not difference(read(path), frame).visible:
                continue
            sys.stdout.write(f"{'changed' if path.exists() else 'new':8} {path.name}\n")
            write(path, frame)


if __name__ == "__main__":
    main()
