"""The façade: the verbs that the tasks and the command line call, a stage each, in the order of a film."""

from draftreel.arranging import arrange
from draftreel.confined import assemble, download, mix_sound, plan_looks, poster, render_chunk
from draftreel.drawing import Progress
from draftreel.fetching import parse, validate
from draftreel.local import check_draft, draw_draft_frame, render_draft
from draftreel.making import report
from draftreel.publishing import publish, publish_file
from draftreel.spreading import Part, draw_part, fetch_chunk, known_chunk, spread

__all__ = [
    "Part",
    "Progress",
    "arrange",
    "assemble",
    "check_draft",
    "download",
    "draw_draft_frame",
    "draw_part",
    "fetch_chunk",
    "known_chunk",
    "mix_sound",
    "parse",
    "plan_looks",
    "poster",
    "publish",
    "publish_file",
    "render_chunk",
    "render_draft",
    "report",
    "spread",
    "validate",
]
