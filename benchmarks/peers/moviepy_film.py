"""Films A and B in MoviePy 2: `python moviepy_film.py SCENE OUT`, run by an interpreter that has it.

Clips are trimmed by `subclipped`, dissolved by `CrossFadeIn`, the inset is made of `resized` and `rotated` and its
opacity is its mask times a function of time; words are pictures.
"""

import json
import sys

from moviepy import AudioFileClip, CompositeAudioClip, CompositeVideoClip, ImageClip, VideoFileClip, afx, vfx

SIZE, FPS = (1920, 1080), 30


def main():
    """Write the film."""
    scene_path, out = sys.argv[1:3]
    with open(scene_path, encoding="utf-8") as file:
        scene = json.load(file)
    layers = [*shots(scene), *inset(scene), *map(caption, scene["captions"])]
    film = CompositeVideoClip(layers, SIZE).with_duration(scene["seconds"])
    if scene["sounds"]:
        film = film.with_audio(CompositeAudioClip([*map(sound, scene["sounds"])]).with_duration(scene["seconds"]))
    way = scene["encoding"]
    film.write_videofile(
        out,
        fps=FPS,
        codec="libx264",
        preset=way["preset"],
        audio_codec="aac",
        audio_bitrate="192k",
        audio_fps=48000,
        threads=2,
        ffmpeg_params=["-crf", way["crf"], "-x264-params", way["params"], "-g", "60", "-pix_fmt", "yuv420p"],
        logger=None,
    )


def shots(scene):
    half, last = scene["dissolve"] / 2, len(scene["shots"]) - 1
    for n, shot in enumerate(scene["shots"]):
        before, after = (half if n else 0), (half if n < last else 0)
        clip = one_shot(shot, before, before + shot["duration"] + after).with_start(shot["start"] - before)
        yield clip.with_effects([vfx.CrossFadeIn(2 * half)]) if n else clip


def one_shot(shot, before, length):
    if shot["lead"] is not None:
        start = shot["lead"] - before
        return VideoFileClip(shot["path"], audio=False).subclipped(start, start + length)

    def progress(t):
        return min(max((t - before) / 3, 0), 1)

    def size(t):
        return (1.4 + 0.4 * progress(t)) / 1.8

    largest = ImageClip(shot["path"], duration=length).resized(height=1080 * 1.8)

    def place(t):
        x = 960 + 96 - 192 * progress(t)
        return x - largest.w * size(t) / 2, 540 - largest.h * size(t) / 2

    moving = largest.resized(size).with_position(place)
    # on black: a mask has one size for good, be it a dissolve's or the picture's own
    return CompositeVideoClip([moving], SIZE, bg_color=(0, 0, 0)).with_duration(length)


def inset(scene):
    if not scene["inset"]:
        return
    small = VideoFileClip(scene["inset"], audio=False, target_resolution=(768, 432)).subclipped(0, scene["seconds"])
    turned = small.with_mask().with_effects([vfx.Rotate(-8, expand=True)])
    mask = turned.mask.transform(lambda frame, t: frame(t) * (0.6 + 0.4 * (1 - abs(t % 6 / 3 - 1))))
    yield turned.with_mask(mask).with_position((1440 - turned.w / 2, 270 - turned.h / 2))


def caption(words):
    clip = ImageClip(words["path"], duration=words["duration"]).with_start(words["start"])
    return clip.with_position((words["x"] - clip.w / 2, words["y"] - clip.h / 2))


def sound(played):
    clip = AudioFileClip(played["path"]).subclipped(0, min(played["duration"], AudioFileClip(played["path"]).duration))
    effects = [afx.MultiplyVolume(played["volume"])]
    if played["fade_in"]:
        effects += [afx.AudioFadeIn(played["fade_in"]), afx.AudioFadeOut(played["fade_out"])]
    return clip.with_effects(effects).with_start(played["start"])


if __name__ == "__main__":
    main()
