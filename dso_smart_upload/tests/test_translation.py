"""The French translation is complete, sound, and what a French user sees.

When a term is missing here, `script/i18n` adds it to `i18n/fr.po`, where it waits for its translation.
"""

import re
from collections import Counter
from pathlib import Path

import polib

from odoo import SUPERUSER_ID
from odoo.tools.translate import TranslationImporter, TranslationModuleReader

from ..engine.say import say
from ..pipeline.message import SENTENCES, Message
from .common import UploadCase

MODULE = "dso_smart_upload"
FRENCH = Path(__file__).parents[1] / "i18n" / "fr.po"
PLACEHOLDER = re.compile(r"%(?:\((?P<name>\w+)\)[.\d]*[a-z]|%)")
BREAKING_SPACE = re.compile(r" [:;?!»]|« | %%")  # French sets these apart by a space at which no line breaks


class TestTranslation(UploadCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.catalog = polib.pofile(str(FRENCH))
        cls.french = {entry.msgid: entry.msgstr for entry in cls.catalog}
        cls.env["res.lang"].sudo()._activate_lang("fr_FR")
        importer = TranslationImporter(cls.env.cr, verbose=False)
        importer.load_file(f"{MODULE}/i18n/fr.po", "fr_FR")
        importer.save(overwrite=True)
        cls.env.registry.clear_cache("default", "templates")
        cls.env.invalidate_all()
        cls.env = cls.env(context={**cls.env.context, "lang": "fr_FR"})

    def test_every_term_is_translated_and_nothing_else(self):
        rows = list(TranslationModuleReader(self.env.cr, modules=[MODULE]))
        own = {source for _module, _type, name, xmlid, source, *_rest in rows if self._is_own(name, xmlid)}
        exported = {source for _module, _type, _name, _xmlid, source, *_rest in rows}
        self.assertEqual(sorted(term for term in own if not self.french.get(term)), [], "not translated")
        self.assertEqual(sorted(self.french.keys() - exported), [], "not in the addon any more")

    def _is_own(self, name, xmlid):
        """Tell whether a term is the addon's: which fields its models inherit depends on the modules around it."""
        if not name.startswith("ir.model.fields,"):
            return True
        record = self.env.ref(xmlid).sudo()
        return MODULE in self.env[record.model]._fields[record.name]._modules

    def test_every_sentence_of_the_pipeline(self):
        for key, sentence in SENTENCES.items():
            if Message(key).addon != MODULE:
                continue  # what another addon says is its own to translate
            with self.subTest(key):
                details = {match["name"]: "x" for match in PLACEHOLDER.finditer(sentence) if match["name"]}
                said = say(self.env, Message(key, details))
                self.assertEqual(said, self.french[sentence] % details)
                self.assertNotEqual(said, sentence % details)

    def test_placeholders(self):
        for entry in self.catalog.translated_entries():
            with self.subTest(entry.msgid):
                found, wanted = (
                    Counter(match[0] for match in PLACEHOLDER.finditer(text)) for text in (entry.msgstr, entry.msgid)
                )
                self.assertEqual(found, wanted)

    def test_signs_stay_with_their_words(self):
        self.assertEqual([entry.msgstr for entry in self.catalog if BREAKING_SPACE.search(entry.msgstr)], [])

    def test_wizard(self):
        wizard = self.env["dso.smart.upload"]
        start = wizard.bench_start()
        ours = [("module", "=", MODULE), ("model", "=", "dso.upload.field")]  # other addons may bring some
        ids = self.env["ir.model.data"].sudo().search(ours).mapped("res_id")
        fields = [field for field in start["fields"] if field["id"] in ids]
        shelves = {field["shelf"] for field in fields}
        said = [
            *(shelf["name"] for shelf in start["shelves"] if shelf["key"] in shelves),
            *(field["description"] for field in fields if field["description"]),
            *(label for name in ("policy", "on_blank", "on_bad", "twins") for _value, label in start[name]),
        ]
        self.assertGreater(len(said), 40)
        self.assertEqual([word for word in said if word not in self.french.values()], [])
        fields = wizard.fields_get()
        self.assertEqual(fields["mapping_id"]["string"], "Correspondance")
        self.assertEqual(fields["sheet"]["help"], "Vide\N{NO-BREAK SPACE}: détecté automatiquement.")
        self.assertEqual(dict(fields["state"]["selection"])["columns"], "Colonnes")

    def test_fields_of_customers(self):
        names = {field.key: field.name for field in self.env["dso.upload.field"].search([])}
        wanted = {
            "code": "Code client",
            "name": "Raison sociale",
            "credit_limit": "Limite de crédit",
            "insurer_guarantee": "Garantie assureur",
            "other_guarantees": "Autres garanties",
            "payment_term": "Délai de paiement",
        }
        self.assertEqual({key: names[key] for key in wanted}, wanted)

    def test_changes_and_reasons(self):
        self.user.sudo().lang = "fr_FR"
        report = self.upload("Code client;Raison sociale;Ville\nC1;Aciéries;Lille\n")
        self.assertIn(
            "l'en-tête indique «\N{NO-BREAK SPACE}code client\N{NO-BREAK SPACE}»", report["columns"][0]["reason"]
        )
        change = self.env["dso.upload.change"].search([("run_id", "=", report["run_id"])])
        self.assertIn("Ville\N{NO-BREAK SPACE}: Lille", change.summary)

    def test_reason_names_a_field_that_an_administrator_added(self):
        self.env["dso.upload.field"].with_user(SUPERUSER_ID).create(
            {"name": "Secteur", "key": "x_sector", "partner_field": "comment", "kind": "html", "words": "Branche"}
        )
        reason = self.check("Code client;Raison sociale;Branche\nC1;Aciéries;Nord\n")["columns"][2]["reason"]
        self.assertIn("Secteur", reason)
