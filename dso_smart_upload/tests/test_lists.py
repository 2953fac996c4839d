"""What the lists around the workbench find, group and add up."""

from lxml import etree

from odoo.tools.safe_eval import safe_eval

from .common import UploadCase

TEXT = "Code client;Raison sociale;Ville;Plafond de crédit\nC1;Aciéries;Lille;30000\nC2;Bois;Lille;0\n"


class TestLists(UploadCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.collector = cls.new_user("collector", "dso_smart_upload.group_user,account.group_account_invoice")

    def filter_of(self, records, view, name):
        """Return the domain and the context of a filter, as the user of the records is shown it."""
        view = self.env.ref(f"dso_smart_upload.{view}")
        arch = etree.fromstring(records.get_view(view.id, "search")["arch"])
        [node] = arch.xpath(f"//filter[@name='{name}']")
        return tuple(safe_eval(node.get(key, empty)) for key, empty in (("domain", "[]"), ("context", "{}")))

    def found(self, records, view, name):
        return records.search(self.filter_of(records, view, name)[0])

    def test_numbers_of_lines_are_not_added_up(self):
        self.upload(TEXT)
        for model, name in (
            ("dso.upload.issue", "line"),
            ("dso.upload.issue", "first_line"),
            ("dso.upload.change", "line"),
            ("dso.upload.change", "partner_key"),
            ("dso.upload.run", "position"),
            ("dso.upload.run", "progress"),
            ("dso.upload.run", "rows_in_block"),
        ):
            with self.subTest(model=model, name=name):
                self.assertFalse(self.env[model]._fields[name].aggregator)

    def test_history_over_time(self):
        self.upload(TEXT + ";Sans code;Lille;\n")
        action = self.env["ir.actions.act_window"]._for_xml_id("dso_smart_upload.dso_upload_run_action")
        self.assertEqual(action["view_mode"], "list,graph,pivot,form")
        runs = self.runs.with_user(self.user)
        arch = etree.fromstring(runs.get_view(self.env.ref("dso_smart_upload.dso_upload_run_view_pivot").id)["arch"])
        measures = [f"{node.get('name')}:sum" for node in arch.xpath("//field[@type='measure']")]
        self.assertEqual(measures, ["rows:sum", "rejected:sum", "kept:sum"])
        [group] = runs._read_group([("state", "!=", "checked")], ["create_date:month"], measures)
        self.assertEqual(group[1:], (3, 1, 0))

    def test_history_by_state_and_source(self):
        self.upload(TEXT)
        view = "dso_upload_run_view_search"
        self.assertFalse(self.found(self.runs, view, "from_source"))
        for name, value in (("group_state", "done"), ("group_source", self.env["dso.upload.source"])):
            with self.subTest(name=name):
                group_by = self.filter_of(self.runs, view, name)[1]["group_by"]
                groups = self.runs._read_group([("state", "!=", "checked")], [group_by], ["__count"])
                self.assertEqual(groups, [(value, 1)])

    def test_customers_without_limit_or_code(self):
        self.upload(TEXT)
        nobody = self.partners.create({"name": "Sans code", "customer_rank": 1})
        partners, view = self.env["res.partner"].with_user(self.collector), "res_partner_view_search_credit"
        without_limit = self.found(partners, view, "without_limit")
        self.assertIn(self.customer("C2"), without_limit)
        self.assertNotIn(self.customer("C1"), without_limit)
        without_code = self.found(partners, view, "without_code")
        self.assertIn(nobody, without_code)
        self.assertNotIn(self.customer("C1"), without_code)
