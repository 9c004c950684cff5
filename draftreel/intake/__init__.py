"""Where a draft comes from: draft folders, material paths, what may be fetched; network.py is the half that fetches."""

from draftreel.intake.local import LocalDraft, files_in, open_local
from draftreel.intake.paths import safe
from draftreel.intake.places import Listing, Local, Remote, locate
from draftreel.intake.policy import FetchPolicy
from draftreel.intake.wanted import Wanted, wanted

__all__ = [
    "FetchPolicy",
    "Listing",
    "Local",
    "LocalDraft",
    "Remote",
    "Wanted",
    "files_in",
    "locate",
    "open_local",
    "safe",
    "wanted",
]
