"""Films A and B in editly: `python editly_film.py SCENE OUT FOLDER FFMPEG` writes its specification and becomes editly.

Every clip has the inset and its words as layers of its own, as layers end where clips do; the photo zooms by editly's
own `zoomDirection`. Nothing of editly turns a video or keyframes its opacity.
"""

import json
import os
import sys

SIZE, FPS = (1920, 1080), 30


def main():
    """Write the specification and become editly."""
    scene_path, out, folder, ffmpeg = sys.argv[1:5]
    with open(scene_path, encoding="utf-8") as file:
        scene = json.load(file)
    with open(out + ".json5", "w", encoding="utf-8") as file:
        json.dump(specification(scene, out, ffmpeg), file, ensure_ascii=False, indent=1)
    program = os.path.join(folder, "node_modules/.bin/editly")
    os.execv(program, [program, out + ".json5"])


def specification(scene, out, ffmpeg):
    """What editly is given."""
    way = scene["encoding"]
    encoding = ["-c:v", "libx264", "-preset", way["preset"], "-crf", way["crf"], "-x264-params", way["params"]]
    return {
        "outPath": out,
        "width": SIZE[0],
        "height": SIZE[1],
        "fps": FPS,
        "ffmpegPath": ffmpeg,
        "defaults": {"transition": {"name": "fade", "duration": scene["dissolve"]}},
        "clips": [clip(scene, n) for n in range(len(scene["shots"]))],
        "audioTracks": [sound(played) for played in scene["sounds"]],
        "customOutputArgs": [*encoding, "-g", "60", "-threads", "2", "-pix_fmt", "yuv420p", "-c:a", "aac"],
    }


def clip(scene, n):
    shot, half = scene["shots"][n], scene["dissolve"] / 2
    before, after = (half if n else 0), (half if n < len(scene["shots"]) - 1 else 0)
    start, length = shot["start"] - before, before + shot["duration"] + after
    layers = [main_layer(shot, before, length)]
    if scene["inset"]:
        layers.append(inset(scene["inset"], start, length))
    layers += [caption(words, start) for words in scene["captions"] if meets(words, start, length)]
    return {"duration": length, "layers": layers}


def main_layer(shot, before, length):
    if shot["lead"] is None:
        return {"type": "image", "path": shot["path"], "resizeMode": "cover", "zoomDirection": "in", "zoomAmount": 0.3}
    start = shot["lead"] - before
    return {"type": "video", "path": shot["path"], "cutFrom": start, "cutTo": start + length}


def inset(path, start, length):
    place = {"left": 0.55, "top": 0.05, "width": 0.4, "height": 0.4}
    return {"type": "video", "path": path, "cutFrom": start, "cutTo": start + length, **place}


def meets(words, start, length):
    return words["start"] < start + length and words["start"] + words["duration"] > start


def caption(words, start):
    first = max(0, words["start"] - start)
    place = {"x": words["x"] / SIZE[0], "y": words["y"] / SIZE[1], "originX": "center", "originY": "center"}
    width = png_width(words["path"]) / SIZE[0]
    own = {"type": "image-overlay", "path": words["path"], "position": place, "width": width, "zoomDirection": None}
    return {**own, "start": first, "stop": words["start"] + words["duration"] - start}


def png_width(path):
    with open(path, "rb") as file:
        return int.from_bytes(file.read(20)[16:], "big")


def sound(played):
    return {
        "path": played["path"],
        "start": played["start"],
        "cutTo": played["duration"],
        "mixVolume": played["volume"],
    }


if __name__ == "__main__":
    main()
