"""Materials that are text: texts and the templates that hold them."""

from draftreel.draft.look_materials import NamedLook
from draftreel.draft.media_materials import Material
from draftreel.draft.record import Number, Numbers, Record, Several, Strings, Whole
from draftreel.draft.segment import Clip

STROKE_ON, BACKGROUND_ON, SHADOW_ON = 8, 16, 32


class Words(Record):
    """Word timing in milliseconds; whether it counts from the segment has to be checked before use."""

    start_time: Numbers = ()
    end_time: Numbers = ()
    text: Strings = ()


class FontReference(Record):
    id: str = ""
    path: str = ""
    title: str = ""
    resource_id: str = ""


class TextMaterial(Material):
    """A text as the file keeps it: `content` in one of three notations, and facts that hold where it is silent.

    `font_size` is in the app's unit, `letter_spacing` and `border_width` in em,
    `fixed_width` in canvas pixels (-1 is off), `line_max_width` as a share of the canvas.
    """

    content: str = ""
    base_content: str = ""
    name: str = ""
    recognize_text: str = ""
    text_color: str = "#FFFFFF"
    text_alpha: Number = 1.0
    global_alpha: Number = 1.0
    font_path: str = ""
    font_name: str = ""
    font_title: str = ""
    font_size: Number = 15.0
    font_resource_id: str = ""
    fonts: Several[FontReference] = ()
    alignment: Whole = 1
    typesetting: Whole = 0
    letter_spacing: Number = 0.0
    line_spacing: Number = 0.02
    line_feed: Whole = 1
    line_max_width: Number = 0.82
    force_apply_line_max_width: bool = False
    fixed_width: Number = -1.0
    fixed_height: Number = -1.0
    initial_scale: Number = 1.0
    bold_width: Number = 0.0
    italic_degree: Number = 0.0
    underline: bool = False
    underline_width: Number = 0.05
    underline_offset: Number = 0.22
    border_color: str = ""
    border_width: Number = 0.08
    border_alpha: Number = 1.0
    has_shadow: bool = False
    shadow_color: str = ""
    shadow_alpha: Number = 0.8
    shadow_angle: Number = -45.0
    shadow_distance: Number = 8.0
    shadow_smoothing: Number = 1.0
    background_style: Whole = 0
    background_color: str = ""
    background_alpha: Number = 1.0
    background_round_radius: Number = 0.0
    background_width: Number = 0.14
    background_height: Number = 0.14
    background_horizontal_offset: Number = 0.0
    background_vertical_offset: Number = 0.0
    check_flag: Whole | None = None
    use_effect_default_color: bool = False
    is_rich_text: bool = False
    ktv_color: str = ""
    text_to_audio_ids: Strings = ()
    words: Words = Words()

    @property
    def stroke_on(self) -> bool:
        """Whether the material's own border counts: its bit when the file has bits, else whether it has a colour."""
        return self._flagged(STROKE_ON, bool(self.border_color))

    @property
    def background_on(self) -> bool:
        return self._flagged(BACKGROUND_ON, self.background_style != 0) and bool(self.background_color)

    @property
    def shadow_on(self) -> bool:
        return self._flagged(SHADOW_ON, self.has_shadow)

    def _flagged(self, bit: int, otherwise: bool) -> bool:
        return otherwise if self.check_flag is None else bool(self.check_flag & bit)


class AttachInfo(Record):
    """Where and when a template's text lies within its segment; times in microseconds."""

    start_time: Whole = 0
    duration: Whole = 0
    original_size_width: Number = 0.0
    original_size_height: Number = 0.0
    clip: Clip = Clip()


class TextInfoResource(Record):
    text_material_id: str = ""
    attach_info: AttachInfo = AttachInfo()
    extra_material_refs: Strings = ()
    order_in_layer: Whole = 0


class TemplateResource(Record):
    panel: str = ""
    path: str = ""
    resource_id: str = ""


class TextTemplateMaterial(NamedLook):
    """A designed caption; its texts hang in `text_info_resources`."""

    resources: Several[TemplateResource] = ()
    text_info_resources: Several[TextInfoResource] = ()
