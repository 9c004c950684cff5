from fractions import Fraction

import av
import numpy as np

from draftreel.media.downmix import alike, joined, to_stereo


def frame(values, layout="mono", form="fltp"):
    made = av.AudioFrame.from_ndarray(np.array(values, np.float32), form, layout)
    made.sample_rate, made.time_base, made.pts = 48_000, Fraction(1, 1_000), 7  # a stamp that fits nothing
    return made


def test_frames_are_joined_in_their_order():
    parts = [frame([[0.1, 0.2]]), frame([[0.3]]), frame([[0.4, 0.5, 0.6]])]
    expected = np.array([0.1, 0.2, 0.3, 0.4, 0.5, 0.6], np.float32)
    assert np.array_equal(to_stereo(joined(parts)), np.stack([expected, expected], 1))


def test_joined_planes_stay_on_their_sides():
    parts = [frame([[0.1], [-0.1]], "stereo"), frame([[0.2], [-0.2]], "stereo")]
    assert np.array_equal(to_stereo(joined(parts)), np.array([[0.1, -0.1], [0.2, -0.2]], np.float32))


def test_joining_gives_the_samples_of_the_parts():
    values = np.random.default_rng(1).uniform(-1, 1, (6, 5_000)).astype(np.float32)
    whole = joined([frame(values[:, at : at + 1_000], "5.1") for at in range(0, 5_000, 1_000)])
    apart = [to_stereo(frame(values[:, at : at + 1_000], "5.1")) for at in range(0, 5_000, 1_000)]
    assert np.allclose(to_stereo(whole), np.concatenate(apart), atol=1e-6)


def test_frames_of_other_channels_or_formats_are_not_alike():
    one = frame([[0.0]])
    assert alike(one, frame([[0.5, 0.5]]))
    assert not alike(one, frame([[0.0], [0.0]], "stereo"))
    assert not alike(one, frame([[0.0]], form="flt"))
