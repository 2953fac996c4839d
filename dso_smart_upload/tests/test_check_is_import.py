"""What the check announces is what the import then does, whatever the file and the database."""

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from odoo.exceptions import UserError

from .common import UploadCase

KEYS = {
    "Code client": "code",
    "Raison sociale": "name",
    "Ville": "city",
    "Pays": "country",
    "SIREN": "legal_id",
    "Délai de paiement": "payment_term",
    "Agence": "groups",
    "Plafond de crédit": "credit_limit",
}
COLUMNS = tuple(KEYS)
CODES = st.sampled_from(["C1", "c1", "C2", "00123", "123", "123.0", "1,23E+02", "", "A;1", "3-2", "03/02/2026"])
CELLS = (
    CODES,
    st.sampled_from(["Aciéries", " Aciéries ", "Béton", ""]),
    st.sampled_from(["Lille", "lille", "Lyon", ""]),
    st.sampled_from(["France", "FR", "Allemagne", "Nulle part", ""]),
    st.sampled_from(["552081317", "552 081 317", "55208131700018", "123456789", ""]),
    st.sampled_from(["30 jours", "45 jours fin de mois", "30/60/90", "Spécial", ""]),
    st.sampled_from(["Nord", "nord, Sud", "VIP", ""]),
    st.sampled_from(["1000", "1 000,00", "0", "beaucoup", ""]),
)
ROWS = st.lists(st.tuples(*CELLS), min_size=1, max_size=8)
CUSTOMERS = st.lists(
    st.fixed_dictionaries(
        {
            "ref": st.sampled_from(["C1", "c1", "C2", "00123", "3-2"]),
            "name": st.sampled_from(["Aciéries", "Other"]),
            "city": st.sampled_from(["Lille", False]),
            "company_registry": st.sampled_from(["552081317", "55208131700018", False]),
            "credit_limit": st.sampled_from([0.0, 1000.0]),
            "active": st.booleans(),
        }
    ),
    max_size=4,
)
POLICIES = st.dictionaries(
    st.sampled_from(COLUMNS[2:]), st.sampled_from(["always", "if_empty", "at_creation", "never"]), max_size=2
)
BLANKS = st.dictionaries(st.sampled_from(COLUMNS[1:]), st.sampled_from(["keep", "clear"]), max_size=2)
BAD = st.dictionaries(st.sampled_from(COLUMNS[1:]), st.sampled_from(["leave_out", "reject"]), max_size=2)


def file_of(rows):
    lines = [";".join(COLUMNS)] + [";".join(f'"{cell}"' for cell in row) for row in rows]
    return "\n".join(lines) + "\n"


class TestDefaultValues(UploadCase):
    def test_default_values_of_the_user_make_no_contact_and_hide_nobody(self):
        other = self.partners.create({"name": "Other"})
        for name, value in (("parent_id", other.id), ("active", False)):
            self.env["ir.default"].set("res.partner", name, value, user_id=True)
        self.upload("Code client;Raison sociale\nC1;Aciéries\n")
        customer = self.partners.with_context(active_test=False).search([("ref", "=", "C1")])
        self.assertFalse(customer.parent_id)
        self.assertTrue(customer.active)


class TestCheckIsImport(UploadCase):
    @settings(
        max_examples=40,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],  # making a failing file smaller takes minutes here
        suppress_health_check=list(HealthCheck),
    )
    @given(rows=ROWS, customers=CUSTOMERS, policies=POLICIES, on_blank=BLANKS, on_bad=BAD)
    def test_same_report_and_same_values(self, rows, customers, policies, on_blank, on_bad):
        options = {"columns": KEYS, "policies": policies, "on_blank": on_blank, "on_bad": on_bad, "header_line": 1}
        savepoint = self.env.cr.savepoint()
        try:
            self.partners.create([{**customer, "is_company": True} for customer in customers])
            self.compare(file_of(rows), options)
        finally:
            savepoint.close(rollback=True)
            self.env.invalidate_all()

    def compare(self, text, options):
        try:
            checked = self.check(text, options=options)
        except UserError as error:  # a file of blank rows
            with self.assertRaises(UserError) as caught:
                self.upload(text, options=options)
            self.assertEqual(str(caught.exception), str(error))
            return
        imported = self.upload(text, options=options)
        for key in ("rows", "created", "updated", "unchanged", "rejected", "warnings", "kept", "creates"):
            self.assertEqual(checked[key], imported[key], (key, text))
        self.assertEqual(*([self.said(issue) for issue in one["issues"]] for one in (checked, imported)), text)
        self.assertEqual(*([self.facts(change) for change in one["changes"]] for one in (checked, imported)))
        self.assertEqual(
            checked["rows"], sum(checked[name] for name in ("created", "updated", "unchanged", "rejected"))
        )
        errors = {issue["line"] for issue in checked["issues"] if issue["severity"] == "error"}
        self.assertEqual(len(errors), checked["rejected"], checked["issues"])
        self.assertStored(imported)
        again = self.check(text, options=options)
        self.assertEqual((again["created"], again["updated"]), (0, 0), (text, again["changes"]))

    def said(self, issue):
        """Return an issue without the names that its candidates have in Odoo when it is read."""
        candidates = [{**one, "name": ""} for one in issue.get("candidates", ())]
        return {**issue, "candidates": candidates}

    def facts(self, change):
        return change["line"], change["code"], change["action"], change["values"]

    def assertStored(self, report):
        """Check that Odoo holds now what the report announced."""
        self.env.invalidate_all()
        for change in report["changes"]:
            partner = self.partners.with_context(active_test=False).browse(change["partner_id"])
            for key, name in (("name", "name"), ("city", "city"), ("legal_id", "company_registry")):
                if key in change["values"]:
                    self.assertEqual(partner[name] or "", change["values"][key][1], change)
            if "credit_limit" in change["values"]:
                self.assertEqual(partner.credit_limit, change["values"]["credit_limit"][1])
                self.assertEqual(change["action"], "created")
