"""Each effect does what its name says: spectra, times and levels before and after."""

import numpy as np
import pytest
from scipy.signal import butter, lfilter, sosfilt

from draftreel.audio_effects import AUDIO_EFFECTS
from draftreel.catalogue import Kind, find
from draftreel.samples import SAMPLE_RATE, silence

RATE = SAMPLE_RATE
TELEPHONE = "7264894634285863483"


def through(name, samples, first=0, **params):
    return AUDIO_EFFECTS[name](samples, RATE, first, **params)


def listed(kind, name, samples, **told):
    """Through the catalogue's call for a name, with some sliders moved."""
    call = find(kind, "", "", name).call
    return through(call.name, samples, **{**call.arguments, **told})


def tone(hertz, seconds=1.0, level=0.25):
    return stereo(level * np.sin(2 * np.pi * hertz * np.arange(round(seconds * RATE)) / RATE))


def stereo(sound):
    return np.repeat(np.asarray(sound, np.float32)[:, np.newaxis], 2, axis=1)


def noise(seconds=2.0, level=0.1):
    return (np.random.default_rng(9).standard_normal((round(seconds * RATE), 2)) * level).astype(np.float32)


def impulse(seconds):
    samples = silence(round(seconds * RATE))
    samples[0] = 1
    return samples


def vowel(hertz=220.0, formants=(700.0, 1200.0), seconds=2.0):
    """Pulses through two resonances 80 Hz wide: a voice that says "ah"."""
    pulses = np.diff(np.floor(np.arange(round(seconds * RATE) + 1) * hertz / RATE))
    for formant in formants:
        radius = np.exp(-np.pi * 80 / RATE)
        pulses = lfilter([1], [1, -2 * radius * np.cos(2 * np.pi * formant / RATE), radius**2], pulses)
    return stereo(0.3 * pulses / np.abs(pulses).max())


def level(samples, hertz, width=3.0):
    """The amplitude of what lies about a frequency, in the last half: there all is settled."""
    sound = samples[len(samples) // 2 :, 0].astype(np.float64)
    window = np.hanning(len(sound))
    spectrum = np.abs(np.fft.rfft(sound * window)) * 2 / window.sum()
    bins = np.fft.rfftfreq(len(sound), 1 / RATE)
    return spectrum[np.abs(bins - hertz) <= width].max()


def decibels(after, before):
    return 20 * np.log10(after / before)


def change(name, hertz, amplitude=0.25, **params):
    """By how many dB a tone is louder for an effect."""
    samples = tone(hertz, level=amplitude)
    return decibels(level(through(name, samples, **params), hertz), level(samples, hertz))


def band_change(before, after, low, high):
    """By how many dB the power between two frequencies has changed."""
    power = [np.square(np.abs(np.fft.rfft(one[:, 0]))) for one in (before, after)]
    bins = np.fft.rfftfreq(len(before), 1 / RATE)
    within = (bins >= low) & (bins < high)
    return 10 * np.log10(power[1][within].sum() / power[0][within].sum())


def pitch(samples):
    """Where the middle second is most like itself, in hertz."""
    sound = samples[RATE // 2 : RATE // 2 * 3, 0].astype(np.float64)
    same = np.fft.irfft(np.square(np.abs(np.fft.rfft(sound * np.hanning(len(sound)), 2 * len(sound)))))
    lags = range(RATE // 600, RATE // 40)  # at half the pitch it is as like, at 600 Hz and more a formant may be
    most = max(same[lag] for lag in lags)
    lag = next(lag for lag in lags if same[lag] > 0.94 * most and same[lag] == same[lag - 9 : lag + 10].max())
    bend = same[lag - 1] - 2 * same[lag] + same[lag + 1]
    return RATE / (lag + 0.5 * (same[lag - 1] - same[lag + 1]) / bend)


def brightness(samples):
    """The centre of the spectrum below 8 kHz, in hertz."""
    power = np.square(np.abs(np.fft.rfft(samples[RATE // 2 : -RATE // 2, 0])))
    bins = np.fft.rfftfreq(len(samples) - RATE, 1 / RATE)
    return (bins * power)[bins < 8000].sum() / power[bins < 8000].sum()


def loudest(samples, low, high):
    """The frequency of the strongest partial within a band."""
    power = np.abs(np.fft.rfft(samples[RATE // 2 : -RATE // 2, 0] * np.hanning(len(samples) - RATE)))
    bins = np.fft.rfftfreq(len(samples) - RATE, 1 / RATE)
    within = (bins >= low) & (bins < high)
    return bins[within][power[within].argmax()]


# rooms and repeats


@pytest.mark.parametrize("seconds", [0.5, 1.2, 3.0, 4.5])
def test_a_reverb_loses_60_db_in_its_time(seconds):
    """Schroeder's backward integral of the room's answer, from 5 to 35 dB down, in the octave about 1 kHz."""
    answer = through("reverb", impulse(6.0), seconds=seconds, wet=1.0, size=2.0)
    octave = sosfilt(butter(3, (707, 1414), "bandpass", fs=RATE, output="sos"), answer[1:], axis=0)
    left = 10 * np.log10(np.cumsum(np.square(octave).sum(axis=1)[::-1])[::-1] + 1e-12)
    down = left - left[0]
    taken = np.argmax(down < -35) - np.argmax(down < -5)
    assert taken / RATE * 2 == pytest.approx(seconds, rel=0.1)


def test_a_larger_room_answers_later():
    """The first wall 17.15 m away is heard no sooner than after the way of half of it: 0.025 s."""
    answer = np.abs(through("reverb", impulse(1.0), size=17.15)[1:]).max(axis=1)
    assert 0.015 < np.argmax(answer > 1e-3) / RATE < 0.05
    near = np.abs(through("reverb", impulse(1.0), size=2.0)[1:]).max(axis=1)
    assert np.argmax(near > 1e-3) < np.argmax(answer > 1e-3)


def test_a_room_is_heard_from_all_sides():
    """What was the same left and right is not alike any more in the tail."""
    tail = through("reverb", impulse(1.0))[RATE // 10 :]
    assert abs(np.corrcoef(tail.T)[0, 1]) < 0.1


def test_a_church_rings_longer_than_a_classroom_and_that_longer_than_a_room():
    """After 0.4 s a room of 0.5 s is 48 dB down, one of 0.8 s 30 dB and one of 4 s 6 dB."""
    names = ("教堂", "教室", "房间")
    late = [np.std(listed(Kind.AUDIO_EFFECT, name, impulse(1.0))[round(0.4 * RATE) :]) for name in names]
    assert late[0] > 5 * late[1] > 25 * late[2] > 0


def test_the_second_peak_of_an_echo_comes_after_its_delay():
    answer = through("echo", impulse(1.0), delay=0.25, quantity=0.5, wet=0.6, high=20_000.0)[:, 0]
    peaks = [round(RATE * 0.25 * index) for index in range(4)]
    assert answer[0] == 1.0
    assert [np.abs(answer[place - 50 : place + 50]).argmax() - 50 for place in peaks[1:]] == [0, 0, 0]
    heights = [answer[place] for place in peaks[1:]]
    assert heights[1] / heights[0] == pytest.approx(0.5, abs=0.01)
    assert heights[2] / heights[1] == pytest.approx(0.5, abs=0.01)


def test_more_quantity_repeats_longer_and_strength_is_how_loud_the_repeats_are():
    few, many = (np.abs(through("echo", impulse(3.0), quantity=q)[2 * RATE :]).max() for q in (0.2, 0.8))
    assert many > 50 * few
    half, whole = (np.abs(through("echo", impulse(1.0), strength=s)[100:]).max() for s in (0.5, 1.0))
    assert half == pytest.approx(whole / 2, rel=1e-5)


def test_a_spread_echo_comes_from_left_and_right_in_turn():
    answer = np.abs(through("echo", impulse(1.0), delay=0.2, spread=1.0))
    first, second = answer[9000:10_500].max(axis=0), answer[18_600:20_100].max(axis=0)
    assert first[0] > 0.05
    assert first[1] == 0
    assert second[1] > 0.02
    assert second[0] == 0


# devices


def test_a_telephone_passes_speech_and_drops_what_is_below_and_above():
    call = find(Kind.AUDIO_EFFECT, TELEPHONE, "", "").call
    params = {**call.arguments, "strength": 1.0}
    assert abs(change("device", 1000, **params)) < 3
    assert change("device", 100, **params) < -20
    assert change("device", 8000, **params) < -20


def test_a_telephone_at_its_usual_strength_lets_some_of_the_rest_through():
    assert change("device", 100, **find(Kind.AUDIO_EFFECT, TELEPHONE, "", "").call.arguments) == pytest.approx(
        20 * np.log10(0.3), abs=1
    )


@pytest.mark.parametrize("name", ["扩音器", "对讲机", "留声机", "老式电话", "复古收音机", "广播"])
def test_small_loudspeakers_have_neither_lows_nor_highs(name):
    before = noise()
    after = listed(Kind.AUDIO_EFFECT, name, before)
    middle = band_change(before, after, 1000, 2000)
    assert band_change(before, after, 20, 100) < middle - 15
    assert band_change(before, after, 12_000, 20_000) < middle - 15


def test_a_megaphone_distorts_and_a_telephone_hardly():
    """The third harmonic of 700 Hz lies within both bands."""
    megaphone, telephone = (listed(Kind.AUDIO_EFFECT, one, tone(700)) for one in ("扩音器", "电话"))
    assert level(megaphone, 2100) > 0.05 * level(megaphone, 700)
    assert level(telephone, 2100) < 0.02 * level(telephone, 700)


def test_a_record_crackles_more_with_more_noise_and_only_while_it_plays():
    played = tone(440, 1.0, 0.01)
    clean, dirty = (listed(Kind.AUDIO_EFFECT, "黑胶", played, clicks=0.0, noise=n) for n in (0.0, 1.0))
    assert band_change(clean, dirty, 2000, 8000) > 20
    assert not listed(Kind.AUDIO_EFFECT, "黑胶", silence(RATE)).any()


@pytest.mark.parametrize("name", ["捂嘴", "闷响", "水下"])
def test_what_is_muffled_has_no_highs(name):
    before = noise()
    after = listed(Kind.AUDIO_EFFECT, name, before)
    assert abs(band_change(before, after, 100, 300)) < 3
    assert band_change(before, after, 4000, 8000) < -30


def test_deeper_water_is_duller():
    assert change("muffle", 1000, high=600.0, depth=1.0) < change("muffle", 1000, high=600.0, depth=0.5) - 20
    assert abs(change("muffle", 1000, high=600.0, depth=0.0)) < 1


# machines


def test_ring_modulation_gives_sum_and_difference():
    rung = through("ring", tone(1000), hertz=150.0)
    assert level(rung, 850) == pytest.approx(level(rung, 1150), rel=0.01)
    assert level(rung, 850) == pytest.approx(0.25 / np.sqrt(2), rel=0.01)
    assert level(rung, 1000) < 0.001


@pytest.mark.parametrize("spoken", [150.0, 220.0, 300.0])
def test_a_robot_speaks_on_one_note_whatever_the_voice_does(spoken):
    assert pitch(listed(Kind.TONE, "机器人", vowel(spoken))) == pytest.approx(110, rel=0.01)


def test_a_robot_keeps_the_vowel():
    ah, ee = (through("vocoder", vowel(150, formants)) for formants in ((700.0, 1200.0), (300.0, 2300.0)))
    assert 600 < loudest(ah, 200, 4000) < 800
    assert 200 < loudest(ee, 200, 4000) < 450
    assert level(ee, 2300, 120) > 3 * level(ah, 2300, 120)


def test_eight_bits_are_few_levels_that_are_held():
    """3 bits are levels an eighth of -1..1 apart; 6000 samples a second are held for 8 of 48000."""
    crushed = through("crush", tone(100, level=0.9), bits=3.0, hertz=6000.0)[:, 0]
    assert set(np.abs(crushed[100:]).tolist()) <= {0.0, 0.25, 0.5, 0.75, 1.0}
    assert set((np.diff(np.flatnonzero(np.diff(crushed[100:]))) % 8).tolist()) == {0}


@pytest.mark.parametrize(("slider", "hertz"), [(0.0, 110), (0.5, 220), (1.0, 440)])
def test_the_middle_of_the_eight_bit_pitch_is_the_voices_own(slider, hertz):
    out = listed(Kind.AUDIO_EFFECT, "8bit", vowel(220), pitch=slider, timbre=0.0)
    assert pitch(out) == pytest.approx(hertz, rel=0.01)


def test_lo_fi_is_dull_and_swims():
    assert band_change(noise(), listed(Kind.AUDIO_EFFECT, "低保真", noise()), 8000, 16_000) < -15
    steady, swum = tone(1000, 4.0), through("lofi", tone(1000, 4.0), wow=1.0, noise=0.0)
    assert level(swum, 1000, 0.5) < 0.7 * level(steady, 1000, 0.5)
    assert level(swum, 1000, 30) > 0.1 * level(steady, 1000, 30)


def test_a_low_battery_is_lower():
    heard = listed(Kind.AUDIO_EFFECT, "没电了", vowel(220), wow=0.0)
    assert pitch(heard) == pytest.approx(220 * 2 ** (-5 / 12), rel=0.01)


# voices


@pytest.mark.parametrize(
    ("name", "semitones"),
    [("花栗鼠", 9.0), ("萝莉", 6.75), ("女生", 5.004), ("男生", -3.75), ("大叔", -5.004), ("怪物", -7.8)],
)
def test_a_tone_moves_the_pitch_by_its_share_of_its_semitones(name, semitones):
    heard = listed(Kind.TONE, name, vowel(220))
    assert pitch(heard) == pytest.approx(220 * 2 ** (semitones / 12), rel=0.01)


@pytest.mark.parametrize(("name", "brighter"), [("花栗鼠", True), ("萝莉", True), ("大叔", False), ("怪物", False)])
def test_small_throats_are_brighter_and_large_ones_darker(name, brighter):
    before, after = brightness(vowel(220)), brightness(listed(Kind.TONE, name, vowel(220)))
    assert after > 1.2 * before if brighter else after < 0.9 * before


def test_at_0_a_tones_sliders_leave_the_voice_alone():
    samples = vowel(220)
    assert listed(Kind.TONE, "大叔", samples, pitch=0.0, timbre=0.0) is samples


@pytest.mark.parametrize("semitones", [-7.0, 7.0])
def test_the_pitch_moves_without_the_formants(semitones):
    """A vowel of one formant at 1000 Hz: its strongest partial stays within half a partial's distance of it."""
    heard = through("voice", vowel(110, (1000.0,)), semitones=semitones, formants=0.0)
    new = 110 * 2 ** (semitones / 12)
    assert pitch(heard) == pytest.approx(new, rel=0.01)
    assert loudest(heard, 300, 4000) == pytest.approx(1000, abs=0.75 * new)


@pytest.mark.parametrize("formants", [-7.0, 7.0])
def test_the_formants_move_without_the_pitch(formants):
    heard = through("voice", vowel(110, (1000.0,)), semitones=0.0, formants=formants)
    assert pitch(heard) == pytest.approx(110, rel=0.01)
    assert loudest(heard, 300, 4000) == pytest.approx(1000 * 2 ** (formants / 12), abs=110)


def test_a_moved_voice_stays_where_it_was():
    """A word from 1 s to 2 s begins and ends there, within 15 ms."""
    spoken = np.concatenate((silence(RATE), vowel(220, seconds=1.0), silence(RATE)))
    heard = np.abs(through("voice", spoken, semitones=7.0, formants=2.0)[:, 0])
    loud = np.flatnonzero(heard > 0.2 * heard.max())
    assert loud[0] / RATE == pytest.approx(1.0, abs=0.015)
    assert loud[-1] / RATE == pytest.approx(2.0, abs=0.015)


@pytest.mark.parametrize("sung", [215.0, 225.0, 300.0, 452.0])
def test_autotune_sings_the_nearest_note(sung):
    note = 440 * 2 ** (round(12 * np.log2(sung / 440)) / 12)
    assert pitch(through("autotune", vowel(sung))) == pytest.approx(note, rel=0.003)


def test_autotune_half_way_is_half_way():
    """449 Hz is 35 cents above A."""
    assert pitch(through("autotune", vowel(449.0), strength=0.5)) == pytest.approx(np.sqrt(449 * 440), rel=0.002)


def test_autotune_keeps_time_and_does_not_click():
    sung = vowel(452.0, (700.0,))
    tuned = through("autotune", sung)
    assert np.abs(np.diff(tuned, 2, axis=0)).max() < 1.3 * np.abs(np.diff(sung, 2, axis=0)).max()
    assert np.square(tuned).mean() == pytest.approx(np.square(sung).mean(), rel=0.1)


# what swings


def test_vibrato_swings_by_as_much_as_it_says():
    """Half of a semitone up and down at 5 Hz: 1000 Hz reaches 1029 and 972, seen in the rate of zero crossings."""
    swung = through("vibrato", tone(1000), frequency=0.5, width=0.5)[:, 0].astype(np.float64)
    phase = np.unwrap(np.angle(np.fft.ifft(np.fft.fft(swung) * (np.fft.fftfreq(len(swung)) > 0) * 2)))
    hertz = (np.diff(phase) * RATE / (2 * np.pi))[RATE // 10 : -RATE // 10]
    assert hertz.max() == pytest.approx(1000 * 2 ** (0.5 / 12), rel=0.003)
    assert hertz.min() == pytest.approx(1000 * 2 ** (-0.5 / 12), rel=0.003)


def test_tremolo_swings_in_loudness():
    """At 5 Hz from full to 1 - 0.6 of it."""
    swung = np.abs(through("tremolo", stereo(np.ones(RATE)), frequency=0.5, width=0.6))
    assert (swung.max(), swung.min()) == (pytest.approx(1.0), pytest.approx(0.4))
    assert np.sum(np.diff((swung[:, 0] > 0.7).astype(int)) == 1) == 5


def test_a_chorus_is_several_and_wide():
    sung = tone(440, 4.0)
    many = through("chorus", sung)
    assert level(many, 440, 6) > 3 * level(many, 430, 2)
    assert abs(np.corrcoef(through("chorus", noise() * 0 + noise()[:, :1]).T)[0, 1]) < 0.9


def test_a_flanger_combs():
    """Against a place where it stands half way, a delay of 1 + 108 samples: notches at odd multiples of 220 Hz."""
    before = noise(4.0)
    after = through("flanger", before, hertz=0.0, depth=1.0)
    assert band_change(before, after, 430, 450) > band_change(before, after, 210, 230) + 10


def test_a_phaser_sweeps_notches():
    """Standing at 250 Hz, four all-passes turn by 180 degrees where one turns by 45: at 104 Hz and at 604 Hz."""
    before = noise(8.0)
    after = through("phaser", before, hertz=0.0)
    assert band_change(before, after, 100, 108) < -20
    assert band_change(before, after, 595, 613) < -20
    assert abs(band_change(before, after, 248, 252)) < 1  # all the way round


def test_distortion_has_odd_harmonics():
    driven = through("distort", tone(400, level=0.8))
    assert level(driven, 1200) > 0.15 * level(driven, 400)
    assert level(driven, 800) < 0.01 * level(driven, 400)


# where it is


def test_a_sound_goes_round_the_head():
    """Once in four seconds: right after one, left after three."""
    heard = through("around", noise(4.0), frequency=0.5)
    one, three = (np.std(heard[t * RATE - RATE // 5 : t * RATE + RATE // 5], axis=0) for t in (1, 3))
    assert one[1] > 3 * one[0]
    assert three[0] > 3 * three[1]


def test_the_far_ear_hears_it_later_and_duller():
    """Standing at the right: 0.66 ms are 32 samples."""
    click = stereo(np.eye(RATE, 1, -4800)[:, 0])
    heard = through("around", click, position=1.0, frequency=0.0)
    left, right = np.abs(heard).argmax(axis=0)
    assert left - right == pytest.approx(32, abs=1)
    before = stereo(noise()[:, 0])
    after = through("around", before, position=1.0, frequency=0.0)
    assert band_change(before, after, 6000, 10_000) < band_change(before, after, 200, 500) - 6


def test_widening_makes_two_of_one_and_keeps_their_sum():
    mono = stereo(noise()[:, 0])
    wide = through("widen", mono)
    assert np.corrcoef(wide.T)[0, 1] < 0.8
    assert wide.sum(axis=1) == pytest.approx(mono.sum(axis=1), abs=1e-6)


# clearer


def test_boosts_are_as_many_decibels_as_they_say():
    assert change("boost", 40, bass=8.0) == pytest.approx(8, abs=0.5)
    assert change("boost", 1500, bass=8.0) == pytest.approx(0, abs=0.5)
    assert change("boost", 3200, bass=0.0, presence=4.0) == pytest.approx(4, abs=0.2)
    assert change("boost", 16_000, bass=0.0, air=6.0) == pytest.approx(6, abs=0.7)
    assert change("boost", 40, bass=8.0, strength=0.5) == pytest.approx(4, abs=0.5)


def test_an_enhanced_voice_is_clearer_and_more_even():
    low, middle, clear = (change("enhance", hertz, 0.02) for hertz in (30, 500, 3200))  # too quiet to be pressed
    assert clear > middle + 3
    assert low < middle - 10
    quiet, loud = (np.std(through("enhance", tone(500, level=one))[RATE // 2 :]) for one in (0.05, 0.8))
    assert decibels(loud, quiet) < 24.1 - 6  # 0.8 is 24.1 dB above 0.05


def test_denoising_lowers_the_noise_and_not_the_tone():
    """Half seconds of a tone 20 dB above a hiss, as words are, and half seconds of hiss alone."""
    count = 6 * RATE
    spoken = (np.arange(count) // (RATE // 2) % 2)[:, np.newaxis] * tone(1000, 6.0)
    clean = through("denoise", (spoken + noise(6.0, 0.02)).astype(np.float32))
    pause, word = slice(RATE * 4 + 4800, RATE * 4 + 19_200), slice(RATE * 4 + 28_800, RATE * 4 + 43_200)
    assert decibels(np.std(clean[pause]), 0.02) < -10
    assert decibels(level(clean[word], 1000), 0.25) > -1
