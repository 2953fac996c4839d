"""A look into a spreadsheet's archive before it is opened: how far each sheet reaches, which cells show an error.

In: the bytes of an ``.xlsx`` or ``.ods`` file. Out: a ``Sheet`` per name. The reader of spreadsheets keeps every cell
between the first and the last one in memory, each with its own text, and shows an error as a blank, so all that must be
known before. Every member is unpacked once, in pieces, against the size that the archive's directory declares.
"""

import io
import zipfile

from ..message import FileError
from .filetype import UNREADABLE_ARCHIVE, XLSX
from .sheet_limits import MAX_TEXT, Sheet, TooLong, TooMuch, refuse_large
from .sheet_office import office_sheets
from .sheet_open_document import open_document_sheets

_PIECE = 2**22
_BLOCK = MAX_TEXT // 2


def scan(content: bytes, filename: str, kind: str) -> dict[str, Sheet]:
    """Return the ``Sheet`` of each name in an archive.

    :raises FileError: ``broken_spreadsheet``, ``zip_bomb``, ``sheet_too_large``, ``sheet_cell_too_long``
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            sizes = {member.filename: member.file_size for member in archive.infolist()}
            members = {name: lambda name=name: _pieces(archive, name) for name in sizes}
            if len({name.replace("\\", "/").lower() for name in sizes}) < len(archive.infolist()):
                raise ValueError("two members of one name, of which the other may be read")
            sheets = office_sheets(members, sizes) if kind == XLSX else open_document_sheets(members)
    except TooLong as error:
        raise FileError("sheet_cell_too_long", filename=filename, limit=MAX_TEXT) from error
    except TooMuch as error:
        raise FileError("zip_bomb", filename=filename, size=sum(sizes.values()) // 2**20) from error
    except UNREADABLE_ARCHIVE as error:
        raise FileError("broken_spreadsheet", filename=filename) from error
    refuse_large(sheets, filename, sum(sizes.values()))
    return sheets


def _pieces(archive, name):
    """Yield a member in pieces; the archive checks its size.

    :raises TooLong: there is a text longer than ``MAX_TEXT``: it covers a whole block, without any tag in it
    """
    with archive.open(name) as member:
        while data := member.read(_PIECE):
            for start in range(0, len(data) - _BLOCK + 1, _BLOCK):
                if data.find(b"<", start, start + _BLOCK) < 0:
                    raise TooLong
            yield data
