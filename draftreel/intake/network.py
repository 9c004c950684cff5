"""What goes out to servers: addresses, drafts' lists, guarded download, callbacks.

httpx comes with it, which a draft on this machine has no use for: whoever may do without imports it when fetching.
"""

from draftreel.intake.address import LENGTH_LIMIT, DraftAddress, validate_address, validate_link
from draftreel.intake.dialling import Resolve, system_resolve
from draftreel.intake.download import Download, download, validator
from draftreel.intake.listing import list_draft, read_remote_draft
from draftreel.intake.sending import NotDelivered, send

__all__ = [
    "LENGTH_LIMIT",
    "Download",
    "DraftAddress",
    "NotDelivered",
    "Resolve",
    "download",
    "list_draft",
    "read_remote_draft",
    "send",
    "system_resolve",
    "validate_address",
    "validate_link",
    "validator",
]
