"""What a mail server found out about the sender of a mail: the header Authentication-Results (RFC 8601).

In: the headers of a mail and whose are trusted. Out: whether the sender of the mail is who it says. Such a header can
be forged like all others, so only those are read that the own mail server writes: it is known by its name, and
removes what others wrote under that name (RFC 8601, section 5).
"""

import re
from dataclasses import dataclass

ANY = "*"  # trust the topmost header, for servers that give no name
MOST_HEADERS = 20
MOST_CHARACTERS = 10_000  # of a header, and
MOST_RESULTS = 200  # in it; one with more is believed nothing good
COMMENT = re.compile(r"\([^()]*\)")
MOST_NESTED = 10

FAILED, UNCHECKED, ACCEPTED = "failed", "unchecked", "accepted"
UNKNOWN = ("none", "neutral", "policy", "bestguesspass")  # results that say nothing


@dataclass(frozen=True)
class Result:
    """One thing that was checked.

    :param method: ``spf``, ``dkim``, ``dmarc`` or another one
    :param result: ``pass``, ``fail``, ``none`` and so on
    :param properties: dict such as {"header.from": "example.com"}
    """

    method: str
    result: str
    properties: dict


def judge(headers, sender, trusted=""):
    """Return what the headers say about a sender.

    Without trusted servers nothing has to be said, but what the topmost header says against the sender counts: who
    forges a mail has no reason to write that.

    :param headers: the texts of the headers Authentication-Results, topmost first
    :param sender: domain of the sender of the mail
    :param trusted: names of the servers whose headers count, separated by commas; ``*`` for the topmost one
    :return: ``accepted``, ``failed``, or ``unchecked``: no trusted server says that it is who it says

    >>> judge(["mx.example.com; dmarc=pass header.from=sage.example"], "sage.example", "mx.example.com")
    'accepted'
    >>> judge(["mx.example.com; dmarc=fail header.from=sage.example"], "sage.example")
    'failed'
    >>> judge([], "sage.example", "mx.example.com"), judge([], "sage.example")
    ('unchecked', 'accepted')
    """
    names = {name.strip().lower() for name in trusted.split(",") if name.strip()}
    parsed = [_parse(text) for text in headers[:MOST_HEADERS]]
    if parsed and (ANY in names or not names):
        believed = {parsed[0][0]}
    else:
        believed = names
    results = [result for name, found in parsed if name in believed for result in found]
    return _confirmed(results, sender) if names else _not_denied(results, sender)


def _confirmed(results, sender):
    """Judge what must say that the sender is who it says: DMARC, or else SPF or DKIM for their domain."""
    if not results:
        return UNCHECKED
    dmarc = next((one for one in results if one.method == "dmarc"), None)
    if dmarc and dmarc.result not in UNKNOWN:
        return ACCEPTED if _passes_dmarc(dmarc, sender) else FAILED
    return ACCEPTED if any(_passes(one, sender) for one in results) else FAILED


def _not_denied(results, sender):
    """Judge what must not say that the sender is somebody else."""
    dmarc = next((one for one in results if one.method == "dmarc"), None)
    if dmarc and dmarc.result not in UNKNOWN:
        return ACCEPTED if _passes_dmarc(dmarc, sender) else FAILED
    denied = any(one.method in ("spf", "dkim") and one.result in ("fail", "softfail", "hardfail") for one in results)
    return FAILED if denied and not any(_passes(one, sender) for one in results) else ACCEPTED


def _passes_dmarc(dmarc, sender):
    return dmarc.result == "pass" and dmarc.properties.get("header.from", sender) == sender


def _passes(one, sender):
    """Whether a result of SPF or DKIM says that a mail comes from the domain of its sender (RFC 7489, section 3.1)."""
    names = {"spf": ("smtp.mailfrom", "smtp.mail"), "dkim": ("header.d", "header.i")}.get(one.method, ())
    domain = next((one.properties[name] for name in names if name in one.properties), "").rpartition("@")[2]
    return one.result == "pass" and "." in domain and _aligned(domain, sender)


def _aligned(domain, sender):
    return domain == sender or domain.endswith(f".{sender}") or sender.endswith(f".{domain}")


def _parse(text):
    """Return the name of the server and its results."""
    is_long = len(text) > MOST_CHARACTERS
    text = text[:MOST_CHARACTERS].lower()
    for _level in range(MOST_NESTED):
        text, found = COMMENT.subn(" ", text)
        if not found:
            break
    first, *parts = text.split(";", MOST_RESULTS)
    words = first.split()
    name = words[0] if words else ""
    if "=" in name:  # a server that gives no name
        name, parts = "", [first, *parts]
    if is_long or len(parts) >= MOST_RESULTS:
        return name, (Result("dmarc", "fail", {}),)
    return name, tuple(filter(None, map(_result, parts)))


def _result(text):
    """Return what one part of a header says, None where it says nothing."""
    words = [word.partition("=") for word in text.replace(" = ", "=").split()]
    if not words or not words[0][1]:
        return None
    method, _equals, result = words[0]
    properties = {name: value.strip('"').rstrip(".") for name, equals, value in words[1:] if equals}
    return Result(method.partition("/")[0], result, properties)
