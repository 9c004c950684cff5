"""Tracks and what lies on them: segments, their clips and their keyframes."""

from pydantic import Field

from draftreel.draft.record import Number, Numbers, Record, Several, Strings, Whole

MUTED, HIDDEN = 1, 2


class TimeRange(Record):
    """A half-open stretch of time in microseconds, as the file says it: it may be negative or empty."""

    start: Whole = 0
    duration: Whole = 0

    @property
    def end(self) -> int:
        return self.start + self.duration


class Point(Record):
    x: Number = 0.0
    y: Number = 0.0


class ScaleFactors(Record):
    x: Number = 1.0
    y: Number = 1.0


class Flip(Record):
    horizontal: bool = False
    vertical: bool = False


class Clip(Record):
    """Where a picture lies: half canvases from the centre (y up), clockwise degrees, scale over the fitted size."""

    scale: ScaleFactors = ScaleFactors()
    rotation: Number = 0.0
    transform: Point = Point()
    flip: Flip = Flip()
    alpha: Number = 1.0


class UniformScale(Record):
    on: bool = True
    value: Number = 1.0


class Keyframe(Record):
    """One key; `time_offset` counts on the file's own axis (microseconds), which the compiler settles."""

    time_offset: Whole = 0
    values: Numbers = ()
    curve_type: str = Field(default="Line", alias="curveType")
    graph_id: str = Field(default="", alias="graphID")
    left_control: Point = Point()
    right_control: Point = Point()


class CommonKeyframes(Record):
    """All keys of one property (`KFTypePositionX`, `KFTypeScaleX`, `KFTypeAlpha`, `KFTypeVolume` ...)."""

    id: str = ""
    property_type: str = ""
    keyframe_list: Several[Keyframe] = ()


class HdrSettings(Record):
    mode: Whole = 1
    intensity: Number = 1.0
    nits: Whole = 1000


class Segment(Record):
    """One item on a track: which material, which part of it, when and where."""

    id: str = ""
    material_id: str = ""
    source_timerange: TimeRange | None = None
    target_timerange: TimeRange = TimeRange()
    speed: Number = 1.0
    volume: Number = 1.0
    last_nonzero_volume: Number = 1.0
    reverse: bool = False
    visible: bool = True
    is_tone_modify: bool = False
    clip: Clip = Clip()
    uniform_scale: UniformScale = UniformScale()
    hdr_settings: HdrSettings = HdrSettings()
    common_keyframes: Several[CommonKeyframes] = ()
    extra_material_refs: Strings = ()
    render_index: Whole = 0
    track_render_index: Whole = 0


class Track(Record):
    """A row of segments. Its `type` is video, audio, text, effect, filter, adjust, sticker ..."""

    id: str = ""
    type: str = ""
    name: str = ""
    flag: Whole = 0
    attribute: Whole = 0
    segments: Several[Segment] = ()

    @property
    def muted(self) -> bool:
        return bool(self.attribute & MUTED)

    @property
    def hidden(self) -> bool:
        return bool(self.attribute & HIDDEN)
