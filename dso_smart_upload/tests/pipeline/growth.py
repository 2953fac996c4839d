"""Whether time grows no faster than what is looked at: doubling the size may take less than 2.5 times the time."""

import gc
import time

MOST = 2.5
ENOUGH = 0.002  # seconds of the processor from which a time can be compared with another
LONGEST = 15.0  # seconds that nothing here may take, on a slow machine too
TRIES = 5
REPEATED = 3
CALM = 0.05  # seconds beside which what disturbs a measurement is small, so that the first try does not repeat it
_SLOW = 0.0003  # seconds from which a time is looked at
_SUSPICIOUS = 16.0  # times that eight times as much may take before it is measured with care
_HOPELESS = 5  # times that an eighth more takes


def seconds(run, value, repeated=REPEATED, calm=float("inf")):
    """Return the shortest time of the processor that ``run(value)`` takes; more than ``calm`` is not repeated."""
    best = float("inf")
    for _time in range(repeated):
        start = time.process_time()
        run(value)
        best = min(best, time.process_time() - start)
        if best > calm:
            break
    return best


def is_suspicious(run, make, sizes=(16, 32, 256, 2048)):
    """Tell whether much more seems to take much longer, by a first look that takes no time."""
    for size in sizes:
        taken = seconds(run, make(size), 1)
        if taken > _SLOW:
            taken = seconds(run, make(size))
            if taken > _SUSPICIOUS * max(seconds(run, make(size // 8)), _SLOW / 16):
                return True
    return False


def growth(run, make, first, last, enough=ENOUGH):
    """Return how many times longer twice as much takes, the least of several tries; 0 where it takes no time at all.

    :param run: what is measured, function of what ``make`` returns
    :param make: function of a size
    :param first: the smallest size
    :param last: the largest one, and half of the largest that is tried
    :param enough: seconds that the smaller of the two must take
    """
    size = first
    while (taken := seconds(run, make(size), 1)) < enough and size < last:
        size *= 2
    if taken < enough:
        return 0.0
    # looked at again where it is so: once, it may be that Python tidied its memory meanwhile
    if all(seconds(run, make(size + size // 8), 1) > _HOPELESS * taken for _time in range(3)):
        return float("inf")  # twice as much would not end
    least = float("inf")
    gc.disable()
    try:
        for number in range(TRIES):
            if number and size < last and number % 2 == 0:
                size *= 2  # a step that something costs once is behind it, what grows goes on growing
            small, large = make(size), make(2 * size)
            calm = float("inf") if number else CALM
            one = seconds(run, small, calm=calm)
            two = seconds(run, large, 1 if one > LONGEST / 10 else REPEATED, calm)
            least = min(least, two / one)
            if least < MOST:
                break
    finally:
        gc.enable()
    return least
