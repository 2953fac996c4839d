"""Electronic addresses of imported customers: derived by a rule, shown before, kept where a person set them."""

from odoo.tests import tagged

from odoo.addons.dso_smart_upload.tests.common import UploadCase

HEADER = "Code client;Raison sociale;Pays;Siren;N° TVA intracommunautaire\n"
SIREN, SIRET, VAT = "303265045", "30326504500011", "FR40303265045"
OTHER, OTHER_VAT = "552081317", "FR03552081317"


@tagged("post_install", "-at_install")
class TestDerived(UploadCase):
    def partner(self, code):
        return self.partners.with_context(active_test=False).search([("ref", "=", code)])

    def address(self, code):
        partner = self.partner(code)
        return partner.peppol_eas, partner.peppol_endpoint

    def one(self, row, header=HEADER, **kwargs):
        """Import one row, whose code is A1, and return the customer."""
        self.report = self.upload(header + row + "\n", **kwargs)
        self.assertEqual(self.report["rejected"], 0, self.report["issues"])
        return self.partner("A1")

    def test_french_customers_are_reached_by_their_siren(self):
        for number, row in enumerate((f"{SIREN};", f";{VAT}", f"{SIREN};{VAT}", f"{SIRET};")):
            code = f"F{number}"
            report = self.upload(HEADER + f"{code};Dupont SARL;France;{row}\n")
            self.assertEqual(self.address(code), ("0225", SIREN), row)
            self.assertEqual(self.partner(code).dso_einvoice_state, "ready")
            (change,) = report["changes"]
            self.assertEqual(change["values"]["electronic_address"], ["", f"0225:{SIREN}"])
            self.assertIn("Siren", change["reasons"]["electronic_address"])
            self.assertEqual(report["einvoice"], {"ready": 1, "incomplete": 0, "contradicts": 0, "not_concerned": 0})

    def test_check_shows_what_the_import_does(self):
        text = HEADER + f"A1;Dupont SARL;France;;{VAT}\nA2;Peeters BV;Belgique;;BE0477472701\nA3;Martin SAS;France;;\n"
        checked, imported = self.check(text), self.upload(text)
        self.assertEqual(checked["einvoice"], imported["einvoice"])
        self.assertEqual(
            [(change["values"], change["reasons"]) for change in checked["changes"]],
            [(change["values"], change["reasons"]) for change in imported["changes"]],
        )
        states = self.partners.search([("ref", "in", ("A1", "A2", "A3"))], order="ref").mapped("dso_einvoice_state")
        self.assertEqual(states, ["ready", "ready", "incomplete"])
        self.assertEqual(self.partner("A3").dso_einvoice_lacks, "siren,address")
        self.assertEqual(self.partner("A1").company_registry, SIREN)
        self.assertEqual(self.partner("A2").company_registry, "0477472701")

    def test_other_countries(self):
        rows = (
            ("Belgique;;BE0477472701", ("0208", "0477472701"), "ready"),
            ("Allemagne;;DE136695976", ("9930", "DE136695976"), "ready"),
            ("Luxembourg;;LU15027442", ("9938", "LU15027442"), "ready"),
            ("Monaco;;FR53000004605", ("9940", "FR53000004605"), "ready"),
            ("Guadeloupe;303265045;", ("0225", SIREN), "ready"),
            ("États-Unis;;", (False, False), "not_concerned"),
            ("Nouvelle-Calédonie;;", None, "not_concerned"),
            ("Italie;;IT00743110157", ("0211", "IT00743110157"), "ready"),
        )
        for number, (row, address, state) in enumerate(rows):
            report = self.upload(HEADER + f"C{number};Company {number} Ltd;{row}\n")
            if address is not None:
                self.assertEqual(self.address(f"C{number}"), address, row)
            self.assertEqual(self.partner(f"C{number}").dso_einvoice_state, state, row)
            self.assertEqual(report["einvoice"][state], 1, row)

    def test_same_file_again_changes_nothing(self):
        text = HEADER + f"A1;Dupont SARL;France;{SIREN};{VAT}\nA2;Martin SAS;France;;\n"
        self.upload(text)
        report = self.upload(text)
        self.assertEqual((report["updated"], report["unchanged"]), (0, 2))
        self.assertEqual(report["einvoice"], {"ready": 1, "incomplete": 1, "contradicts": 0, "not_concerned": 0})

    def test_what_a_person_set_stays(self):
        partner = self.one(f"A1;Dupont SARL;France;{SIREN};")
        partner.write({"peppol_endpoint": f"{SIREN}_ACHATS"})
        partner = self.one(f"A1;Dupont SARL;France;{SIREN};{VAT}")
        self.assertEqual(self.address("A1"), ("0225", f"{SIREN}_ACHATS"))
        self.assertEqual(partner.vat, VAT)
        partner.write({"vat": False})  # Odoo would compute 0009 or 9957 anew
        self.assertEqual(self.address("A1"), ("0225", f"{SIREN}_ACHATS"))
        partner.write({"company_registry": SIRET})
        self.assertEqual(self.address("A1"), ("0225", f"{SIREN}_ACHATS"))
        self.assertEqual(partner.dso_electronic_address, f"0225:{SIREN}_ACHATS")

    def test_what_was_derived_follows_the_numbers(self):
        partner = self.one(f"A1;Dupont SARL;France;{SIREN};")
        self.one(f"A1;Dupont SARL;France;{OTHER};")
        self.assertEqual(self.address("A1"), ("0225", OTHER))
        partner.write({"company_registry": SIREN})  # by hand as well
        self.assertEqual(self.address("A1"), ("0225", SIREN))

    def test_odoos_own_address_gives_way(self):
        """A customer of before this addon, as Odoo left them."""
        partner = self.one(f"A1;Dupont SARL;France;{SIREN};{VAT}")
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE res_partner SET peppol_eas = '9957', peppol_endpoint = %s, dso_electronic_address = %s, "
            "dso_derived_address = NULL WHERE id = %s",
            [VAT, f"9957:{VAT}", partner.id],
        )
        self.env.invalidate_all()
        self.one(f"A1;Dupont SARL;France;{SIREN};{VAT}")
        self.assertEqual(self.report["updated"], 1)
        self.assertEqual(self.address("A1"), ("0225", SIREN))

    def test_contradicting_numbers_are_stored_and_give_no_address(self):
        partner = self.one(f"A1;Dupont SARL;France;{OTHER};{VAT}")
        self.assertEqual((partner.company_registry, partner.vat), (OTHER, VAT))
        self.assertEqual(self.address("A1"), (False, False))
        self.assertEqual(partner.dso_einvoice_state, "contradicts")
        self.assertEqual([issue["kind"] for issue in self.report["issues"]], ["einvoice_contradiction"])
        self.assertIn(VAT, self.report["issues"][0]["message"])

    def test_siret_beside_siren(self):
        header = "Code client;Raison sociale;Pays;Siren;Siret\n"
        options = {"columns": {"Siret": "siret"}}
        partner = self.one(f"A1;Dupont SARL;France;{SIREN};{SIRET}", header, options=options)
        self.assertEqual((partner.company_registry, partner.dso_siret), (SIRET, SIRET))
        partner = self.one(f"A1;Dupont SARL;France;{SIREN};{SIRET}", header, options=options)
        self.assertEqual(self.report["unchanged"], 1, self.report["changes"])
        partner = self.one(f"A1;Dupont SARL;France;{OTHER};{SIRET}", header, options=options)
        self.assertEqual((partner.company_registry, partner.dso_siret), (OTHER, SIRET))
        self.assertEqual(partner.dso_einvoice_state, "contradicts")

    def test_routing_code_and_public_body(self):
        header = "Code client;Raison sociale;Pays;Siret;Adresse;Code service\n"
        options = {"columns": {"Adresse": "electronic_address", "Code service": "routing_code", "Siret": "legal_id"}}
        self.one(f"A1;Dupont SARL;France;{SIRET};;ACHATS", header, options=options)
        self.assertEqual(self.address("A1"), ("0225", f"{SIREN}_{SIRET}_ACHATS"))
        partner = self.one(f"A1;Dupont SARL;France;{SIRET};0009;ACHATS", header, options=options)
        self.assertEqual(self.address("A1"), ("0009", SIRET))
        self.assertEqual((partner.dso_public_body, partner.dso_routing_code), (True, "ACHATS"))
        self.one(f"A1;Dupont SARL;France;{SIRET};;ACHATS", header, options=options)
        self.assertEqual(self.address("A1"), ("0009", SIRET))
        self.assertEqual(self.report["unchanged"], 1)

    def test_policies_hold(self):
        field = self.env["dso.upload.field"].sudo().search([("key", "=", "electronic_address")])
        field.policy = "never"
        self.one(f"A1;Dupont SARL;France;{SIREN};")
        self.assertEqual(self.address("A1"), (False, False))
        field.policy = "at_creation"
        self.one(f"A1;Dupont SARL;France;{SIREN};{VAT}")
        self.assertNotIn("electronic_address", self.report["changes"][0]["values"])

    def test_undo_puts_the_address_back(self):
        self.one(f"A1;Dupont SARL;France;{SIREN};")
        self.one(f"A1;Dupont SARL;France;{OTHER};")
        self.runs.undo(run_id=self.report["run_id"])
        self.assertEqual(self.address("A1"), ("0225", SIREN))
        self.assertEqual(self.partner("A1").dso_derived_address, f"0225:{SIREN}")
        self.assertEqual(self.partner("A1").dso_einvoice_state, "ready")

    def test_one_address_of_two_companies(self):
        header = "Code client;Raison sociale;Pays;TVA;Adresse\n"
        options = {"columns": {"Adresse": "electronic_address"}}
        gln = "0088:3020180000000"
        text = header + f"A1;Dupont SARL;France;{VAT};{gln}\nA2;Martin SAS;France;{OTHER_VAT};{gln}\n"
        report = self.upload(text + f"A3;Dupont Lyon;France;{VAT};{gln}\n", options=options)
        kinds = [(issue["line"], issue["kind"]) for issue in report["issues"] if "address" in issue["kind"]]
        self.assertEqual(kinds, [(3, "einvoice_duplicate_address")])
        report = self.upload(header + f"A4;Autre SA;France;;{gln}\n", options=options)
        self.assertEqual([issue["kind"] for issue in report["issues"]], ["einvoice_duplicate_address"])

    def test_consumers_are_not_concerned(self):
        self.upload(HEADER + "A1;Mme Martin Claire;France;;\nA2;Martin SAS;France;;\n")
        self.assertEqual(self.partner("A1").dso_einvoice_state, "not_concerned")
        self.assertEqual(self.partner("A2").dso_einvoice_state, "incomplete")
