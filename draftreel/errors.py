"""The errors that stop a film, as one family.

* DraftreelError
  + RequestError            the request cannot be understood
    - MissingAddressError   there is no address
    - AddressError          the address is malformed, or may not be fetched
    - OutputError           the film that is wanted cannot be made
    - SettingError          what the operator set is not what it may be
  + DraftError              the draft is at fault: trying again cannot help
    - DraftNotFound         the server does not know the draft
    - DraftEmpty            nothing visible and nothing audible, or not a readable draft
  + MaterialError           a material cannot be had, is too large, or is not media
  + RenderError             a picture could not be drawn
  + SoundError              the sound could not be mixed
  + EncodingError           the film could not be encoded, joined or verified
    - StoreError            the film could not be published
  + BusyError               the queue is full, or a service that we need does not answer
  + TimeLimitError          the run outlived its limit

Every error has the message and the HTTP code that the gen_video API documents for it
(`headline` and `code`), a `detail` that is safe to show, and says whether trying again may
help (`transient`). Foreign errors are re-raised as one of these at the edge.
"""

from typing import ClassVar


class DraftreelError(Exception):
    """Something that stops us; `str()` is the headline, then the detail."""

    headline: ClassVar[str] = "Video rendering failed"
    code: ClassVar[int] = 500
    exit_code: ClassVar[int] = 1

    def __init__(self, detail: str = "", *, transient: bool = False) -> None:
        super().__init__(detail)
        self.detail = detail
        self.transient = transient

    def __str__(self) -> str:
        return f"{self.headline}: {self.detail}" if self.detail else self.headline

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuild, (type(self), self.detail, self.transient)


def _rebuild(kind: type[DraftreelError], detail: str, transient: bool) -> DraftreelError:
    return kind(detail, transient=transient)


class RequestError(DraftreelError):
    """The request cannot be understood."""

    headline = "Invalid draft_url format"
    code = 400
    exit_code = 2


class MissingAddressError(RequestError):
    """There is no address."""

    headline = "draft_url is required"


class AddressError(RequestError):
    """The address is malformed, or may not be fetched."""


class OutputError(RequestError):
    """The film that is wanted cannot be made: its size, rate, range, codec or format is not what it may be."""

    headline = "Invalid output"


class SettingError(RequestError):
    """What the operator set is not what it may be: the detail names it."""

    headline = "Wrong setting"


class DraftError(DraftreelError):
    """The draft is at fault: trying again cannot help."""

    headline = "Draft content is empty"
    code = 400
    exit_code = 3


class DraftNotFound(DraftError):
    """The server (or the disk) does not know the draft."""

    headline = "Draft does not exist"
    code = 404


class DraftEmpty(DraftError):
    """Nothing visible and nothing audible, or not a readable draft: the detail says which."""


class MaterialError(DraftreelError):
    """A material cannot be had, is too large, or is not media: the detail names it."""

    headline = "Material inaccessible"
    code = 400
    exit_code = 4


class RenderError(DraftreelError):
    """A picture could not be drawn."""


class SoundError(DraftreelError):
    """The sound could not be mixed."""

    headline = "Audio processing failed"


class EncodingError(DraftreelError):
    """The film could not be encoded, joined or verified."""

    headline = "Encoding failed"


class StoreError(EncodingError):
    """The film could not be published."""


class BusyError(DraftreelError):
    """The queue is full, or a service that we need does not answer."""

    headline = "Service busy"
    code = 503


class TimeLimitError(DraftreelError):
    """The run outlived its limit."""

    headline = "Processing timeout"
    code = 504
