"""Screens, downloads and languages."""

import re
from collections import Counter
from pathlib import Path
from unittest.mock import patch

import polib

from odoo.tests import HttpCase, new_test_user, tagged

from odoo.addons.dso_smart_upload.engine.say import say
from odoo.addons.dso_smart_upload.pipeline.message import SENTENCES, Message
from odoo.addons.dso_smart_upload.tests.common import UploadCase, encoded

from ..models.res_partner import REACHABLE
from ..pipeline.judge import INCOMPLETE
from ..pipeline.schemes import COUNTRIES, KNOWN
from ..pipeline.sentences import ADDON

PICTURE = (
    "Code client;Raison sociale;Pays;Siren;N° TVA intracommunautaire\n"
    "A1;Dupont SARL;France;303265045;\n"
    "A2;Martin SAS;France;;\n"
    "A3;Durand SA;France;552081317;FR40303265045\n"
    "A4;Mme Petit;France;;\n"
    "A5;Meyer GmbH;Allemagne;;\n"
)
FRENCH = Path(__file__).parents[1] / "i18n" / "fr.po"
PLACEHOLDER = re.compile(r"%\(\w+\)s")
BREAKING_SPACE = re.compile(r" [:;?!»]|« ")  # French sets these apart by a space at which no line breaks
TEXT = "Code client;Raison sociale;Pays;Siren\nA1;Dupont SARL;France;303265045\nA2;Martin SAS;France;\n"


@tagged("post_install", "-at_install")
class TestScreens(UploadCase):
    def test_views(self):
        action = self.env["ir.actions.act_window"]._for_xml_id(f"{ADDON}.res_partner_action_einvoice")
        found = self.partners.get_views(action["views"], {"toolbar": False})
        self.assertIn("dso_einvoice_state", found["views"]["graph"]["arch"])
        self.assertIn("dso_einvoice_state", found["views"]["list"]["arch"])
        search = self.env.ref("dso_smart_upload.res_partner_view_search_credit")
        self.assertIn("einvoice_no_siren", self.partners.get_view(search.id, "search")["arch"])
        self.assertIn("einvoice_picture", self.env["dso.upload.run"].get_view(view_type="form")["arch"])

    def test_fields_to_choose_from(self):
        found = self.env["dso.smart.upload"].bench_fields()
        shelf = {one["key"] for one in found["fields"] if one["shelf"] == "einvoice"}
        self.assertLessEqual({"electronic_address", "routing_code", "invoice_format"}, shelf)
        self.assertTrue(all(one["description"] for one in found["fields"] if one["shelf"] == "einvoice"))
        self.assertIn("einvoice", [one["key"] for one in found["shelves"]])

    def test_odoo_knows_every_scheme(self):
        odoos = {key for key, _label in self.partners._fields["peppol_eas"]._description_selection(self.env)}
        self.assertEqual(KNOWN - odoos, set())
        self.assertEqual(odoos - KNOWN, {"odemo"} & odoos)

    def test_countries_that_odoo_reaches_have_schemes(self):
        self.assertLessEqual(REACHABLE - {"NZ"}, set().union(*COUNTRIES.values()))

    def test_french(self):
        catalog = polib.pofile(str(FRENCH))
        french = {entry.msgid: entry.msgstr for entry in catalog}
        for key, sentence in SENTENCES.items():
            if Message(key).addon == ADDON:
                self.assertEqual(
                    Counter(PLACEHOLDER.findall(sentence)), Counter(PLACEHOLDER.findall(french[sentence])), key
                )
        self.assertEqual([entry.msgid for entry in catalog if not entry.msgstr], [])
        self.assertEqual([entry.msgstr for entry in catalog if BREAKING_SPACE.search(entry.msgstr)], [])

    def test_said_in_the_language_of_the_user(self):
        self.env["res.lang"].sudo()._activate_lang("fr_FR")
        self.env["ir.module.module"].sudo().search([("name", "=", ADDON)])._update_translations(["fr_FR"])
        env = self.env(context={**self.env.context, "lang": "fr_FR"})
        self.assertEqual(say(env, Message("einvoice_reason.address_siren")), "d'après le Siren")
        self.user.lang = "fr_FR"
        report = self.check(TEXT)
        self.assertEqual(report["changes"][0]["reasons"]["electronic_address"], "d'après le Siren")

    def test_the_setting_derives_anew(self):
        siret = "30326504500011"
        self.upload(TEXT.replace("303265045", siret))
        customer = self.partners.search([("ref", "=", "A1")])
        self.assertEqual(customer.dso_electronic_address, "0225:303265045")
        settings = self.env["res.config.settings"].sudo().create({"dso_einvoice_form": "siren_siret"})
        settings.set_values()
        self.assertEqual(customer.dso_electronic_address, f"0225:303265045_{siret}")
        report = self.upload(TEXT.replace("303265045", siret))
        self.assertEqual(report["updated"], 0)

    def test_vat_numbers_are_filled_in_where_the_setting_says_so(self):
        self.env["ir.config_parameter"].sudo().set_param("dso_smart_upload_einvoice.vat_of_siren", "True")
        report = self.upload(TEXT)
        self.assertEqual(self.partners.search([("ref", "=", "A1")]).vat, "FR40303265045")
        self.assertEqual(report["changes"][0]["reasons"]["vat"], "from the Siren, with its key")

    def test_location_numbers(self):
        if "global_location_number" not in self.partners._fields:
            self.skipTest("no addon has a field for them")
        header = "Code client;Raison sociale;Pays;Siren;GLN\n"
        report = self.upload(header + "A1;Dupont SARL;France;303265045;3020180000000\nA2;B SA;France;;3020180000005\n")
        self.assertEqual(self.partners.search([("ref", "=", "A1")]).global_location_number, "3020180000000")
        self.assertEqual([issue["kind"] for issue in report["issues"]], ["einvoice_invalid_gln"])

    def test_formats(self):
        header = "Code client;Raison sociale;Pays;Siren;Format de facture électronique\n"
        report = self.upload(header + "A1;Dupont SARL;France;303265045;UBL\nA2;B SA;France;;Fax\n")
        self.assertEqual(self.partners.search([("ref", "=", "A1")]).invoice_edi_format, "ubl_bis3")
        self.assertEqual([issue["kind"] for issue in report["issues"]], ["einvoice_unknown_format"])
        self.assertFalse(self.partners.search([("ref", "=", "A2")]).invoice_edi_format)  # nor can it be reached
        self.upload("Code client;Raison sociale;Pays;Siren\nA3;C SA;France;552081317\n")
        self.assertEqual(self.partners.search([("ref", "=", "A3")]).invoice_edi_format, "facturx")
        with patch.object(type(self.partners), "_get_suggested_invoice_edi_format", lambda partner: "ubl_bis3"):
            self.upload("Code client;Raison sociale;Pays;Siren\nA4;D SA;France;443061841\n")
            customer = self.partners.search([("ref", "=", "A4")])
            self.assertFalse(customer.invoice_edi_format_store)  # Odoo chooses by itself


@tagged("post_install", "-at_install")
class TestDownloads(HttpCase):
    def test_files(self):
        user = new_test_user(self.env, "controller", groups="dso_smart_upload.group_user", password="controller")
        runs = self.env["dso.upload.run"].with_user(user)
        run = runs.browse(runs.import_file(content=encoded(TEXT), filename="clients.csv")["run_id"])
        self.assertEqual(run.einvoice_rows(INCOMPLETE)[0]["code"], "A2")
        self.authenticate("controller", "controller")
        answer = self.url_open(f"/dso_smart_upload_einvoice/incomplete/{run.id}/csv")
        self.assertEqual(answer.status_code, 200)
        self.assertIn("A2;Martin SAS", answer.text)
        answer = self.url_open("/dso_smart_upload_einvoice/list/sirens")
        self.assertEqual((answer.status_code, "303265045" in answer.text), (200, True))
        self.assertEqual(self.url_open("/dso_smart_upload_einvoice/list/names").status_code, 404)
        new_test_user(self.env, "stranger", groups="base.group_portal", password="strangerstranger")
        self.authenticate("stranger", "strangerstranger")
        self.assertEqual(self.url_open(f"/dso_smart_upload_einvoice/incomplete/{run.id}/csv").status_code, 404)


@tagged("post_install", "-at_install")
class TestPictureTour(HttpCase):
    def test_picture(self):
        uploads = self.env["dso.smart.upload"].with_user(self.env.ref("base.user_admin"))
        state = uploads.bench_upload(encoded(PICTURE), "clients.csv")
        upload = uploads.browse(state["id"])
        if upload.state == "columns":
            upload.bench_go("check")
        self.start_tour(
            f"/odoo/smart-upload/{upload.id}", "dso_smart_upload_einvoice_picture", login="admin", timeout=120
        )
