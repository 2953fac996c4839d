"""A table in an archive is read as if it stood there by itself, where it is the only one."""

import gzip
import io
import zipfile

import pytest

from odoo.addons.dso_smart_upload.pipeline.message import FileError
from odoo.addons.dso_smart_upload.pipeline.table import read_blocks, read_table

CSV = "Code;Nom;Ville\nK1;Épicerie Rose;Lyon\nK2;Acme;Orléans\n".encode("cp1252")
ROWS = [["K1", "Épicerie Rose", "Lyon"], ["K2", "Acme", "Orléans"]]


def zipped(*members, method=zipfile.ZIP_DEFLATED):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return file.getvalue()


def rows(table):
    return table.rows.to_numpy().tolist()


def refusal(content, **options):
    with pytest.raises(FileError) as caught:
        read_table(content, "clients.zip", **options)
    assert "clients.zip" in str(caught.value) and str(caught.value).endswith(".")
    return caught.value.message


ARCHIVES = {
    "zip": zipped(("export/clients.csv", CSV)),
    "zip without packing": zipped(("clients.csv", CSV), method=zipfile.ZIP_STORED),
    "zip of a Mac": zipped(
        ("Export/", b""), ("Export/clients.csv", CSV), ("Export/.DS_Store", b"\0\0\0\1Bud1"),
        ("__MACOSX/Export/._clients.csv", b"Mac;OS\nX;Y\n"),
    ),
    "zip of Windows": zipped(("clients.csv", CSV), ("desktop.ini", b"[.ShellClassInfo]\nIcon=1;2\n")),
    "zip with a manual": zipped(("manual.pdf", b"%PDF-1.4"), ("logo.png", b"\x89PNG\r\n"), ("clients.csv", CSV)),
    "zip with a letter": zipped(("letter.docx", zipped(("word/document.xml", "x"))), ("clients.csv", CSV)),
    "zip of odd names": zipped(("../../clients", CSV), ("empty.txt", b"")),
    "gzip": gzip.compress(CSV),
    "gzip of parts": gzip.compress(CSV[:20]) + gzip.compress(CSV[20:]) + bytes(512),
}  # fmt: skip


@pytest.mark.parametrize("name", ARCHIVES)
def test_the_only_table_of_an_archive(name):
    content = ARCHIVES[name]
    assert rows(read_table(content, "clients.zip")) == ROWS
    assert rows(read_table(content, "clients.csv", encoding="cp1252", delimiter=";")) == ROWS
    assert [one for block in read_blocks(content, "clients.zip", 1) for one in rows(block)] == ROWS


@pytest.mark.parametrize("name", ["plain.xlsx", "plain.xlsb", "plain.ods", "plain.xls"])
def test_a_spreadsheet_in_an_archive(content, name):
    expected = rows(read_table(content(name), name))
    letter = zipped(("word/document.xml", "x"))
    assert rows(read_table(zipped((name, content(name)), ("a.docx", letter)), "clients.zip")) == expected
    assert rows(read_table(gzip.compress(content(name)), "clients.gz")) == expected


def test_several_tables_of_an_archive_are_named(content):
    message = refusal(zipped(("b/clients.csv", CSV), ("suppliers.xlsx", content("plain.xlsx")), ("a.pdf", b"%PDF")))
    assert (message.kind, message.details["names"]) == ("several_files", "b/clients.csv, suppliers.xlsx")


def test_some_of_many_tables_of_an_archive_are_named():
    message = refusal(zipped(*((f"{number}\n.csv", CSV) for number in range(3000))))
    assert (message.kind, message.details["names"]) == ("several_files", "0.csv, 1.csv, 2.csv, 3.csv, 4.csv, …")


REFUSED = {
    "nothing": (zipped(), "archive_without_table"),
    "a folder": (zipped(("folder/", b"")), "archive_without_table"),
    "a manual and a picture": (zipped(("a.pdf", b"%PDF"), ("b.png", b"\x89PNG")), "archive_without_table"),
    "a manual": (zipped(("a.pdf", b"%PDF-1.4")), "not_a_table"),
    "a blank file": (zipped(("clients.csv", b"\n")), "empty_file"),
    "zip in zip": (zipped(("inner.zip", zipped(("clients.csv", CSV)))), "nested_archive"),
    "gzip in zip": (zipped(("inner.gz", gzip.compress(CSV))), "nested_archive"),
    "7z in zip": (zipped(("inner.7z", b"7z\xbc\xaf\x27\x1c\0\4")), "nested_archive"),
    "zip beside a table": (zipped(("clients.csv", CSV), ("inner.zip", zipped(("clients.csv", CSV)))), "several_files"),
    "zip in gzip": (gzip.compress(zipped(("clients.csv", CSV))), "nested_archive"),
    "tar in gzip": (gzip.compress(bytes(257) + b"ustar\x0000" + bytes(300)), "nested_archive"),
    "cut short": (gzip.compress(CSV)[:-12], "broken_archive"),
    "something behind": (gzip.compress(CSV) + b"something else", "broken_archive"),
    "other bytes": (
        zipped(("clients.csv", CSV), method=zipfile.ZIP_STORED).replace(b"K1;", b"K3;"),
        "broken_archive",
    ),
    "another packing": (zipped(("clients.csv", CSV), method=zipfile.ZIP_BZIP2), "broken_archive"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_other_archives_are_refused(name):
    content, kind = REFUSED[name]
    assert refusal(content).kind == kind


def test_an_archive_with_a_password():
    content = bytearray(zipped(("clients.csv", CSV)))
    content[6] |= 1  # the flags of the member, before it and in the directory
    content[content.rfind(b"PK\x01\x02") + 8] |= 1
    assert refusal(bytes(content)).kind == "encrypted_archive"


@pytest.mark.parametrize("content", [zipped(("clients.csv", CSV)), gzip.compress(CSV)], ids=["zip", "gzip"])
def test_the_largest_file_of_an_archive(content):
    assert rows(read_table(content, "clients.zip", largest=len(CSV))) == ROWS
    assert refusal(content, largest=len(CSV) - 1).kind == "unpacked_too_large"


def test_a_header_that_starts_like_an_archive():
    table = read_table(b"PK;Name\nK1;Acme\nK2;Beta\n", "clients.csv")
    assert table.header == ["PK", "Name"]
