"""Groups: the several tags that one cell names, within the family of its column.

In: words such as "Nord, Grands comptes". Out: a tuple of the groups' ids, and of ``NewRecord`` for those
that Odoo does not have. Case, accents and spaces do not count; archived groups and all names in all
languages do. Groups of other families are never meant. A group that the user may not see is left out, and so is a new
one below a family that they may not see: a second one of its name would be made.
"""

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from ..bounds import LONGEST_LIST
from ..folding import clean, plain
from ..message import Message
from ..reference import GROUP_MODEL, Choice, NewRecord, Reference
from .base import NOT_THERE, Cell, Converter, left_out
from .placeholder import is_ditto, says_nothing

LEFT_OUT = "left_out.group"  # somebody said so of a group that Odoo does not have
SAYS_NOTHING = ("ditto", "says_nothing")  # no mistake beside groups that are used


class Groups(Converter):
    """The groups of one column.

    :param separator: option: what stands between two groups of a cell (default ","); "" when a cell is one group
    :param family: option: name of the family, as a rule the column's header
    :param family_id: option: id of the family's root group in Odoo, 0 when it has none yet
    :param family_hidden: option: the user may not see that root group
    :param create: option: groups that Odoo does not have are made (default True)
    :param keep: option: ``merge`` keeps the family's groups that the file no longer names
    """

    has_nothing = False
    longest = LONGEST_LIST

    def __init__(self, words: Sequence[str], reference: Reference, **options: Any) -> None:
        super().__init__(words, reference, **options)
        self.words = words
        self.separator = options.get("separator", ",")
        self.family = options.get("family", "")
        self.shown = {group.id: group.names[0] for group in reference.groups if group.names and not group.hidden}
        self.family_id = options.get("family_id") or 0
        members = family_members(reference.groups, self.family_id)
        self.members = [group for group in members if not group.hidden]
        self.hidden = {group_key(name) for group in members if group.hidden for name in group.names}
        self.ids = {}
        for group in sorted(self.members, key=lambda group: (not group.active, group.id)):
            for name in group.names:
                self.ids.setdefault(group_key(name), group.id)
        self.member_ids = {group.id for group in self.members}
        values = options.get("values") or {}
        self.left_out = {group_key(word) for word, value in values.items() if value is None}

    def read(self, word: str, country: str) -> Cell:
        names = [clean(name) for line in word.splitlines() for name in self.names(line)]
        unused = {name: variant for name in names if name and (variant := self.obstacle(name))}
        found = [self.group(name) for name in names if name and name not in unused]
        value = tuple(dict.fromkeys(value for values in found for value in values)) or None
        if not unused:
            return Cell(value)
        variant = min(unused.values(), key=lambda why: why == LEFT_OUT)  # what somebody should know comes first
        same = ", ".join(name for name, why in unused.items() if why == variant)
        is_used = value is not None and variant in SAYS_NOTHING
        return Cell(value, Message(variant, {"value": same}), variant != LEFT_OUT and not is_used)

    def nothing(self, word: str, country: str) -> Cell:
        return left_out(self.read(word, country))

    def obstacle(self, name: str) -> str | None:
        """Return the message's key of a group that can be neither used nor made, else None."""
        key = group_key(name)
        if self.in_table(name) not in (NOT_THERE, None) or key in self.ids:
            return None
        if is_ditto(name):
            return "ditto"
        if says_nothing(name, self.words):
            return "says_nothing"
        if key in self.hidden:
            return "hidden_group"
        if self.options.get("family_hidden"):
            return "hidden_group.family"
        if not self.options.get("create", True):
            return "unknown_group" if key not in self.left_out else None
        return LEFT_OUT if key in self.left_out else None

    def names(self, line: str) -> list[str]:
        """Return the names in one line of a cell; one in quotes may hold the separator."""
        if not self.separator:
            return [line]
        if '"' not in line:
            return line.split(self.separator)
        parts = _parts(self.separator).findall(line)
        return [quoted.replace('""', '"') or plain_name for quoted, plain_name in parts]

    def group(self, name: str) -> tuple[int | NewRecord, ...]:
        """Return the groups, as a rule one, that ``name`` means."""
        chosen = self.in_table(name)
        if chosen is not NOT_THERE:
            return self.chosen(chosen) or ()
        key = group_key(name)
        if key in self.left_out:
            return ()
        return (self.ids.get(key) or NewRecord(GROUP_MODEL, key, name, self.family, self.family_id),)

    def chosen(self, value: Any) -> tuple[int | NewRecord, ...] | None:
        return value if value is None or isinstance(value, tuple) else (value,)

    def same(self, old: Iterable[int], new: Iterable[int | NewRecord], country: str = "") -> bool:
        return {group for group in old if group in self.member_ids} == set(new)

    def merge(self, old: Iterable[int], new: Iterable[int | NewRecord]) -> tuple[int | NewRecord, ...]:
        keep = self.options.get("keep")
        kept = tuple(group for group in old if keep or group not in self.member_ids)
        return kept + tuple(group for group in new if group not in kept)

    def show(self, value: Iterable[int | NewRecord]) -> str:
        separator = f"{self.separator} " if self.separator else ", "
        return separator.join(
            group.name if isinstance(group, NewRecord) else self.shown.get(group, str(group)) for group in value
        )


@cache
def _parts(separator):
    """Return the pattern of one group in a line of a cell: in quotes, or as it stands."""
    between = re.escape(separator)
    return re.compile(rf'\s*"((?:[^"]|"")*)"\s*(?:{between}|$)|(.*?)(?:{between}|$)')


def group_key(name: str) -> str:
    """Return ``name`` for comparison: signs count ("A+" is not "A-"), case, accents and spaces do not."""
    return plain(name).replace(" ", "")


def family_members(groups: Iterable[Choice], family_id: int) -> list[Choice]:
    """Return the groups below the family's root, at any depth; none without a family."""
    if not family_id:
        return []
    parents = {group.id: group.parent for group in groups}

    def is_member(group_id):
        seen = set()
        while group_id and group_id not in seen:
            seen.add(group_id)
            group_id = parents.get(group_id, 0)
            if group_id == family_id:
                return True
        return False

    return [group for group in groups if is_member(group.id)]
