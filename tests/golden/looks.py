"""Golden moments of looks: masks, blends, filters, effects, and the transitions and animations that need their own."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from draftreel.call import Call
from draftreel.span import SECOND
from draftreel.timeline import (
    Adjustment,
    Effect,
    Filter,
    KeyedCall,
    Layer,
    Mask,
    Motion,
    Stroke,
    TextStyle,
    constant,
)
from tests.golden.arranging import BLACK, WHOLE, Shot, animated, blue, changing, shot, still, written
from tests.golden.pictures import BLUE, RED, WHITE, YELLOW, Shelf, card, ramps


def masked(shelf: Shelf, call: Call, *, invert: bool = False) -> Shot:
    red = still(shelf.still(card(320, 180, RED, WHITE)))
    return shot(blue(shelf), replace(red, mask=Mask(KeyedCall(call), invert)))


def blended(shelf: Shelf, name: str) -> Shot:
    """A ramp of greys over colours, in the upper two thirds."""
    half = {"scale_x": constant(0.9), "scale_y": constant(0.6), "y": constant(0.3)}
    return shot(blue(shelf), replace(still(shelf.still(ramps(320, 180)), **half), blend=Call(name)))


def filtered(shelf: Shelf, call: Call) -> Shot:
    """The right half is as it was."""
    coloured = shelf.still(card(320, 180, (200, 120, 60), (90, 200, 220)))
    halved = Mask(KeyedCall(Call.of("rectangle", x=-0.5, width=0.5, height=1.0)))
    changed = replace(still(coloured), treatments=(Filter(KeyedCall(call)),), mask=halved)
    return shot(still(coloured), changed)


def affected(shelf: Shelf, call: Call, share: int = 2) -> Shot:
    adjustment = Adjustment(WHOLE, 0, (Effect(KeyedCall(call), WHOLE),))
    return shot(still(shelf.still(card(320, 180, BLUE, YELLOW))), adjustment, moment=SECOND // share)


def lettered(_shelf: Shelf, call: Call) -> Shot:
    style = TextStyle(48, strokes=(Stroke(BLACK, 0.06),), colour=(1.0, 0.85, 0.3, 1.0))
    words = written("Letters 逐字", style)
    ground = still(_shelf.still(card(320, 180, BLUE, BLUE)))
    return shot(ground, replace(words, letter_motions=(Motion("in", WHOLE, call),)))


def treated_then_masked_then_turned(shelf: Shelf) -> Shot:
    """Grey by a filter, a circle by a mask, then smaller and 30 degrees clockwise, screened on what lies below."""
    place = {"scale_x": constant(0.8), "scale_y": constant(0.8), "rotation": constant(30)}
    layer: Layer = still(shelf.still(card(320, 180, RED, WHITE)), **place)
    grey = Filter(KeyedCall(Call.of("adjust", saturation=-1.0)))
    circle = Mask(KeyedCall(Call.of("circle", width=0.5, height=0.9, feather=0.2)))
    return shot(blue(shelf), replace(layer, treatments=(grey,), mask=circle, blend=Call("screen")))


LOOKS: Mapping[str, Callable[[Shelf], Shot]] = {
    "mask-circle-feathered": partial(masked, call=Call.of("circle", x=0.3, y=0.2, width=0.4, height=0.7, feather=0.3)),
    "mask-rectangle-turned": partial(
        masked, call=Call.of("rectangle", width=0.6, height=0.5, rotation=20.0, round_corner=0.5)
    ),
    "mask-star-inverted": partial(masked, call=Call.of("star", width=0.4, height=0.7), invert=True),
    "mask-heart": partial(masked, call=Call.of("heart", width=0.4, height=0.7)),
    "mask-line": partial(masked, call=Call.of("line", rotation=30.0, feather=0.2)),
    "mask-mirror": partial(masked, call=Call.of("mirror", width=0.4, height=0.4)),
    **{
        f"blend-{name.replace('_', '-')}": partial(blended, name=name)
        for name in ("screen", "multiply", "overlay", "soft_light", "colour_dodge")
    },
    "filter-adjust": partial(filtered, call=Call.of("adjust", contrast=0.5, temperature=0.5, fade=0.3)),
    "filter-monochrome": partial(filtered, call=Call.of("monochrome", tone=(0.6, 0.5, 0.35))),
    "filter-tinted": partial(filtered, call=Call.of("tinted", shadows=(0.3, 0.5, 0.6), highlights=(0.6, 0.5, 0.4))),
    "effect-rgb-split": partial(affected, call=Call("rgb_split")),
    "effect-blur": partial(affected, call=Call("blur")),
    "effect-zoom-blur": partial(affected, call=Call("zoom_blur")),
    "effect-motion-blur": partial(affected, call=Call("motion_blur")),
    "effect-vignette": partial(affected, call=Call("vignette")),
    "effect-glitch": partial(affected, call=Call("glitch"), share=10),
    "effect-shake": partial(affected, call=Call("shake"), share=3),
    "transition-iris": partial(changing, call=Call("iris")),
    "transition-iris-heart": partial(changing, call=Call.of("iris", shape="heart", softness=0.1)),
    "transition-whip-pan": partial(changing, call=Call("whip_pan"), moment=SECOND // 3),
    "transition-clock": partial(changing, call=Call("clock"), moment=SECOND // 3),
    "transition-blur": partial(changing, call=Call("blur"), moment=SECOND // 3),
    "animation-swing": partial(animated, call=Call("swing")),
    "animation-bounce": partial(animated, call=Call("bounce")),
    "animation-blur": partial(animated, call=Call("blur")),
    "letters-typewriter": partial(lettered, call=Call("typewriter")),
    "letters-fly-in": partial(lettered, call=Call.of("fly_in", turns=0.2)),
    "letters-zoom": partial(lettered, call=Call("zoom")),
    "treated-masked-turned-screened": treated_then_masked_then_turned,
}
