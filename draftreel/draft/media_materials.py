"""Materials that are files, and what shapes them: videos, sounds, canvases, speeds, fades."""

from pydantic import Field

from draftreel.draft.record import Number, Record, Several, Whole
from draftreel.draft.segment import TimeRange

COMPOUND = 2


class Material(Record):
    """Anything a segment can name; `type` is the file's own word."""

    id: str = ""
    type: str = ""


class CropCorners(Record):
    """Normalised corners of the part of the source that is used; the file's boxes are axis-aligned."""

    upper_left_x: Number = 0.0
    upper_left_y: Number = 0.0
    upper_right_x: Number = 1.0
    upper_right_y: Number = 0.0
    lower_left_x: Number = 0.0
    lower_left_y: Number = 1.0
    lower_right_x: Number = 1.0
    lower_right_y: Number = 1.0


class Freeze(Record):
    """The video and its moment (microseconds) that a freeze frame's photo was taken from."""

    source_material_id: str = ""
    source_material_path: str = ""
    reverse_material_path: str = ""
    timestamp: Whole = 0


class Stabilisation(Record):
    stable_level: Whole = 0
    matrix_path: str = ""
    time_range: TimeRange = TimeRange()


class Matting(Record):
    """A cut-out: `flag` other than 0 means that one was asked for."""

    flag: Whole = 0
    path: str = ""
    reverse: bool = False
    expansion: Number = 0.0
    feather: Number = 0.0
    enable_matting_stroke: bool = False


class VideoMaterial(Material):
    """A moving or still picture: `type` is video, photo or gif; durations of photos are no limit."""

    material_name: str = ""
    path: str = ""
    media_path: str = ""
    material_url: str = ""
    remote_url: str = ""
    duration: Whole = 0
    width: Whole = 0
    height: Whole = 0
    has_audio: bool = False
    crop: CropCorners = CropCorners()
    crop_ratio: str = "free"
    crop_scale: Number = 1.0
    extra_type_option: Whole = 0
    reverse_path: str = ""
    freeze: Freeze | None = None
    stable: Stabilisation = Stabilisation()
    matting: Matting = Matting()

    @property
    def compound(self) -> bool:
        return self.extra_type_option == COMPOUND


class AudioMaterial(Material):
    """A sound file: extract_music, music, sound, record, text_to_audio ..."""

    name: str = ""
    path: str = ""
    remote_url: str = ""
    duration: Whole = 0


class CanvasMaterial(Material):
    """What lies behind a segment of the main track: canvas_color, canvas_blur or canvas_image."""

    color: str = ""
    blur: Number = 0.0
    image: str = ""
    album_image: str = ""
    image_id: str = ""
    image_name: str = ""


class CurvePoint(Record):
    x: Number = 0.0
    y: Number = 1.0


class SpeedCurve(Record):
    id: str = ""
    name: str = ""
    speed_points: Several[CurvePoint] = ()


class SpeedMaterial(Material):
    speed: Number = 1.0
    mode: Whole = 0
    curve_speed: SpeedCurve | None = None


class AudioFadeMaterial(Material):
    """Fades of a sound, in microseconds of the timeline."""

    fade_in_duration: Whole = 0
    fade_out_duration: Whole = 0
    fade_type: Whole = 0


class SoundChannelMaterial(Material):
    audio_channel_mapping: Whole = 0
    is_config_open: bool = False


class PanningMaterial(Material):
    """Where a sound lies between left (-1) and right (1)."""

    enable_panning: bool = False
    panning_value: Number = 0.0


class LoudnessMaterial(Material):
    """How loud a sound is to be, in LUFS; 0 when the file does not say."""

    enable: bool = False
    target_loudness: Number = 0.0


class BalanceMaterial(Material):
    """What loudness was called before (it has nothing to do with left and right)."""

    enable_balance: bool = False
    target_loudness: Number = 0.0


class VocalSeparationMaterial(Material):
    choice: Whole = 0


class PlaceholderMaterial(Material):
    meta_type: str = "none"


class AudioEffectParameter(Record):
    name: str = ""
    default_value: Number = 0.0
    min_value: Number = 0.0
    max_value: Number = 1.0
    value: Number = 0.0
    parameter_index: Whole = Field(default=0, alias="parameterIndex")


class AudioEffectMaterial(Material):
    """A voice changer or a scene's sound."""

    name: str = ""
    resource_id: str = ""
    category_id: str = ""
    category_name: str = ""
    sub_type: Whole = 0
    speaker_id: str = ""
    audio_adjust_params: Several[AudioEffectParameter] = ()
    time_range: TimeRange = TimeRange()
