"""What kind of file the bytes are, whatever the file is called.

In: the bytes and the file name (for the sentences only). Out: ``TEXT``, ``XLSX``, ``XLSB``, ``XLS``, ``ODS``,
``XML_WORKBOOK`` or ``PAGE``, or ``ZIP`` or ``GZIP`` for an archive of other files; everything else is a ``FileError``.
Archives are judged by their directory before anything is unpacked.
"""

import io
import re
import zipfile
import zlib

from ..message import FileError, _
from .wide import wide_codec

TEXT, XLSX, XLSB, XLS, ODS, ZIP, GZIP = "text", "xlsx", "xlsb", "xls", "ods", "zip", "gzip"
XML_WORKBOOK, PAGE = "xml", "html"  # a workbook in one XML file, a web page with a table
BINARY = _("binary")  # what a person reads for a kind of file that has no name

MAX_UNPACKED = 2**30  # bytes of all members together; a million rows of 15 columns stay below
MAX_RATIO = 100  # unpacked to packed; real sheets stay below 60, a bomb has 1,000
MAX_WORDY_RATIO = 250  # the same for an OpenDocument, which says a lot about every cell
MAX_MEMBERS = 10_000
SUSPICIOUS_SIZE = 2**24  # members smaller than this may have any ratio

# what the modules zipfile and zlib raise on damaged or unusual archives
UNREADABLE_ARCHIVE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    KeyError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
)

_MEMBER = b"PK\x01\x02"  # before each entry of an archive's directory
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SIGNATURES = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"BM", "BMP"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"RIFF", "RIFF"),
    (b"\x00\x00\x01\x00", "ICO"),
    (b"MZ", "EXE"),
    (b"\x7fELF", "ELF"),
    (b"{\\rtf", "RTF"),
    (b"SQLite format 3", "SQLite"),
)
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_GZIP = b"\x1f\x8b\x08"
_TAR, _TAR_AT = b"ustar", 257
_ARCHIVES = ((b"7z\xbc\xaf", "7Z"), (b"Rar!", "RAR"), (b"BZh", "BZIP2"), (b"\xfd7zXZ", "XZ"))
_DOCUMENTS = {
    "word/document.xml": "DOCX",
    "ppt/presentation.xml": "PPTX",
    "Index/Document.iwa": "iWork",
}
_BINARY = frozenset((b"BM", b"MZ", b"RIFF", b"GIF8", b"BZh"))  # these could open a text as well
# none of the blanks, and of what stands between blank cells
_SOMETHING = re.compile(rb"[^\x00\x1a \t\r\n\v\f\xef\xbb\xbf\xff\xfe;,|\"]")
_MARKUP = re.compile(rb"\s*<(?:!doctype|html|\?xml|head|body|table|meta|svg)\b", re.IGNORECASE)
_TAGS = re.compile(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*<[!?a-z]", re.IGNORECASE)
_WORKBOOK = re.compile(
    rb"<[^<>!?]*[\"']urn:schemas-microsoft-com:office:spreadsheet[\"']|progid=[\"']Excel\.Sheet[\"']"
)
_TABLE = re.compile(rb"<\0?t\0?a\0?b\0?l\0?e\b", re.IGNORECASE)
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_CONTROL = bytes(set(range(0x20)) - set(b"\t\n\v\f\r\x1a\x1b\x1c\x1d\x1e\x1f"))
_HEAD = 4096
_ZEROS = 10  # zero bytes at the start of a text that was damaged
_TEXT_TO_EACH = 20  # bytes of text to each of them


def file_type(content: bytes, filename: str, encoding: str | None = None) -> str:
    """Return the kind of file that ``content`` is.

    :param content: the whole file
    :param filename: for the sentences
    :param encoding: the user's choice, which says that it is text
    :return: ``TEXT``, ``XLSX``, ``XLSB``, ``XLS``, ``ODS``, ``XML_WORKBOOK``, ``PAGE``, ``ZIP`` or ``GZIP``
    :raises FileError: ``empty_file``, ``not_a_table``, ``unknown_format``, ``broken_spreadsheet``,
        ``password_protected`` or ``zip_bomb``
    """
    if not _SOMETHING.search(content):
        raise FileError("empty_file", filename=filename)
    if content.startswith(_ZIP):
        return _archive_type(content, filename)
    if content.startswith(_GZIP):
        return GZIP
    if content.startswith(OLE):
        return _compound_type(content, filename)
    if _WORKBOOK.search(_markup(content)):
        return XML_WORKBOOK
    if _markup(content) and _TABLE.search(content):
        return PAGE
    if not encoding:
        _refuse_other_formats(content, filename)
    return TEXT


def _markup(content):
    """Return the start of a file of tags, as far as its kind is told there; nothing of others."""
    head = content[:_HEAD].translate(None, b"\0")
    return head if _TAGS.match(head) else b""


def is_archive(content: bytes) -> bool:
    """Tell whether ``content`` is an archive that is never opened, such as a ``.7z`` or a ``.tar``."""
    return bool(_other_archive(content))


def _other_archive(content):
    if content.startswith(_TAR, _TAR_AT):
        name = "TAR"
    else:
        name = next((name for signature, name in _ARCHIVES if content.startswith(signature)), "")
    return name if name and _has_control_characters(content) else ""


def _refuse_other_formats(content, filename):
    if name := _other_archive(content):
        raise FileError("unknown_format", filename=filename, format=name)
    for signature, name in _SIGNATURES:
        certain = signature not in _BINARY or _has_control_characters(content)
        if content.startswith(signature) and certain:
            raise FileError("not_a_table", filename=filename, format=name)
    if _MARKUP.match(content, len(_BOMS[0]) if content.startswith(_BOMS[0]) else 0):
        raise FileError("not_a_table", filename=filename, format="HTML/XML")
    if _has_control_characters(content) and not _is_wide_text(content):
        raise FileError("not_a_table", filename=filename, format=BINARY)


def _has_control_characters(content):
    """Tell whether the start of ``content`` holds bytes that no text has, a few zero ones left by damage apart."""
    head = content[:_HEAD].rstrip(b"\x00\x1a")
    zeros = head.count(0)
    if zeros <= _ZEROS and zeros * _TEXT_TO_EACH <= len(head):
        head = head.replace(b"\0", b"")
    return len(head) != len(head.translate(None, _CONTROL))


def _is_wide_text(content):
    """Tell whether the zero bytes of ``content`` are halves of the characters of a text."""
    return content.startswith(_BOMS[1:]) or bool(wide_codec(content))


def _archive_type(content, filename):
    if content.count(_MEMBER) > MAX_MEMBERS:
        raise FileError("unknown_format", filename=filename, format="ZIP")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            names = {member.filename for member in members}
            _refuse_bomb(members, len(content), filename)
            if "mimetype" in names and "content.xml" in names:
                return _open_document_type(archive, filename)
    except FileError:
        raise
    except UNREADABLE_ARCHIVE as error:
        raise FileError("broken_spreadsheet", filename=filename) from error
    if "xl/workbook.xml" in names or "xl/_rels/workbook.xml.rels" in names:
        return XLSX
    if "xl/workbook.bin" in names:
        return XLSB
    found = next((kind for name, kind in _DOCUMENTS.items() if name in names), None)
    if found:
        raise FileError("unknown_format", filename=filename, format=found)
    return ZIP


def _open_document_type(archive, filename):
    mimetype = archive.read("mimetype")[:100].decode("ascii", "replace").strip()
    if "opendocument.spreadsheet" not in mimetype:
        kind = re.sub("[^A-Z]", "", mimetype.rpartition(".")[2].upper()) or "ZIP"
        raise FileError("unknown_format", filename=filename, format=kind)
    if "META-INF/manifest.xml" in archive.namelist() and b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise FileError("password_protected", filename=filename)
    return ODS


def _refuse_bomb(members, packed, filename):
    """Refuse what would unpack to gigabytes, by the sizes in the archive's directory."""
    total = sum(member.file_size for member in members)
    ratio = MAX_WORDY_RATIO if any(member.filename == "content.xml" for member in members) else MAX_RATIO
    bombs = [
        member
        for member in members
        if member.file_size > SUSPICIOUS_SIZE and member.file_size > ratio * max(member.compress_size, 1)
    ]
    if total > MAX_UNPACKED or bombs:
        raise FileError("zip_bomb", filename=filename, size=total // 2**20)


def _compound_type(content, filename):
    """Tell an old ``.xls`` from the other things Microsoft keeps in compound files, by the names in its directory."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise FileError("password_protected", filename=filename)
    for stream, kind in (("WordDocument", "DOC"), ("PowerPoint Document", "PPT"), ("__properties", "MSG")):
        if stream.encode("utf-16-le") in content:
            raise FileError("unknown_format", filename=filename, format=kind)
    return XLS
