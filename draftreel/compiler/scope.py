"""What every concern of the compiler works on: one draft, what is known of its media, and where notes go."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from draftreel.compiler.canvas import Canvas
from draftreel.compiler.notes import Notes
from draftreel.draft import Draft
from draftreel.timeline import Media, Timeline


@dataclass(frozen=True, slots=True)
class Nested:
    """A compound clip's pictures and its sounds, each as a timeline without the other."""

    pictures: Timeline
    sounds: Timeline

    @property
    def duration(self) -> int:
        return self.pictures.duration


@dataclass(frozen=True, slots=True)
class Scope:
    """One draft being compiled, at a depth of compound clips; `prefix` begins every place in it."""

    draft: Draft
    media: Mapping[str, Media]
    fonts: Mapping[str, str]
    canvas: Canvas
    notes: Notes
    prefix: str = ""
    depth: int = 1
    nested: Mapping[str, Nested] = field(default_factory=dict)
