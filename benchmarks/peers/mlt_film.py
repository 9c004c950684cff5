"""Films A and B in MLT: `python mlt_film.py SCENE OUT MELT` writes the film as MLT XML and becomes melt.

A playlist with `luma` mixes for the dissolves, and tracks over it joined by `qtblend`, whose rectangle, rotation and
opacity are keyframed; words are pictures. Two threads draw frames (`real_time=-2`).
"""

import json
import math
import os
import sys
from xml.etree.ElementTree import Element, ElementTree, SubElement

SIZE, FPS = (1920, 1080), 30


def main():
    """Write the film's XML and become melt."""
    scene_path, out, melt = sys.argv[1:4]
    with open(scene_path, encoding="utf-8") as file:
        scene = json.load(file)
    root = Element("mlt", LC_NUMERIC="C")
    SubElement(
        root, "profile", width="1920", height="1080", progressive="1", sample_aspect_num="1", sample_aspect_den="1",
        display_aspect_num="16", display_aspect_den="9", frame_rate_num="30", frame_rate_den="1", colorspace="709",
    )  # fmt: skip
    tracks = [shots(root, scene)]
    tracks += [inset(root, scene)] if scene["inset"] else []
    tracks += [captions(root, scene)] if scene["captions"] else []
    seen = len(tracks)
    tracks += [played(root, n, sounds) for n, sounds in enumerate(by_track(scene["sounds"]))]
    join(root, scene, tracks, seen)
    ElementTree(root).write(out + ".mlt", encoding="utf-8", xml_declaration=True)
    consumer = f"avformat:{out}"
    way = scene["encoding"]
    options = ["vcodec=libx264", f"preset={way['preset']}", f"crf={way['crf']}", f"x264-params={way['params']}"]
    options += ["g=60", "threads=2", "pix_fmt=yuv420p", "real_time=-2"]
    options += ["acodec=aac", "ab=192k", "ar=48000"] if scene["sounds"] else ["an=1"]
    os.execv(melt, [melt, "-silent", out + ".mlt", "-consumer", consumer, *options])


def frames(seconds):
    """Whole frames, halves upwards."""
    return int(seconds * FPS + 0.5)


def properties(element, **values):
    for name, value in values.items():
        SubElement(element, "property", name=name.replace("__", ".")).text = str(value)
    return element


def producer(root, name, path, **values):
    return properties(SubElement(root, "producer", id=name), resource=path, **values)


def shots(root, scene):
    """One playlist: a shot, the mix of its end with the next one's beginning, the next shot ..."""
    every, mixed = scene["shots"], frames(scene["dissolve"])
    half, items = scene["dissolve"] / 2, []
    for n, shot in enumerate(every):
        before, after = (half if n else 0), (half if n < len(every) - 1 else 0)
        first = frames((shot["lead"] or 0) - before) if shot["lead"] is not None else 0
        end = first + frames(shot["start"] + shot["duration"] + after) - frames(shot["start"] - before)
        make_shot(root, n, shot, before)
        items.append((f"shot{n}", first, end - 1))
    edges = [part for n in range(len(items)) for part in parts(root, items, n, mixed)]
    playlist = SubElement(root, "playlist", id="shots")
    for name, first, last in edges:
        SubElement(playlist, "entry", {"producer": name, "in": str(first), "out": str(last)})
    return "shots"


def make_shot(root, n, shot, before):
    if shot["lead"] is not None:
        producer(root, f"shot{n}", shot["path"], audio_index=-1)
        return
    photo = producer(root, f"shot{n}", shot["path"], length=100000)
    mover = SubElement(photo, "filter")
    start, end = frames(before), frames(before + 3)
    rects = (rect(1440 * zoom, 1080 * zoom, 960 + move, 540) for zoom, move in ((1.4, 96), (1.8, -96)))
    small, large = (f"{each} 1" for each in rects)
    properties(mover, mlt_service="qtblend", rect=f"0={small};{start}={small};{end}={large}")


def parts(root, items, n, mixed):
    name, first, last = items[n]
    first_own = first + (mixed if n else 0)
    if n == len(items) - 1:
        return [(name, first_own, last)]
    tractor = SubElement(root, "tractor", {"id": f"mix{n}", "in": "0", "out": str(mixed - 1)})
    following = items[n + 1]
    for other, start in ((name, last + 1 - mixed), (following[0], following[1])):
        SubElement(tractor, "track", {"producer": other, "in": str(start), "out": str(start + mixed - 1)})
    luma = SubElement(tractor, "transition", {"in": "0", "out": str(mixed - 1)})
    properties(luma, mlt_service="luma", a_track=0, b_track=1)
    return [(name, first_own, last - mixed), (f"mix{n}", 0, mixed - 1)]


def rect(width, height, x, y):
    return f"{x - width / 2:g} {y - height / 2:g} {width:g} {height:g}"


def inset(root, scene):
    producer(root, "inset", scene["inset"], audio_index=-1)
    return "inset"


def captions(root, scene):
    for n, words in enumerate(scene["captions"]):
        with open(words["path"], "rb") as file:
            head = file.read(24)
        width, height = (int.from_bytes(head[at : at + 4], "big") for at in (16, 20))
        picture = producer(root, f"caption{n}", words["path"], length=100000)
        mover = SubElement(picture, "filter")
        properties(mover, mlt_service="qtblend", rect=f"{rect(width, height, words['x'], words['y'])} 1")
    return spread(root, "captions", [(f"caption{n}", words) for n, words in enumerate(scene["captions"])])


def by_track(sounds):
    return [sounds[:1], sounds[1:]] if sounds else []


def played(root, n, sounds):
    items = []
    for index, sound in enumerate(sounds):
        name = f"sound{n}x{index}"
        source = producer(root, name, sound["path"], video_index=-1)
        items.append((name, sound))
        level = 20 * math.log10(sound["volume"])
        last = frames(sound["duration"]) - 1
        ways = f"0=-60;{frames(sound['fade_in'])}={level};{last - frames(sound['fade_out'])}={level};{last}=-60"
        properties(SubElement(source, "filter"), mlt_service="volume", level=ways if sound["fade_in"] else f"0={level}")
    return spread(root, f"sounds{n}", items)


def spread(root, name, items):
    """A playlist with blanks between."""
    playlist, at = SubElement(root, "playlist", id=name), 0
    for item, each in items:
        start, end = frames(each["start"]), frames(each["start"] + each["duration"])
        if start > at:
            SubElement(playlist, "blank", length=str(start - at))
        SubElement(playlist, "entry", {"producer": item, "in": "0", "out": str(end - start - 1)})
        at = end
    return name


def join(root, scene, tracks, seen):
    last = frames(scene["seconds"]) - 1
    tractor = SubElement(root, "tractor", {"id": "film", "in": "0", "out": str(last)})
    for name in tracks:
        SubElement(tractor, "track", producer=name)
    for number in range(1, len(tracks)):
        way = SubElement(tractor, "transition", {"in": "0", "out": str(last)})
        if number >= seen:
            properties(way, mlt_service="mix", a_track=0, b_track=number, sum=1, always_active=1)
        elif tracks[number] == "inset":
            place = rect(768, 432, 1440, 270)
            ways = ";".join(f"{n * 90}={place} {0.6 + 0.4 * (n % 2):g}" for n in range(6))
            properties(way, mlt_service="qtblend", a_track=0, b_track=number, rect=ways, rotation=8, rotate_center=1)
        else:
            properties(way, mlt_service="qtblend", a_track=0, b_track=number)


if __name__ == "__main__":
    main()
