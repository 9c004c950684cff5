"""Colours as drafts write them: #RRGGBB, #RRGGBBAA or #RGB."""

import re

from draftreel.timeline import Colour

_HEX = re.compile(r"#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})")


def parsed_colour(text: str, alpha: float = 1.0) -> Colour | None:
    """The colour, its alpha multiplied; None for anything else."""
    found = _HEX.fullmatch(text.strip())
    if not found:
        return None
    digits = found[1] if len(found[1]) != 3 else "".join(digit * 2 for digit in found[1])
    red, green, blue, own = (int((digits + "ff")[index : index + 2], 16) / 255 for index in (0, 2, 4, 6))
    return red, green, blue, own * min(max(alpha, 0.0), 1.0)
