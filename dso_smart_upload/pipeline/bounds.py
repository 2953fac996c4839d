"""How much of a file is looked at: the longest of each kind of text, in characters.

What is longer is left out or rejected with a sentence. Nothing is cut into a value that the file does not say.
"""

LONGEST_HEADER = 255  # name of a column
LONGEST_NAME = 500  # name of a customer; the database keeps no longer ones in its indexes
LONGEST_CODE = 255  # customer code or another key
LONGEST_WORD = 300  # word of any other kind: a number, a date, a term, a name of a country
LONGEST_LIST = 2000  # several addresses or groups in one cell
LONGEST_TEXT = 32_767  # text of an address or a comment; a spreadsheet's cell holds no more
LONGEST_SHOWN = 300  # value beside a sentence


def shortened(text: str, limit: int = LONGEST_SHOWN) -> str:
    """Return a text as it is shown to a person: of a longer one the beginning.

    >>> shortened("abcdef", 4)
    'abc…'
    """
    return text if len(text) <= limit else text[: limit - 1] + "…"
