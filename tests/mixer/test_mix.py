from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from draftreel.errors import SoundError
from draftreel.mixer import mix, supply
from draftreel.span import SECOND, Span
from draftreel.timeline import Curve, Key, Media, MediaKind, Retiming, SoundClip, Timeline, constant


def ramp(count):
    """Left rises from 0 by a thousandth a sample of 24 bits, right is its half: exact in float32."""
    steps = (np.arange(count) / 2**20).astype(np.float32)
    return np.stack([steps, steps / 2], axis=1)


def click(count, at):
    samples = np.zeros((count, 2), np.float32)
    samples[at] = 0.5
    return samples


def test_no_sounds_are_exact_zeros_of_the_films_length(desk):
    mixed = desk.mixed([], 2.5)
    assert mixed.shape == (120_000, 2)
    assert mixed.dtype == np.float32
    assert not mixed.any()


def test_a_sound_comes_out_as_it_went_in(desk, clip):
    source = ramp(96_000)
    mixed = desk.mixed([clip(desk.put("a", source), 0, 2)], 2)
    assert np.array_equal(mixed, source)


def test_an_impulse_placed_at_one_and_a_half_seconds_lands_at_sample_72000(desk, clip):
    mixed = desk.mixed([clip(desk.put("a", click(48_000, 0)), 1.5, 1)], 3)
    assert np.flatnonzero(mixed[:, 0]).tolist() == [72_000]


def test_a_trimmed_sound_begins_inside_its_source(desk, clip):
    mixed = desk.mixed([clip(desk.put("a", click(96_000, 48_000)), 1, 1, at=0.75)], 3)
    assert np.flatnonzero(mixed[:, 0]).tolist() == [48_000 + 12_000]


def test_a_sound_ends_with_its_place(desk, clip):
    mixed = desk.mixed([clip(desk.put("a", np.full((96_000, 2), 0.25, np.float32)), 0.5, 1)], 3)
    assert np.flatnonzero(mixed[:, 0])[[0, -1]].tolist() == [24_000, 71_999]


def test_a_source_shorter_than_its_place_is_followed_by_silence(desk, clip):
    mixed = desk.mixed([clip(desk.put("a", np.full((24_000, 2), 0.25, np.float32)), 0, 2)], 2)
    assert mixed[23_999, 0] == 0.25
    assert not mixed[24_000:].any()


def test_two_tones_add(desk, clip, tone, peaks):
    clips = [clip(desk.put("a", tone(440, 2, 0.5)), 0, 2), clip(desk.put("b", tone(1000, 2, 0.25)), 0, 2)]
    assert peaks(desk.mixed(clips, 2)) == pytest.approx({440: 0.5, 1000: 0.25}, abs=1e-4)


def test_the_same_sound_twice_is_twice_as_loud(desk, clip):
    source = ramp(48_000)
    media = desk.put("a", source)
    assert np.array_equal(desk.mixed([clip(media, 0, 1), clip(media, 0, 1)], 1), source * 2)


@pytest.mark.parametrize("speed", [2, Fraction(1, 2), Fraction(3, 2)])
def test_a_440_hz_tone_keeps_its_pitch_at_another_speed(desk, clip, tone, peaks, speed):
    seconds = 3 / Fraction(speed)
    mixed = desk.mixed([clip(desk.put("a", tone(440, 3)), 0, float(seconds), speed=speed)], 8)
    inside = mixed[2_400 : 2_400 + 48_000]
    loudest = max(peaks(inside).items(), key=lambda peak: peak[1])
    assert loudest[0] == 440
    assert loudest[1] == pytest.approx(0.5, abs=0.05)
    assert not mixed[round(seconds * 48_000) :].any()
    assert np.abs(mixed[round(seconds * 48_000) - 2_400 : round(seconds * 48_000)]).max() > 0.4


def test_with_tone_modify_double_speed_doubles_the_frequency_and_halves_the_duration(desk, clip, tone, peaks):
    mixed = desk.mixed([clip(desk.put("a", tone(440, 2)), 0, 1, speed=2, keep_pitch=False)], 2)
    assert peaks(mixed[:48_000]) == pytest.approx({880: 0.5}, abs=0.002)
    assert not mixed[48_000:].any()


def test_half_speed_with_tone_modify_sounds_an_octave_lower(desk, clip, tone, peaks):
    mixed = desk.mixed([clip(desk.put("a", tone(440, 2)), 0, 4, speed=Fraction(1, 2), keep_pitch=False)], 4)
    assert peaks(mixed[48_000:144_000]) == pytest.approx({220: 0.5}, abs=0.002)


def test_at_double_speed_a_click_comes_at_half_its_time(desk, clip):
    source = np.zeros((96_000, 2), np.float32)
    source[48_000:48_480] = 0.5
    for keep_pitch in (True, False):
        mixed = desk.mixed([clip(desk.put("a", source), 0, 1, speed=2, keep_pitch=keep_pitch)], 1)
        loud = np.flatnonzero(np.abs(mixed[:, 0]) > 0.25)
        assert abs(loud.mean() - 24_120) < 480, "within 10 ms"


def test_a_reversed_ramp_falls(desk, clip):
    source = ramp(96_000)
    mixed = desk.mixed([clip(desk.put("a", source), 0, 1, at=0.5, reverse=True)], 1)
    assert np.array_equal(mixed, source[24_000:72_000][::-1])


def test_reverse_at_double_speed_ends_at_the_beginning(desk, clip):
    mixed = desk.mixed([clip(desk.put("a", ramp(96_000)), 0, 1, speed=2, reverse=True, keep_pitch=False)], 1)
    assert mixed[12_000, 0] == pytest.approx((96_000 - 1 - 24_000) / 2**20, abs=1e-6)
    assert mixed[36_000, 0] == pytest.approx((96_000 - 1 - 72_000) / 2**20, abs=1e-6)


def test_fades_are_straight(desk, clip):
    media = desk.put("a", np.full((192_000, 2), 0.5, np.float32))
    mixed = desk.mixed([clip(media, 0, 4, fade_in=SECOND, fade_out=2 * SECOND)], 4)[:, 0]
    assert mixed[[0, 12_000, 24_000, 36_000, 48_000]].tolist() == [0, 0.125, 0.25, 0.375, 0.5]
    assert mixed[[96_000, 120_000, 144_000, 168_000]].tolist() == [0.5, 0.375, 0.25, 0.125]
    assert 0 < mixed[-1] < 0.5 / 90_000


def test_a_keyframed_volume_is_half_way_at_half_time(desk, clip):
    volume = Curve((Key(500_000, 0.0), Key(1_500_000, 1.0)))
    media = desk.put("a", np.full((96_000, 2), 0.5, np.float32))
    mixed = desk.mixed([clip(media, 1, 2, volume=volume)], 3)[48_000:, 0]
    assert mixed[[0, 24_000, 36_000, 48_000, 72_000, 95_999]].tolist() == [0, 0, 0.125, 0.25, 0.5, 0.5]


def test_a_curved_volume_follows_its_curve(desk, clip):
    volume = Curve((Key(0, 0.0, (0.42, 0.0, 0.58, 1.0)), Key(SECOND, 1.0)))
    media = desk.put("a", np.full((48_000, 2), 0.5, np.float32))
    mixed = desk.mixed([clip(media, 0, 1, volume=volume)], 1)[:, 0]
    assert mixed[24_000] == pytest.approx(0.25, abs=1e-4)
    assert mixed[12_000] < 0.08, "slow at first: a straight line would be at 0.125"


def test_volume_is_an_amplitude_and_zero_is_mute(desk, clip):
    media = desk.put("a", ramp(48_000))
    assert np.array_equal(desk.mixed([clip(media, 0, 1, volume=constant(0.5))], 1), ramp(48_000) / 2)
    assert not desk.mixed([clip(media, 0, 1, volume=constant(0.0))], 1).any()


def test_missing_media_and_films_without_sound_are_silent(desk):
    gone = SoundClip(Span(0, SECOND), Media("gone", MediaKind.SOUND, has_sound=True, missing=True), Retiming())
    mute = SoundClip(Span(0, SECOND), Media("mute", MediaKind.VIDEO, 64, 48, SECOND), Retiming())
    assert not desk.mixed([gone, mute], 1).any()


def test_a_sound_that_nobody_fetched_is_an_error(desk):
    with pytest.raises(SoundError):
        desk.mixed([SoundClip(Span(0, SECOND), Media("k", MediaKind.SOUND, has_sound=True), Retiming())], 1)


def test_a_compound_clip_plays_its_timeline(desk, clip):
    source = ramp(96_000)
    inner = desk.film([clip(desk.put("a", source), 0.5, 1)], 2)
    mixed = desk.mixed([clip(inner, 1, 2)], 4)
    assert not mixed[:72_000].any()
    assert np.array_equal(mixed[72_000:120_000], source[:48_000])
    assert not mixed[120_000:].any()


def test_a_compound_clip_can_be_trimmed_turned_round_and_sped_up(desk, clip):
    inner = desk.film([clip(desk.put("a", click(48_000, 12_000)), 0.5, 1)], 2)
    assert np.flatnonzero(desk.mixed([clip(inner, 0, 1, at=0.5)], 1)[:, 0]).tolist() == [12_000]
    assert np.flatnonzero(desk.mixed([clip(inner, 0, 2, reverse=True)], 2)[:, 0]).tolist() == [95_999 - 36_000]
    fast = desk.mixed([clip(inner, 0, 1, speed=2, keep_pitch=False)], 1)[:, 0]
    assert int(np.abs(fast).argmax()) == 18_000


def test_a_compound_clip_is_cut_at_its_own_duration(desk, clip):
    inner = replace(desk.film([clip(desk.put("a", ramp(96_000)), 0, 2)], 2), duration=SECOND)
    assert not desk.mixed([clip(inner, 0, 2)], 2)[48_000:].any()


def busy(desk, clip, tone):
    one, two = desk.put("one", tone(440, 3, 0.7)), desk.put("two", tone(97, 3, 0.8))
    inner = desk.film([clip(two, 0.25, 2)], 3)
    return [
        clip(one, 0, 2, speed=Fraction(7, 5), fade_in=300_000),
        clip(two, 0.3, 2.5, speed=Fraction(3, 4), keep_pitch=False),
        clip(one, 0.5, 1.5, reverse=True, volume=Curve((Key(0, 1.0), Key(SECOND, 0.2)))),
        clip(two, 1, 1.5, speed=Fraction(6, 5), reverse=True),
        clip(inner, 0.1, 2.5),
    ]


@pytest.mark.parametrize("block", [1_000, 4_099, 48_000])
def test_the_block_does_not_change_a_sample(desk, clip, tone, block):
    clips = busy(desk, clip, tone)
    whole = desk.mixed(clips, 3)
    assert np.abs(whole).max() > 0.88, "the limiter is at work"
    assert np.array_equal(desk.mixed(clips, 3, block=block), whole)


@pytest.mark.parametrize(("start", "end"), [(0, 700_000), (1_000_001, 2_345_678), (2_900_000, 3_000_000)])
def test_a_span_is_a_part_of_the_whole(desk, clip, tone, start, end):
    clips = busy(desk, clip, tone)
    part = desk.mixed(clips, 3, Span.between(start, end))
    whole = desk.mixed(clips, 3)
    first, last = round(start * 48 / 1000), round(end * 48 / 1000)
    assert np.array_equal(part, whole[first:last])


def test_blocks_are_of_the_size_asked_for(desk, clip):
    film = Timeline(64, 48, Fraction(30), 3 * SECOND, sounds=(clip(desk.put("a", ramp(48_000)), 0, 1),))
    assert [len(block) for block in mix(film, desk.library)] == [65_536, 65_536, 12_928]


def test_only_sounds_that_play_are_open(desk, clip, monkeypatch):
    still_open = set()

    class Counted(supply.SoundReader):
        def __init__(self, path):
            super().__init__(path)
            still_open.add(self)
            assert len(still_open) <= 3

        def close(self):
            still_open.discard(self)
            super().close()

    monkeypatch.setattr(supply, "SoundReader", Counted)
    media = desk.put("a", ramp(24_000))
    desk.mixed([clip(media, 0.5 * n, 0.5) for n in range(40)], 20, block=12_000)
    assert not still_open


def test_sound_that_holds_no_numbers_does_not_silence_the_film(desk, clip):
    broken = np.full((48_000, 2), np.nan, np.float32)
    clips = [clip(desk.put("a", broken), 0, 1), clip(desk.put("b", ramp(48_000)), 0, 1)]
    assert np.array_equal(desk.mixed(clips, 1), ramp(48_000))
