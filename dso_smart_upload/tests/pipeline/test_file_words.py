"""What the file says of a code is found again, however the file spells it and however many rows there are."""

from odoo.addons.dso_smart_upload.pipeline.twins.file_words import FileWords, completed
from odoo.addons.dso_smart_upload.pipeline.twins.party import Words, read_party


def test_rows_are_found_by_their_codes():
    words = FileWords()
    words.add((f"C{number}", read_party(f"Name {number}", streets=("1 rue A", "B"))) for number in range(300))
    words.add([("c7", read_party("Again")), ("123", read_party("Damaged")), ("half", read_party("Half \ud800"))])
    asked = [["C7"], ["x", "C299"], ["nobody"], [], ["00123"], ["00123"], ["half"]]
    found = words.find(asked, [False, False, False, False, True, False, False])
    assert [one and one.name for one in found] == ["Name 7", "Name 299", None, None, "Damaged", None, "Half \ud800"]
    assert found[0] == Words("Name 7", streets=("1 rue A", "B"))
    assert FileWords().find([["C7"]], [False]) == [None]


def test_what_the_row_leaves_blank_is_as_it_is_today():
    today = Words("Old", "552081317", email="old@x.example", streets=("1 rue A",), zip="69002", country="FR")
    row = Words("New", streets=("2 rue B",), country="DE")
    after = Words("New", "552081317", email="old@x.example", streets=("2 rue B",), country="FR")
    assert completed(row, today, {"zip"}) == after
