"""What is known of a film that was asked for: Prefect's record of its run, as far as the endpoint looks at it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import cast
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from deployments.answers import Fields

LIVE = ("SCHEDULED", "PENDING", "PAUSED", "RUNNING", "CANCELLING", "CRASHED")
"""A crashed run is live: recovery puts it back in the queue, or ends it as failed."""

METADATA, CALLBACK_URL, OWNER = "draftreel.metadata", "draftreel.callback_url", "draftreel.owner"
"""The labels of a run: what the caller wants back with the status, where to, and whose key it was (a hash)."""
TO_BE_CALLED, CALLED, NOT_CALLED = "callback", "called-back", "callback-failed"
"""The tags that say how far a run's callback is."""

Parameters = dict[str, str | int | float | None]


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class Condition(_Record):
    """A run's state."""

    type: str
    name: str
    message: str | None = None


class Run(_Record):
    """A film that was asked for."""

    id: UUID
    created: datetime
    name: str = ""
    run_count: int = 0
    start_time: datetime | None = None
    end_time: datetime | None = None
    state: Condition | None = None
    parameters: Mapping[str, object] = {}
    labels: Mapping[str, object] = {}
    tags: tuple[str, ...] = ()

    @property
    def is_live(self) -> bool:
        """Whether it is waiting or being worked on."""
        return self.state is None or self.state.type in LIVE

    @property
    def is_cancelled(self) -> bool:
        """Whether it ended because somebody wanted it to."""
        return self.state is not None and self.state.type == "CANCELLED"

    @property
    def draft_url(self) -> str:
        """What it is a film of."""
        return str(self.parameters.get("draft_url", ""))

    @property
    def metadata(self) -> Fields | None:
        """What the caller wants to have back; None where nothing was given."""
        text = self.labels.get(METADATA)
        return cast("Fields", json.loads(str(text))) if text else None

    @property
    def callback_url(self) -> str:
        return str(self.labels.get(CALLBACK_URL) or "")

    @property
    def owner(self) -> str:
        """The hash of the key with which it was asked for; "" without keys."""
        return str(self.labels.get(OWNER) or "")


class Deployment(_Record):
    id: UUID
    last_polled: datetime | None = None


class Artifact(_Record):
    """Something that a run leaves for others to read."""

    flow_run_id: UUID | None = None
    data: object = None


@dataclass(frozen=True, slots=True)
class Order:
    """A film to be queued: `name` is that of all runs of its draft, `labels` and `tags` what is kept beside them."""

    name: str
    parameters: Parameters
    labels: Mapping[str, str]
    tags: tuple[str, ...] = ()
    priority: int = 0


@dataclass(frozen=True, slots=True)
class Page:
    """Which runs to list: those of an owner ("" = all), in these states, made before a moment, the newest first."""

    owner: str = ""
    states: tuple[str, ...] = ()
    before: datetime | None = None
    limit: int = 50
