"""What is settled before the first row of a file is planned, and how far an import is."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from odoo.models import BaseModel

from ..pipeline.blocks import Amounts, Reading
from ..pipeline.corrections import Corrections
from ..pipeline.message import Issue, Message
from ..pipeline.plan import ColumnSetting, code_style
from ..pipeline.reference import Reference
from ..pipeline.said import Said
from ..pipeline.table import Table
from ..pipeline.twins.in_file import InFile
from .options import REQUIRED


@dataclass(frozen=True)
class Column:
    """A column of the file and what was settled for it.

    :param header: its header
    :param field: its ``dso.upload.field``, empty when it is left out
    :param setting: what its mapping says of it (``dso.upload.mapping.column._says``); {} where it has none or is new
    :param policy: when its values are written
    :param on_blank: ``keep`` or ``clear``
    :param on_bad: ``leave_out`` or ``reject``
    :param values: typed value that a word means, of the caller and of the mapping
    :param said: those of the caller only
    :param confidence: 0 to 1; 1 for what a person said
    :param reason: why, in words
    :param asked: nobody has said yet what it is: neither the mapping nor the caller
    :param is_doubtful: it was left out though it may well be a field, and nobody was asked
    :param forgotten: words of which the mapping remembers a meaning that is not there any more
    """

    header: str
    field: BaseModel
    setting: dict[str, Any]
    policy: str
    on_blank: str
    on_bad: str
    values: dict[str, Any]
    said: dict[str, Any]
    confidence: float
    reason: str
    asked: bool
    is_doubtful: bool = False
    forgotten: tuple[str, ...] = ()


@dataclass(frozen=True)
class Job:
    """A file that is ready to be planned.

    :param table: the first block of the file
    :param is_whole: that block is all of it
    :param tables: returns the blocks of the file
    :param columns: of the file
    :param mapping: the ``dso.upload.mapping`` that was recognised or named, or an empty record
    :param says: what it says of the file (``dso.upload.mapping._says``), or said when the import began
    :param notation: options of the converters: ``decimal``, ``day_first``
    :param creates_terms: payment terms that the file names clearly are created where Odoo has none
    :param creates_groups: groups that Odoo does not have are created
    :param twins: what becomes of rows whose customer may be there already: ``LINK``, ``CREATE`` or ``REJECT``
    :param known_as: ids of the customers that a person said new codes mean, 0 for a new one; by code
    :param full_file: the file holds every customer: those of the mapping that it no longer has are listed
    :param notices: about the file as a whole
    :param corrections: cells that are read in place of those of the file, see ``pipeline.corrections``
    :param same: as in ``Survey``, of an import that is under way; None: nobody has found out yet
    :param row_count: rows of the file, 0 where it is too large for them to have been counted
    """

    table: Table
    is_whole: bool
    tables: Callable[[], Iterator[Table]]
    columns: tuple[Column, ...]
    mapping: BaseModel
    says: dict[str, Any]
    notation: dict[str, Any]
    creates_terms: bool
    creates_groups: bool
    twins: str
    known_as: dict[str, int]
    full_file: bool
    notices: tuple[Message, ...]
    corrections: Corrections = field(default_factory=dict)
    same: Mapping[int, int] | None = None
    row_count: int = 0

    def missing(self) -> list[str]:
        """Return the keys of the required fields that no column has."""
        found = {column.field.key for column in self.columns}
        return [key for key in REQUIRED if key not in found]


class Work:
    """A job under way: what stays the same for all its blocks, and how far it is.

    Only its own methods and ``planning`` change it.

    :param settings: of the mapped columns, with their habits
    :param issues: about the file as a whole, for the first block
    :param job: of which it keeps the mapping and what is said of the file as a whole
    :param repaired: ids of the customers that damaged codes were taken for
    :param taken: codes that customers without one got of earlier rows, by id
    """

    def __init__(
        self,
        reading: Reading,
        settings: list[ColumnSetting],
        issues: list[Issue],
        job: Job,
        repaired: Iterable[int] = (),
        taken: Mapping[int, str] | None = None,
    ) -> None:
        self.reading, self.settings, self._issues = reading, settings, issues
        self.mapping, self.full_file, self.repaired = job.mapping, job.full_file, set(repaired)
        self.twins, self.taken = job.twins, dict(taken or {})
        self.said = Said(job.known_as, code_style(settings))
        self.tables = job.tables
        self.in_file: InFile | None = None  # None: not looked for yet
        self.reactivates = job.says.get("reactivate", False)
        self.memory: dict[str, Any] = {}  # what another addon remembers from block to block, to derive values
        self.reference: Reference | None = None  # None: to be read again, the import or another one may change it

    def told(self) -> list[Issue]:
        """Return what there is to say of the file as a whole, once."""
        issues, self._issues = self._issues, []
        return issues

    def look_into_file(self, in_file: InFile) -> None:
        """Keep what rows of the file say of each other."""
        self.in_file = in_file

    def take(self, linked: Mapping[int, str]) -> None:
        """Note customers without a code that got one, by id."""
        self.taken |= linked

    def renew(self, mapping: BaseModel) -> None:
        """Go on in a new transaction.

        :param mapping: that of the file, as a record of the new transaction
        """
        self.mapping, self.reference = mapping, None

    def go_to(self, line: int, tables: Callable[[], Iterator[Table]], amounts: Amounts) -> None:
        """Go to the block after a line of the file, wherever it was before.

        :param line: last line of the block before
        :param tables: as in ``Job``
        :param amounts: protected amounts that the blocks before hand on, as ``Reading`` has them
        """
        if self.reading.position > line:
            self.reading = Reading(tables(), self.reading.survey)
        while self.reading.position < line and self.reading.next_block() is not None:
            pass
        self.reading.amounts = amounts
