"""A picture of how long each way to import takes, as SVG: bars for one size, and lines for how the times grow.

In: the facts of `benchmark_import.measure`. Out: text of an SVG image.
"""

import html
import math

WIDTH, BAR, LEFT, RIGHT = 900, 26, 320, 80
GRAPH, LABELS = 330, 350  # height of the lines, room for their names
COLOURS = {"Smart Upload": "#017e84", "Odoo's import": "#714b67", "res.partner.create": "#8f8f8f"}


def chart(found):
    """Return the picture.

    :param found: dict rows -> list of dict with ``name`` and ``seconds``
    """
    rows = max(found, key=lambda size: (len(found[size]), size))  # the largest file that was imported in every way
    bars = [*_title(0, f"Seconds for {rows:,} customers of 15 columns"), *_bars(BAR, found[rows])]
    top = BAR * (len(found[rows]) + 3)
    height, lines = top, []
    if len(found) > 1:
        lines = [*_title(top, "Seconds by customers; both scales grow by ten"), *_lines(top + 2 * BAR, found)]
        height = top + GRAPH + 4 * BAR
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:.0f}" font-family="sans-serif" '
        f'font-size="14"><rect width="{WIDTH}" height="{height:.0f}" fill="white"/>'
    )
    return "\n".join([head, *bars, *lines, "</svg>\n"])


def _bars(top, facts):
    longest = max(fact["seconds"] for fact in facts)
    for fact in sorted(facts, key=lambda fact: -fact["seconds"]):
        length, middle = (WIDTH - LEFT - RIGHT) * fact["seconds"] / longest, top + BAR * 0.55
        yield _text(LEFT - 10, middle, fact["name"], "end")
        yield (
            f'<rect x="{LEFT}" y="{top:.0f}" width="{max(length, 1):.1f}" height="{BAR * 0.7:.0f}" '
            f'fill="{_colour(fact["name"])}"/>'
        )
        yield _text(LEFT + length + 8, middle, f"{fact['seconds']:.2f}")
        top += BAR


def _lines(top, found):
    """Yield a line for each way through its times, both axes logarithmic, and its name at the right."""
    times = [fact["seconds"] for facts in found.values() for fact in facts]
    across = _scale(min(found), max(found), 80, WIDTH - LABELS)
    up = _scale(min(times), max(times), top + GRAPH, top)
    for power in range(math.floor(math.log10(min(times))), math.ceil(math.log10(max(times))) + 1):
        if min(times) <= 10**power <= max(times):
            y = up(10**power)
            yield f'<line x1="80" x2="{WIDTH - LABELS}" y1="{y:.0f}" y2="{y:.0f}" stroke="#dddddd"/>'
            yield _text(70, y + 5, f"{10**power:,g} s", "end")
    for size in found:
        yield _text(across(size), top + GRAPH + BAR, f"{size:,}", "middle")
    ends = []
    for name in dict.fromkeys(fact["name"] for facts in found.values() for fact in facts):
        points = [(size, fact["seconds"]) for size, facts in found.items() for fact in facts if fact["name"] == name]
        path = " ".join(f"{across(size):.1f},{up(seconds):.1f}" for size, seconds in points)
        yield f'<polyline points="{path}" fill="none" stroke="{_colour(name)}" stroke-width="2"/>'
        ends.append((up(points[-1][1]), across(points[-1][0]), name))
    edge, below = WIDTH - LABELS + 25, 0
    for y, x, name in sorted(ends):
        below = max(y + 5, below + 17)
        yield (
            f'<line x1="{x:.0f}" y1="{y:.0f}" x2="{edge}" y2="{below - 5:.0f}" stroke="{_colour(name)}" '
            f'stroke-dasharray="2 3"/>'
        )
        yield _text(edge + 5, below, name)


def _scale(least, most, start, end):
    """Return the function from a number between ``least`` and ``most`` to its place between ``start`` and ``end``."""
    return lambda number: start + (end - start) * math.log(number / least) / math.log(most / least)


def _title(top, words):
    yield f'<text x="10" y="{top + BAR * 0.8:.0f}" font-weight="bold">{html.escape(words)}</text>'


def _text(x, y, words, anchor="start"):
    return f'<text x="{x:.0f}" y="{y:.0f}" text-anchor="{anchor}">{html.escape(words)}</text>'


def _colour(name):
    return next((colour for begin, colour in COLOURS.items() if name.startswith(begin)), "black")
