import pickle

import pytest

from draftreel import errors

FAMILY = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, errors.DraftreelError)]


@pytest.mark.parametrize("kind", FAMILY, ids=lambda kind: kind.__name__)
def test_every_error_survives_a_process_border(kind):
    error = pickle.loads(pickle.dumps(kind("sea.mp4 (HTTP 403)", transient=True)))
    assert type(error) is kind
    assert (error.detail, error.transient) == ("sea.mp4 (HTTP 403)", True)


@pytest.mark.parametrize("kind", FAMILY, ids=lambda kind: kind.__name__)
def test_every_error_is_in_the_picture_of_the_family(kind):
    assert kind.__name__ in errors.__doc__


@pytest.mark.parametrize(
    ("kind", "message", "code"),
    [
        (errors.AddressError, "Invalid draft_url format", 400),
        (errors.DraftNotFound, "Draft does not exist", 404),
        (errors.DraftEmpty, "Draft content is empty", 400),
        (errors.MaterialError, "Material inaccessible", 400),
        (errors.RenderError, "Video rendering failed", 500),
        (errors.SoundError, "Audio processing failed", 500),
        (errors.EncodingError, "Encoding failed", 500),
        (errors.BusyError, "Service busy", 503),
        (errors.TimeLimitError, "Processing timeout", 504),
    ],
)
def test_messages_and_codes_are_the_documented_ones(kind, message, code):
    assert str(kind()) == message
    assert str(kind("why")) == f"{message}: why"
    assert kind.code == code
