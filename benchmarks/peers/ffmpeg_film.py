"""The films as one ffmpeg filter_complex: `python ffmpeg_film.py SCENE OUT FFMPEG` becomes ffmpeg.

Notes on how: `xfade` for dissolves, `zoompan` for the photo, `rotate` and `colorchannelmixer` (driven by `sendcmd`)
for the inset, `overlay` for words; of film C `gblur`, `eq`, `alphamerge`, `blend` in RGB and `rgbashift`.
"""

import json
import os
import sys

SIZE, FPS, SMALL = (1920, 1080), 30, (768, 432)


class Graph:
    """Inputs and filters, as they are collected."""

    def __init__(self):
        self.inputs, self.count, self.filters = [], 0, []

    def file(self, path, *options):
        """One more input; its number."""
        self.inputs += [*map(str, options), "-i", path]
        self.count += 1
        return self.count - 1

    def add(self, line):
        """One more chain of filters."""
        self.filters.append(line)


def main():
    """Become ffmpeg."""
    scene_path, out, program = sys.argv[1:4]
    with open(scene_path, encoding="utf-8") as file:
        scene = json.load(file)
    graph = Graph()
    pictures, sound = shots(graph, scene), sounds(graph, scene)
    for step in (lights, inset, split, captions, title):
        pictures = step(graph, scene, pictures)
    graph.add(f"{pictures}format=yuv420p[out]")
    command = [program, "-y", "-v", "error", *graph.inputs, "-filter_complex", ";".join(graph.filters)]
    command += ["-map", "[out]", *(["-map", sound] if sound else []), "-t", str(scene["seconds"]), "-r", str(FPS)]
    way = scene["encoding"]
    command += ["-c:v", "libx264", "-preset", way["preset"], "-crf", way["crf"], "-x264-params", way["params"]]
    command += ["-profile:v", "high", "-g", "60", "-threads:v", "2"]
    os.execv(program, [*command, "-c:a", "aac", "-b:a", "192k", out])


def shots(graph, scene):
    half = scene["dissolve"] / 2
    last = len(scene["shots"]) - 1
    joined = ""
    for n, shot in enumerate(scene["shots"]):
        before, after = (half if n else 0), (half if n < last else 0)
        graph.add(one_shot(graph, scene, n, before, before + shot["duration"] + after))
        if n:
            graph.add(f"{joined}[v{n}]xfade=fade:duration={2 * half}:offset={shot['start'] - half}[x{n}]")
        joined = f"[x{n}]" if n else "[v0]"
    return joined


def one_shot(graph, scene, n, before, length):
    shot = scene["shots"][n]
    if shot["lead"] is None:
        return photo(graph.file(shot["path"]), n, before, length)
    number = graph.file(shot["path"], "-ss", shot["lead"] - before, "-t", length)
    base = f"[{number}:v]fps={FPS},settb=AVTB,setpts=PTS-STARTPTS"
    if scene["letter"] != "C":
        return f"{base}[v{n}]"
    blurred = "[a]scale=480:-2,crop=480:270,gblur=12,scale=1920:1080[c];"
    way = {
        0: ",eq=brightness=0.1:contrast=1.15:saturation=1.25",
        1: f",split[a][b];{blurred}[b]scale=-2:1080[d];[c][d]overlay=656:0",
        2: ",eq=eval=frame:saturation='1.3-0.225*t'",
    }[n]
    return f"{base}{way},setsar=1,format=yuv420p,settb=AVTB[v{n}]"


def photo(number, n, before, length):
    progress = f"clip((on/{FPS}-{before})/3,0,1)"
    zoom = f"1.4+0.4*{progress}"
    x = f"iw/2-iw/zoom/2-(0.1-0.2*{progress})/2*iw/zoom"
    frames = round(length * FPS)
    return (
        f"[{number}:v]scale=-2:2160,pad=3840:2160:-1:-1,zoompan=z='{zoom}':x='{x}':y='ih/2-ih/zoom/2':d={frames}"
        f":s=1920x1080:fps={FPS},setsar=1,format=yuv420p,settb=AVTB[v{n}]"
    )


def inset(graph, scene, below):
    if not scene["inset"]:
        return below
    number = graph.file(scene["inset"])
    alpha = "0.6+0.4*(1-abs((T-6*floor(T/6))/3-1))"
    masked = ""
    if scene["mask"]:
        mask = graph.file(scene["mask"], "-loop", 1, "-framerate", FPS)
        graph.add(f"[{mask}:v]format=gray[mask]")
        masked = "[small];[small][mask]alphamerge=shortest=1"
    graph.add(
        f"[{number}:v]scale={SMALL[0]}:{SMALL[1]},format=rgba{masked},"
        f"sendcmd=c='0-99 [expr] colorchannelmixer aa {alpha}',colorchannelmixer,"
        "rotate=8*PI/180:ow=rotw(8*PI/180):oh=roth(8*PI/180):c=none[inset]"
    )
    graph.add(f"{below}[inset]overlay=1440-w/2:270-h/2:format=yuv420[withinset]")
    return "[withinset]"


def lights(graph, scene, below):
    if not scene["light"]:
        return below
    number = graph.file(scene["light"], "-loop", 1, "-framerate", FPS, "-t", scene["seconds"])
    glow = "0.5+0.4*(1-abs((T-3*floor(T/3))/1.5-1))"
    drive = ",".join(f"[expr] colorchannelmixer {part} {glow}" for part in ("rr", "gg", "bb"))
    graph.add(f"[{number}:v]format=gbrp,sendcmd=c='0-99 {drive}',colorchannelmixer[light]")
    graph.add(f"{below}format=gbrp[under];[under][light]blend=all_mode=screen:shortest=1[lit]")
    return "[lit]"


def split(graph, scene, below):
    if scene["letter"] != "C":
        return below
    graph.add(f"{below}format=gbrp,rgbashift=rh=-12:bh=12:rv=-8:bv=8:enable='between(t,6,7.999)',format=yuv420p[split]")
    return "[split]"


def captions(graph, scene, below):
    for n, words in enumerate(scene["captions"]):
        number = graph.file(words["path"])
        end = words["start"] + words["duration"] - 0.001
        place = f"{words['x']}-w/2:{words['y']}-h/2:enable='between(t,{words['start']},{end})'"
        graph.add(f"{below}[{number}:v]overlay={place}[said{n}]")
        below = f"[said{n}]"
    return below


def title(graph, scene, below):
    count = len(scene["title"])
    for n, words in enumerate(scene["title"]):
        number = graph.file(words["path"])
        start, end = words["start"], words["start"] + words["duration"] - 0.001
        own = start + 1.5 * n / (count + 1)
        away = f"300*pow(1-clip((t-{own})/0.5,0,1),3)"
        place = f"x={words['x']}-w/2:y='{words['y']}-h/2+{away}':enable='between(t,{own},{end})'"
        graph.add(f"{below}[{number}:v]overlay={place}[letter{n}]")
        below = f"[letter{n}]"
    return below


def sounds(graph, scene):
    for n, sound in enumerate(scene["sounds"]):
        number = graph.file(sound["path"], "-t", sound["duration"])
        delay = round(sound["start"] * 1000)
        fades = ""
        if sound["fade_in"]:
            out = sound["duration"] - sound["fade_out"]
            fades = f",afade=in:d={sound['fade_in']},afade=out:st={out}:d={sound['fade_out']}"
        graph.add(f"[{number}:a]volume={sound['volume']}{fades},adelay={delay}:all=1[s{n}]")
    names = "".join(f"[s{n}]" for n in range(len(scene["sounds"])))
    if not names:
        return ""
    graph.add(f"{names}amix=inputs={len(scene['sounds'])}:normalize=0:duration=longest[sound]")
    return "[sound]"


if __name__ == "__main__":
    main()
