"""Groups columns whose family a person chose, and codes and columns as other programs leave them."""

from .common import UploadCase

ROWS = "Code client;Nom;Groupe 1;Groupe 2\nC1;Aciéries;Nord;Acier\n"
GROUPS = {"columns": {"Groupe 1": "groups", "Groupe 2": "groups"}}


class TestFamilies(UploadCase):
    def remember_family(self):
        """Return a root group that both columns of a mapping have as family, behind another one of its name."""
        _first, family = self.env["res.partner.category"].sudo().create([{"name": "Famille"}, {"name": "Famille"}])
        self.upload(ROWS.replace("Nord;Acier", ";"), options={**GROUPS, "save_mapping": "Clients"})
        mapping = self.env["dso.upload.mapping"].search([("name", "=", "Clients")])
        mapping.column_ids.filtered(lambda column: column.kind == "groups").sudo().family_id = family
        return family

    def test_new_groups_live_under_the_chosen_family(self):
        family = self.remember_family()
        self.assertCounts(self.upload(ROWS), updated=1)
        self.assertEqual(self.customer("C1").category_id.parent_id, family)
        self.assertCounts(self.upload(ROWS), unchanged=1)

    def test_columns_of_one_family_do_not_remove_each_others_groups(self):
        self.remember_family()
        self.upload(ROWS)
        self.assertCounts(self.upload(ROWS.replace("Acier", "Béton")), updated=1)
        self.assertEqual(sorted(self.customer("C1").category_id.mapped("name")), ["Béton", "Nord"])

    def test_spaces_of_every_kind_around_a_stored_code(self):
        codes = ["S1\t", "\u00a0S2", "S3\u202f", "S4\n", " S5 "]
        self.partners.create([{"name": "Aciéries", "ref": code} for code in codes])
        text = "Code client;Nom\n" + "".join(f"{code.strip()};Aciéries\n" for code in codes)
        self.assertCounts(self.upload(text), unchanged=5)

    def test_a_column_under_another_name_is_not_missing(self):
        options = {"columns": {"Truc": "city"}, "save_mapping": "m"}
        self.upload("Code client;Nom;Truc\nC1;Aciéries;Lille\n", options=options)
        report = self.runs.import_rows(rows=[{"code": "C1", "name": "Aciéries", "city": "Lyon"}], mapping="m")
        self.assertCounts(report, updated=1)
