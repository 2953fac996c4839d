"""In which encoding a file is: one file per encoding, and the shortest texts that must be right."""

import codecs
import io

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_encodings import LISTS, RIGHT, SILENT, verdicts

from odoo.addons.dso_smart_upload.pipeline.message import FileError
from odoo.addons.dso_smart_upload.pipeline.table import read_table
from odoo.addons.dso_smart_upload.pipeline.table.encoding import find_encoding

FRENCH = [
    ["C001", "Société Générique", "Orléans"],
    ["C002", "Hôtel du Lac", "Évry"],
    ["C003", "Ateliers Cœur", "Besançon"],
]


@pytest.mark.parametrize(
    ("name", "encoding"),
    [
        ("utf8.csv", "utf-8"),
        ("utf8_bom.csv", "utf-8-sig"),
        ("utf16_mark.txt", "utf-16"),
        ("utf16_without_mark.txt", "utf-16-le"),
        ("utf16_big_endian.txt", "utf-16-be"),
        ("windows1252.csv", "cp1252"),
        ("mac_roman.csv", "mac-roman"),
    ],
)
def test_the_same_french_file(read, name, encoding):
    table = read(name)
    assert table.rows.to_numpy().tolist() == FRENCH
    assert codecs.lookup(table.encoding) == codecs.lookup(encoding)
    assert table.lines == [2, 3, 4]


@pytest.mark.parametrize("encoding", ["utf8", "windows1252", "cp850", "mac_roman"])
def test_a_single_accent(read, encoding):
    assert read(f"{encoding}_one_accent.csv").rows.to_numpy().tolist() == [
        ["1", "Dupuis", "Orléans"],
        ["2", "Martel", "Lyon"],
    ]


@pytest.mark.parametrize(
    ("name", "encoding", "row"),
    [
        ("iso8859_15_euro.csv", "iso8859-15", ["1", "Dupuis", "1 500,00 €"]),
        ("cp850.csv", "cp850", ["1", "Façonnable", "12 rue Général Leclerc"]),
        ("windows1250_polish.csv", "cp1250", ["1", "Zakłady Mięsne Źródło", "Łódź"]),
        ("windows1250_czech.csv", "cp1250", ["1", "Dřevařské závody s.r.o.", "Plzeň"]),
        ("windows1251_russian.csv", "cp1251", ["1", "ООО Ромашка", "Москва"]),
        ("windows1253_greek.csv", "cp1253", ["1", "Αφοί Γεωργίου", "Αθήνα"]),
        ("windows1254_turkish.csv", "cp1254", ["1", "Yıldız Ticaret Ltd. Şti.", "İstanbul"]),
    ],
)
def test_other_encodings(read, name, encoding, row):
    table = read(name)
    assert table.rows.iloc[0].tolist() == row
    assert table.encoding == encoding
    assert not table.notes


@pytest.mark.parametrize(
    ("text", "encodings"),
    [
        ("Code client;Genève\n1;Genève\n", ["cp1252", "cp850", "mac-roman"]),
        ("Code;Plafond €\n1;12 500,00 €\n2;300 €\n", ["cp1252", "iso8859-15"]),
        ("Code;Nom\n1;Cœur de ville\n2;100 €", ["cp1252", "iso8859-15"]),
        ("Kunde;Straße\n1;Hauptstraße 1\n", ["cp1252", "cp850", "mac-roman"]),
        ("Kunde;Ort\n1;Köln\n", ["cp1252", "cp850", "mac-roman"]),
        ("KUNDE;ORT\n1;KÖLN\n", ["cp1252", "cp850", "mac-roman"]),
        ("CODE;NOM\n1;SOCIÉTÉ X\n", ["cp1252", "cp850", "mac-roman"]),
        ("N° client;Nom\n1;ACME\n", ["cp1252", "cp850", "mac-roman"]),
        ("Code;Nom\n1;L’Atelier\n", ["cp1252", "mac-roman"]),
        ("Code;Montant\n1;12\xa0500,00\n", ["cp1252", "cp850", "mac-roman"]),
        ("Código;Razón\n1;Málaga\n2;España\n", ["cp1252", "cp850", "mac-roman"]),
        ("Code;Name\n1;José Construções\n2;São Paulo\n", ["cp1252", "cp850", "mac-roman"]),
        ("Code;Name\n1;Malmö\n2;Västerås\n3;Östergård\n", ["cp1252", "cp850", "mac-roman"]),
        ("Code;Name\n1;Plzeň s.r.o.\n", ["cp1250"]),
        ("Code;Name\n1;Győr Kft\n", ["cp1250"]),
        ("Code;Name\n1;東京商事株式会社\n2;大阪工業株式会社 営業部\n3;名古屋製作所\n", ["shift_jis"]),
    ],
)
def test_short_texts(text, encodings):
    for encoding in encodings:
        content = text.encode(encoding)
        assert content.decode(find_encoding(content, "short.csv").name) == text


@pytest.mark.slow
@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.sampled_from(
            "Société Générale Établissements Père & Fils Hôtel Château Orléans Besançon Nîmes Évreux Prélèvement "
            "Müller Straße München Größe Señor Peña Compañía São João Conceição Città Perché Forlì".split()
        ),
        min_size=1,
        max_size=12,
    ),
    st.sampled_from(["utf-8", "cp1252", "iso8859-15", "utf-16"]),
)
def test_western_words_come_back(words, encoding):
    content = "\n".join(["Code;Nom", *(f"{number};{word}" for number, word in enumerate(words))]).encode(encoding)
    table = read_table(content, "words.csv")
    assert table.rows["Nom"].tolist() == words


def test_the_accent_may_stand_far_down():
    rows = b"".join(b"%d;Acme\n" % number for number in range(100_000))
    table = read_table(b"Code;Name\n" + rows + "100000;Orléans\n".encode("cp850"), "long.csv")
    assert table.rows["Name"].iloc[-1] == "Orléans"


def test_the_user_overrules():
    content = "Code;Nom\n1;Orl\x82ans\n".encode("latin-1")
    assert read_table(content, "a.csv", encoding="latin-1").rows["Nom"].tolist() == ["Orl\x82ans"]


def test_mixed_encodings_are_refused_with_the_line(read):
    with pytest.raises(FileError, match="Line 4 of mixed_encodings.csv") as caught:
        read("mixed_encodings.csv")
    assert caught.value.message.kind == "undecodable"


def test_the_chosen_encoding_must_fit(read):
    with pytest.raises(FileError, match="Line 2 .* utf-8") as caught:
        read("windows1252.csv", encoding="utf-8")
    assert caught.value.message.kind == "undecodable"


@pytest.mark.parametrize("encoding", ["utf-99", "base64", "zip"])
def test_unknown_encoding(read, encoding):
    with pytest.raises(FileError) as caught:
        read("utf8.csv", encoding=encoding)
    assert caught.value.message.kind == "unknown_encoding"


def test_doubt_is_said_with_a_line_to_check():
    table = read_table(b"Code;Name\n1;Acme\n2;x\xb7\xa6\xd7y\n", "odd.csv")
    note = next(note for note in table.notes if note.kind == "encoding_unsure")
    assert note.details["line"] == 3


def test_two_readings_stand_side_by_side():
    table = read_table("Code;Nom;Ville\n1;Acme;Lyon\n2;Beta;津和野\n".encode("euc_jp"), "a.csv")
    (note,) = table.notes
    assert (note.key, note.details["line"]) == ("encoding_unsure.two", 3)
    readings = {note.details["encoding"]: note.details["text"], note.details["other"]: note.details["second"]}
    assert readings[table.encoding] == table.rows["Ville"].iloc[1] and len(set(readings.values())) == 2
    for encoding, text in readings.items():
        assert text.encode(encoding) == "津和野".encode("euc_jp") and text in str(note)


def test_encodings_that_say_the_same_are_no_question():
    text = "Code;Nom;Ville\n1;Société Générale;Orléans\n2;Hôtel du Théâtre;Besançon\n"
    for encoding in ("cp1252", "iso8859-15", "cp1254"):
        table = read_table(text.encode(encoding), "a.csv")
        assert not table.notes and table.rows["Ville"].tolist() == ["Orléans", "Besançon"]


@pytest.mark.parametrize(
    ("city", "encoding"), [("全", "gb18030"), ("山", "gb18030"), ("天竜", "euc_jp"), ("福", "euc_jp")]
)
def test_signs_that_are_valid_utf8_by_chance_are_said(city, encoding):
    content = f"Code;Name;City\n1;Acme;{city}\n".encode(encoding)
    content.decode("utf-8")
    assert [note.kind for note in read_table(content, "a.csv").notes] == ["encoding_unsure"]


@pytest.mark.parametrize("city", ["Orléans", "Åbo", "Łódź", "Рига", "Αθήνα", "İzmir", "חיפה", "عمان", "Iași", "Évry"])
@pytest.mark.parametrize("name", ["Acme", "N° 12", "Café"])
def test_short_utf8_is_no_question(city, name):
    table = read_table(f"Code;Name;City\n1;{name};{city}\n".encode(), "a.csv")
    assert (table.encoding, table.notes, table.rows["City"].tolist()) == ("utf-8", (), [city])


@pytest.mark.slow
@pytest.mark.parametrize("source", LISTS)
def test_no_encoding_is_wrong_in_silence(source):
    """Every 31st of the files that ``script/benchmark reading`` counts."""
    found = verdicts(source, step=31)
    assert [name for name, verdict in found.items() if verdict == SILENT] == []
    assert sum(verdict == RIGHT for verdict in found.values()) >= 0.93 * len(found)


def test_one_broken_byte_of_utf8_is_refused_with_its_line():
    content = "Code;Nom\n1;Société\n2;Hôtel\n3;Café\n".encode()
    with pytest.raises(FileError, match="Line 3 ") as caught:
        read_table(content.replace("ô".encode(), b"\xc3"), "a.csv")
    assert caught.value.message.kind == "undecodable"


def test_a_few_letters_of_utf8_in_another_encoding_are_said():
    lines = [f"{number};Société {number};Orléans\n".encode("cp1252") for number in range(50)]
    table = read_table(b"".join([b"Code;Nom;Ville\n", *lines, "50;Hôtel;Évry\n".encode()]), "a.csv")
    assert ("broken_accents", 52) in [(note.kind, note.details["line"]) for note in table.notes]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("text", ["Code;Nom\r\n1;Orléans\r\n", "客户编号;城市\r\n1;北京\r\n", "Код;Город\n1;Москва\n"])
def test_wide_text_without_a_mark(encoding, text):
    table = read_table(text.encode(encoding), "a.csv")
    assert (table.encoding, [table.header, *table.rows.to_numpy().tolist()]) == (
        encoding,
        [line.split(";") for line in text.split()],
    )


@pytest.mark.parametrize("content", [bytes(range(256)) * 4, b"\0" * 50 + b"ab;cd\n", b"\0\x01\0\x02" * 9])
def test_zeros_that_are_no_wide_text(content):
    with pytest.raises(FileError) as caught:
        read_table(content, "a.csv")
    assert caught.value.message.kind == "not_a_table"


@pytest.mark.parametrize("place", [0, 200_000])
def test_signs_of_several_bytes_are_not_cut(place):
    """Second bytes of Shift-JIS may be those of a bar or a backslash, and lines may be long."""
    text = (
        "Code;Name;Remarks\n" + "1;Acme;plain\n" * (place // 13) + "2;ソニー販売株式会社;" + "表示能力、" * 900 + "\n"
    )
    content = text.encode("cp932")
    assert content.decode(find_encoding(content, "a.csv").name) == text


@pytest.mark.parametrize("broken", ["SociÃ©tÃ©", "lâ€™atelier", "Soci\ufffdt\ufffd"])
def test_accents_lost_before_are_said(broken):
    table = read_table(f"Code;Nom\n1;Acme\n2;{broken}\n".encode(), "a.csv")
    assert table.rows["Nom"].iloc[1] == broken
    assert [(note.kind, note.details["line"]) for note in table.notes] == [("broken_accents", 3)]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_file_joined_of_two_keeps_no_mark_within(encoding):
    pages = [f"Code;Nom\nC{page};Société {page}\n".encode(encoding) for page in range(3)]
    table = read_table(b"".join(pages), "joined.csv")
    assert table.rows.to_numpy().tolist() == [["C0", "Société 0"], ["C1", "Société 1"], ["C2", "Société 2"]]
    assert (codecs.lookup(table.encoding), table.lines) == (codecs.lookup(encoding), [2, 4, 6])


def test_a_doubt_shows_no_character_that_cannot_be_stored():
    table = read_table(b"Code;\n1;Acm\xdej\x00;#J%4q(3)", "a.csv")
    doubts = [note for note in table.notes if note.kind == "encoding_unsure"]
    assert doubts and all("\0" not in str(note) for note in doubts)


BROKEN = ["SociÃ©tÃ©", "Ã‰cole", "lâ€™atelier", "Soci\ufffdt\ufffd", "Soci?t?", "L?Atelier", "C?ur de ville"]
WHOLE = ["Qui ? Quoi ?", "http://a.example/x.php?id=1&b=2", "a.example?utm_source=x", "SÃO JOÃO", "Â", "MAÇÃ", "Ok?"]


def workbook_of(*names):
    book, content = openpyxl.Workbook(), io.BytesIO()
    for row in (("Code", "Nom"), *enumerate(names, 1)):
        book.active.append(row)
    book.save(content)
    return content.getvalue()


@pytest.mark.parametrize("text", BROKEN)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "xlsx"])
def test_letters_lost_before_are_said_in_every_kind_of_file(encoding, text):
    if encoding == "xlsx":
        table = read_table(workbook_of("Acme", text), "a.xlsx")
    else:
        table = read_table(f"Code;Nom\n1;Acme\n2;{text}\n".encode(encoding), "a.csv")
    assert table.rows["Nom"].iloc[1] == text
    assert [note.details["line"] for note in table.notes if note.kind == "broken_accents"] == [3]


@pytest.mark.parametrize("text", WHOLE)
def test_what_only_looks_like_lost_letters_is_not_said(text):
    for table in (
        read_table(f"Code;Nom\n1;Acme\n2;{text}\n".encode(), "a.csv"),
        read_table(workbook_of("Acme", text), "a.xlsx"),
    ):
        assert not [note for note in table.notes if note.kind == "broken_accents"]


def test_letters_of_another_alphabet_of_which_marks_are_left_are_said():
    table = read_table("Code;Nom\n1;Acmé\n2;Soci?t?\n".encode("cp1252"), "a.csv")
    assert [note.details["line"] for note in table.notes if note.kind == "broken_accents"] == [3]
