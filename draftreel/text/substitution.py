"""What a text asks for and does not get, for the report."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from draftreel.text.fonts import resolve
from draftreel.text.layout import Block
from draftreel.timeline import Text


@dataclass(frozen=True, slots=True)
class Substitution:
    """A font that is asked for and the family that is shown instead."""

    asked: str
    shown: str


def substitutions(text: Text, library: Mapping[str, Path]) -> tuple[Substitution, ...]:
    """The fonts of a text that are not at hand, each once."""
    return tuple(dict.fromkeys(_substitutions(text, library)))


def without_glyph(text: Text, block: Block) -> str:
    """The characters of a laid-out text that no font can show, each once; they are drawn as empty boxes."""
    lost = (placed.cluster for placed in block.clusters if any(glyph.id == 0 for glyph in placed.cluster.glyphs))
    return "".join(dict.fromkeys(text.string[cluster.start : cluster.end] for cluster in lost))


def _substitutions(text: Text, library: Mapping[str, Path]) -> Iterator[Substitution]:
    for run in text.runs:
        choice = resolve(run.style.font, library, text.string, bold=run.style.bold, italic=run.style.italic)
        if choice.substituted:
            yield Substitution(run.style.font.name, choice.family)
