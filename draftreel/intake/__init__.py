"""Where a draft comes from: addresses, guarded download, draft folders, material paths."""

from draftreel.intake.address import LENGTH_LIMIT, DraftAddress, validate_address, validate_link
from draftreel.intake.dialling import Resolve, system_resolve
from draftreel.intake.download import Download, download, validator
from draftreel.intake.listing import Listing, list_draft, read_remote_draft
from draftreel.intake.local import LocalDraft, files_in, open_local
from draftreel.intake.paths import safe
from draftreel.intake.places import Local, Remote, locate
from draftreel.intake.policy import FetchPolicy
from draftreel.intake.sending import NotDelivered, send
from draftreel.intake.wanted import Wanted, wanted

__all__ = [
    "LENGTH_LIMIT",
    "Download",
    "DraftAddress",
    "FetchPolicy",
    "Listing",
    "Local",
    "LocalDraft",
    "NotDelivered",
    "Remote",
    "Resolve",
    "Wanted",
    "download",
    "files_in",
    "list_draft",
    "locate",
    "open_local",
    "read_remote_draft",
    "safe",
    "send",
    "system_resolve",
    "validate_address",
    "validate_link",
    "validator",
    "wanted",
]
