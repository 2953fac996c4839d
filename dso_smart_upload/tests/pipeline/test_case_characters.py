"""What is equal to the eye is equal to the import: characters, forms of Unicode, guards, entities."""

import pandas as pd
import pytest
from growth import MOST, growth
from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.addons.dso_smart_upload.pipeline.blocks import survey_of
from odoo.addons.dso_smart_upload.pipeline.characters import (
    INVISIBLE,
    bare,
    database_keys,
    look,
    narrow,
    tidy,
    visible,
    without_guard,
)
from odoo.addons.dso_smart_upload.pipeline.folding import fold
from odoo.addons.dso_smart_upload.pipeline.habits import column_words, find_habits
from odoo.addons.dso_smart_upload.pipeline.match import Known, candidates, code_key, match
from odoo.addons.dso_smart_upload.pipeline.plan import ColumnSetting
from odoo.addons.dso_smart_upload.pipeline.table import Table

INVISIBLE_ONES = (
    "\x00\x1b\x7f\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202c\u202e\u2060\u2066\u2069\ufeff\ufe0f"
)


def table_of(**columns):
    rows = pd.DataFrame(columns, dtype=object)
    return Table(list(rows.columns), rows, list(range(2, len(rows) + 2)), "utf-8", ";", "", 1)


def words(kind, *cells, field=""):
    table, setting = table_of(x=list(cells)), ColumnSetting("x", field or kind, "ref", kind)
    return column_words(table, "x", find_habits(table, [setting])[setting.key]).tolist()


@pytest.mark.parametrize("mark", INVISIBLE_ONES)
def test_invisible_characters_are_left_out_everywhere(mark):
    text = f"{mark}K0{mark}6A{mark}"
    assert tidy(text) == "K06A"
    assert fold(f"Code{mark} cl{mark}ient") == fold("Code client")
    assert look(text) == "k06a" and database_keys(text)[0] == "k06a"


@pytest.mark.parametrize("text", ["👨‍👩‍👧 Famille", "❤️ Amour", "می‌خواهم", "ශ්‍රී", "🏴󠁧󠁢󠁥󠁮󠁧󠁿 Ltd", "1️⃣ First", "Ligne\nDeux"])
def test_what_belongs_to_the_spelling_stays(text):
    assert tidy(text) == text


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("e\u0301", "é"),
        ("Dupont &amp; Fils", "Dupont & Fils"),
        ("1 rue d&#039;Or", "1 rue d'Or"),
        ("L&#39;Isle", "L'Isle"),
        ("Caf&eacute; No&euml;l", "Café Noël"),
        ("2&nbsp;rue", "2\xa0rue"),
        ("&lt;cour&gt;", "<cour>"),
        ("&#x27;x&#X2019;", "'x’"),
        ("A &amp;amp; B", "A & B"),
        ("&quot;Le Bon&quot;", '"Le Bon"'),
        ('="00500501"', "00500501"),
        ('= "a ""b"" c"', 'a "b" c'),
        ('=""', ""),
        ("L\x92Isle", "L’Isle"),
    ],
)
def test_what_is_meant(text, meant):
    assert tidy(text) == meant


@pytest.mark.parametrize(
    "text", ["AT&T Services", "A &copy B", "R&D;", "A&B;C", "&#0;", "&#xD800;", "=1+1", "&;", "&#;", "=A1"]
)
def test_what_only_looks_like_it_stays(text):
    assert tidy(text) == text


def test_words_of_a_header_are_compared_without_entities():
    assert fold("Raison&nbsp;sociale") == fold("Raison sociale") and fold("T&eacute;l") == "tel"


@pytest.mark.parametrize(
    ("file", "stored"),
    [
        ("K06A", "\u202aK06A\u202c"),
        ("\ufeffK06A", "k06a"),
        ("K07-GRÉES", "K07-GRE\u0301ES"),
        ("Ｋ０１", "K01"),
        ("K01", "Ｋ０１"),
        ("K\u201101", "K-01"),
        ("K\u201301", "k-01"),
        ("-K03", "'-K03"),
        ("00500501", '="00500501"'),
        ("K 1", "K\u00a01"),
        ("“K1”", "K1"),
        ("GROSSE-1", "große-1"),
        ("große-1", "Grosse-1"),
        ("GROẞE-1", "grosse-1"),
        ("ΣΑΣ", "σας"),
        ("σας", "ΣΑΣ"),
    ],
)
def test_codes_that_look_the_same_are_one(file, stored):
    code = bare(tidy(file))
    assert match([code], [Known(1, stored, "")])[code].partner_id == 1
    assert set(database_keys(stored)) & set(candidates([code]))
    assert code_key(stored) in survey_of(table_of(c=[file]), "c")


def test_every_letter_is_found_in_another_case():
    """The database has the first key of a code, and the file asks for all of those that ``match`` takes for one."""
    lost = []
    for number in (*range(0x20, 0x1F80), *range(0x2000, 0x20000)):  # but for the ancient Greek letters with an iota
        char = chr(number)
        for other in {char.upper(), char.lower(), char.casefold(), char.title()} - {char}:
            for file, stored in ((f"a{char}1", f"a{other}1"), (f"a{other}1", f"a{char}1")):
                is_one = code_key(tidy(file)) == code_key(tidy(stored))
                if is_one and database_keys(stored)[0] not in candidates([file]):
                    lost.append((file, stored, hex(number)))
    assert not lost, lost


@pytest.mark.parametrize(("file", "stored"), [("A²", "A2"), ("A", "Á"), ("K1", "K-1"), ("O'Neil", "ONeil")])
def test_codes_that_look_otherwise_are_two(file, stored):
    assert match([file], [Known(1, stored, "")])[file].partner_id == 0


def test_the_exact_code_beats_those_that_look_the_same():
    known = [Known(1, "K1", ""), Known(2, "K\u200b1", "")]
    assert match(["K1"], known)["K1"].partner_id == 1
    assert match(["k1"], known)["k1"].ambiguous


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=30))
def test_any_text(text):
    once = tidy(text)
    assert not {*"\x00\u200b\ufeff\u00ad\u202a"} & {*once}
    assert narrow(bare(without_guard(visible(text)))) is not None
    # one of the keys is that of the same code in other case or form
    assert set(database_keys(text)) & set(candidates([text])) or not text


@pytest.mark.parametrize("text", ["'", '"', "&amp;", "e\u0301", "\u200d", "=" + '"', "“", "👨\u200d", "🏴\U000e0067"])
def test_time_grows_with_the_text(text):
    for function in (tidy, bare, look, database_keys, without_guard):
        assert growth(function, lambda size: text * size, 1_000, 64_000) < MOST


def test_guards_come_off_codes_and_numbers():
    assert words("code", "'00123", "“K2”", "‘K3’", "«K4»", "'-K5", "K6") == ["00123", "K2", "K3", "K4", "-K5", "K6"]
    assert words("phone", "'+33 4 72", '"04"') == ["+33 4 72", "04"]
    assert words("zip", "'01300", "７５００１") == ["01300", "75001"]
    assert words("email", "ａ＠ｂ.jp", "'a@b.fr'") == ["a@b.jp", "a@b.fr"]


def test_guards_come_off_text_where_they_are_guards():
    assert words("name", "'=Egal", "'+33 Club", "Dupont") == ["=Egal", "+33 Club", "Dupont"]
    assert words("name", "'Dupont", "'Martin SA") == ["Dupont", "Martin SA"]
    assert words("name", "“Dupont”", "“Martin”") == ["Dupont", "Martin"]


def test_what_only_looks_like_a_guard_stays():
    names = ["'T Hart", "O'Neil", '"Chez Paul"', "“Le Bon” SARL", "L'Isle", "'s-Hertogenbosch", "d'Or'"]
    assert words("name", *names) == names
    assert words("text", "'s-Hertogenbosch", "'t Zand", field="city") == ["'s-Hertogenbosch", "'t Zand"]
    assert words("name", '"Chez Paul"') == ['"Chez Paul"']


@pytest.mark.parametrize(
    "word", ["NULL", "null", r"\N", "<NULL>", "(null)", "nan", "NaN", "n/a", "N/A", "#N/A", "-", "—", "[NULL]"]
)
def test_words_for_nothing_are_blank(word):
    for kind, field in (
        ("text", "street2"),
        ("text", "city"),
        ("html", "comment"),
        ("groups", "groups"),
        ("code", "code"),
    ):
        assert words(kind, "K 1", word, "K2", field=field)[1] == "", (kind, field)
    assert words("name", "Alder Ltd", word, "Birch", field="name")[1] == ""


@pytest.mark.parametrize("word", ["keine Angabe", "non renseigné", "not available", "sans objet", "not applicable"])
def test_phrases_for_nothing_are_blank(word):
    assert words("text", "a", word, field="street2") == ["a", ""]


@pytest.mark.parametrize("word", ["?", "???", "...", "…", "_", "/", ".", "-.-", "--", "- -"])
def test_signs_alone_are_blank(word):
    for kind, field in (("text", "city"), ("html", "comment"), ("groups", ""), ("name", ""), ("code", "")):
        assert words(kind, "K 1", word, "K2", field=field)[1] == "", (kind, field)


@pytest.mark.parametrize("word", ["*", "****", "#", "..."])
def test_signs_that_hide_a_text_are_blank(word):
    for kind, field in (("text", "city"), ("html", "comment"), ("name", "")):
        assert words(kind, "K 1", word, "K2", field=field)[1] == "", (kind, field)


@pytest.mark.parametrize("word", ["*", "***", "+", "A+", "24\"", "#1", "&", "..a"])
def test_signs_that_may_say_something_stay(word):
    assert words("groups", "Nord", word) == ["Nord", word]


def test_what_only_looks_like_nothing_stays():
    assert words("name", "Alder", "Null", "Birch", field="name")[1] == "Null"
    assert words("name", "ALDER", "NULL", "BIRCH", field="name")[1] == "NULL"
    assert words("text", "Torino", "None", field="city")[1] == "None"
    assert words("text", "Na", "Nil", field="city") == ["Na", "Nil"]
    assert words("code", "ABC", "NULL", "DEF", field="code")[1] == "NULL"
    assert words("text", "Nullmeier", "Nan Yang Ltd") == ["Nullmeier", "Nan Yang Ltd"]
    assert words("country", "NA", "FR") == ["NA", "FR"]


def test_the_file_shows_what_its_word_for_nothing_is():
    table = table_of(
        n=["Null", "Alder"],
        p=["Null", "+33 4"],
        c=["NA", "FR"],
        z=["NA", "75001"],
        t=["None", "Torino"],
        e=["None", ""],
    )
    kinds = {
        "n": ("name", "name"),
        "p": ("phone", "phone"),
        "c": ("country", "country"),
        "z": ("zip", "zip"),
        "t": ("city", "text"),
        "e": ("email", "email"),
    }
    settings = [ColumnSetting(header, field, "", kind) for header, (field, kind) in kinds.items()]
    habits = find_habits(table, settings)
    found = {one.header: column_words(table, one.header, habits[one.key]).tolist() for one in settings}
    assert found["n"][0] == found["c"][0] == found["t"][0] == ""


def test_what_the_users_table_has_is_no_word_for_nothing():
    table = table_of(x=["NULL", "a"])
    setting = ColumnSetting("x", "groups", "category_id", "groups", options={"values": {"NULL": (1,)}})
    assert column_words(table, "x", find_habits(table, [setting])[setting.key])[0] == "NULL"


def test_the_list_of_invisible_characters_has_no_letter():
    assert not any(char.isalnum() for char in INVISIBLE if char not in "\u115f\u1160\u3164\uffa0")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("=+33472000005", "+33472000005"),
        ("=00123", "00123"),
        ("= +33 (0)4 72", "+33 (0)4 72"),
        ("=A1", "=A1"),
        ("=1+1", "=1+1"),
        ("=Egal", "=Egal"),
    ],
)
def test_a_number_that_was_to_be_a_formula(text, meant):
    assert bare(text) == meant
