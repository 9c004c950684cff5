from statistics import fmean, pstdev

from draftreel.noise import unit


def test_the_same_seed_gives_the_same_number_and_another_seed_another():
    assert unit(7, 1, 2) == unit(7, 1, 2)
    assert len({unit(7, 1, 2), unit(8, 1, 2), unit(7, 2, 1), unit(7, 1)}) == 4


def test_numbers_are_spread_evenly_over_0_to_1():
    numbers = [unit(3, i) for i in range(10_000)]
    assert 0 <= min(numbers) < 0.01
    assert 0.99 < max(numbers) < 1
    assert abs(fmean(numbers) - 0.5) < 0.01
    assert abs(pstdev(numbers) - 12**-0.5) < 0.01
