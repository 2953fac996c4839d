"""What people and programs say that words of the file mean, checked: a customer only gets what its field can hold.

In: dict word -> what it means (a known id, a name, the code of a language, nothing), as the option ``values`` or a
mapping has it. Out: the same with typed values, as converters take them, and the words whose meaning is not known here.
"""

from collections.abc import Mapping

from .convert import converter
from .convert.choice import Lookup
from .reference import NewRecord, Reference

LARGEST = 2**31  # of a number that a column of type integer holds; no amount of a customer is larger
KINDS_OF_RECORDS = {
    "country": "countries",
    "state": "states",
    "language": "languages",
    "salesperson": "users",
    "groups": "groups",
    "payment_term": "terms",
    "payment_method": "methods",
}


def resolve(
    kind: str, meanings: Mapping[str, object], reference: Reference, **options: object
) -> tuple[dict[str, object], list[str]]:
    """Return what words mean as typed values of a kind.

    A record or an option is known by its id among those of ``reference``, or by a name that means exactly one of them.
    Values of other kinds are read as if they stood in the file.

    :param kind: a key of ``convert.KINDS``
    :param meanings: id, name or value of each word; None, False and "" mean a blank cell
    :param options: options of the kind, see its converter
    :return: (typed value of each word, words whose meaning is not known)
    """
    read = _reader(kind, meanings, reference, options)
    known = {word: None if _is_nothing(meaning) else read(meaning) for word, meaning in meanings.items()}
    unknown = {word: None for word, value in known.items() if value is None and not _is_nothing(meanings[word])}
    return {word: value for word, value in known.items() if word not in unknown}, list(unknown)


def _is_nothing(meaning):
    return meaning is None or meaning is False or meaning == ""


def _reader(kind, meanings, reference, options):
    """Return a function that gives the typed value of a meaning, None where it is not known."""
    names = [meaning for meaning in meanings.values() if isinstance(meaning, str)]
    # a meaning never creates what Odoo does not have
    reading = converter(kind, names, reference, **{**options, "create": False})
    if kind == "groups":
        lookup, ids = Lookup(reference.groups), {group.id for group in reference.groups}
        return lambda meaning: _group(meaning, ids, lookup)
    if kind in KINDS_OF_RECORDS:
        ids = {one.id for one in getattr(reference, KINDS_OF_RECORDS[kind])}
    elif kind in ("selection", "many2one"):
        ids = {one.id for one in reference.choices.get(options.get("field", ""), ())}
    else:
        return lambda meaning: _scalar(kind, meaning, reading)
    return lambda meaning: meaning if _is_id(meaning, ids) else _named(meaning, reading)


def _is_id(meaning, ids):
    return isinstance(meaning, (int, str)) and not isinstance(meaning, bool) and meaning in ids


def _named(meaning, reading):
    """Return the value that a name means as a word of the file would, None where it is in doubt."""
    cell = reading.clean(meaning) if isinstance(meaning, str) else None
    return None if cell is None or cell.bad or isinstance(cell.value, NewRecord) else cell.value


def _group(meaning, ids, lookup):
    if _is_id(meaning, ids):
        return (meaning,)
    found = lookup.find(meaning) if isinstance(meaning, str) else []
    return (found[0].id,) if len(found) == 1 else None


def _scalar(kind, meaning, reading):
    """Return a value of a kind that no record stands for."""
    if isinstance(meaning, bool):
        return meaning if kind == "boolean" else None
    if isinstance(meaning, (int, float)) and kind in ("amount", "integer"):
        fits = abs(meaning) < LARGEST and (kind == "amount" or meaning == int(meaning))
        return (float(meaning) if kind == "amount" else int(meaning)) if fits else None
    return _named(meaning, reading)
