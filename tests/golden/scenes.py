"""The moments that the golden frames show, one function each: a timeline of one second and when to look."""

from collections.abc import Callable, Mapping
from functools import partial

from draftreel.call import Call
from draftreel.span import SECOND
from draftreel.timeline import (
    Alignment,
    BlurFill,
    ColourFill,
    Crop,
    Key,
    Layer,
    Placement,
    Retiming,
    Shadow,
    Stroke,
    Text,
    TextBox,
    TextRun,
    TextStyle,
    TimelineSource,
    constant,
    keyed,
)
from tests.golden.arranging import BLACK, TALL, WHOLE, Shot, animated, blue, changing, shot, still, worded, written
from tests.golden.looks import LOOKS
from tests.golden.pictures import BLUE, GREEN, RED, WHITE, YELLOW, Shelf, badge, card


def cropped_and_turned(shelf: Shelf) -> Shot:
    """A third is cut off at the left and a fifth below; smaller, 20 degrees clockwise, at 70 %."""
    layer = still(
        shelf.still(card(400, 300, RED, WHITE)),
        crop=Crop(left=1 / 3, bottom=0.8),
        scale_x=constant(0.8),
        scale_y=constant(0.8),
        rotation=constant(20),
        opacity=constant(0.7),
    )
    return shot(blue(shelf), layer)


def flipped(shelf: Shelf) -> Shot:
    """Left mirrored from left to right, right from top to bottom."""
    media = shelf.still(card(200, 150, GREEN, WHITE))
    half = {"scale_x": constant(0.6), "scale_y": constant(0.6)}
    return shot(still(media, x=constant(-0.5), flip_x=True, **half), still(media, x=constant(0.5), flip_y=True, **half))


def see_through(shelf: Shelf) -> Shot:
    """A soft yellow disc in the lower right, over a picture."""
    media = shelf.still(badge(120, YELLOW))
    return shot(
        blue(shelf), still(media, x=constant(0.4), y=constant(-0.3), scale_x=constant(0.7), scale_y=constant(0.7))
    )


def zooming(shelf: Shelf) -> Shot:
    """Half way from 0.5 to 2 (so at 1.25) and from the left edge to the right (so in the middle); turned by 10."""
    scale = keyed((Key(0, 0.5), Key(SECOND, 2.0)))
    move = keyed((Key(0, -1.0), Key(SECOND, 1.0)))
    turn = keyed((Key(0, 0.0, (0.42, 0.0, 0.58, 1.0)), Key(SECOND, 20.0)))
    return shot(still(shelf.still(card(240, 180, GREEN, YELLOW)), scale_x=scale, scale_y=scale, x=move, rotation=turn))


def over_its_blur(shelf: Shelf) -> Shot:
    """A wide picture in the middle of a tall canvas, blurred and enlarged behind itself."""
    layer = still(shelf.still(card(320, 180, RED, YELLOW)), TALL)
    return shot(Layer(WHOLE, 0, layer.source, layer.placement, BlurFill(0.5)), canvas=TALL)


def over_a_colour(shelf: Shelf) -> Shot:
    """A square, half to be seen through, on orange."""
    layer = still(shelf.still(card(180, 180, BLUE, WHITE)), TALL, opacity=constant(0.5))
    return shot(Layer(WHOLE, 0, layer.source, layer.placement, ColourFill((1.0, 0.6, 0.1, 1.0))), canvas=TALL)


def compound_turned(shelf: Shelf) -> Shot:
    """A picture and a caption on a canvas of their own, turned together by 15 degrees against the clock."""
    caption = written("inner", TextStyle(30, strokes=(Stroke(BLACK, 0.08),)), y=constant(-0.4))
    inner = shot(still(shelf.still(card(240, 180, GREEN, YELLOW))), caption).timeline
    place = Placement((320.0, 180.0), scale_x=constant(0.8), scale_y=constant(0.8), rotation=constant(-15))
    source = TimelineSource(inner, Retiming(length=SECOND, limit=SECOND))
    return shot(blue(shelf), Layer(WHOLE, 0, source, place))


def chinese_latin_emoji(_shelf: Shelf) -> Shot:
    """White with a black outline and a red shadow to the lower right, on a rounded blue box, wrapped in two."""
    style = TextStyle(34, strokes=(Stroke(BLACK, 0.06),), shadows=(Shadow((0.9, 0.1, 0.1, 0.9), -45, 0.12, 0.04),))
    string = "春天来了 Spring\n你好 👋🌸"
    box = TextBox((0.15, 0.3, 0.6, 1.0), 0.3, 0.25, radius=0.4)
    return shot(worded(Text(string, (TextRun(0, len(string), style),), box=box)))


def arabic(_shelf: Shelf) -> Shot:
    """Right to left with joined letters, a number and a Latin word in it."""
    return shot(written("مرحبا بالعالم\nعام 2024 في Paris", TextStyle(36)))


def japanese_korean(_shelf: Shelf) -> Shot:
    """Kana and kanji over hangul, tall canvas, wrapped at 150 pixels, at the left."""
    string = "桜が咲く春の東京\n안녕하세요 세계"
    text = Text(string, (TextRun(0, len(string), TextStyle(30)),), Alignment.LEFT, 150.0)
    return shot(worded(text), canvas=TALL)


def many_styles(_shelf: Shelf) -> Shot:
    """Large yellow bold, small slanted, red underlined, spaced; turned by 10 degrees at 80 %."""
    string = "Big small\nred 粗体"
    styles = (
        (0, 3, TextStyle(64, colour=(1.0, 0.85, 0.2, 1.0), bold=True)),
        (3, 9, TextStyle(28, italic=True)),
        (9, 14, TextStyle(40, colour=(1.0, 0.3, 0.3, 1.0), underline=True)),
        (14, 16, TextStyle(40, bold=True)),
    )
    runs = tuple(TextRun(start, end, style) for start, end, style in styles)
    return shot(worded(Text(string, runs, letter_spacing=0.05), rotation=constant(10), opacity=constant(0.8)))


SCENES: Mapping[str, Callable[[Shelf], Shot]] = {
    **LOOKS,
    "cropped-and-turned": cropped_and_turned,
    "flipped": flipped,
    "see-through": see_through,
    "zooming": zooming,
    "over-its-blur": over_its_blur,
    "over-a-colour": over_a_colour,
    "compound-turned": compound_turned,
    "transition-dissolve": partial(changing, call=Call("dissolve")),
    # half way there is nothing but the colour
    "transition-fade-black": partial(changing, call=Call("fade_color"), moment=SECOND // 4),
    "transition-fade-white": partial(
        changing, call=Call.of("fade_color", colour=(1.0, 1.0, 1.0)), moment=3 * SECOND // 4
    ),
    "transition-push": partial(changing, call=Call.of("push", direction="left")),
    "transition-slide": partial(changing, call=Call.of("slide", direction="up")),
    "transition-wipe": partial(changing, call=Call.of("wipe", direction="right", softness=0.2)),
    "transition-zoom": partial(changing, call=Call("zoom")),
    "animation-fade": partial(animated, call=Call("fade")),
    "animation-slide": partial(animated, call=Call.of("slide", direction="right")),
    "animation-spin": partial(animated, call=Call.of("spin", turns=0.5, factor=0.5)),
    "animation-zoom": partial(animated, call=Call.of("zoom", factor=0.3)),
    "text-chinese-latin-emoji": chinese_latin_emoji,
    "text-arabic": arabic,
    "text-japanese-korean": japanese_korean,
    "text-many-styles": many_styles,
}
