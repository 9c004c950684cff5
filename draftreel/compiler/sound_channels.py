"""Which channel of a sound goes where: its mapping and its place between left and right."""

from collections.abc import Mapping
from types import MappingProxyType

from draftreel.compiler.limits import PAN, held
from draftreel.compiler.pieces import Piece
from draftreel.compiler.scope import Scope
from draftreel.draft.media_materials import PanningMaterial, SoundChannelMaterial
from draftreel.timeline import Routing

_PERCENT = 100

_MAPPINGS: Mapping[int, tuple[Routing, str]] = MappingProxyType(
    {
        1: (Routing((1.0, 0.0), (1.0, 0.0)), "the left channel on both sides"),
        2: (Routing((0.0, 1.0), (0.0, 1.0)), "the right channel on both sides"),
        3: (Routing((0.0, 1.0), (1.0, 0.0)), "left and right exchanged"),
    }
)
"""What `audio_channel_mapping` stands for: inferred, no file is known in which it is not 0."""


def routing_of(scope: Scope, piece: Piece) -> Routing:
    """What a piece's channels give to the film's, each guess said."""
    return _panned(_mapped(scope, piece), _pan(scope, piece))


def _mapped(scope: Scope, piece: Piece) -> Routing:
    asked = next((one.audio_channel_mapping for one in piece.all(SoundChannelMaterial)), 0)
    if asked == 0:
        return Routing()
    if asked not in _MAPPINGS:
        scope.notes.missing(piece.place, "channel-mapping", f"channel mapping {asked}", "the channels as they are")
        return Routing()
    routing, shown = _MAPPINGS[asked]
    scope.notes.close(piece.place, "channel-mapping", f"channel mapping {asked}", shown)
    return routing


def _pan(scope: Scope, piece: Piece) -> float:
    """-1 (left) to 1 (right); a number beyond that is taken for percent."""
    asked = next((one.panning_value for one in piece.all(PanningMaterial) if one.enable_panning), 0.0)
    if asked == 0:
        return 0.0
    pan = held(asked if abs(asked) <= 1 else asked / _PERCENT, PAN)
    scope.notes.close(piece.place, "panning", f"panning {asked:g}", f"a balance of {pan:g}")
    return pan


def _panned(routing: Routing, pan: float) -> Routing:
    """A balance: the side it goes to stays as it is, the other sinks to nothing, straight in amplitude."""
    left, right = min(1.0, 1.0 - pan), min(1.0, 1.0 + pan)
    return Routing(
        (left * routing.left[0], left * routing.left[1]),
        (right * routing.right[0], right * routing.right[1]),
    )
