"""In which encoding a file is: one file per encoding, and the shortest texts that must be right."""

import codecs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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
