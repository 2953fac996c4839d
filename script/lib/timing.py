"""What benchmarks share: medians of several runs, and plain tables."""

import gc
import statistics
import time


def median_seconds(work, runs):
    """Do a piece of work several times.

    :param work: function without parameters
    :param runs: how often
    :return: float, the median of the seconds it took
    """
    seconds = []
    for _ in range(runs):
        gc.collect()
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds)


def table(rows):
    """Lay out rows in columns, the first to the left and the others to the right.

    :param rows: list of lists of str, the first of them the headings
    :return: str
    """
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = []
    for first, *others in rows:
        cells = [cell.rjust(width) for cell, width in zip(others, widths[1:], strict=True)]
        lines.append("  ".join([first.ljust(widths[0]), *cells]))
    return "\n".join(lines)
