"""Where files come from: one way to look into folders of every kind, on fsspec. Plain Python, without Odoo.

In: ``Settings`` of a source. Out: a ``Place`` that lists, reads and puts files away, or ``Trouble`` with a sentence.
"""

from .guard import Guard
from .place import Found, Place, Settings
from .places import open_place
from .trouble import Trouble
