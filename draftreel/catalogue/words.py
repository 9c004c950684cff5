"""The family of a look that is not known, by the words in its name: 左移 pushes left, 闪白 fades through white."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from draftreel.call import Call, Value
from draftreel.catalogue.kind import Kind


@dataclass(frozen=True, slots=True)
class Rule:
    """A name that holds one of the words is drawn by the call; a direction in the name replaces the call's own."""

    words: tuple[str, ...]
    call: Call


WHITE = (1.0, 1.0, 1.0)
BLACK = (0.0, 0.0, 0.0)

TRANSITION_RULES: Sequence[Rule] = (
    Rule(("黑", "black"), Call.of("fade_color", colour=BLACK)),
    Rule(("白", "闪光", "white", "flash"), Call.of("fade_color", colour=WHITE)),
    Rule(("故障", "glitch"), Call.of("glitch")),
    Rule(("爱心", "心形", "heart"), Call.of("iris", shape="heart")),
    Rule(("星星", "星形", "star wipe"), Call.of("iris", shape="star")),
    Rule(("圆形", "圆圈", "circle", "iris"), Call.of("iris")),
    Rule(("时针", "钟", "扇形", "clock", "radial"), Call.of("clock")),
    Rule(("擦", "wipe"), Call.of("wipe", direction="right")),
    Rule(("甩", "whip"), Call.of("whip_pan", direction="left")),
    Rule(("抖", "震", "shake"), Call.of("shake")),
    Rule(("模糊", "blur"), Call.of("blur")),
    Rule(("拉远", "推远", "缩小", "zoom out", "pull out"), Call.of("zoom", factor=0.5)),
    Rule(("推近", "拉近", "放大", "变焦", "缩放", "穿越", "zoom", "pull in"), Call.of("zoom", factor=2.0)),
    Rule(("覆盖", "cover"), Call.of("slide", direction="left")),
    Rule(("移", "滑", "推", "拉", "push", "slide", "swipe"), Call.of("push", direction="left")),
    Rule(("叠化", "溶解", "淡", "dissolve", "fade", "mix"), Call.of("dissolve")),
)

MOTION_RULES: Sequence[Rule] = (
    Rule(("摆", "摇", "swing", "pendulum"), Call.of("swing")),
    Rule(("弹", "bounce"), Call.of("bounce", direction="down")),
    Rule(("抖", "震", "shake"), Call.of("shake")),
    Rule(("甩", "throw"), Call.of("throw", direction="right")),
    Rule(("模糊", "blur"), Call.of("blur")),
    Rule(("旋", "转", "spin", "rotate", "roll"), Call.of("spin", turns=1.0)),
    Rule(("缩小", "拉远", "zoom out", "shrink"), Call.of("zoom", factor=1.8)),
    Rule(("放大", "缩放", "推近", "拉近", "zoom", "enlarge"), Call.of("zoom", factor=0.3)),
    Rule(("滑", "移", "飞", "slide", "fly"), Call.of("slide", direction="left")),
    Rule(("渐", "淡", "隐", "fade"), Call.of("fade")),
)

GROUP_RULES: Sequence[Rule] = (
    Rule(("摆", "摇", "晃", "swing", "sway", "pendulum"), Call.of("sway")),
    Rule(("心跳", "呼吸", "heartbeat", "pulse", "breath"), Call.of("breathe")),
    *MOTION_RULES,
)

TEXT_RULES: Sequence[Rule] = (
    Rule(("打字", "输入", "type"), Call.of("typewriter")),
    Rule(("弹", "spring", "bounce", "pop"), Call.of("spring", direction="up")),
    Rule(("翻", "flip"), Call.of("flip")),
    Rule(("旋", "转", "spin", "rotate", "roll"), Call.of("rotate")),
    Rule(("缩小", "拉远", "zoom out", "shrink"), Call.of("zoom", factor=1.8)),
    Rule(("放大", "缩放", "推近", "拉近", "zoom", "enlarge", "grow"), Call.of("zoom", factor=0.3)),
    Rule(("飞", "滑", "移", "fly", "slide", "float"), Call.of("fly_in", direction="up")),
    Rule(("渐", "淡", "隐", "fade"), Call.of("fade")),
)

TEXT_LOOP_RULES: Sequence[Rule] = (
    Rule(("抖", "颤", "震", "shake", "jitter", "tremble"), Call.of("shake")),
    Rule(("摇", "摆", "晃", "sway", "swing", "wobble"), Call.of("sway")),
    Rule(("波", "浪", "wave", "ripple"), Call.of("wave")),
    Rule(("跳", "弹", "jump", "hop", "bounce"), Call.of("hop")),
    Rule(("心", "脉", "缩放", "呼吸", "heart", "pulse", "beat", "breath", "zoom"), Call.of("pulse")),
)

MASK_RULES: Sequence[Rule] = (
    Rule(("心", "heart"), Call.of("heart")),
    Rule(("星", "star"), Call.of("star")),
    Rule(("圆", "circle", "ellipse", "oval"), Call.of("circle")),
    Rule(("矩", "方", "rect", "square"), Call.of("rectangle")),
    Rule(("镜", "mirror", "filmstrip"), Call.of("mirror")),
    Rule(("线", "line", "split"), Call.of("line")),
)

BLEND_RULES: Sequence[Rule] = (
    Rule(("正片叠底", "multiply"), Call.of("multiply")),
    Rule(("滤色", "screen"), Call.of("screen")),
    Rule(("叠加", "overlay"), Call.of("overlay")),
    Rule(("柔光", "soft"), Call.of("soft_light")),
    Rule(("强光", "hard"), Call.of("hard_light")),
    Rule(("减淡", "color dodge", "colour dodge"), Call.of("colour_dodge")),
    Rule(("线性加深", "linear burn"), Call.of("linear_burn")),
    Rule(("加深", "burn"), Call.of("colour_burn")),
    Rule(("变亮", "lighten"), Call.of("lighten")),
    Rule(("变暗", "darken"), Call.of("darken")),
)

EFFECT_RULES: Sequence[Rule] = (
    Rule(("故障", "glitch"), Call.of("glitch")),
    Rule(("模糊", "虚化", "blur"), Call.of("blur")),
    Rule(("色差", "rgb", "chromatic"), Call.of("rgb_split")),
    Rule(("暗角", "vignette"), Call.of("vignette")),
    Rule(("抖", "震", "摇", "晃", "shake", "tremble", "wobble"), Call.of("shake")),
    Rule(("闪白", "闪黑", "频闪", "爆闪", "屏闪", "闪光", "flash", "strobe"), Call.of("flash")),
    Rule(("缩放", "变焦", "心跳", "zoom", "beat", "pulse"), Call.of("pulse")),
)

FILTER_RULES: Sequence[Rule] = (
    Rule(("黑白", "单色", "black and white", "b&w", "mono"), Call.of("monochrome")),
    Rule(("暖", "warm", "sunset"), Call.of("adjust", temperature=0.3)),
    Rule(("冷", "cool", "cold"), Call.of("adjust", temperature=-0.3)),
    Rule(("鲜", "浓郁", "vivid", "vibrant"), Call.of("adjust", saturation=0.3)),
    Rule(("褪色", "复古", "faded", "retro", "vintage"), Call.of("adjust", fade=0.3, saturation=-0.2)),
)

_THIN = {"low": 300.0, "high": 3400.0}

SOUND_RULES: Sequence[Rule] = (
    Rule(("8bit", "8-bit", "8位"), Call.of("crush")),
    Rule(
        ("扩音器", "喇叭", "megaphone", "loudspeaker"), Call.of("device", drive=6.0, horn=8.0, high=4000.0, low=500.0)
    ),
    Rule(("对讲机", "walkie", "intercom"), Call.of("device", drive=8.0, high=2800.0, low=450.0, noise=0.6)),
    Rule(
        ("留声机", "黑胶", "gramophone", "phonograph", "vinyl"), Call.of("device", clicks=0.9, high=6000.0, low=150.0)
    ),
    Rule(("电话", "telephone", "phone"), Call.of("device", drive=1.5, **_THIN)),
    Rule(
        ("收音机", "电台", "广播", "radio", "broadcast"),
        Call.of("device", drive=2.0, high=4500.0, low=250.0, noise=0.3),
    ),
    Rule(("磁带", "低保真", "cassette", "lofi", "lo-fi", "vhs"), Call.of("lofi")),
    Rule(("水下", "海底", "underwater"), Call.of("muffle", bump=5.0, high=600.0, sway=0.6)),
    Rule(("回音", "回声", "echo", "delay"), Call.of("echo")),
    Rule(("教堂", "church", "cathedral"), Call.of("reverb", seconds=4.0, size=25.0, wet=0.8)),
    Rule(("山洞", "洞穴", "隧道", "cave", "tunnel"), Call.of("reverb", seconds=3.0, size=18.0, wet=0.8)),
    Rule(("浴室", "bathroom", "shower"), Call.of("reverb", seconds=1.1, size=2.5, wet=0.7)),
    Rule(
        ("音乐厅", "大厅", "演唱会", "剧院", "hall", "concert", "theat", "auditorium", "stadium"),
        Call.of("reverb", seconds=2.2, size=20.0),
    ),
    Rule(("房间", "教室", "room", "house", "studio"), Call.of("reverb", seconds=0.6, size=5.0)),
    Rule(("混响", "空灵", "reverb", "ethereal"), Call.of("reverb", seconds=2.0, wet=0.7)),
    Rule(("闷", "捂嘴", "隔墙", "muffle", "drowned"), Call.of("muffle")),
    Rule(("机器人", "声码", "合成器", "robot", "cyborg", "vocoder", "synth"), Call.of("vocoder")),
    Rule(("电音", "autotune", "auto-tune", "auto tune"), Call.of("autotune")),
    Rule(("花栗鼠", "松鼠", "氦气", "chipmunk", "squirrel", "helium"), Call.of("voice", formants=8.0, semitones=9.0)),
    Rule(("萝莉", "loli"), Call.of("voice", formants=4.0, semitones=7.0)),
    Rule(
        ("怪物", "巨人", "恶魔", "地狱", "monster", "giant", "demon"), Call.of("voice", formants=-6.0, semitones=-8.0)
    ),
    Rule(("大叔", "uncle", "deep voice"), Call.of("voice", formants=-3.0, semitones=-5.0)),
    Rule(("颤音", "vibrato", "tremble"), Call.of("vibrato")),
    Rule(("tremolo",), Call.of("tremolo")),
    Rule(("合唱", "和声", "chorus", "choir", "harmony"), Call.of("chorus")),
    Rule(("移相", "phaser"), Call.of("phaser")),
    Rule(("迷幻", "flanger"), Call.of("flanger")),
    Rule(("失真", "破音", "distort", "overdrive"), Call.of("distort")),
    Rule(("环绕", "3d", "8d", "surround"), Call.of("around")),
    Rule(("立体声", "全景音", "stereo", "wide"), Call.of("widen")),
    Rule(("降噪", "去噪", "denoise", "noise reduc"), Call.of("denoise")),
    Rule(("低音", "bass"), Call.of("boost", bass=8.0)),
    Rule(("高音", "treble"), Call.of("boost", air=6.0, bass=0.0)),
    Rule(
        ("人声增强", "清晰", "清澈", "voice enhance", "crisp", "crystal"),
        Call.of("enhance"),
    ),
)

RULES: Mapping[Kind, Sequence[Rule]] = MappingProxyType(
    {
        Kind.TRANSITION: TRANSITION_RULES,
        Kind.VIDEO_IN: MOTION_RULES,
        Kind.VIDEO_OUT: MOTION_RULES,
        Kind.VIDEO_GROUP: GROUP_RULES,
        Kind.TEXT_IN: TEXT_RULES,
        Kind.TEXT_OUT: TEXT_RULES,
        Kind.TEXT_LOOP: TEXT_LOOP_RULES,
        Kind.MASK: MASK_RULES,
        Kind.BLEND: BLEND_RULES,
        Kind.SCENE_EFFECT: EFFECT_RULES,
        Kind.FILTER: FILTER_RULES,
        Kind.AUDIO_EFFECT: SOUND_RULES,
        Kind.TONE: SOUND_RULES,
    }
)
"""The kinds that stand in by words. Effects on faces and bodies do not: what makes them is finding the face."""

DIRECTIONS: Sequence[tuple[str, tuple[str, ...]]] = (
    ("left", ("左", "left")),
    ("right", ("右", "right")),
    ("up", ("上", "up")),
    ("down", ("下", "down")),
)

_OUTROS = frozenset({Kind.VIDEO_OUT, Kind.TEXT_OUT})
_OPPOSITE = {"left": "right", "right": "left", "up": "down", "down": "up"}


def call_by_words(kind: Kind, name: str) -> Call | None:
    """The call that a name suggests; None when it suggests none, or nothing of the kind is drawn."""
    text = name.casefold()
    for rule in RULES.get(kind, ()):
        if _holds(text, rule.words):
            return _fitted(kind, rule.call, text)
    return None


def _holds(text: str, words: tuple[str, ...]) -> bool:
    """Chinese words stand anywhere; others begin a word ("up" is not in "jump")."""
    return any(re.search(rf"\b{word}", text) if word.isascii() else word in text for word in words)


def _fitted(kind: Kind, call: Call, text: str) -> Call:
    """The call with the name's direction; an outro runs backwards, so what it leaves by is where it would enter."""
    directed = _directed(call, text)
    return _reversed(directed) if kind in _OUTROS else directed


def _directed(call: Call, text: str) -> Call:
    if "direction" not in call.arguments:
        return call
    found = (direction for direction, words in DIRECTIONS if _holds(text, words))
    direction = next(found, None)
    return _with(call, "direction", direction) if direction else call


def _reversed(call: Call) -> Call:
    arguments = call.arguments
    if "direction" in arguments:
        return _with(call, "direction", _OPPOSITE[str(arguments["direction"])])
    if call.name == "zoom":
        return _with(call, "factor", 1.8 if arguments["factor"] == 0.3 else 0.3)
    return call


def _with(call: Call, key: str, value: Value) -> Call:
    return Call.of(call.name, **{**call.arguments, key: value})
