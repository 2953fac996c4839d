"""What the file says of each customer code, kept packed: who a customer will be whose code the file has too.

In: the parties of all rows, block by block. Out: ``FileWords``, which is asked for the row of a code. A million rows
take some tens of megabytes.
"""

import json
import zlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice

import numpy as np

from ..blocks import customer_hashes
from ..match import code_key
from .party import Party, Words

_ROWS = 64  # that are packed together, and unpacked where one of them is asked for


@dataclass(eq=False)
class FileWords:
    """The words of the first row of each code of a file.

    :param packs: rows, ``_ROWS`` at a time, packed
    :param hashes: of the codes of each pack, arrays of uint64: what codes share that can mean one customer
    """

    packs: list[bytes] = field(default_factory=list)
    hashes: list[np.ndarray] = field(default_factory=list)

    def add(self, rows: Iterable[tuple[str, Party]]) -> None:
        """Keep rows, in the order of the file: (customer code, its party)."""
        rows = iter(rows)
        while some := list(islice(rows, _ROWS)):
            text = json.dumps([(code, party.words) for code, party in some], ensure_ascii=False)
            self.packs.append(zlib.compress(text.encode(errors="surrogatepass"), 1))
            self.hashes.append(customer_hashes([code for code, _party in some]))

    def find(self, asked: Collection[Collection[str]], by_damaged: Collection[bool]) -> list[Words | None]:
        """Return the words of customers, each asked for by all of its codes; None where the file has none of them.

        :param by_damaged: of each customer, whether a damaged spelling of one of its codes is meant too
        """
        flat = [code for codes in asked for code in codes]
        if not self.hashes or not flat:
            return [None] * len(asked)
        every, order, _ends = self._index
        numbers = customer_hashes(flat)
        ends = zip(*(np.searchsorted(every, numbers, side).tolist() for side in ("left", "right")), strict=True)
        unpacked: dict[int, list[tuple[str, Words]]] = {}
        found = []
        for codes, damaged in zip(asked, by_damaged, strict=True):
            spans = [range(*next(ends)) for _code in codes]
            places = sorted({int(order[at]) for span in spans for at in span})
            rows = [self._row(place, unpacked) for place in places]
            keys = set(map(code_key, codes)) if rows else ()
            exact = [words for code, words in rows if code_key(code) in keys]
            found.append(next(iter(exact or (words for _code, words in rows if damaged)), None))
        return found

    def _row(self, place, unpacked):
        _every, _order, ends = self._index
        pack = int(np.searchsorted(ends, place, side="right"))
        if pack not in unpacked:
            rows = json.loads(zlib.decompress(self.packs[pack]).decode(errors="surrogatepass"))
            unpacked[pack] = [(code, _words(words)) for code, words in rows]
        return unpacked[pack][place - ends[pack]]  # counted from its end

    @cached_property
    def _index(self):
        """The hashes of all rows in order, the place of each in the file, and where packs end; once all are there."""
        every = np.concatenate(self.hashes)
        order = np.argsort(every, kind="stable")
        return every[order], order, np.cumsum([len(some) for some in self.hashes])


def _words(stored):
    found = Words(*stored)
    return found._replace(streets=tuple(found.streets))


def completed(row: Words, today: Words, cleared: Collection[str] = ()) -> Words:
    """Return what a customer will say after the import: what the row says, and today's values where it says nothing.

    :param cleared: names of the words that a blank cell of the row clears
    """
    kept = {
        name: getattr(today, name)
        for name in Words._fields
        if name not in cleared and name != "country" and not getattr(row, name)
    }
    return row._replace(**kept, country=today.country or row.country)
