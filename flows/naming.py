"""What the runs of a draft are called: found by the draft's URL, telling nothing of it."""

import hashlib

FLOW = "gen_video"
DEPLOYMENT = "local"


def run_name(draft_url: str) -> str:
    """The name of every run of a draft."""
    return f"gv-{hashlib.sha256(draft_url.encode(errors='replace')).hexdigest()[:20]}"
