"""What a person said of codes that nobody has: whose they are, or that they are new.

In: the answers by code, and what the codes of the file show of each other. Out: ``Said``, which knows a code however
the file spells it, also as a spreadsheet has damaged it.
"""

from collections.abc import Mapping

from .characters import bare, tidy
from .convert.damage import Codes
from .match import code_key


class Said:
    """Answers of a person, by code.

    :param known_as: code -> id of the customer it means, 0 for a new one
    :param style: of the codes of the file; None: it is not known yet, and no spelling is taken for a damaged one
    """

    def __init__(self, known_as: Mapping[str, int], style: Codes | None = None) -> None:
        self._style = style
        self._by_key: dict[str, int] = {}
        self.contradicted: str | None = None  # a code that is said to be two customers
        for code, id_ in known_as.items():
            if self._by_key.setdefault(self._key(code), id_) != id_:
                self.contradicted = code
        self.codes = {id_: code for code, id_ in known_as.items() if id_}  # one of each customer

    def of(self, code: str) -> int | None:
        """Return the id of the customer that a code is said to mean, 0 for a new one; None: nothing was said."""
        return self._by_key.get(self._key(code)) if self._by_key else None

    def _key(self, code):
        """Return what the spellings of one code share, the damaged ones of which it is sure what they were too."""
        code = bare(tidy(code))
        whole, _lost = self._style.damage(code) if self._style else (code, "")
        return code_key(whole or code)
