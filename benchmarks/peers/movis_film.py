"""Films A and B in movis: `python movis_film.py SCENE OUT`, run by an interpreter that has it.

A composition of layers with keyframed scale, position and opacity; a dissolve is the later clip's opacity.
"""

import json
import math
import sys

import movis as mv

SIZE, FPS = (1920, 1080), 30


def main():
    """Write the film."""
    scene_path, out = sys.argv[1:3]
    with open(scene_path, encoding="utf-8") as file:
        scene = json.load(file)
    film = mv.layer.Composition(SIZE, scene["seconds"])
    shots(film, scene)
    if scene["inset"]:
        inset(film, scene)
    for words in scene["captions"]:
        picture = mv.layer.Image(words["path"], duration=words["duration"])
        film.add_layer(picture, position=(words["x"], words["y"]), offset=words["start"])
    for played in scene["sounds"]:
        sound(film, played)
    way = scene["encoding"]
    options = ["-preset", way["preset"], "-crf", way["crf"], "-x264-params", way["params"], "-g", "60", "-threads", "2"]
    film.write_video(
        out,
        fps=FPS,
        audio=bool(scene["sounds"]),
        audio_codec="aac",
        output_params=options,
    )


def shots(film, scene):
    half, last = scene["dissolve"] / 2, len(scene["shots"]) - 1
    for n, shot in enumerate(scene["shots"]):
        before, after = (half if n else 0), (half if n < last else 0)
        length = before + shot["duration"] + after
        item = photo(film, shot, before, length) if shot["lead"] is None else clip(film, shot, before, length)
        if n:
            start = (shot["lead"] or before) - before
            item.opacity.enable_motion().extend([start, start + 2 * half], [0.0, 1.0], ["linear"])


def clip(film, shot, before, length):
    start = shot["lead"] - before
    return film.add_layer(
        mv.layer.Video(shot["path"], audio=False),
        offset=shot["start"] - shot["lead"],  # where the clip's own beginning would be
        start_time=start,
        end_time=start + length,
        audio=False,
    )


def photo(film, shot, before, length):
    picture = mv.layer.Image(shot["path"], duration=length)
    fit = 1080 / picture.size[1]
    item = film.add_layer(picture, offset=shot["start"] - before)
    times = [before, before + 3.0]
    item.scale.enable_motion().extend(times, [(1.4 * fit,) * 2, (1.8 * fit,) * 2], ["linear"])
    item.position.enable_motion().extend(times, [(960 + 96, 540), (960 - 96, 540)], ["linear"])
    return item


def inset(film, scene):
    picture = mv.layer.Video(scene["inset"], audio=False)
    item = film.add_layer(picture, position=(1440, 270), scale=0.4, rotation=8.0, audio=False)
    times = [n * 3.0 for n in range(6)]
    item.opacity.enable_motion().extend(times, [0.6 + 0.4 * (n % 2) for n in range(6)], ["linear"] * 5)


def sound(film, played):
    layer = mv.layer.Audio(played["path"])
    level = 20 * math.log10(played["volume"])
    end = min(played["duration"], layer.duration)
    item = film.add_layer(layer, offset=played["start"], end_time=end, audio_level=level)
    if played["fade_in"]:
        times = [0.0, played["fade_in"], end - played["fade_out"], end]
        item.audio_level.enable_motion().extend(times, [-60.0, level, level, -60.0], ["linear"] * 3)


if __name__ == "__main__":
    main()
