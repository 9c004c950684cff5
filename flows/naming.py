"""What the runs of a draft are called: found by the draft's URL, telling nothing of it."""

import hashlib

FLOW = "gen_video"
DEPLOYMENT = "local"
PREFIX = "gv-"
"""How the names of gen_video's runs begin, and of no others."""
ADMITTED = "Admitted"
"""The state of a run that was made, and whose place in the queue is still to be said."""


def run_name(draft_url: str, owner: str = "") -> str:
    """The name of every run of a draft; callers with keys of their own have runs of their own."""
    named = f"{owner}\n{draft_url}" if owner else draft_url
    return f"{PREFIX}{hashlib.sha256(named.encode(errors='replace')).hexdigest()[:20]}"
