"""A band without end, as high as the mask: the app calls it a mirror or a film strip."""

import numpy as np

from draftreel.masks.edge import Box, Field, Outline


def _distance(_across: Field, down: Field, box: Box) -> Field:
    return np.abs(down) - box.down


MIRROR = Outline(_distance, ends_across=False)
