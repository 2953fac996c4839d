"""The one table in an archive: a ``.zip`` or a ``.gz`` is read as the file that is in it.

In: the bytes of a file. Out: the bytes to read and their kind; of what is no archive, the same bytes. Nothing is
written to disk, nothing is unpacked beyond a bound, and an archive within an archive is not opened. Which files of an
archive can be read, their first bytes say, not their names.
"""

import io
import zipfile
import zlib

from ..message import FileError
from .filetype import GZIP, OLE, UNREADABLE_ARCHIVE, ZIP, file_type, is_archive

LARGEST = 32_000_000  # bytes that a file may have once it is unpacked, where nobody says another number

_PIECE = 2**18
_HEAD = 4096  # bytes by which a text is known
_MOST_FILES = 100  # in an archive
_MOST_OPENED = 10  # spreadsheets and archives in an archive that are unpacked to know them
_MOST_PARTS = 1000  # of a .gz, which may be several behind one another
_NAMED = 5  # files that are named
_LONGEST_NAME = 80
_WINDOW = 31  # zlib's number for gzip
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # the others unpack without a bound
_ENCRYPTED = 1  # in the flags of a member
_NO_FILES = frozenset((".ds_store", "desktop.ini", "thumbs.db"))


class _TooLarge(Exception):
    """A file unpacks to more bytes than it may have."""


def unpacked(content: bytes, filename: str, encoding: str | None = None, largest: int = LARGEST) -> tuple[bytes, str]:
    """Return the bytes of the file to read, and what kind of file they are.

    :param content: the whole file
    :param filename: for the sentences
    :param encoding: the user's choice, which says that it is text
    :param largest: bytes that the file may have once it is unpacked
    :return: (bytes, kind as ``file_type`` gives it)
    :raises FileError: those of ``file_type``, ``several_files``, ``archive_without_table``, ``nested_archive``,
        ``encrypted_archive``, ``broken_archive``, ``unpacked_too_large``
    """
    kind = file_type(content, filename, encoding)
    if kind not in (ZIP, GZIP):
        return content, kind
    try:
        inner = _only_table(content, filename, largest) if kind == ZIP else _decompressed(content, largest)
    except FileError:
        raise
    except _TooLarge as error:
        raise FileError("unpacked_too_large", filename=filename, limit=largest / 1e6) from error
    except UNREADABLE_ARCHIVE as error:
        raise FileError("broken_archive", filename=filename) from error
    if is_archive(inner):
        raise FileError("nested_archive", filename=filename)
    kind = file_type(inner, filename, encoding)
    if kind in (ZIP, GZIP):
        raise FileError("nested_archive", filename=filename)
    return inner, kind


def _only_table(content, filename, largest):
    """Return the bytes of the only file in a ``.zip`` that can be read, or of its only file."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        files = [member for member in archive.infolist() if _is_file(member)]
        if any(member.flag_bits & _ENCRYPTED for member in files):
            raise FileError("encrypted_archive", filename=filename)
        if any(member.compress_type not in _METHODS for member in files):
            raise zipfile.BadZipFile("packed by a method whose output cannot be bounded")
        found = files
        if 1 < len(files) <= _MOST_FILES:
            found = _readable(archive, files, filename, largest)
        if not found:
            raise FileError("archive_without_table", filename=filename)
        if len(found) > 1:
            raise FileError("several_files", filename=filename, names=_listed(found))
        return _member(archive, found[0], largest)


def _is_file(member):
    """Tell whether a member is a file that somebody put there: no folder, and nothing that a system adds."""
    *folders, name = member.filename.replace("\\", "/").lower().split("/")
    return bool(name) and "__macosx" not in folders and name not in _NO_FILES and not name.startswith("._")


def _readable(archive, files, filename, largest):
    """Return the members that can be read, and the archives; some more than are named are enough."""
    found, opened, room = [], 0, largest
    for member in files:
        with archive.open(member) as file:
            start = file.read(_HEAD)
        if start.startswith((b"PK\x03\x04", OLE)) and opened < _MOST_OPENED:
            start = _member(archive, member, room)
            opened, room = opened + 1, room - len(start)
        try:
            if is_archive(start) or file_type(start, filename):
                found.append(member)
        except FileError as error:
            if error.message.kind == "broken_spreadsheet":  # it was not unpacked as a whole
                found.append(member)
        if len(found) > _NAMED:
            break
    return found


def _member(archive, member, largest):
    """Return the bytes of a member.

    :raises _TooLarge: they are more than ``largest``
    """
    pieces, size = [], 0
    with archive.open(member) as file:
        while piece := file.read(_PIECE):
            size += len(piece)
            if size > largest:
                raise _TooLarge
            pieces.append(piece)
    return b"".join(pieces)


def _decompressed(content, largest):
    """Return what a ``.gz`` unpacks to.

    :raises _TooLarge: it is more than ``largest`` bytes
    """
    pieces, size, place = [], 0, 0
    for _part in range(_MOST_PARTS):
        unpacker = zlib.decompressobj(_WINDOW)
        while not unpacker.eof:
            packed = unpacker.unconsumed_tail or content[place : place + _PIECE]
            place += 0 if unpacker.unconsumed_tail else len(packed)
            piece = unpacker.decompress(packed, _PIECE)
            if not packed and not piece:
                raise EOFError("cut short")
            size += len(piece)
            if size > largest:
                raise _TooLarge
            pieces.append(piece)
        place -= len(unpacker.unused_data)
        if not content[place : place + _PIECE].strip(b"\0"):
            return b"".join(pieces)
    raise ValueError("too many parts")


def _listed(members):
    names = ["".join(filter(str.isprintable, member.filename))[-_LONGEST_NAME:] for member in members[:_NAMED]]
    return ", ".join(names) + (", …" if len(members) > _NAMED else "")
