"""Laws of every audio effect."""

import numpy as np
import pytest

from draftreel.audio_effects import AHEAD_S, AUDIO_EFFECTS, MEMORY_S
from draftreel.catalogue import Kind
from draftreel.catalogue.rows import lines, row_of
from draftreel.samples import SAMPLE_RATE, silence

RATE = SAMPLE_RATE
LISTED = [row.call for kind in (Kind.AUDIO_EFFECT, Kind.TONE) for row in map(row_of, lines(kind)) if row.call]
CASES = [
    *((name, {}) for name in AUDIO_EFFECTS),
    *((call.name, call.arguments) for call in sorted(set(LISTED), key=str)),
    ("device", {"low": 0.0, "drive": 0.0}),
    ("echo", {"quantity": 0.0}),
    ("echo", {"quantity": 1.0, "delay": 0.05}),
    ("reverb", {"seconds": 100.0, "room": 1.0}),
    ("crush", {"pitch": 0.0, "timbre": 0.0}),
    ("around", {"position": 1.0, "frequency": 0.0}),
    ("enhance", {"clean": 1.0, "ratio": 20.0}),
]
CHANGING_PITCH = {"autotune", "voice"}
"""These choose where periods begin by what they heard before, and so come out with another phase."""


def ids(cases):
    return [f"{name} {params}" for name, params in cases]


every_case = pytest.mark.parametrize(("name", "params"), CASES, ids=ids(CASES))
every_effect = pytest.mark.parametrize("name", AUDIO_EFFECTS)


def noise(seconds=1.0, seed=3):
    return (np.random.default_rng(seed).standard_normal((round(seconds * RATE), 2)) * 0.1).astype(np.float32)


def sealed(samples):
    samples.setflags(write=False)
    return samples


@every_case
def test_silence_stays_silence(name, params):
    assert not AUDIO_EFFECTS[name](sealed(silence(RATE)), RATE, 700, **params).any()


@every_case
def test_the_form_is_kept_and_the_input_left_alone(name, params):
    samples = sealed(noise())
    out = AUDIO_EFFECTS[name](samples, RATE, 0, **params)
    assert (out.shape, out.dtype, out.flags.c_contiguous) == ((RATE, 2), np.float32, True)


@every_case
@pytest.mark.parametrize("count", [0, 1, 2, 100])
def test_the_shortest_sounds_keep_their_length(name, params, count):
    assert AUDIO_EFFECTS[name](noise()[:count].copy(), RATE, 5, **params).shape == (count, 2)


@every_case
@pytest.mark.parametrize("sound", ["noise", "square", "impulse"])
def test_all_stays_finite_and_within_reason(name, params, sound):
    """At most 18 dB above full scale, whatever comes in at full scale."""
    samples = {
        "noise": np.clip(noise() * 10, -1, 1),
        "square": np.sign(np.sin(np.arange(RATE) / 70))[:, np.newaxis].repeat(2, axis=1),
        "impulse": np.eye(RATE, 1).repeat(2, axis=1),
    }[sound].astype(np.float32)
    out = AUDIO_EFFECTS[name](samples, RATE, 0, **params)
    assert np.isfinite(out).all()
    assert np.abs(out).max() <= 8


@every_case
def test_strength_0_hands_back_the_same_samples(name, params):
    samples = sealed(noise())
    assert AUDIO_EFFECTS[name](samples, RATE, 0, **{**params, "strength": 0.0}) is samples


@every_effect
def test_a_little_strength_changes_little_and_all_of_it_more(name):
    """On a tone between two notes with noise over it."""
    samples = noise() + np.float32(0.2) * np.sin(np.arange(RATE) / 34)[:, np.newaxis].astype(np.float32)
    little, all_of_it = (np.abs(AUDIO_EFFECTS[name](samples, RATE, 0, strength=s) - samples).max() for s in (1e-3, 1.0))
    assert all_of_it > 0
    assert little < 0.2 * all_of_it or name in CHANGING_PITCH  # another phase as soon as anything moves


@every_case
def test_the_same_sound_at_the_same_place_is_the_same(name, params):
    one, other = (AUDIO_EFFECTS[name](noise(), RATE, 1234, **params) for _ in range(2))
    assert np.array_equal(one, other)


@pytest.mark.parametrize("name", sorted(set(AUDIO_EFFECTS) - {"around"}))
def test_left_and_right_stay_two(name):
    """What sounds only left is louder left than right, and the other way round; only `around` says itself where."""
    left = noise() * np.float32([1, 0])
    out = AUDIO_EFFECTS[name](left, RATE, 0)
    mirrored = AUDIO_EFFECTS[name](left[:, ::-1].copy(), RATE, 0)
    assert np.std(out[:, 0]) > np.std(out[:, 1])
    assert np.std(mirrored[:, 1]) > np.std(mirrored[:, 0])


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "params"),
    [case for case in CASES if case[0] not in CHANGING_PITCH],
    ids=ids([case for case in CASES if case[0] not in CHANGING_PITCH]),
)
def test_a_piece_with_what_it_may_hear_is_as_the_whole(name, params):
    """Within 80 dB of full scale, at a place that no frame or clock begins at."""
    if params.get("pitch", 0.5) != 0.5 or params.get("semitones", 0.0) != 0.0:
        pytest.skip("changes the pitch")
    samples = noise(9)
    whole = AUDIO_EFFECTS[name](samples, RATE, 0, **params)
    start, stop = round(7.777 * RATE), round(8.123 * RATE)
    first, last = start - round(MEMORY_S * RATE), stop + round(AHEAD_S * RATE)
    piece = AUDIO_EFFECTS[name](samples[first:last], RATE, first, **params)[start - first : stop - first]
    assert np.abs(piece - whole[start:stop]).max() < 1e-4
