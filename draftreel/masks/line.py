"""One side of a straight line: what lies above it is shown (inferred), turned by 180 degrees what lies below."""

from draftreel.masks.edge import Box, Field, Outline


def _distance(_across: Field, down: Field, _box: Box) -> Field:
    return down


LINE = Outline(_distance, ends_across=False, ends_down=False)
