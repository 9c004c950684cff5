"""Which editions of which fonts a text is drawn with: all that its picture depends on beside the text itself."""

from collections.abc import Mapping
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from draftreel.text.characters import clean
from draftreel.text.shaping import style_cuts
from draftreel.timeline import Text

_PACKAGES = ("manimgx-fonts", "manimgx-fonts-cjk", "dynamic-font")

Edition = tuple[str, int, int, bool, bool]
"""A font's name, its face in a collection, the weight, and whether it is slanted and made bold by us."""


def editions(text: Text, library: Mapping[str, Path]) -> tuple[Edition | str, ...]:
    """The faces that a text's styles are set in, and the packages that the rest of its glyphs come from.

    The draft's own fonts are named by their content, so the same text has the same editions wherever its fonts lie.
    """
    styles = tuple(dict.fromkeys(run.style for run in text.runs))
    own = {str(library[key]): key for key in (style.font.key for style in styles) if key in library}
    cuts = style_cuts(clean(text.string), styles, library)
    faces = ((own.get(cut.file.path) or _named(cut.file.path), cut) for cut in cuts)
    named = ((name, cut.file.index, cut.weight, cut.slanted, cut.emboldened) for name, cut in faces)
    return (*named, *_packages())


@cache
def _named(path: str) -> str:
    """A font file of this machine by what changes when another one takes its place."""
    facts = Path(path).stat()
    return f"{Path(path).name} {facts.st_size} {facts.st_mtime_ns}"


@cache
def _packages() -> tuple[str, ...]:
    return tuple(map(_version, _PACKAGES))


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""
